from pathlib import Path

from assistant.config import Settings
from tests.written_plans import BEN_TRE, CA_MAU, write_corpus

from .conftest import RunIn


def test_first_build_reports_on_stderr_only_and_makes_the_index(run_in: RunIn, fresh: Settings) -> None:
    outcome = run_in(fresh)("index")
    assert (outcome.status, outcome.out) == (0, "")
    assert "Đọc kế hoạch: 1" in outcome.err
    summary = outcome.err.splitlines()[-1]
    assert "1 kế hoạch" in summary
    assert "4 nhiệm vụ" in summary
    assert "đọc mới 1" in summary


def test_unchanged_plans_are_not_read_again(run_in: RunIn, fresh: Settings) -> None:
    run = run_in(fresh)
    run("index")
    summary = run("index").err.splitlines()[-1]
    assert "đọc mới 0" in summary
    assert "giữ nguyên 1" in summary


def test_a_new_file_in_the_corpus_joins_the_index(run_in: RunIn, fresh: Settings) -> None:
    run = run_in(fresh)
    run("index")
    write_corpus(fresh.corpus, BEN_TRE)
    summary = run("index").err.splitlines()[-1]
    assert "đọc mới 1" in summary
    assert "giữ nguyên 1" in summary


def test_unreadable_plan_is_named_and_the_others_are_indexed(run_in: RunIn, fresh: Settings) -> None:
    (fresh.corpus / "hong.txt").write_bytes(b"\xff\xfa\xff K\xe9 ho\xa1ch")
    outcome = run_in(fresh)("index")
    assert outcome.status == 1
    assert "hong" in outcome.err
    assert "1 kế hoạch" in outcome.err.splitlines()[-1]
    (line,) = run_in(fresh)("ask", "--json", "ai chủ trì số hóa hồ sơ cấp xã ở Cà Mau?").json_lines
    assert line["citations"][0]["plan"] == CA_MAU


def test_missing_corpus_is_one_line(run_in: RunIn, fresh: Settings, tmp_path: Path) -> None:
    elsewhere = fresh.model_copy(update={"corpus": tmp_path / "không-có"})
    for command in (["index"], ["plans"], ["records"], ["ask", "ai?"], ["search", "ai?"], ["remove", "x"]):
        error = run_in(elsewhere)(*command).error
        assert error.startswith("Lỗi: ")
        assert str(tmp_path / "không-có") in error
