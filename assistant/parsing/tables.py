"""Logical rows to records: sections, numbers, locators and inherited cells."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from assistant.parsing.columns import Header
from assistant.parsing.rows import Row
from assistant.text.normalise import starts_lower
from assistant.types import Cell, Record, Span


@dataclass(frozen=True, slots=True)
class Section:
    """A row that holds only a group's name."""

    marker: str
    title: str
    rank: int
    spans: tuple[Span, ...]

    def printed(self) -> str:
        """Marker and title as one line."""
        return f"{self.marker}. {self.title}" if self.marker else self.title


@dataclass(frozen=True, slots=True)
class TableContent:
    """What a table holds."""

    records: tuple[Record, ...]
    empty_sections: tuple[Section, ...]
    """Group names under which no row stands, such as a total in the last line."""


_LETTER, _ROMAN, _GROUP, _UNMARKED = 0, 1, 2, 1
_ROMAN_DIGITS = {"I": 1, "V": 5, "X": 10, "L": 50}


@dataclass(slots=True)
class _Group:
    """The rows under one number so far: what a blank cell of the next one stands for."""

    head: str = ""
    """Number of the first row; empty before one."""
    owner: str = ""
    """The nearest number above that is printed."""
    lines: Counter[str] = field(default_factory=Counter)
    """Per number its rows without a number."""
    cells: dict[str, dict[str, Cell]] = field(default_factory=dict)
    """Per number the last filled cells of the row that prints it, by key."""
    latest: dict[str, dict[str, Cell]] = field(default_factory=dict)
    """Per number the last filled cells of that row and of those without a number under it."""

    def add(self, record: Record, owner: str, *, is_printed: bool) -> None:
        """Take a row in."""
        filled = {cell.key: cell for cell in record.cells if cell.text}
        if is_printed:
            self.head = self.head or owner
            self.owner = owner
            self.cells.setdefault(owner, {}).update(filled)
        self.latest.setdefault(owner, {}).update(filled)

    def parent_cells(self, number: str) -> dict[str, Cell]:
        """The cells of the nearest row whose number the given one continues (``1`` for ``1.1``)."""
        while "." in number:
            number = number.rpartition(".")[0]
            if number in self.cells:
                return self.cells[number]
        return {}


def build_records(plan_id: str, table: str, header: Header, rows: Sequence[Row]) -> TableContent:
    """Records of one table in document order.

    A row without a printed number is a further activity or sub-bullet of the numbered row above it
    (``2-1``, ``2-2`` …). Cells that the print merges are taken from above and marked as inherited: the
    leading blank columns of a further activity, every blank column of a sub-bullet or of a numbered
    sub-row (``1.1`` under ``1``), and whatever the file itself says is merged with the row above.
    """
    builder = _Builder(plan_id, table, header)
    for row, following in zip(rows, _following_numbers(rows), strict=True):
        section = _find_section(row, header, following) or _find_torn_section(row, header, builder.section)
        if section is not None:
            builder.open_section(section)
        else:
            builder.add_row(row)
    return TableContent(tuple(builder.records), builder.empty_sections())


class _Builder:
    def __init__(self, plan_id: str, table: str, header: Header) -> None:
        self._plan_id = plan_id
        self._table = table
        self._header = header
        self._open: list[Section] = []
        self._sections: list[Section] = []
        self._used_sections: set[int] = set()
        self._used: Counter[str] = Counter()
        self._group = _Group()
        self.records: list[Record] = []

    @property
    def section(self) -> str:
        """Marker of the last group that was opened; empty before one."""
        return self._sections[-1].marker if self._sections else ""

    def empty_sections(self) -> tuple[Section, ...]:
        """Sections under which no row stands."""
        return tuple(section for section in self._sections if id(section) not in self._used_sections)

    def open_section(self, section: Section) -> None:
        """Start a group of rows."""
        while self._open and self._open[-1].rank >= section.rank:
            self._open.pop()
        self._open.append(section)
        self._sections.append(section)
        self._group = _Group()

    def add_row(self, row: Row) -> None:
        """Make a record of a row."""
        if row.number:
            while (
                self._open
                and self._open[-1].rank == _GROUP
                and not _is_under(row.number, self._open[-1].marker)
            ):
                self._open.pop()
            if not (self._group.head and _is_under(row.number, self._group.head)):
                self._group = _Group()
            owner = number = row.number
        else:
            owner = self._group.owner
            self._group.lines[owner] += 1
            number = f"{owner}-{self._group.lines[owner]}" if owner else ""
        record = self._record(row, number)
        self.records.append(record)
        self._group.add(record, owner, is_printed=bool(row.number))
        self._used_sections.update(map(id, self._open))

    def _record(self, row: Row, number: str) -> Record:
        above = self._inheritable(row)
        cells = []
        for column in self._header.columns:
            if row.texts[column.index]:
                cells.append(
                    Cell(column.key, column.title, row.texts[column.index], tuple(row.pieces[column.index]))
                )
            elif column.key in above:
                source = above[column.key]
                cells.append(Cell(column.key, column.title, source.text, source.spans, inherited=True))
        path = [self._table, *(s.marker for s in self._open if s.marker)]
        locator = "/".join([*path, number or f"dong-{len(self.records) + 1}"])
        self._used[locator] += 1
        if self._used[locator] > 1:
            locator = f"{locator}~{self._used[locator]}"
        return Record(
            plan_id=self._plan_id,
            table=self._table,
            section=self._open[-1].printed() if self._open else "",
            number=number,
            locator=locator,
            cells=tuple(cells),
            spans=tuple(row.lines),
        )

    def _inheritable(self, row: Row) -> dict[str, Cell]:
        """Cells above that a blank of this row stands for, by key."""
        return {**self._implied(row), **self._merged(row)}

    def _merged(self, row: Row) -> dict[str, Cell]:
        """Cells of the record above that the file merges with this row's."""
        if not self.records:
            return {}
        keys = {column.key for column in self._header.columns if column.index in row.merged}
        return {cell.key: cell for cell in self.records[-1].cells if cell.key in keys}

    def _implied(self, row: Row) -> dict[str, Cell]:
        """Cells that a print without merged cells leaves blank below the first of them."""
        group = self._group
        if row.number:
            return group.parent_cells(row.number)
        if row.is_bullet():
            return group.cells.get(group.owner, {})
        first_filled = row.filled()[0]
        leading = {column.key for column in self._header.columns if column.index < first_filled}
        return {key: cell for key, cell in group.latest.get(group.owner, {}).items() if key in leading}


def _following_numbers(rows: Sequence[Row]) -> list[str]:
    """For each row the next number that is printed below it; empty where none is."""
    numbers: list[str] = []
    following = ""
    for row in reversed(rows):
        numbers.append(following)
        following = row.number or following
    return numbers[::-1]


def _find_section(row: Row, header: Header, following: str) -> Section | None:
    filled = row.filled()
    if len(filled) != 1 or filled[0] > _first_column(header):
        return None
    title = row.texts[filled[0]]
    spans = tuple(row.lines)
    marker = row.number
    if not marker:
        return Section("", title, _UNMARKED, spans) if title.isupper() else None
    if not marker[0].isdigit():
        if not marker.isupper():
            return None
        return Section(marker, title, _ROMAN if set(marker) <= _ROMAN_DIGITS.keys() else _LETTER, spans)
    return Section(marker, title, _GROUP, spans) if _is_under(following, marker) else None


def _find_torn_section(row: Row, header: Header, before: str) -> Section | None:
    """The group that comes next, in whose line a page break left the end of a cell of the row above."""
    first = _first_column(header)
    filled = row.filled()
    if first not in filled or _roman(row.number) != _roman(before) + 1 or not _roman(before):
        return None
    if not all(starts_lower(row.texts[i]) for i in filled if i != first):
        return None
    return Section(row.number, row.texts[first], _ROMAN, tuple(row.lines))


def _roman(marker: str) -> int:
    """The value of a Roman numeral; 0 for anything else."""
    if not marker or not set(marker) <= _ROMAN_DIGITS.keys():
        return 0
    values = [_ROMAN_DIGITS[c] for c in marker]
    return sum(-v if v < after else v for v, after in zip(values, [*values[1:], 0], strict=True))


def _first_column(header: Header) -> int:
    return min((column.index for column in header.columns), default=0)


def _is_under(number: str, parent: str) -> bool:
    return number.startswith(f"{parent}.")
