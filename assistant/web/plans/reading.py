"""A whole plan to read: its passages in order, tables drawn as tables, and an outline to jump by."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from assistant.text.normalise import fold
from assistant.text.tokens import syllables
from assistant.types import ParsedPlan, Passage, PassageKind, Record, Span
from assistant.web.plans.shown import Column, ShownRow, ShownText, merge_columns, show_row, show_text

_HEADER_SHARE = 0.6
"""Share of header words above which a line of several cells is a header that a page break repeats."""
_NUMBER_HEADERS = "stt tt số"


@dataclass(frozen=True, slots=True)
class Section:
    """A row that names a group of rows; ``address`` is its anchor."""

    address: str
    title: str


@dataclass(frozen=True, slots=True)
class Loose:
    """A printed line that no passage holds; shown so that the reading view leaves out nothing."""

    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table with all its columns."""

    columns: tuple[Column, ...]
    lines: tuple[ShownRow | Section | Loose, ...]


@dataclass(frozen=True, slots=True)
class OutlineEntry:
    """A heading to jump to; ``level`` counts from 1."""

    address: str
    title: str
    level: int


@dataclass(frozen=True, slots=True)
class Reading:
    """What the page shows, in the order of the document."""

    blocks: tuple[ShownText | Table | Loose, ...]
    outline: tuple[OutlineEntry, ...]


def read_plan(parsed: ParsedPlan, marked: Sequence[Span] = ()) -> Reading:
    """The reading view of a plan, with spans of its stored text marked."""
    builder = _Builder(parsed, marked)
    blocks = tuple(builder.blocks())
    return Reading(blocks, tuple(builder.outline))


@dataclass
class _Builder:
    parsed: ParsedPlan
    marked: Sequence[Span]
    outline: list[OutlineEntry] = field(default_factory=list)
    _section: str = ""

    def __post_init__(self) -> None:
        self._records = {record.locator: record for record in self.parsed.records}
        self._loose = _find_loose(self.parsed)
        self._addresses = {passage.locator for passage in self.parsed.passages}

    def blocks(self) -> Iterator[ShownText | Table | Loose]:
        for table, group in groupby(self.parsed.passages, key=self._table_of):
            passages = list(group)
            if table is None:
                for passage in passages:
                    yield from self._loose.pop(passage.locator, ())
                    yield self._text(passage)
            else:
                yield self._table(passages)
        for rest in self._loose.values():
            yield from rest

    def _table_of(self, passage: Passage) -> str | None:
        record = self._records.get(passage.locator)
        return record.table if record is not None else None

    def _text(self, passage: Passage) -> ShownText:
        shown = show_text(passage, self.parsed.text, self.marked)
        if shown.is_title and passage.headings:
            self.outline.append(OutlineEntry(passage.locator, passage.headings[0], 1))
        elif passage.kind is PassageKind.HEADING:
            self.outline.append(OutlineEntry(passage.locator, passage.text, shown.level + 1))
        return shown

    def _table(self, passages: Sequence[Passage]) -> Table:
        records = [self._records[passage.locator] for passage in passages]
        columns = merge_columns(records)
        lines: list[ShownRow | Section | Loose] = []
        self._section = ""
        for passage, record in zip(passages, records, strict=True):
            lines += self._loose.pop(passage.locator, ())
            lines += self._section_of(passage, record)
            lines.append(show_row(record, passage.label, columns, self.parsed.text, self.marked))
        return Table(columns, tuple(lines))

    def _section_of(self, passage: Passage, record: Record) -> list[Section]:
        """The line of a group's name, where a new group starts."""
        if record.section in {"", self._section}:
            return []
        self._section = record.section
        address = record.locator.rpartition("/")[0]
        if address in self._addresses:
            address = f"{record.locator}--muc"
        self._addresses.add(address)
        self.outline.append(OutlineEntry(address, record.section, 2))
        return [Section(address, record.section)]


def _find_loose(parsed: ParsedPlan) -> dict[str, list[Loose]]:
    """Lines outside all passages, by the locator of the passage that follows them ("" after the last).

    Headers of tables and names of groups are left out: they are drawn with their rows.
    """
    headers = set(syllables(f"{_NUMBER_HEADERS} {' '.join(_headers(parsed))}"))
    sections = {tuple(syllables(record.section)) for record in parsed.records}
    starts = sorted((passage.spans[0].start, passage.locator) for passage in parsed.passages if passage.spans)
    found: dict[str, list[Loose]] = {}
    for start, line in _uncovered_lines(parsed):
        cells = tuple(cell.strip() for cell in line.split("\t") if cell.strip())
        words = syllables(line)
        if not words or tuple(words) in sections or _is_header(cells, words, headers):
            continue
        following = next((locator for at, locator in starts if at >= start), "")
        found.setdefault(following, []).append(Loose(cells))
    return found


def _headers(parsed: ParsedPlan) -> Iterator[str]:
    return (cell.header for record in parsed.records for cell in record.cells)


def _is_header(cells: Sequence[str], words: Sequence[str], headers: set[str]) -> bool:
    if len(cells) < 2:
        return False
    known = {fold(word) for word in headers}
    return sum(fold(word) in known for word in words) >= _HEADER_SHARE * len(words)


def _uncovered_lines(parsed: ParsedPlan) -> Iterator[tuple[int, str]]:
    """Lines, or what is left of them, that stand in no passage, with their places in the stored text."""
    at = 0
    spans = sorted(span for passage in parsed.passages for span in passage.spans)
    for span in [*spans, Span(len(parsed.text), len(parsed.text))]:
        if span.start > at:
            start = at
            for line in parsed.text[at : span.start].split("\n"):
                if line.strip():
                    yield start, line
                start += len(line) + 1
        at = max(at, span.end)
