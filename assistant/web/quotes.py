"""Cited places as HTML: the quote marked inside its row or paragraph, in its surroundings.

All text from plans goes through ``html.escape`` here; nothing in it reaches the page as markup.
"""

import re
from collections.abc import Sequence
from html import escape

from assistant.types import Cell, Passage, PassageKind, Record, Span
from assistant.web import strings
from assistant.web.sources import QuotedPiece, Source, split_quote


def draw_source(source: Source) -> str:
    """The quoted row as a small table or the quoted paragraph, the quote marked, then its neighbours."""
    pieces = split_quote(source.citation)
    if source.record is not None:
        body = _draw_row(source.record, pieces)
    elif source.passage is not None:
        body = (
            f'<blockquote class="quote">{_mark(source.passage.text, [p.text for p in pieces])}</blockquote>'
        )
    else:
        body = (
            f'<blockquote class="quote"><mark>{escape(source.citation.quote)}</mark></blockquote>'
            f'<p class="note">{strings.PASSAGE_GONE}</p>'
        )
    return body + _draw_context(source)


def _draw_row(record: Record, pieces: Sequence[QuotedPiece]) -> str:
    heads = "".join(f'<th scope="col">{escape(cell.header)}</th>' for cell in record.cells)
    cells = "".join(_draw_cell(cell, pieces) for cell in record.cells)
    section = f'<p class="section">{escape(record.section)}</p>' if record.section else ""
    return (
        f'{section}<div class="row-scroll"><table class="row"><thead><tr>{heads}</tr></thead>'
        f"<tbody><tr>{cells}</tr></tbody></table></div>"
    )


def _draw_cell(cell: Cell, pieces: Sequence[QuotedPiece]) -> str:
    quoted = [piece.text for piece in pieces if _overlap(piece.span, cell.spans)]
    text = _mark(cell.text, quoted) if cell.text else f'<span class="note">{strings.BLANK_CELL}</span>'
    inherited = f' <span class="note">({strings.INHERITED})</span>' if cell.inherited and cell.text else ""
    return f'<td data-header="{escape(cell.header)}">{text}{inherited}</td>'


def _overlap(span: Span, others: Sequence[Span]) -> bool:
    return any(span.start < other.end and other.start < span.end for other in others)


def _draw_context(source: Source) -> str:
    if len(source.context) < 2:
        return ""
    items = "".join(_draw_neighbour(passage, source.citation.locator) for passage in source.context)
    return (
        f'<details class="context"><summary>{strings.MORE_CONTEXT}</summary>'
        f'<ol class="neighbours">{items}</ol></details>'
    )


def _draw_neighbour(passage: Passage, cited_locator: str) -> str:
    text = escape(passage.text)
    if passage.kind is PassageKind.ROW:
        text = '<span class="bar"> | </span>'.join(escape(cell) for cell in passage.text.split("\t"))
    cited = passage.locator == cited_locator
    attribute = ' class="cited"' if cited else ""
    note = f' <span class="note">({strings.CITED_HERE})</span>' if cited else ""
    return f'<li{attribute}><span class="label">{escape(passage.label)}{note}</span> {text}</li>'


def _mark(text: str, quotes: Sequence[str]) -> str:
    """Escaped text with every quote marked; all of it where a quote reads differently in the clean text."""
    ranges: list[tuple[int, int]] = []
    for quote in quotes:
        words = quote.split()
        if not words:
            continue
        found = re.search(r"\s+".join(map(re.escape, words)), text)
        if found is None:
            return f"<mark>{escape(text)}</mark>"
        ranges.append(found.span())
    drawn: list[str] = []
    at = 0
    for start, end in sorted(ranges):
        if end <= at:
            continue
        begin = max(start, at)
        drawn += [escape(text[at:begin]), "<mark>", escape(text[begin:end]), "</mark>"]
        at = end
    return "".join(drawn) + escape(text[at:])
