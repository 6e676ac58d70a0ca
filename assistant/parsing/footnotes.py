"""Footnotes: told by their mark, and placed at the passage that refers to them."""

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.parsing import patterns
from assistant.types import Passage, PassageKind

_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_REFERENCE = re.compile(r"[⁰¹²³⁴⁵⁶⁷⁸⁹]+|\[\d+\]")
_MAX_BACK = 80
"""A footnote stands on the page of its reference, and no page holds more passages."""


def find_mark(text: str) -> str | None:
    """The number of a footnote, or ``None`` for text that is none."""
    match = patterns.FOOTNOTE.match(text)
    return _number(match.group(1)) if match else None


def find_owner(passages: Sequence[Passage], mark: str) -> int | None:
    """Index of the nearest passage above that refers to a footnote, or ``None``."""
    for at in range(len(passages) - 1, max(-1, len(passages) - 1 - _MAX_BACK), -1):
        passage = passages[at]
        if passage.kind is not PassageKind.FOOTNOTE and mark in map(
            _number, _REFERENCE.findall(passage.text)
        ):
            return at
    return None


def attach(note: Passage, owner: Passage, mark: str) -> Passage:
    """The footnote as a child of the passage that refers to it."""
    return replace(
        note,
        locator=f"{owner.locator}/chu-thich-{mark}",
        label=f"{owner.label}, chú thích {mark}",
        headings=owner.headings,
    )


def _number(mark: str) -> str:
    return mark.strip("[]").translate(_SUPERSCRIPTS)
