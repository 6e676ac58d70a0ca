"""Short forms that a text defines itself: ``cải cách hành chính (CCHC)``."""

import re
from collections.abc import Iterable, Sequence

from assistant.text.normalise import fold

_BRACKET = re.compile(
    r"\(\s*+(?:sau đây\s++)?(?:gọi|viết)?\s*+(?:tắt)?\s*+(?:là|:)?\s*+[“\"]?([A-ZĐ][A-ZĐa-z&\-]{1,11})[”\"]?\s*\)"
)
_MAX_FULL = 160
"""The words that a short form stands for are looked for among so many characters before it."""
_BREAK = re.compile(r"[().;:]")


def find_abbreviations(texts: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """Pairs (short, full) in order of definition.

    The full form is taken as far back as its syllables' initials spell the short form; a bracket whose
    initials do not fit is no definition.

    Args:
        texts: clean texts of passages.
    """
    found: dict[str, str] = {}
    for text in texts:
        for match in _BRACKET.finditer(text):
            before = _BREAK.split(text[max(0, match.start() - _MAX_FULL) : match.start()])[-1]
            full = _spelled_out(before.split(), match.group(1))
            if full:
                found.setdefault(match.group(1), full)
    return tuple(found.items())


def _spelled_out(words: Sequence[str], short: str) -> str | None:
    letters = [c for c in fold(short) if c.isalpha()]
    tail = [word.strip(",“”\"'") for word in words[-len(letters) :]]
    initials = [fold(word)[:1] for word in tail]
    return " ".join(tail) if len(letters) > 1 and initials == letters else None
