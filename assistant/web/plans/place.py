"""One cited place with what surrounds it, for the source panel."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from assistant.types import ParsedPlan, Passage, PassageKind, Record, Span
from assistant.web.plans.shown import Column, ShownRow, ShownText, merge_columns, show_row, show_text

T = TypeVar("T")

CONTEXT = 1
"""Rows or paragraphs shown before and after the cited one."""


@dataclass(frozen=True, slots=True)
class RowPlace:
    """A row of a table between its neighbours; ``at`` is its index in ``rows``."""

    section: str
    columns: tuple[Column, ...]
    rows: tuple[ShownRow, ...]
    at: int


@dataclass(frozen=True, slots=True)
class TextPlace:
    """A paragraph between its neighbours under the same headings; ``at`` is its index in ``texts``."""

    headings: tuple[str, ...]
    texts: tuple[ShownText, ...]
    at: int


def find_place(parsed: ParsedPlan, locator: str, marked: Sequence[Span]) -> RowPlace | TextPlace | None:
    """The place at a locator, or ``None`` where the plan has no such passage.

    Args:
        parsed: the plan.
        locator: of a passage.
        marked: spans of the stored text to mark in it.
    """
    at = next((i for i, passage in enumerate(parsed.passages) if passage.locator == locator), None)
    if at is None:
        return None
    record_at = next((i for i, record in enumerate(parsed.records) if record.locator == locator), None)
    if record_at is not None:
        return _row_place(parsed, record_at, marked)
    return _text_place(parsed, at, marked)


def _row_place(parsed: ParsedPlan, at: int, marked: Sequence[Span]) -> RowPlace:
    cited = parsed.records[at]
    labels = {passage.locator: passage.label for passage in parsed.passages}
    columns = merge_columns(record for record in parsed.records if record.table == cited.table)
    start, end = _around(parsed.records, at, lambda record: _same_section(record, cited))
    rows = [
        show_row(
            record,
            labels.get(record.locator, record.locator),
            columns,
            parsed.text,
            marked if record is cited else (),
        )
        for record in parsed.records[start:end]
    ]
    return RowPlace(cited.section, columns, tuple(rows), at - start)


def _text_place(parsed: ParsedPlan, at: int, marked: Sequence[Span]) -> TextPlace:
    cited = parsed.passages[at]

    def belongs(passage: Passage) -> bool:
        return passage.headings == cited.headings and passage.kind not in _NO_NEIGHBOURS

    start, end = _around(parsed.passages, at, belongs)
    texts = [
        show_text(passage, parsed.text, marked if passage is cited else ())
        for passage in parsed.passages[start:end]
    ]
    return TextPlace(cited.headings, tuple(texts), at - start)


_NO_NEIGHBOURS = frozenset({PassageKind.ROW, PassageKind.HEADING})


def _same_section(record: Record, other: Record) -> bool:
    return (record.table, record.section) == (other.table, other.section)


def _around(items: Sequence[T], at: int, belongs: Callable[[T], bool]) -> tuple[int, int]:
    """The range of an item with up to :data:`CONTEXT` neighbours on each side, as far as they belong to it."""
    start, end = at, at + 1
    while start > 0 and at - start < CONTEXT and belongs(items[start - 1]):
        start -= 1
    while end < len(items) and end - at - 1 < CONTEXT and belongs(items[end]):
        end += 1
    return start, end
