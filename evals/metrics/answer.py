"""Answer correctness: are all facts said and nothing forbidden."""

from enum import StrEnum

from assistant.types import Answer
from evals.dataset.task import Task
from evals.metrics.asides import without_asides
from evals.metrics.statements import without_list, without_marks
from evals.metrics.wording import Wording
from evals.model import Frozen


class Outcome(StrEnum):
    """What became of one question; the four are never merged."""

    RIGHT = "right"
    WRONG = "wrong"
    REFUSED = "refused"
    """No answer where the plans hold one; a refusal of an unanswerable question is right."""
    UNSCORABLE = "unscorable"
    """The task has no facts, items or count: it measures retrieval and citations only."""


class AnswerScore(Frozen):
    """An outcome with its reasons."""

    outcome: Outcome
    missing: tuple[str, ...] = ()
    """Facts that were not said, alternatives joined by " | "."""
    forbidden: tuple[str, ...] = ()
    """Forbidden wordings that were said."""


def score_answer(task: Task, answer: Answer, cited: frozenset[str], wording: Wording) -> AnswerScore:
    """Judge one answer.

    Corrections ("Không phải …") and notes on present names ("… nay là …") assert nothing and are not read.
    A count is a fact too, which must stand outside the list that follows it. A list without facts is right
    if its items are cited exactly.

    Args:
        task: the labels.
        answer: what the assistant said.
        cited: addresses of the cited passages.
        wording: normalises both sides.
    """
    said = without_marks(without_asides(answer.text))
    forbidden = tuple(part for part in task.forbidden if wording.contains(said, part))
    if not task.answerable:
        right = answer.abstained and not forbidden
        return AnswerScore(outcome=Outcome.RIGHT if right else Outcome.WRONG, forbidden=forbidden)
    missing = [" | ".join(fact) for fact in task.facts if wording.find_first(said, fact) is None]
    if task.count is not None and not _is_said(task.count, said, wording):
        missing.append(str(task.count))
    if answer.abstained:
        outcome = Outcome.REFUSED
    elif task.facts or task.count is not None:
        outcome = Outcome.WRONG if missing or forbidden else Outcome.RIGHT
    elif task.items:
        outcome = Outcome.RIGHT if cited == set(task.items) and not forbidden else Outcome.WRONG
    else:
        outcome = Outcome.WRONG if forbidden else Outcome.UNSCORABLE
    return AnswerScore(outcome=outcome, missing=tuple(missing), forbidden=forbidden)


def _is_said(count: int, said: str, wording: Wording) -> bool:
    return wording.find_first(without_list(said), (str(count), f"{count:02d}")) is not None
