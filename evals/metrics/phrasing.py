"""What a language model's wording gains and costs: the same tasks with it and without it."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from evals.metrics.answer import AnswerScore, Outcome
from evals.metrics.citation_support import CitationScore
from evals.metrics.latency import Latency, measure_latency
from evals.model import Frozen


class PhrasedAnswer(Frozen):
    """One answer after the language model had its say."""

    answer: str
    """What would be shown: the new wording, or the answer as it was."""
    fallback: str | None
    """Why it stayed as it was; ``None`` where the new wording is shown."""
    score: AnswerScore
    support: CitationScore | None
    latency_ms: float
    """What the wording took, on top of the answer."""


@dataclass(frozen=True, slots=True)
class Side:
    """One task on one side of the comparison."""

    outcome: Outcome
    support: CitationScore | None
    chars: int
    latency_ms: float


@dataclass(frozen=True, slots=True)
class Figures:
    """One side over all tasks; ``None`` where nothing can be measured."""

    right: float | None
    """Share right of all that can be scored."""
    supported: float | None
    """Share of an answer's statements that their citations bear out, mean over answers."""
    chars: float
    latency: Latency | None


def measure_side(sides: Iterable[Side]) -> Figures:
    """The figures of one side."""
    listed = list(sides)
    scorable = [side for side in listed if side.outcome is not Outcome.UNSCORABLE]
    supports = [side.support for side in listed if side.support is not None and side.support.statements]
    return Figures(
        right=sum(side.outcome is Outcome.RIGHT for side in scorable) / len(scorable) if scorable else None,
        supported=sum(s.supported / s.statements for s in supports) / len(supports) if supports else None,
        chars=sum(side.chars for side in listed) / len(listed) if listed else 0.0,
        latency=measure_latency([side.latency_ms for side in listed]),
    )


def count_fallbacks(answers: Iterable[PhrasedAnswer]) -> Mapping[str, int]:
    """Why answers stayed as they were, and how many, the most frequent first."""
    return dict(Counter(a.fallback for a in answers if a.fallback is not None).most_common())
