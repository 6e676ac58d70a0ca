"""Keeps copies of one text in many plans from crowding out everything else."""

from collections import Counter
from collections.abc import Hashable, Sequence

MAX_COPIES = 3
"""Copies of one text that keep their rank: enough to see that plans share it."""


def without_crowds(ranked: Sequence[Hashable]) -> list[int]:
    """Places of the passages in a new order: further copies of a text go behind everything else.

    Plans of one year are written from one template. Among copies and among the others the order stays.

    Args:
        ranked: for each passage, best first, what it shares with its copies.
    """
    seen: Counter[Hashable] = Counter()
    kept: list[int] = []
    copies: list[int] = []
    for place, text in enumerate(ranked):
        seen[text] += 1
        (kept if seen[text] <= MAX_COPIES else copies).append(place)
    return kept + copies
