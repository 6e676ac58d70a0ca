"""Tables on pages to whole tables: cell texts, and what goes on from one page to the next."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.reading.pdf.grid import Grid
from assistant.reading.pdf.lines import build_lines, join_lines
from assistant.reading.pdf.page import Char
from assistant.reading.tables import PlacedCell

_SAME_EDGE = 12.0
"""Edges of a table on two pages may differ by this much (points)."""
_MAX_HEADER_ROWS = 3
_MAX_TITLE_CHARS = 90
_NUMBER = re.compile(r"^\(?\d[\d.]*\)?[.)]?$")


@dataclass(frozen=True, slots=True)
class TablePiece:
    """The part of a table on one page, its cells with their texts, rows counted from its top."""

    cells: tuple[PlacedCell, ...]
    rows: int

    @property
    def left(self) -> float:
        """Left edge."""
        return min(cell.left for cell in self.cells)

    @property
    def right(self) -> float:
        """Right edge."""
        return max(cell.right for cell in self.cells)

    def row_text(self, row: int) -> list[str]:
        """The texts of a row from left to right."""
        return [
            cell.text for cell in sorted(self.cells, key=lambda c: c.left) if cell.row == row and cell.text
        ]


def read_piece(grid: Grid, chars: Sequence[Char]) -> TablePiece:
    """The cells of a grid with what is written in them."""
    by_cell: list[list[Char]] = [[] for _ in grid.cells]
    for char in chars:
        x, y = (char.left + char.right) / 2, char.baseline - char.height / 2
        for i, cell in enumerate(grid.cells):
            if cell.left <= x <= cell.right and cell.top <= y <= cell.bottom:
                by_cell[i].append(char)
                break
    cells = []
    for cell, inside in zip(grid.cells, by_cell, strict=True):
        text = join_lines(build_lines(inside))
        cells.append(PlacedCell(cell.row, cell.left, cell.right, text, cell.rows))
        cells += [PlacedCell(cell.row + k, cell.left, cell.right, "") for k in range(1, cell.rows)]
    return TablePiece(tuple(cells), grid.rows)


def continues(before: TablePiece, after: TablePiece) -> bool:
    """Whether a table at the head of a page goes on with the one at the foot of the page before."""
    return abs(before.left - after.left) < _SAME_EDGE and abs(before.right - after.right) < _SAME_EDGE


def joined(before: TablePiece, after: TablePiece) -> TablePiece:
    """One table of two parts.

    A part that does not repeat the header gets it again: after a header the parser knows that a page ended
    and that the row before it may go on.
    """
    header = _header_rows(before)
    repeated: tuple[PlacedCell, ...] = ()
    if header and before.row_text(0) != after.row_text(0):
        repeated = tuple(
            replace(cell, row=cell.row + before.rows) for cell in before.cells if cell.row < header
        )
    shift = before.rows + (header if repeated else 0)
    moved = tuple(replace(cell, row=cell.row + shift) for cell in after.cells)
    return TablePiece((*before.cells, *repeated, *moved), shift + after.rows)


def _header_rows(piece: TablePiece) -> int:
    """How many rows the header has; 0 where the first row does not look like one."""
    titles = piece.row_text(0)
    is_header = len(titles) > 1 and all(
        len(text) <= _MAX_TITLE_CHARS and not _NUMBER.match(text) for text in titles
    )
    if not is_header:
        return 0
    return min(
        max((cell.rows for cell in piece.cells if cell.row == 0 and cell.text), default=1), _MAX_HEADER_ROWS
    )
