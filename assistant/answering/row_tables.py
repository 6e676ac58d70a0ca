"""Lists of table rows in an answer, set as tables with the columns that their plans print."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from assistant.answering.layout import Item, Paragraph, Part, Table
from assistant.types import Record

NUMBER = "Số TT"
SOURCE = "Nguồn"
_MARK = re.compile(r"\[\d+\]")
_LAST_MARK = re.compile(r"\[(\d+)\]\.?$")
_NUMBERED = re.compile(r"^\d+\.\s")
_KEYS = (
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
"""Columns of such a table, as far as its rows have them; more would not fit a page."""


def set_rows(parts: Sequence[Part], rows: Sequence[Record | None]) -> Iterator[Part]:
    """The parts in order, with every list of at least two rows as one table.

    Args:
        parts: of an answer.
        rows: the table row behind each [n] mark, from 1; ``None`` where it cites no row.
    """
    for is_row, group in groupby(parts, key=lambda part: _find_row(part, rows) is not None):
        listed = list(group)
        if is_row and len(listed) > 1:
            yield _table([found for part in listed if (found := _find_row(part, rows))])
        else:
            yield from listed


@dataclass(frozen=True, slots=True)
class _Row:
    mark: str
    record: Record


def _find_row(part: Part, rows: Sequence[Record | None]) -> _Row | None:
    """The table row that a line of a list stands for: the one that it alone cites, at its end."""
    is_listed = isinstance(part, Item) or (isinstance(part, Paragraph) and _NUMBERED.match(part.text))
    if isinstance(part, Table) or not is_listed or len(_MARK.findall(part.text)) != 1:
        return None
    mark = _LAST_MARK.search(part.text)
    if mark is None or not 1 <= int(mark[1]) <= len(rows):
        return None
    record = rows[int(mark[1]) - 1]
    return _Row(f"[{mark[1]}]", record) if record is not None else None


def _table(rows: Sequence[_Row]) -> Table:
    headers: dict[str, str] = {}
    for row in rows:
        for cell in row.record.cells:
            if cell.key in _KEYS and cell.text:
                headers.setdefault(cell.key, cell.header)
    keys = [key for key in _KEYS if key in headers]
    return Table(
        head=(NUMBER, *(headers[key] for key in keys), SOURCE),
        rows=tuple(
            (str(n), *(_cell_text(row.record, key) for key in keys), row.mark)
            for n, row in enumerate(rows, 1)
        ),
    )


def _cell_text(record: Record, key: str) -> str:
    cell = record.cell(key)
    return cell.text if cell is not None else ""
