"""Passages and rows of a plan as they are drawn: clean text as safe markup, cited parts marked.

All text of plans becomes :class:`markupsafe.Markup` here, by escaping; templates add only what is ours.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from assistant.parsing.markup import align
from assistant.types import Cell, Passage, PassageKind, Record, Span

Column = tuple[str, str]
"""Key and header of a column: two columns may print the same header."""
_TITLE = "tieu-de"
"""Last part of the locator of a title; one that occurs again has ``~`` and a number behind it."""


@dataclass(frozen=True, slots=True)
class ShownText:
    """A heading, paragraph, item or footnote; ``level`` counts the headings above it."""

    locator: str
    label: str
    kind: PassageKind
    level: int
    html: Markup
    is_cited: bool

    @property
    def is_title(self) -> bool:
        """Whether it is the title of the document, of its decision or of an appendix."""
        return self.locator.rpartition("/")[2].partition("~")[0] == _TITLE


@dataclass(frozen=True, slots=True)
class ShownCell:
    """One cell of a drawn row; ``html`` is empty where the print leaves it blank."""

    header: str
    html: Markup
    is_inherited: bool = False


@dataclass(frozen=True, slots=True)
class ShownRow:
    """A row with one cell a column; ``number`` is empty where none is printed in it."""

    locator: str
    label: str
    number: str
    cells: tuple[ShownCell, ...]
    is_cited: bool


def show_text(passage: Passage, text: str, marked: Sequence[Span]) -> ShownText:
    """A passage that is no row.

    Args:
        passage: the passage.
        text: stored text of its plan.
        marked: what is cited; none of it for no spans.
    """
    html, is_cited = _show(text, passage.spans, marked)
    return ShownText(passage.locator, passage.label, passage.kind, len(passage.headings), html, is_cited)


def show_row(
    record: Record, label: str, columns: Sequence[Column], text: str, marked: Sequence[Span]
) -> ShownRow:
    """A table row under the columns of its table; cells that the record lacks are blank."""
    cells = {(cell.key, cell.header): cell for cell in record.cells}
    shown = [_show_cell(cells.get(column), column, text, marked) for column in columns]
    owner, _, line = record.number.partition("-")
    return ShownRow(
        locator=record.locator,
        label=label,
        number="" if line else owner,
        cells=tuple(cell for cell, _ in shown),
        is_cited=any(is_cited for _, is_cited in shown),
    )


def merge_columns(records: Iterable[Record]) -> tuple[Column, ...]:
    """The columns of a table; its records leave out those that they leave blank."""
    columns: list[Column] = []
    for record in records:
        after = 0
        for cell in record.cells:
            column = (cell.key, cell.header)
            if column not in columns:
                columns.insert(after, column)
            after = columns.index(column) + 1
    return tuple(columns)


def mark(text: str, ranges: Iterable[tuple[int, int]]) -> Markup:
    """Escaped text with ascending ranges of it marked."""
    drawn = Markup()
    at = 0
    for start, end in ranges:
        drawn += escape(text[at:start]) + Markup("<mark>{}</mark>").format(text[start:end])
        at = end
    return drawn + escape(text[at:])


def _show_cell(
    cell: Cell | None, column: Column, text: str, marked: Sequence[Span]
) -> tuple[ShownCell, bool]:
    if cell is None:
        return ShownCell(column[1], Markup()), False
    html, is_cited = _show(text, cell.spans, marked)
    return ShownCell(cell.header, html, cell.inherited), is_cited


def _show(text: str, pieces: Sequence[Span], marked: Sequence[Span]) -> tuple[Markup, bool]:
    aligned = align(text, pieces)
    ranges = aligned.ranges(marked)
    return mark(aligned.text, ranges), bool(ranges)
