"""An answer with its sources, ready to paste into a document, into a plain text field, or to be set in Word.

Sources are cited as Nghị định 30/2020/NĐ-CP asks: the first mention of a document in full, a later one by kind and
number, and what the print leaves blank stays blank.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

from assistant.answering.layout import Item, Paragraph, Part, Table, read_layout
from assistant.answering.row_tables import set_rows
from assistant.types import Answer, Citation, Record

SOURCES = "Nguồn trích dẫn:"
# Word takes font and size from what is pasted: Nghị định 30/2020/NĐ-CP asks for Times New Roman 13-14.
_FONT = "font-family:'Times New Roman',serif;font-size:14pt"
_CELL_FONT = "font-family:'Times New Roman',serif;font-size:12pt"
_PARAGRAPH = f'<p style="{_FONT};margin:0 0 6pt">{{}}</p>'
_CELL_STYLE = f"{_CELL_FONT};border:1px solid #000;padding:2pt 4pt;text-align:left;vertical-align:top"
_CELL = f'<{{0}} style="{_CELL_STYLE}">{{1}}</{{0}}>'
_TABLE = '<table style="border-collapse:collapse;margin:0 0 6pt">{}</table>'
_MARK = re.compile(r"\s*\[\d+\]")
# Signs of markdown that an answer may hold: headings, emphasis, code. A longer run of "_" is a blank of the print.
_MARKDOWN = re.compile(r"^#{1,6}\s+|\*\*|(?<!_)__(?!_)|`+")


@dataclass(frozen=True, slots=True)
class Memo:
    """The same content twice, for rich and for plain paste targets."""

    html: str
    plain: str


def memo_with_sources(answer: Answer, rows: Sequence[Record | None] = ()) -> Memo:
    """The answer, then its sources as numbered lines (see :func:`memo_parts`)."""
    return _memo(memo_parts(answer, rows))


def memo_without_sources(answer: Answer) -> Memo:
    """The answer text alone, without [n] marks that would point nowhere."""
    return _memo(_read(_MARK.sub("", line) for line in answer.text.splitlines()))


def memo_parts(answer: Answer, rows: Sequence[Record | None] = ()) -> tuple[Part, ...]:
    """The answer, then its sources as numbered lines.

    Args:
        answer: what is said.
        rows: the table rows that its citations cite, one a citation, ``None`` where one cites no row; lists of
            rows are set as tables with the columns of their plans. Without them they stay lists.
    """
    parts = set_rows(_read(answer.text.splitlines()), rows)
    sources = source_lines(answer.citations)
    return (*parts, *map(Paragraph, [SOURCES, *sources] if sources else ()))


def source_lines(citations: Sequence[Citation]) -> list[str]:
    """Numbered sources: a document in full where it is cited first, by kind and number after that."""
    seen: set[str] = set()
    lines = []
    for number, citation in enumerate(citations, 1):
        again = citation.plan_id in seen and citation.later_line
        lines.append(f"[{number}] {citation.later_line if again else citation.source_line}")
        seen.add(citation.plan_id)
    return lines


def line_text(part: Paragraph | Item) -> str:
    """A part that is one line, with the dash of a list."""
    return f"- {part.text}" if isinstance(part, Item) else part.text


def _read(lines: Iterable[str]) -> tuple[Part, ...]:
    return read_layout("\n".join(_MARKDOWN.sub("", line.strip()) for line in lines))


def _memo(parts: Sequence[Part]) -> Memo:
    return Memo("".join(map(_html, parts)), "\n".join(map(_plain, parts)))


def _plain(part: Part) -> str:
    if isinstance(part, Table):  # columns of a spreadsheet or of Word's "text to table"
        return "\n".join("\t".join(row) for row in (part.head, *part.rows))
    return line_text(part)


def _html(part: Part) -> str:
    if isinstance(part, Table):
        lines = [_row("th", part.head), *(_row("td", row) for row in part.rows)]
        return _TABLE.format("".join(lines))
    return _PARAGRAPH.format(escape(line_text(part)))


def _row(tag: str, cells: Sequence[str]) -> str:
    return f"<tr>{''.join(_CELL.format(tag, escape(cell)) for cell in cells)}</tr>"
