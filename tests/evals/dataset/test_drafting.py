from pathlib import Path

from assistant.types import Answer
from evals.dataset.drafting import Draft, draft_task
from evals.dataset.loading import load_tasks
from tests.evals.making import make_answer, make_evidence


def draft(answer: Answer, tmp_path: Path) -> str:
    text = draft_task(Draft("Ai chủ trì: “số hóa”?", ("Câu trước?",), answer))
    (tmp_path / "new.yaml").write_text(text, encoding="utf-8")
    return text


def test_draft_is_a_task_with_what_was_cited_as_evidence(tmp_path: Path) -> None:
    text = draft(make_answer("Sở Nội vụ [1].\nDòng hai.", "I/1"), tmp_path)

    (task,) = load_tasks(tmp_path)
    assert (task.question, task.history) == ("Ai chủ trì: “số hóa”?", ("Câu trước?",))
    assert task.evidence == (make_evidence("I/1"),)
    assert "#   Sở Nội vụ [1].\n#   Dòng hai.\n" in text


def test_draft_of_a_refusal_offers_the_nearest(tmp_path: Path) -> None:
    nearest = make_answer("", "II/2").citations
    text = draft(Answer("Chưa tìm thấy.", abstained=True, nearest=nearest), tmp_path)

    (task,) = load_tasks(tmp_path)
    assert task.evidence == (make_evidence("II/2"),)
    assert "(từ chối)" in text
