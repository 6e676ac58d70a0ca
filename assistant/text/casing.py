"""Capital letters, and headings printed in them as they go on inside a sentence."""

import re

from assistant.text.normalise import fold

_CAPITALS = "".join(c for c in map(chr, range(0xC0, 0x1EFA)) if c.isupper() and fold(c).isascii())
CAPITAL = f"[A-ZĐ{_CAPITALS}]"
"""A pattern for one capital letter of Vietnamese; a range such as "À-Ỹ" would hold small letters too."""
_WORD = re.compile(r"[^\W\d_]+")
_SYLLABLE = re.compile(r"(?:ngh?|[bcdghklmnpqrstvx]{0,2})[aeiouy]{1,3}(?:ch|ng|nh|[cmnpt])?")
"""The shape of a Vietnamese syllable, folded; abbreviations have another ("CCHC", "UBND")."""
_NAME_AHEAD = re.compile(r"\b(?:TỈNH|THÀNH PHỐ|HUYỆN|XÃ|PHƯỜNG)\b")


def in_sentence_case(text: str) -> str:
    """The text with one capital in front where it is printed in capitals throughout, abbreviations kept.

    A text that may hold the name of a place stays as printed: nothing tells the name's words from the others.
    """
    if not text.isupper() or _NAME_AHEAD.search(text):
        return text
    lowered = _WORD.sub(lambda m: m[0].lower() if _SYLLABLE.fullmatch(fold(m[0])) else m[0], text)
    return f"{lowered[:1].upper()}{lowered[1:]}"
