"""Lines to paragraphs: what page breaks tore is joined, what extraction glued is split."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant.parsing import patterns
from assistant.parsing.markers import find_marker
from assistant.parsing.markup import clean, join_pieces
from assistant.text.normalise import starts_lower
from assistant.types import Block, BlockKind, Span

_GLUED = re.compile(r"(?<=[^\s*])\*\*(?=[^\s*])")
_TERMINAL = re.compile(r"[.;:!?…]\s*[”\"’)\]]*\s*$|/\.\s*$")
_OPEN_END = re.compile(r"[,\-–(“/]\s*$")
_MIN_TORN = 40
"""A shorter text that ends in a comma is a title line, not the torn half of a paragraph."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text: clean text for people and the spans of its pieces in the stored text."""

    text: str
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class TableLine:
    """One physical table line: a span a cell."""

    cells: tuple[Span, ...]


def build_elements(text: str, blocks: Iterable[Block]) -> list[Paragraph | TableLine]:
    """Paragraphs and table lines in reading order.

    A paragraph that goes on after a page break is joined; a footnote between its halves is kept as a
    paragraph of its own after it. No character of the text blocks is lost but white space.
    """
    elements: list[Paragraph | TableLine] = []
    for block in blocks:
        if block.kind is BlockKind.ROW:
            elements.append(TableLine(block.spans))
        else:
            elements.extend(_split_block(text, block.spans))
    return _join_torn(elements)


def _split_block(text: str, lines: Sequence[Span]) -> list[Paragraph]:
    paragraphs: list[list[Span]] = []
    for line in lines:
        for piece in _unglue(text, line):
            if paragraphs and not _starts_paragraph(text, paragraphs[-1], piece):
                paragraphs[-1].append(piece)
            else:
                paragraphs.append([piece])
    return [_paragraph(text, spans) for spans in paragraphs]


def _unglue(text: str, line: Span) -> list[Span]:
    """Split where emphasis marks stick two lines together: ``MỤC ĐÍCH**1. Mục đích**``."""
    source = text[line.start : line.end]
    for match in _GLUED.finditer(source):
        opens = source.count("**", 0, match.start()) % 2 == 0
        if opens:
            cut = line.start + match.start()
            return [Span(line.start, cut), *_unglue(text, Span(cut, line.end))]
    return [line]


def _starts_paragraph(text: str, before: Sequence[Span], line: Span) -> bool:
    current = clean(text[line.start : line.end])
    last_line = clean(text[before[-1].start : before[-1].end])
    first_line = clean(text[before[0].start : before[0].end])
    if patterns.KIND_TITLE.match(last_line) or _is_appendix_title(last_line):
        return True
    if (
        patterns.KIND_TITLE.match(current)
        or patterns.RECIPIENTS.match(current)
        or current.startswith("(Ban hành")
    ):
        return True
    if current.startswith("(") and "kèm theo" in current[:20]:
        return True
    marker = find_marker(current)
    if marker is None:
        return bool(patterns.RECIPIENTS.match(first_line))
    if marker.kind in {"dash", "plus", "article", "roman", "upper", "appendix"}:
        return True
    return bool(_TERMINAL.search(last_line)) or last_line.isupper()


def _is_appendix_title(text: str) -> bool:
    match = patterns.APPENDIX.match(text)
    return match is not None and not match.group(2)


def _join_torn(elements: list[Paragraph | TableLine]) -> list[Paragraph | TableLine]:
    joined: list[Paragraph | TableLine] = []
    notes: list[Paragraph] = []
    for element in elements:
        if isinstance(element, Paragraph):
            if patterns.FOOTNOTE.match(element.text):
                notes.append(element)
                continue
            last = joined[-1] if joined else None
            if isinstance(last, Paragraph) and _is_torn(last.text, element.text):
                joined[-1] = Paragraph(join_pieces([last.text, element.text]), last.spans + element.spans)
                continue
        joined.extend(notes)
        notes.clear()
        joined.append(element)
    return joined + notes


def _is_torn(before: str, after: str) -> bool:
    """Whether ``after`` goes on in the sentence of ``before``; errs towards leaving paragraphs apart."""
    if find_marker(after) is not None or patterns.RECIPIENTS.match(after):
        return False
    if _TERMINAL.search(before) or patterns.LETTERHEAD.search(before) or before.isupper():
        return False
    if patterns.KIND_TITLE.match(before) or _is_appendix_title(before):
        return False
    if starts_lower(after):
        return True
    return len(before) >= _MIN_TORN and bool(_OPEN_END.search(before)) and not after.isupper()


def _paragraph(text: str, spans: Sequence[Span]) -> Paragraph:
    pieces = [text[span.start : span.end] for span in spans]
    return Paragraph(clean(join_pieces(pieces)), tuple(spans))
