"""Refusals: is what was refused unanswerable, and is what is unanswerable refused."""

from evals.intervals import Sample


def refusal_precision(family: str, *, answerable: bool, abstained: bool) -> Sample | None:
    """Counts among all refusals those of unanswerable questions; ``None`` where nothing was refused."""
    return Sample(family, float(not answerable)) if abstained else None


def refusal_recall(family: str, *, answerable: bool, abstained: bool) -> Sample | None:
    """Counts among all unanswerable questions those that were refused; ``None`` for answerable ones."""
    return None if answerable else Sample(family, float(abstained))
