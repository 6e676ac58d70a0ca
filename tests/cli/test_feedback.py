from pathlib import Path

import pytest

from assistant.feedback.store import FeedbackFile
from evals.dataset.loading import load_tasks
from evals.dataset.task import Kind
from tests.feedback.test_store import RIGHT, WRONG

from .conftest import Run


@pytest.fixture
def feedback(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FeedbackFile:
    monkeypatch.setenv("ASSISTANT_FEEDBACK", str(tmp_path / "feedback.sqlite"))
    return FeedbackFile(tmp_path / "feedback.sqlite")


def test_feedback_is_printed_latest_first(run: Run, feedback: FeedbackFile) -> None:
    assert run("feedback").err.splitlines()[-1] == "0 góp ý."
    for rated in (WRONG, RIGHT):
        feedback.put(rated)
    printed = run("feedback", "--days", "1").out.splitlines()
    assert [line.split("\t")[1:] for line in printed] == [
        ["kinh phí?", "Đúng"],
        ["ai chủ trì?", "Chưa đúng: Sai cơ quan – phải là Sở Tư pháp"],
    ]


def test_feedback_becomes_tasks_that_the_evaluation_loads(
    run: Run, feedback: FeedbackFile, tmp_path: Path
) -> None:
    for rated in (WRONG, RIGHT):
        feedback.put(rated)
    folder = tmp_path / "tasks"
    folder.mkdir()
    file = folder / "gop-y.yaml"
    assert run("feedback", "--export", str(file)).status == 0
    text = file.read_text(encoding="utf-8")
    assert "#   Tại tỉnh An Lạc, Văn phòng Ủy ban nhân dân tỉnh chủ trì" in text
    wrong, right = load_tasks(folder)
    assert (wrong.id, wrong.question, wrong.history) == ("gop-y-1", "ai chủ trì?", ("câu trước",))
    assert wrong.note.startswith("Chưa đúng: Sai cơ quan – phải là Sở Tư pháp (")
    assert [evidence.locator for evidence in wrong.evidence] == ["phu-luc/III/24", "I/2"]
    assert (right.kind, right.answerable, right.evidence) == (Kind.UNANSWERABLE, False, ())
    assert run("feedback", "--export", str(file)).status == 1
    assert file.read_text(encoding="utf-8") == text
