"""Robustness: how much a way of typing costs against the same question typed plainly."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean

from evals.dataset.task import Typing
from evals.intervals import Estimate, Sample, estimate


@dataclass(frozen=True, slots=True)
class Typed:
    """One scored answer with how its question was typed."""

    family: str
    typing: Typing
    right: bool


@dataclass(frozen=True, slots=True)
class Gap:
    """One way of typing against plain."""

    typing: Typing
    right: float
    """Share of right answers over all questions typed so."""
    questions: int
    gap: Estimate | None
    """Right share minus that of plain in the same family, mean over families; negative where the typing costs.
    ``None`` where no family has both."""


def measure_robustness(answers: Sequence[Typed]) -> list[Gap]:
    """The gap of each way of typing that occurs, paired by family, so that hard questions do not count as hard typing."""
    by_family: defaultdict[tuple[Typing, str], list[bool]] = defaultdict(list)
    for answer in answers:
        by_family[answer.typing, answer.family].append(answer.right)
    gaps: list[Gap] = []
    for typing in Typing:
        right = [answer.right for answer in answers if answer.typing is typing]
        if typing is Typing.PLAIN or not right:
            continue
        paired = [
            Sample(family, fmean(typed) - fmean(by_family[Typing.PLAIN, family]))
            for (kind, family), typed in by_family.items()
            if kind is typing and (Typing.PLAIN, family) in by_family
        ]
        gaps.append(Gap(typing, fmean(right), len(right), estimate(paired)))
    return gaps
