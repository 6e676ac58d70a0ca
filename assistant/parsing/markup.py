"""Scraps of HTML and markdown that text extraction leaves behind, removed from text for people."""

import html
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from assistant.types import Span

_TAG = re.compile(
    r"</?(?:p|i|b|u|em|strong|ul|ol|li|br|span|div|sup|sub|font|a|table|tr|td|th)\b[^<>]*>", re.IGNORECASE
)
_BREAKING_TAG = re.compile(r"<(?:br|/?p|/?li|/?ul|/?ol|/?div|/?tr)\b[^<>]*>", re.IGNORECASE)
# As html.unescape finds them, so that each can be replaced where it stands.
_ENTITY = re.compile(r"&(?:#[0-9]+;?|#[xX][0-9a-fA-F]+;?|[^\t\n\f <&#;]{1,32};?)")
_EMPHASIS = re.compile(r"\*\*|__|(?<![\w*])\*(?=\S)|(?<=\S)\*(?![\w*])")
_SPACE = re.compile(r"\s+")


def clean(text: str) -> str:
    """Text without tags, emphasis marks and runs of white space; the words are untouched."""
    if "<" in text:
        text = _TAG.sub("", _BREAKING_TAG.sub(" ", text))
    if "&" in text:
        text = html.unescape(text)
    if "*" in text or "__" in text:
        text = _EMPHASIS.sub("", text)
    return _SPACE.sub(" ", text).strip()


def join_pieces(pieces: Iterable[str]) -> str:
    """Pieces of one text that a page break cut; a hyphen at the cut closes up ("NĐ-" + "CP")."""
    joined: list[str] = []
    end = ""
    for piece in pieces:
        if not piece:
            continue
        is_open = end[-1:] == "-" and end[-2:-1].isalpha() and piece[0].isalpha()
        joined.append(f" {piece}" if joined and not is_open else piece)
        end = f"{end}{joined[-1][-2:]}"[-2:]
    return "".join(joined)


_Origin = tuple[int, int, int]
"""Start and end in the stored text of what a clean character stands for, and the index of its piece."""


@dataclass(frozen=True, slots=True)
class AlignedText:
    """A clean text that knows where in the stored text each of its characters stands."""

    text: str
    _origins: Sequence[_Origin]

    def spans(self, start: int, end: int) -> tuple[Span, ...]:
        """The places of ``text[start:end]`` in the stored text, one for each piece that it runs through."""
        origins = [origin for origin in self._origins[start:end] if origin[1] > origin[0]]
        found: list[Span] = []
        for _, inside in groupby(origins, key=lambda origin: origin[2]):
            first, *rest = inside
            found.append(Span(first[0], rest[-1][1] if rest else first[1]))
        return tuple(found)

    def ranges(self, spans: Sequence[Span]) -> tuple[tuple[int, int], ...]:
        """The parts ``[start, end)`` of the clean text that stand for what ``spans`` hold of the stored text."""
        inside = [
            any(start < span.end and span.start < end for span in spans) for start, end, _ in self._origins
        ]
        found: list[tuple[int, int]] = []
        for at, is_inside in enumerate(inside):
            if not is_inside:
                continue
            gap = self.text[found[-1][1] : at] if found else ""
            if found and not gap.strip():  # the blanks between two pieces belong to what they join
                found[-1] = (found[-1][0], at + 1)
            else:
                found.append((at, at + 1))
        return tuple(found)


def align(text: str, pieces: Sequence[Span]) -> AlignedText:
    """``clean(join_pieces(…))`` of some pieces of a text, with the way back.

    Args:
        text: the stored text.
        pieces: spans in it, in reading order.
    """
    origins: list[_Origin] = []
    joined: list[str] = []
    end = ""
    for i, piece in enumerate(pieces):
        source = text[piece.start : piece.end]
        added = join_pieces([end, source])[len(end) :] if source else ""
        if len(added) > len(source):  # a blank that stands for the page break
            origins.append((piece.start, piece.start, i))
        joined.append(added)
        origins += [(at, at + 1, i) for at in range(piece.start, piece.end)]
        end = f"{end}{added}"[-2:]
    current = "".join(joined)
    for pattern, replacement in _STEPS:
        current, origins = _replace(current, origins, pattern, replacement)
    lead = len(current) - len(current.lstrip())
    current = current.strip()
    return AlignedText(current, origins[lead : lead + len(current)])


_STEPS: tuple[tuple[re.Pattern[str], Callable[[str], str]], ...] = (
    (_BREAKING_TAG, lambda found: " "),
    (_TAG, lambda found: ""),
    (_ENTITY, html.unescape),
    (_EMPHASIS, lambda found: ""),
    (_SPACE, lambda found: " "),
)
"""What :func:`clean` does, one pattern after the other."""


def _replace(
    current: str, origins: list[_Origin], pattern: re.Pattern[str], replacement: Callable[[str], str]
) -> tuple[str, list[_Origin]]:
    parts: list[str] = []
    kept: list[_Origin] = []
    end = 0
    for match in pattern.finditer(current):
        new = replacement(match.group())
        parts += [current[end : match.start()], new]
        kept += origins[end : match.start()]
        first, last = origins[match.start()], origins[match.end() - 1]
        kept += [(first[0], last[1] if first[2] == last[2] else first[1], first[2])] * len(new)
        end = match.end()
    return "".join([*parts, current[end:]]), [*kept, *origins[end:]]
