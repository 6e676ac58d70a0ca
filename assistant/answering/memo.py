"""An answer with its sources, ready to paste into a document or into a plain text field.

Sources are cited as Nghị định 30/2020/NĐ-CP asks: the first mention of a document in full, a later one by kind and
number, and what the print leaves blank stays blank.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from assistant.answering.layout import Item, Paragraph, Part, Table, read_layout
from assistant.types import Answer, Citation

SOURCES = "Nguồn trích dẫn:"
# Word takes font and size from what is pasted: Nghị định 30/2020/NĐ-CP asks for Times New Roman 13-14.
_FONT = "font-family:'Times New Roman',serif;font-size:13pt"
_PARAGRAPH = f'<p style="{_FONT};margin:0 0 6pt">{{}}</p>'
_CELL = f'<{{0}} style="{_FONT};border:1px solid #000;padding:2pt 4pt;text-align:left">{{1}}</{{0}}>'
_TABLE = '<table style="border-collapse:collapse;margin:0 0 6pt">{}</table>'
_MARK = re.compile(r"\s*\[\d+\]")


@dataclass(frozen=True, slots=True)
class Memo:
    """The same content twice, for rich and for plain paste targets."""

    html: str
    plain: str


def memo_with_sources(answer: Answer) -> Memo:
    """The answer text, then its sources as numbered lines."""
    sources = source_lines(answer.citations)
    return _memo(answer.text, [SOURCES, *sources] if sources else [])


def memo_without_sources(answer: Answer) -> Memo:
    """The answer text alone, without [n] marks that would point nowhere."""
    return _memo("\n".join(_MARK.sub("", line) for line in answer.text.splitlines()), [])


def source_lines(citations: Sequence[Citation]) -> list[str]:
    """Numbered sources: a document in full where it is cited first, by kind and number after that."""
    seen: set[str] = set()
    lines = []
    for number, citation in enumerate(citations, 1):
        again = citation.plan_id in seen and citation.later_line
        lines.append(f"[{number}] {citation.later_line if again else citation.source_line}")
        seen.add(citation.plan_id)
    return lines


def _memo(text: str, sources: Sequence[str]) -> Memo:
    parts = [*read_layout(text), *map(Paragraph, sources)]
    return Memo("".join(map(_html, parts)), "\n".join(map(_plain, parts)))


def _plain(part: Part) -> str:
    match part:
        case Table(head, rows):  # columns of a spreadsheet or of Word's "text to table"
            return "\n".join("\t".join(row) for row in (head, *rows))
        case Item(text):
            return f"- {text}"
        case Paragraph(text):
            return text


def _html(part: Part) -> str:
    match part:
        case Table(head, rows):
            lines = [_row("th", head), *(_row("td", row) for row in rows)]
            return _TABLE.format("".join(lines))
        case _:
            return _PARAGRAPH.format(escape(_plain(part)))


def _row(tag: str, cells: Sequence[str]) -> str:
    return f"<tr>{''.join(_CELL.format(tag, escape(cell)) for cell in cells)}</tr>"
