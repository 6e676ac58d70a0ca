import pytest

from assistant.types import Answer
from evals.dataset.task import Task
from evals.metrics.evidence import is_evidence_cited
from tests.evals.making import PLAN, make_answer, make_evidence, make_task

TASK = make_task(evidence=[make_evidence("I/1"), make_evidence("II/2")])


@pytest.mark.parametrize(
    ("task", "answer", "cited"),
    [
        (TASK, make_answer("A [1] [2].", "V/9", "II/2"), True),
        (TASK, make_answer("A [1].", "V/9"), False),
        (TASK, make_answer("Không.", abstained=True), None),
        (make_task(), make_answer("A [1].", "I/1"), None),
        (make_task(answerable=False), make_answer("A [1].", "I/1"), None),
    ],
)
def test_one_alternative_is_enough(task: Task, answer: Answer, cited: bool | None) -> None:
    places = frozenset(f"{PLAN}#{citation.locator}" for citation in answer.citations)

    assert is_evidence_cited(task, answer, places) is cited
