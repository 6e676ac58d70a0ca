import json
from pathlib import Path
from typing import Any

import pytest

from assistant.config import Settings
from tests.written_plans import BEN_TRE, CA_MAU, LAO_CAI, TEXTS

from .conftest import Run, RunIn

WHO = "ai chủ trì số hóa hồ sơ cấp xã ở Cà Mau?"
ROW_3 = (
    "3.\tSố hóa hồ sơ, kết quả giải quyết thủ tục hành\tVăn phòng UBND tỉnh\tSở Thông tin và\tHồ sơ được\t"
    "Thường xuyên chính cấp xã.\t\tTruyền thông\tsố hóa"
)


def write_batch(folder: Path, *lines: dict[str, Any] | str) -> Path:
    path = folder / "questions.jsonl"
    texts = [line if isinstance(line, str) else json.dumps(line, ensure_ascii=False) for line in lines]
    path.write_text("\n".join(texts), encoding="utf-8")
    return path


def quoted(citation: dict[str, Any]) -> str:
    """What the plan's file holds under the spans of a citation."""
    return " ".join(TEXTS[citation["plan"]][start:end] for start, end in citation["spans"])


def test_answer_is_followed_by_its_numbered_sources(run: Run) -> None:
    outcome = run("ask", WHO)
    assert (outcome.status, outcome.err) == (0, "")
    answer, _, sources = outcome.out.partition("\n\nNguồn trích dẫn:\n")
    assert "Văn phòng UBND tỉnh" in answer
    assert "[1]" in answer
    assert sources.startswith("[1] Kế hoạch cải cách hành chính năm 2024 tỉnh Cà Mau")
    assert "Phụ lục, mục II, nhiệm vụ 3" in sources
    assert "Sở Thông tin và" in sources


def test_refusal_has_no_sources(run: Run) -> None:
    outcome = run("ask", "ai chủ trì số hóa hồ sơ ở Hà Giang?")
    assert outcome.status == 0
    assert "tỉnh Hà Giang" in outcome.out
    assert "Nguồn trích dẫn:" not in outcome.out


def test_json_answer_is_one_line_that_quotes_the_row_it_cites(run: Run) -> None:
    outcome = run("ask", "--json", WHO)
    (line,) = outcome.json_lines
    latency_ms = line.pop("latency_ms")
    text = line.pop("answer")
    assert line == {
        "abstained": False,
        "citations": [
            {
                "plan": CA_MAU,
                "locator": "phu-luc/II/3",
                "label": "Phụ lục, mục II, nhiệm vụ 3",
                "quote": ROW_3,
                "spans": line["citations"][0]["spans"],
            }
        ],
    }
    assert quoted(line["citations"][0]) == ROW_3
    assert "Văn phòng UBND tỉnh" in text
    assert "[1]" in text
    assert latency_ms > 0
    assert (outcome.status, outcome.err) == (0, "")


def test_batch_answers_each_line_in_order_under_its_id(run: Run, tmp_path: Path) -> None:
    batch = write_batch(
        tmp_path,
        {"id": "c", "question": WHO, "history": []},
        {"id": "a", "question": "còn ai phối hợp?", "history": [WHO]},
        "",
        {"id": "d", "question": "ai chủ trì số hóa hồ sơ ở Hà Giang?", "kind": "unanswerable"},
        {"id": "b", "question": "  "},
    )
    outcome = run("ask", "--batch", batch)
    lines = outcome.json_lines
    assert [line["id"] for line in lines] == ["c", "a", "d", "b"]
    for line in lines:
        assert list(line) == ["id", "answer", "abstained", "citations", "latency_ms"]
        assert line["answer"]
        assert line["latency_ms"] >= 0
        for citation in line["citations"]:
            assert list(citation) == ["plan", "locator", "label", "quote", "spans"]
            assert quoted(citation) == citation["quote"]
    cited = [[(c["plan"], c["locator"]) for c in line["citations"]] for line in lines]
    assert cited == [[(CA_MAU, "phu-luc/II/3")], [(CA_MAU, "phu-luc/II/3")], [], []]
    assert [line["abstained"] for line in lines] == [False, False, True, True]
    assert "Sở Thông tin và Truyền thông" in lines[1]["answer"]
    assert "Hà Giang" in lines[2]["answer"]
    assert (outcome.status, outcome.err) == (0, "")


def test_marks_in_an_answer_count_its_citations(run: Run, tmp_path: Path) -> None:
    questions = ("tỷ lệ hồ sơ giải quyết đúng hạn là bao nhiêu?", "Sở Tư pháp chủ trì những việc gì?")
    batch = write_batch(tmp_path, *({"id": q, "question": q} for q in questions))
    for line in run("ask", "--batch", batch).json_lines:
        numbers = range(1, len(line["citations"]) + 1)
        assert len(numbers) == 2
        assert all(f"[{number}]" in line["answer"] for number in numbers)
        assert f"[{len(numbers) + 1}]" not in line["answer"]


def test_plans_that_differ_are_each_named_and_cited(run: Run) -> None:
    (line,) = run("ask", "--json", "tỷ lệ hồ sơ giải quyết đúng hạn là bao nhiêu?").json_lines
    assert {(c["plan"], c["locator"]) for c in line["citations"]} == {(CA_MAU, "II/1"), (LAO_CAI, "I/1")}
    for part in ("90%", "Cà Mau", "85%", "Lào Cai"):
        assert part in line["answer"]


def test_question_in_the_new_province_name_reaches_the_old_plan(run: Run) -> None:
    (line,) = run("ask", "--json", "ai vận hành kho dữ liệu dùng chung ở Vĩnh Long?").json_lines
    assert [(c["plan"], c["locator"]) for c in line["citations"]] == [(BEN_TRE, "I/1")]
    assert "Sở Thông tin và Truyền thông" in line["answer"]


def test_windows_byte_order_mark_and_line_ends_are_read(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "notepad.jsonl"
    path.write_bytes(f'{{"id": "1", "question": "{WHO}"}}\r\n'.encode("utf-8-sig"))
    assert [line["id"] for line in run("ask", "--batch", path).json_lines] == ["1"]


@pytest.mark.parametrize("separator", ["\u2028", "\u0085"])
def test_line_separators_pasted_into_a_question_do_not_end_its_line(
    run: Run, tmp_path: Path, separator: str
) -> None:
    batch = write_batch(tmp_path, {"id": "1", "question": f"ai chủ trì số hóa{separator}hồ sơ ở Cà Mau?"})
    assert [line["id"] for line in run("ask", "--batch", batch).json_lines] == ["1"]


@pytest.mark.parametrize(
    "line",
    [
        "không phải JSON",
        '"chỉ một chuỗi"',
        '{"id": "2"}',
        '{"question": "thiếu id?"}',
        '{"id": "2", "question": null}',
        '{"id": "2", "question": "q", "history": "không phải danh sách"}',
    ],
)
@pytest.mark.parametrize("command", ["ask", "search"])
def test_malformed_batch_line_is_named_before_anything_is_answered(
    run: Run, tmp_path: Path, command: str, line: str
) -> None:
    batch = write_batch(tmp_path, {"id": "1", "question": WHO}, line)
    error = run(command, "--batch", batch).error
    assert error.startswith("Lỗi: ")
    assert f"{batch}, dòng 2" in error


def test_missing_index_is_built_and_only_the_answer_goes_to_stdout(run_in: RunIn, fresh: Settings) -> None:
    outcome = run_in(fresh)("ask", "--json", WHO)
    (line,) = outcome.json_lines
    assert [c["locator"] for c in line["citations"]] == ["phu-luc/II/3"]
    assert "Đọc kế hoạch" in outcome.err
    assert fresh.index.is_dir()


@pytest.mark.parametrize("question", ["", "   ", "\u200b", "???"])
def test_question_without_words_is_refused(run: Run, question: str) -> None:
    (line,) = run("ask", "--json", question).json_lines
    assert (line["abstained"], line["citations"]) == (True, [])
