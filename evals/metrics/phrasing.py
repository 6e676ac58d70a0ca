"""What a language model's wording gains and costs: the same tasks with it and without it."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from assistant.rewriting.advisor import Advice
from assistant.wording.phraser import Fallback
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
    rewriting: str | None = None
    """What came of asking for a full question; ``None`` where none was asked for."""
    expansion: str | None = None
    """What came of asking for other wordings to search by; ``None`` where none were asked for."""
    score: AnswerScore
    support: CitationScore | None
    latency_ms: float
    """What all of that took, on top of the answer."""

    @property
    def is_put(self) -> bool:
        """Whether there was an answer to be worded anew."""
        return self.fallback != Fallback.REFUSAL


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
    return dict(Counter(a.fallback for a in answers if a.is_put and a.fallback is not None).most_common())


USED = "answered by it"
"""What a rewriting or a wording came to that found the answer."""


def describe_rewriting(advice: Advice) -> str | None:
    """What came of asking for a full question: that it was answered, or why not."""
    if advice.rewriting is None:
        return None
    if advice.is_rewritten:
        return USED
    return str(advice.rewriting.problem or "refused all the same")


def describe_expansion(advice: Advice) -> str | None:
    """What came of asking for wordings to search by: that they found an answer, or why not."""
    if advice.expansion is None:
        return None
    if advice.is_expanded:
        return USED
    return str(
        advice.expansion.problem
        or ("refused all the same" if advice.expansion.wordings else "no wording kept")
    )


def count_advice(came_to: Iterable[str | None]) -> Mapping[str, int]:
    """What asking for advice came to and how often, the most frequent first."""
    return dict(Counter(one for one in came_to if one is not None).most_common())
