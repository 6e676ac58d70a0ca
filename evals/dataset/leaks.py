"""Finds paraphrases that stand in both splits under different family names."""

from collections.abc import Iterable
from dataclasses import dataclass

from evals.dataset.task import Kind, Task


@dataclass(frozen=True, slots=True)
class LikelyLeak:
    """Two tasks in different splits that ask the same of the same words of a plan."""

    first_id: str
    second_id: str
    place: str

    def __str__(self) -> str:
        return f"{self.first_id} and {self.second_id} ask the same of {self.place} in dev and test"


def find_likely_leaks(tasks: Iterable[Task]) -> list[LikelyLeak]:
    """Pairs of one kind with the same quote as evidence; a guess, for a person to look at.

    Each task is reported once, with the first task that it repeats.
    """
    first: dict[tuple[Kind, str, str], Task] = {}
    leaks: dict[str, LikelyLeak] = {}
    for task in tasks:
        for evidence in task.evidence:
            other = first.setdefault((task.kind, evidence.place, evidence.quote), task)
            if other.split is not task.split:
                leaks.setdefault(task.id, LikelyLeak(other.id, task.id, evidence.place))
    return list(leaks.values())
