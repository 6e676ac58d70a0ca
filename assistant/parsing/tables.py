"""Logical rows to records: sections, numbers, locators and inherited cells."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.parsing.columns import Column, Header
from assistant.parsing.rows import Row
from assistant.types import Cell, Record


@dataclass(frozen=True, slots=True)
class Section:
    """A row that holds only a group's name."""

    marker: str
    title: str
    rank: int

    def printed(self) -> str:
        """Marker and title as one line."""
        return f"{self.marker}. {self.title}" if self.marker else self.title


_LETTER, _ROMAN, _GROUP, _UNMARKED = 0, 1, 2, 1
_ROMAN_DIGITS = frozenset("IVXL")


def build_records(plan_id: str, table: str, header: Header, rows: Sequence[Row]) -> list[Record]:
    """Records of one table in document order.

    A row without a printed number is a further activity or sub-bullet of the numbered row above it
    (``2-1``, ``2-2`` …). Cells that the print merges are taken from above and marked as inherited: the
    leading blank columns of a further activity, every blank column of a sub-bullet or of a numbered
    sub-row (``1.1`` under ``1``).
    """
    records: list[Record] = []
    sections: list[Section] = []
    used: Counter[str] = Counter()
    group: list[Record] = []
    for i, row in enumerate(rows):
        following = next((later.number for later in rows[i + 1 :] if later.number), "")
        section = _find_section(row, header, following)
        if section is not None:
            while sections and sections[-1].rank >= section.rank:
                sections.pop()
            sections.append(section)
            group = []
            continue
        if row.number:
            while sections and sections[-1].rank == _GROUP and not _is_under(row.number, sections[-1].marker):
                sections.pop()
            if not (group and _is_under(row.number, group[0].number)):
                group = []
            number = row.number
        else:
            owner = _owner_number(group)
            number = f"{owner}-{_ordinal(group, owner)}" if owner else ""
        record = _record(plan_id, table, header, row, number, sections, group, used, len(records) + 1)
        records.append(record)
        group.append(record)
    return records


def _find_section(row: Row, header: Header, following: str) -> Section | None:
    filled = row.filled()
    if len(filled) != 1 or filled[0] > _first_column(header):
        return None
    title = row.texts[filled[0]]
    marker = row.number
    if not marker:
        return Section("", title, _UNMARKED) if title.isupper() else None
    if not marker[0].isdigit():
        if not marker.isupper():
            return None
        return Section(marker, title, _ROMAN if set(marker) <= _ROMAN_DIGITS else _LETTER)
    return Section(marker, title, _GROUP) if _is_under(following, marker) else None


def _first_column(header: Header) -> int:
    return min((column.index for column in header.columns), default=0)


def _is_under(number: str, parent: str) -> bool:
    return number.startswith(f"{parent}.")


def _owner_number(group: Sequence[Record]) -> str:
    """Number of the nearest row above that prints one."""
    return next((record.number for record in reversed(group) if "-" not in record.number), "")


def _ordinal(group: Sequence[Record], owner: str) -> int:
    return 1 + sum(record.number.startswith(f"{owner}-") for record in group)


def _record(
    plan_id: str,
    table: str,
    header: Header,
    row: Row,
    number: str,
    sections: Sequence[Section],
    group: Sequence[Record],
    used: Counter[str],
    ordinal: int,
) -> Record:
    above = _inheritable(row, header, number, group)
    cells = []
    for column in header.columns:
        if row.texts[column.index]:
            cells.append(
                Cell(column.key, column.title, row.texts[column.index], tuple(row.pieces[column.index]))
            )
        elif column.key in above:
            source = above[column.key]
            cells.append(Cell(column.key, column.title, source.text, source.spans, inherited=True))
    path = [table, *(s.marker for s in sections if s.marker), number or f"dong-{ordinal}"]
    locator = "/".join(path)
    used[locator] += 1
    if used[locator] > 1:
        locator = f"{locator}~{used[locator]}"
    return Record(
        plan_id=plan_id,
        table=table,
        section=sections[-1].printed() if sections else "",
        number=number,
        locator=locator,
        cells=tuple(cells),
        spans=tuple(row.lines),
    )


def _inheritable(row: Row, header: Header, number: str, group: Sequence[Record]) -> dict[str, Cell]:
    """Cells above that a blank of this row stands for, by key."""
    if not group:
        return {}
    columns: Sequence[Column] = header.columns
    if row.number:
        owners = [record for record in group if _is_under(number, record.number)][-1:]
    else:
        owner = _owner_number(group)
        owners = [
            record for record in group if record.number == owner or record.number.startswith(f"{owner}-")
        ]
        if row.is_bullet():
            owners = [record for record in owners if record.number == owner]
        else:
            filled = row.filled()
            columns = [column for column in columns if column.index < filled[0]]
    found: dict[str, Cell] = {}
    for column in columns:
        for record in reversed(owners):
            cell = record.cell(column.key)
            if cell is not None:
                found[column.key] = cell
                break
    return found
