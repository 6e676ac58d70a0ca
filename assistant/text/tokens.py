"""Syllable tokens: the lexical unit of the index (Vietnamese writes a space after every syllable)."""

import re
from itertools import pairwise

from assistant.text.normalise import comparable

PAIR = "_"
"""Joins the two syllables of a pair; no syllable holds it."""

_TOKEN = re.compile(r"[^\W_]+")


def syllables(text: str) -> list[str]:
    """Lower-cased syllables and numbers with one tone placement; ``[]`` for text without letters or digits."""
    return _TOKEN.findall(comparable(text))


def bigrams(tokens: list[str]) -> list[str]:
    """Adjacent pairs joined by an underscore: ``["cải", "cách"]`` gives ``["cải_cách"]``."""
    return [f"{first}{PAIR}{second}" for first, second in pairwise(tokens)]
