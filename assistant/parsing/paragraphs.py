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
_OPEN_TITLE = re.compile(r"(?:,|\b(?:CỦA|VÀ|GIỮA|DO|VỚI|TẠI))\s*$")
_MIN_TORN = 40
"""A shorter text that ends in a comma is a title line, not the torn half of a paragraph."""
_WRAPPED_CHARS = 160
"""Where lines break at the edge of a page none is longer; a file with longer lines breaks them by paragraphs."""
_TAIL = 80
"""Characters at the end of a paragraph that tell whether its sentence is closed."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text: clean text for people and the spans of its pieces in the stored text."""

    text: str
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class TableLine:
    """One physical table line: a span a cell, and the columns that are merged with the line above."""

    cells: tuple[Span, ...]
    merged: frozenset[int] = frozenset()


def build_elements(text: str, blocks: Iterable[Block]) -> list[Paragraph | TableLine]:
    """Paragraphs and table lines in reading order.

    A paragraph that goes on after a page break is joined; a footnote between its halves is kept as a
    paragraph of its own after it. No character of the text blocks is lost but white space.
    """
    blocks = list(blocks)
    lines = (span for block in blocks if block.kind is BlockKind.TEXT for span in block.spans)
    is_wrapped = all(span.end - span.start <= _WRAPPED_CHARS for span in lines)
    elements: list[Paragraph | TableLine] = []
    for block in blocks:
        if block.kind is BlockKind.ROW:
            elements.append(TableLine(block.spans, block.merged))
        else:
            elements.extend(_split_block(text, block.spans, is_wrapped=is_wrapped))
    return _join_torn(elements)


def _split_block(text: str, lines: Sequence[Span], *, is_wrapped: bool) -> list[Paragraph]:
    paragraphs: list[list[Span]] = []
    for line in lines:
        for piece in _unglue(text, line):
            if paragraphs and not _starts_paragraph(text, paragraphs[-1], piece, is_wrapped=is_wrapped):
                paragraphs[-1].append(piece)
            else:
                paragraphs.append([piece])
    return [_paragraph(text, spans) for spans in paragraphs]


def _unglue(text: str, line: Span) -> list[Span]:
    """Split where emphasis marks stick two lines together: ``MỤC ĐÍCH**1. Mục đích**``."""
    source = text[line.start : line.end]
    pieces: list[Span] = []
    start, checked, marks = 0, 0, 0
    for match in _GLUED.finditer(source):
        marks += source.count("**", checked, match.start())
        checked = match.start()
        if marks % 2 == 0:  # the mark opens emphasis in the middle of a word: two lines stuck together
            pieces.append(Span(line.start + start, line.start + checked))
            start, marks = checked, 0
    return [*pieces, Span(line.start + start, line.end)]


def _starts_paragraph(text: str, before: Sequence[Span], line: Span, *, is_wrapped: bool) -> bool:
    current = clean(text[line.start : line.end])
    last_line = clean(text[before[-1].start : before[-1].end])
    first_line = clean(text[before[0].start : before[0].end])
    if patterns.KIND_TITLE.match(last_line) or _is_appendix_title(last_line):
        return True
    if (
        patterns.KIND_TITLE.match(current)
        or patterns.RECIPIENTS.match(current)
        or current.startswith("(Ban hành")
        or (patterns.AUTHORITY.match(current) and not _OPEN_TITLE.search(last_line))
        or (patterns.SIGNATURE.match(current) and current.isupper())
    ):
        return True
    if current.startswith("(") and "kèm theo" in current[:20].lower():
        return True
    marker = find_marker(current)
    if marker is None and patterns.RECIPIENTS.match(first_line):
        return True
    if (
        not is_wrapped
        and find_marker(first_line) is not None
        and not starts_lower(marker.rest if marker else current)
    ):
        # "2. Sở Tài chính" and, in the next line, what it is to do.
        return not _OPEN_END.search(last_line)
    if marker is None:
        return False
    if marker.kind in {"dash", "plus", "article", "roman", "upper", "appendix"}:
        return True
    return bool(_TERMINAL.search(last_line)) or last_line.isupper()


def _is_appendix_title(text: str) -> bool:
    match = patterns.APPENDIX.match(text)
    return match is not None and not match.group(2)


class _Running:
    """A paragraph that may still go on after a page break; told by its start and end, joined only once."""

    def __init__(self, paragraph: Paragraph) -> None:
        self._texts = [paragraph.text]
        self._spans = [paragraph.spans]
        self._tail = paragraph.text[-_TAIL:]
        self._length = len(paragraph.text)
        self._is_title = (
            paragraph.text.isupper()
            or bool(patterns.LETTERHEAD.search(paragraph.text))
            or bool(patterns.KIND_TITLE.match(paragraph.text))
            or _is_appendix_title(paragraph.text)
        )

    def goes_on_in(self, after: str) -> bool:
        """Whether ``after`` goes on in the same sentence; errs towards leaving paragraphs apart."""
        if self._is_title or _TERMINAL.search(self._tail):
            return False
        if find_marker(after) is not None or patterns.RECIPIENTS.match(after):
            return False
        if starts_lower(after):
            return True
        return self._length >= _MIN_TORN and bool(_OPEN_END.search(self._tail)) and not after.isupper()

    def extend(self, paragraph: Paragraph) -> None:
        """Add what stands after the page break."""
        self._texts.append(paragraph.text)
        self._spans.append(paragraph.spans)
        self._tail = f"{self._tail} {paragraph.text}"[-_TAIL:]
        self._length += 1 + len(paragraph.text)

    def paragraph(self) -> Paragraph:
        """The whole paragraph."""
        return Paragraph(join_pieces(self._texts), tuple(span for spans in self._spans for span in spans))


def _join_torn(elements: Iterable[Paragraph | TableLine]) -> list[Paragraph | TableLine]:
    joined: list[Paragraph | TableLine] = []
    running: _Running | None = None
    notes: list[Paragraph] = []

    def close() -> None:
        nonlocal running
        if running is not None:
            joined.append(running.paragraph())
            running = None
        joined.extend(notes)
        notes.clear()

    for element in elements:
        if isinstance(element, TableLine):
            close()
            joined.append(element)
        elif patterns.FOOTNOTE.match(element.text):
            notes.append(element)
        elif running is not None and running.goes_on_in(element.text):
            running.extend(element)
        else:
            close()
            running = _Running(element)
    close()
    return joined


def _paragraph(text: str, spans: Sequence[Span]) -> Paragraph:
    pieces = [text[span.start : span.end] for span in spans]
    return Paragraph(clean(join_pieces(pieces)), tuple(spans))
