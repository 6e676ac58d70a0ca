"""Tables as their files describe them: cells with places, merged or shifted, to rows of equal columns."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.reading.visible import one_line

_LETTERHEAD = re.compile(
    r"CỘNG\s+H(?:ÒA|OÀ)\s+XÃ\s+HỘI|Độc\s+lập\s*[-–]\s*Tự\s+do|ĐẢNG\s+CỘNG\s+SẢN\s+VIỆT\s+NAM|^\W*Nơi\s+nhận\s*:",
    re.IGNORECASE | re.MULTILINE,
)
_SIGNATORY = re.compile(r"^\s*(?:TM|KT|TL|TUQ)\.\s*\S", re.MULTILINE)
_MAX_LAYOUT_COLUMNS = 3
_MAX_LAYOUT_ROWS = 6
"""A letterhead or a signature block is a small table; a form that shows one inside a large table is content."""


@dataclass(frozen=True, slots=True)
class TableCell:
    """One cell: where its top left corner is, how many rows and columns it covers, and what it says."""

    row: int
    column: int
    text: str
    rows: int = 1
    columns: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """The cells of one table, in any order; positions that no cell covers are blank."""

    cells: tuple[TableCell, ...]

    def lines(self) -> list[list[str]]:
        """Text a row and column: a merged cell stands at its top left corner, blank rows and columns go."""
        position = self._positions()
        rows: dict[int, list[str]] = {}
        for cell in self.cells:
            if text := one_line(cell.text):
                rows.setdefault(cell.row, [""] * len(position))[position[cell.column]] = text
        return [rows[row] for row in sorted(rows)]

    def merged(self) -> list[frozenset[int]]:
        """For each of :meth:`lines` the columns in which a cell that starts further up goes on."""
        position = self._positions()
        filled = [cell for cell in self.cells if one_line(cell.text)]
        covered: dict[int, set[int]] = {cell.row: set() for cell in filled}
        for cell in filled:
            for row in covered.keys() & range(cell.row + 1, cell.row + cell.rows):
                covered[row].add(position[cell.column])
        return [frozenset(covered[row]) for row in sorted(covered)]

    def _positions(self) -> dict[int, int]:
        """Where each column that holds text stands in a line."""
        columns = sorted({cell.column for cell in self.cells if one_line(cell.text)})
        return {column: i for i, column in enumerate(columns)}

    @property
    def is_layout(self) -> bool:
        """Whether the table only places text on the page: a letterhead, or recipients beside a signature."""
        filled = [cell for cell in self.cells if one_line(cell.text)]
        columns = {cell.column for cell in filled}
        if len(columns) < 2:
            return True
        is_small = (
            len(columns) <= _MAX_LAYOUT_COLUMNS and len({cell.row for cell in filled}) <= _MAX_LAYOUT_ROWS
        )
        return is_small and any(
            _LETTERHEAD.search(cell.text) or _SIGNATORY.search(cell.text) for cell in filled
        )


@dataclass(frozen=True, slots=True)
class PlacedCell:
    """A cell told by its edges (any unit of length) instead of column numbers."""

    row: int
    left: float
    right: float
    text: str
    rows: int = 1


def align(cells: Sequence[PlacedCell], tolerance: float) -> Table:
    """A table from cells whose edges do not quite agree from row to row.

    People drag borders: the edge of one row stands a little beside the edge of the next, and reading each as
    a column of its own would put the same column's cells into two. The row pattern that occurs most often
    gives the columns; another row's edge is moved to the nearest of them that the row itself lacks, if it is
    nearer than half of the columns beside it. An edge that finds none splits a column.

    Args:
        cells: the cells, covered places included as cells without text.
        tolerance: edges this near to each other are one.
    """
    edges_of = _row_edges(cells, tolerance)
    usual = _usual_edges(edges_of)
    moved = {row: _snap(edges, usual) for row, edges in edges_of.items()}
    columns = {
        edge: i
        for i, edge in enumerate(sorted({edge for edges in moved.values() for edge in edges.values()}))
    }
    aligned = []
    for cell in cells:
        places = moved[cell.row]
        known = edges_of[cell.row]
        start = columns[places[_nearest(cell.left, known)]]
        end = columns[places[_nearest(cell.right, known)]]
        aligned.append(TableCell(cell.row, start, cell.text, cell.rows, max(end - start, 1)))
    return Table(tuple(aligned))


def _row_edges(cells: Sequence[PlacedCell], tolerance: float) -> dict[int, tuple[float, ...]]:
    """Edges a row, those of the whole table that lie together as one number."""
    positions = sorted({edge for cell in cells for edge in (cell.left, cell.right)})
    joined: dict[float, float] = {}
    first = None
    for edge in positions:
        if first is None or edge - first > tolerance:
            first = edge
        joined[edge] = first
    rows: dict[int, set[float]] = {}
    for cell in cells:
        rows.setdefault(cell.row, set()).update((joined[cell.left], joined[cell.right]))
    return {row: tuple(sorted(edges)) for row, edges in rows.items()}


def _usual_edges(edges_of: dict[int, tuple[float, ...]]) -> tuple[float, ...]:
    counts = Counter(edges_of.values())
    return max(counts, key=lambda edges: (counts[edges] * (len(edges) - 1), len(edges)), default=())


def _snap(edges: tuple[float, ...], usual: tuple[float, ...]) -> dict[float, float]:
    """Where each edge of a row goes."""
    moved: dict[float, float] = {}
    for edge in edges:
        free = [other for other in usual if other not in edges and other not in moved.values()]
        nearest = min(free, key=lambda other: abs(other - edge), default=None)
        if edge in usual or nearest is None or abs(nearest - edge) > _reach(nearest, usual):
            moved[edge] = edge
        else:
            moved[edge] = nearest
    return moved


def _reach(edge: float, usual: tuple[float, ...]) -> float:
    """Half of the narrower column beside an edge."""
    i = usual.index(edge)
    beside = [abs(usual[k] - edge) for k in (i - 1, i + 1) if 0 <= k < len(usual)]
    return min(beside) / 2


def _nearest(position: float, edges: tuple[float, ...]) -> float:
    return min(edges, key=lambda edge: abs(edge - position))
