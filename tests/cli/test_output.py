import pytest

from assistant.cli.output import print_json, print_note, progress_line


def test_json_is_one_line_on_stdout_with_vietnamese_letters(capsys: pytest.CaptureFixture[str]) -> None:
    print_json({"tên": "Cà Mau", "dòng": "a\nb"})
    assert capsys.readouterr() == ('{"tên": "Cà Mau", "dòng": "a\\nb"}\n', "")


def test_notes_go_to_stderr(capsys: pytest.CaptureFixture[str]) -> None:
    print_note("Xong.")
    assert capsys.readouterr() == ("", "Xong.\n")


def test_progress_in_a_file_is_a_line_a_finished_stage(capsys: pytest.CaptureFixture[str]) -> None:
    report = progress_line()
    for done in range(4):
        report("Đọc kế hoạch", done, 3)
    report("Ghi kho vectơ", 1, 1)
    assert capsys.readouterr() == ("", "Đọc kế hoạch: 3\nGhi kho vectơ: 1\n")


def test_progress_on_a_terminal_redraws_one_line(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    report = progress_line()
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    report("Đọc kế hoạch", 0, 2)
    report("Đọc kế hoạch", 2, 2)
    out, err = capsys.readouterr()
    assert out == ""
    assert err.count("\r") == 2
    assert err.count("\n") == 1
    assert err.endswith("2/2\033[K\n")


def test_a_stage_without_work_is_complete(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    report = progress_line()
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    report("Đọc kế hoạch", 0, 0)
    assert "0/0" in capsys.readouterr().err
