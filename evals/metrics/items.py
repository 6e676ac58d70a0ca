"""Lists and counts: the cited passages as a set against the complete set."""

from collections.abc import Set as AbstractSet

from evals.model import Frozen

BETA = 2
"""Weight of recall over precision: a missing task in a memo costs more than one too many."""


class ItemScore(Frozen):
    """Set measures over cited addresses, each in [0, 1]."""

    precision: float | None
    """``None`` where nothing was cited."""
    recall: float
    f2: float
    """Van Rijsbergen's F with beta 2."""
    exact: bool
    missing: tuple[str, ...]
    extra: tuple[str, ...]


def score_items(cited: AbstractSet[str], gold: AbstractSet[str]) -> ItemScore:
    """Compare what was cited with a complete list; ``gold`` must not be empty."""
    found = len(cited & gold)
    recall = found / len(gold)
    weight = BETA * BETA
    return ItemScore(
        precision=found / len(cited) if cited else None,
        recall=recall,
        f2=(1 + weight) * found / (weight * len(gold) + len(cited)),
        exact=cited == gold,
        missing=tuple(sorted(gold - cited)),
        extra=tuple(sorted(cited - gold)),
    )
