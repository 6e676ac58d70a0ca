"""Evidence cited: does an answer point to a place that a person would have pointed to."""

from assistant.types import Answer
from evals.dataset.task import Task


def is_evidence_cited(task: Task, answer: Answer, cited: frozenset[str]) -> bool | None:
    """Whether one of the alternatives is cited; ``None`` for refusals and for tasks without evidence."""
    if answer.abstained or not task.answerable or not task.evidence:
        return None
    return any(evidence.place in cited for evidence in task.evidence)
