"""How likely a row or a paragraph is the place a question is about: by its words and its place in the search."""

import math
from dataclasses import dataclass

from assistant.answering.matching import Fit
from assistant.types import Hit, PassageKind

_LEAST = 1e-6
"""Chances are kept this far from 0 and 1, where their odds have no end."""


@dataclass(frozen=True, slots=True)
class _Model:
    """Logistic regression of "is evidence" on coverage, log odds of the search's chance and log of the rank."""

    coverage: float
    log_odds: float
    log_rank: float
    intercept: float


_OF_ROWS = _Model(5.24, 0.52, -1.69, -2.81)
_OF_TEXT = _Model(0.42, 0.50, -1.78, 0.51)
"""Fitted on the first eight hits of the dev tasks. Area under the curve on the test tasks: rows .974 (coverage alone
.913, the search alone .965), running text .914 (.757, .885): words of a paragraph match by chance."""
ROW_CHANCE = 0.25
TEXT_CHANCE = 0.4
"""From here a candidate counts although it shares few words with the question: of the dev tasks 94 % have their row
above it, and of those without an answer 6 % more than have a row that covers the matter."""
_MIN_TEXT_COVERAGE = 0.33
"""A paragraph that shares less than a third of the matter with the question is about something else."""


def chance_of_answer(fit: Fit, hit: Hit) -> float:
    """The chance, in [0, 1], that a found row or paragraph is the place that a question is about."""
    model = _OF_ROWS if hit.passage.kind is PassageKind.ROW else _OF_TEXT
    chance = min(max(hit.score, _LEAST), 1 - _LEAST)
    odds = (
        model.coverage * fit.coverage
        + model.log_odds * math.log(chance / (1 - chance))
        + model.log_rank * math.log(hit.rank)
        + model.intercept
    )
    return 1 / (1 + math.exp(-odds))


def stands_out(fit: Fit, hit: Hit | None) -> bool:
    """Whether the search and the words together speak for a candidate, however few of the words it has."""
    if hit is None or (hit.passage.kind is not PassageKind.ROW and fit.coverage < _MIN_TEXT_COVERAGE):
        return False
    return chance_of_answer(fit, hit) >= (ROW_CHANCE if hit.passage.kind is PassageKind.ROW else TEXT_CHANCE)
