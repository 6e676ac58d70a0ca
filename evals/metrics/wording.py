"""Comparison of wordings: two spellings of one thing become the same string of tokens."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from assistant.question.abbreviations import Abbreviations
from assistant.text.normalise import comparable

# A number keeps its decimal part ("1,5" is not "5"), so that a fact "5" is not found in it. Everything else
# splits at punctuation: "16/01/2024" and "16 - 01 - 2024" are one date.
_TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+")
_AMPERSAND = re.compile(r"(?<=[A-ZĐ])\s?&\s?(?=[A-ZĐ])")
_PERCENT = re.compile(r"\s*%")
_CACHE = 4_096
"""Texts remembered; one answer is compared with dozens of wordings."""


class Wording:
    """Normalises case, white space, tone placement, punctuation, dashes, percent signs and abbreviations."""

    def __init__(self, defined: Iterable[tuple[str, str]] = ()) -> None:
        """Add the abbreviations of the plans to the common ones.

        Args:
            defined: abbreviations that the plans define, as pairs (short, full).
        """
        self._abbreviations = Abbreviations(defined)
        self.tokens = lru_cache(_CACHE)(self._tokens)

    def _tokens(self, text: str) -> tuple[str, ...]:
        """The text as compared: ``"Sở KH&ĐT: 80%"`` gives sở, kế, hoạch, và, đầu, tư, 80, phần, trăm."""
        spelt = self._abbreviations.expand(_AMPERSAND.sub("", text))
        return tuple(_TOKEN.findall(_PERCENT.sub(" phần trăm", comparable(spelt))))

    def contains(self, text: str, part: str) -> bool:
        """Whether the tokens of a part stand in a text, in order and next to each other.

        A part without any token is contained in nothing.
        """
        wanted = self.tokens(part)
        return bool(wanted) and f" {' '.join(wanted)} " in f" {' '.join(self.tokens(text))} "

    def find_first(self, text: str, parts: Sequence[str]) -> str | None:
        """The first of the parts that the text contains."""
        return next((part for part in parts if self.contains(text, part)), None)
