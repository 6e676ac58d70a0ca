"""Scraps of HTML and markdown that text extraction leaves behind, removed from text for people."""

import html
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

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


@dataclass(frozen=True, slots=True)
class AlignedText:
    """A clean text that knows where in the stored text each of its characters stands."""

    text: str
    _origins: tuple[Span, ...]
    """For each character the characters that it stands for; empty where pieces were joined by a space."""
    _pieces: tuple[Span, ...]

    def spans(self, start: int, end: int) -> tuple[Span, ...]:
        """The places of ``text[start:end]`` in the stored text, one for each piece that it runs through."""
        found: list[Span] = []
        origins = iter(origin for origin in self._origins[start:end] if origin.end > origin.start)
        origin = next(origins, None)
        for piece in self._pieces:
            inside: list[Span] = []
            while origin is not None and piece.start <= origin.start and origin.end <= piece.end:
                inside.append(origin)
                origin = next(origins, None)
            if inside:
                found.append(Span(inside[0].start, inside[-1].end))
        return tuple(found)


def align(text: str, pieces: Sequence[Span]) -> AlignedText:
    """``clean(join_pieces(…))`` of some pieces of a text, with the way back.

    Args:
        text: the stored text.
        pieces: spans in it, in reading order.
    """
    characters: list[str] = []
    origins: list[Span] = []
    for piece in pieces:
        source = text[piece.start : piece.end]
        joined = join_pieces(["".join(characters[-2:]), source])
        if characters and len(joined) > len(characters[-2:]) + len(source):
            characters.append(" ")
            origins.append(Span(piece.start, piece.start))
        characters += source
        origins += [Span(i, i + 1) for i in range(piece.start, piece.end)]
    steps: list[tuple[re.Pattern[str], Callable[[str], str]]] = [
        (_BREAKING_TAG, lambda found: " "),
        (_TAG, lambda found: ""),
        (_ENTITY, html.unescape),
        (_EMPHASIS, lambda found: ""),
        (_SPACE, lambda found: " "),
    ]
    current = "".join(characters)
    for pattern, replacement in steps:
        current, origins = _replace(current, origins, pattern, replacement)
    lead = len(current) - len(current.lstrip())
    current = current.strip()
    return AlignedText(current, tuple(origins[lead : lead + len(current)]), tuple(pieces))


def _replace(
    current: str, origins: list[Span], pattern: re.Pattern[str], replacement: Callable[[str], str]
) -> tuple[str, list[Span]]:
    parts: list[str] = []
    kept: list[Span] = []
    end = 0
    for match in pattern.finditer(current):
        new = replacement(match.group())
        parts += [current[end : match.start()], new]
        kept += origins[end : match.start()]
        kept += [Span(origins[match.start()].start, origins[match.end() - 1].end)] * len(new)
        end = match.end()
    return "".join([*parts, current[end:]]), [*kept, *origins[end:]]
