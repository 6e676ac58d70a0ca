import json
from pathlib import Path

from tests.written_plans import BEN_TRE, CA_MAU

from .conftest import Run

QUESTION = "số hóa hồ sơ cấp xã"
ROW_3 = (
    "3\tSố hóa hồ sơ, kết quả giải quyết thủ tục hành chính cấp xã.\tVăn phòng UBND tỉnh\t"
    "Sở Thông tin và Truyền thông\tHồ sơ được số hóa\tThường xuyên"
)


def test_json_lists_passages_with_address_text_and_falling_scores(run: Run) -> None:
    outcome = run("search", QUESTION, "--k", "3", "--json")
    (line,) = outcome.json_lines
    assert list(line) == ["passages"]
    passages = line["passages"]
    assert len(passages) == 3
    assert all(list(passage) == ["plan", "locator", "text", "score"] for passage in passages)
    scores = [passage["score"] for passage in passages]
    assert scores == sorted(scores, reverse=True)
    best = passages[0]
    assert (best["plan"], best["locator"], best["text"]) == (CA_MAU, "phu-luc/II/3", ROW_3)
    assert (outcome.status, outcome.err) == (0, "")


def test_people_read_rank_place_and_text(run: Run) -> None:
    outcome = run("search", QUESTION, "--k", "1")
    first, text = outcome.out.splitlines()
    assert first.startswith("1. [")
    assert first.endswith(f"{CA_MAU} – Phụ lục, mục II, nhiệm vụ 3")
    assert text.strip() == ROW_3


def test_batch_gives_one_line_a_question_in_order_with_up_to_k_passages(run: Run, tmp_path: Path) -> None:
    batch = tmp_path / "questions.jsonl"
    questions = {"x": QUESTION, "w": "kho dữ liệu dùng chung", "v": ""}
    lines = [json.dumps({"id": key, "question": text}) for key, text in questions.items()]
    batch.write_text("\n".join(lines), encoding="utf-8")
    outcome = run("search", "--batch", batch, "--k", "2")
    assert [list(line) for line in outcome.json_lines] == [["id", "passages"]] * 3
    found = {line["id"]: [(p["plan"], p["locator"]) for p in line["passages"]] for line in outcome.json_lines}
    assert list(found) == ["x", "w", "v"]
    assert [len(passages) for passages in found.values()] == [2, 2, 0]
    assert found["x"][0] == (CA_MAU, "phu-luc/II/3")
    assert found["w"][0] == (BEN_TRE, "I/1")
    assert (outcome.status, outcome.err) == (0, "")


def test_twenty_passages_unless_told_otherwise(run: Run) -> None:
    (line,) = run("search", "cải cách hành chính của tỉnh", "--json").json_lines
    assert len(line["passages"]) == 20
    assert len({(p["plan"], p["locator"]) for p in line["passages"]}) == 20
