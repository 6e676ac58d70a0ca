"""The CRAG score (Yang et al., NeurIPS 2024): a wrong answer costs as much as a right one earns."""

from evals.metrics.answer import Outcome

_POINTS = {Outcome.RIGHT: 1.0, Outcome.REFUSED: 0.0, Outcome.WRONG: -1.0}


def crag_points(outcome: Outcome) -> float | None:
    """1 for right, 0 for a refusal, -1 for wrong; ``None`` where the answer cannot be scored."""
    return _POINTS.get(outcome)
