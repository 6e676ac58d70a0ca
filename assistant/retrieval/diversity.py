"""Keeps copies of one text in many plans from crowding out everything else."""

import re
from collections import Counter
from collections.abc import Sequence

from assistant.types import Passage

MAX_COPIES = 3
"""Copies of one text that keep their rank: enough to see that plans share it."""
_NO_LETTERS = re.compile(r"[\W\d_]+")


def without_crowds(ranked: Sequence[Passage]) -> list[int]:
    """Places of the passages in a new order: further copies of a text go behind everything else.

    Plans of one year are written from one template, so that years, dates and row numbers are what differs;
    numbers do not count. Among copies and among the others the order stays.
    """
    seen: Counter[str] = Counter()
    kept: list[int] = []
    copies: list[int] = []
    for place, passage in enumerate(ranked):
        text = _NO_LETTERS.sub(" ", passage.text).lower()
        seen[text] += 1
        (kept if seen[text] <= MAX_COPIES else copies).append(place)
    return kept + copies
