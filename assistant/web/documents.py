"""An answer with its sources as it goes into a document: parts that rich text, plain text and Word are made of."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import groupby

from assistant.answering.layout import Item, Paragraph, Part, Table, read_layout
from assistant.types import Record
from assistant.web import strings
from assistant.web.conversation import Reply
from assistant.web.sources import Source

# Word takes font and size from what is pasted: Nghị định 30/2020/NĐ-CP asks for Times New Roman 13-14.
_FONT = "font-family:'Times New Roman',serif;font-size:14pt"
_CELL_FONT = "font-family:'Times New Roman',serif;font-size:12pt"
_PARAGRAPH = f'<p style="{_FONT};margin:0 0 6pt">{{}}</p>'
_CELL = f'<{{tag}} style="{_CELL_FONT};border:1px solid #000;padding:2pt 4pt;vertical-align:top">{{text}}</{{tag}}>'
_MARK = re.compile(r"\s*\[\d+\]")
_LAST_MARK = re.compile(r"\[(\d+)\]\.?$")
_NUMBERED = re.compile(r"^\d+\.\s")
# Signs of markdown that an answer may hold: headings, emphasis, code.
_MARKDOWN = re.compile(r"^#{1,6}\s+|\*\*|__|`+")
_TABLE_KEYS = (
    "task",
    "activity",
    "output",
    "target",
    "lead",
    "implementer",
    "monitor",
    "coordinate",
    "deadline",
)
"""Columns of a list of tasks in a document, as far as its rows have them; more would not fit a page."""


@dataclass(frozen=True, slots=True)
class Memo:
    """The same content twice, for rich and for plain paste targets."""

    html: str
    plain: str


def memo_with_sources(reply: Reply) -> Memo:
    """The answer, then its sources as numbered lines."""
    return _memo(parts_with_sources(reply))


def memo_without_sources(reply: Reply) -> Memo:
    """The answer alone, without [n] marks that would point nowhere."""
    return _memo(read_layout(_plain_text(_MARK.sub("", reply.answer.text))))


def parts_with_sources(reply: Reply) -> list[Part]:
    """The answer as paragraphs, and tables where it lists rows of plans; then its sources, cited as in a memo."""
    parts = list(_tabulate(read_layout(_plain_text(reply.answer.text)), reply.sources))
    if reply.sources and not reply.answer.abstained:
        parts.append(Paragraph(strings.MEMO_SOURCES))
        parts += [Paragraph(f"[{n}] {line}") for n, line in enumerate(_source_lines(reply.sources), 1)]
    return parts


def line_text(part: Paragraph | Item) -> str:
    """A part that is one line, with the dash of a list."""
    return f"- {part.text}" if isinstance(part, Item) else part.text


def _plain_text(text: str) -> str:
    return "\n".join(_MARKDOWN.sub("", line.strip()) for line in text.splitlines())


def _tabulate(parts: Sequence[Part], sources: Sequence[Source]) -> Iterator[Part]:
    for is_row, group in groupby(parts, key=lambda part: _find_row(part, sources) is not None):
        listed = list(group)
        if is_row and len(listed) > 1:
            yield _table([found for part in listed if (found := _find_row(part, sources))])
        else:
            yield from listed


@dataclass(frozen=True, slots=True)
class _Row:
    mark: str
    record: Record


def _find_row(part: Part, sources: Sequence[Source]) -> _Row | None:
    """The table row that a line of a list stands for: the one that it alone cites, at its end."""
    is_listed = isinstance(part, Item) or (isinstance(part, Paragraph) and _NUMBERED.match(part.text))
    if isinstance(part, Table) or not is_listed or len(_MARK.findall(part.text)) != 1:
        return None
    mark = _LAST_MARK.search(part.text)
    if mark is None or not 1 <= int(mark[1]) <= len(sources):
        return None
    record = sources[int(mark[1]) - 1].record
    return _Row(f"[{mark[1]}]", record) if record is not None else None


def _table(rows: Sequence[_Row]) -> Table:
    headers: dict[str, str] = {}
    for row in rows:
        for cell in row.record.cells:
            if cell.key in _TABLE_KEYS and cell.text:
                headers.setdefault(cell.key, cell.header)
    keys = [key for key in _TABLE_KEYS if key in headers]
    return Table(
        head=(strings.NUMBER, *(headers[key] for key in keys), strings.SOURCE_COLUMN),
        rows=tuple(
            (str(n), *(_cell_text(row.record, key) for key in keys), row.mark)
            for n, row in enumerate(rows, 1)
        ),
    )


def _cell_text(record: Record, key: str) -> str:
    cell = record.cell(key)
    return cell.text if cell is not None else ""


def _source_lines(sources: Sequence[Source]) -> Iterator[str]:
    """Nghị định 30: a document is named in full at its first mention, by kind and number after it."""
    named: set[str] = set()
    for source in sources:
        plan_id = source.citation.plan_id
        yield source.later_line if plan_id in named else source.citation.source_line
        named.add(plan_id)


def _memo(parts: Sequence[Part]) -> Memo:
    return Memo("".join(map(_as_html, parts)), "\n".join(map(_as_text, parts)))


def _as_html(part: Part) -> str:
    if not isinstance(part, Table):
        return _PARAGRAPH.format(escape(line_text(part)))
    head = "".join(_CELL.format(tag="th", text=escape(text)) for text in part.head)
    body = "".join(
        f"<tr>{''.join(_CELL.format(tag='td', text=escape(text)) for text in row)}</tr>" for row in part.rows
    )
    return f'<table style="border-collapse:collapse"><tr>{head}</tr>{body}</table>'


def _as_text(part: Part) -> str:
    if not isinstance(part, Table):
        return line_text(part)
    return "\n".join("\t".join(row) for row in (part.head, *part.rows))
