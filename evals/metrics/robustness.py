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
    """One way of typing against plain; gaps are negative where the typing costs."""

    typing: Typing
    right: float
    """Share of right answers over all questions typed so."""
    questions: int
    to_all_plain: float | None
    """Right share minus that of all plain questions, which may be easier or harder; ``None`` without any."""
    paired: Estimate | None
    """Right share minus that of plain in the same family, mean over families; ``None`` where no family has
    both."""


def measure_robustness(answers: Sequence[Typed]) -> list[Gap]:
    """Each way of typing that occurs; the pairs by family tell hard typing from hard questions."""
    by_family: defaultdict[tuple[Typing, str], list[bool]] = defaultdict(list)
    by_typing: defaultdict[Typing, list[bool]] = defaultdict(list)
    for answer in answers:
        by_family[answer.typing, answer.family].append(answer.right)
        by_typing[answer.typing].append(answer.right)
    plain = by_typing.get(Typing.PLAIN)
    gaps: list[Gap] = []
    for typing in Typing:
        if typing is Typing.PLAIN or typing not in by_typing:
            continue
        right = fmean(by_typing[typing])
        paired = [
            Sample(family, fmean(typed) - fmean(by_family[Typing.PLAIN, family]))
            for (own, family), typed in by_family.items()
            if own is typing and (Typing.PLAIN, family) in by_family
        ]
        gaps.append(
            Gap(
                typing=typing,
                right=right,
                questions=len(by_typing[typing]),
                to_all_plain=right - fmean(plain) if plain else None,
                paired=estimate(paired),
            )
        )
    return gaps
