"""Drawn lines to tables: which lines belong together, and which of the places between them are one cell."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant.reading.pdf.page import Segment

_SAME_LINE = 2.0
"""Lines nearer to each other than this (points) are one: the two borders of neighbouring cells."""
_GAP = 4.0
"""Pieces of one line with less than this between them are joined; corners may miss by as much."""
_MIN_SIDE = 6.0
"""A place narrower or lower than this holds no text."""


@dataclass(frozen=True, slots=True)
class GridCell:
    """One cell by rows and columns of the grid and by its edges on the page."""

    row: int
    rows: int
    left: float
    right: float
    top: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Grid:
    """One table on a page: its edges and its cells, merged ones as one."""

    left: float
    right: float
    top: float
    bottom: float
    cells: tuple[GridCell, ...]
    rows: int

    def holds(self, x: float, y: float) -> bool:
        """Whether a point lies inside the table."""
        return self.left <= x <= self.right and self.top <= y <= self.bottom


def find_grids(horizontal: Iterable[Segment], vertical: Iterable[Segment]) -> list[Grid]:
    """The tables that are drawn on a page, from top to bottom.

    Lines that cross or touch belong to one table. Between two neighbouring places lies a border where a line
    covers most of their common side; without one they are a merged cell. A single box is no table.
    """
    across, down = _joined(horizontal), _joined(vertical)
    grids = []
    for group_across, group_down in _connected(across, down):
        grid = _build(group_across, group_down)
        if grid is not None and len(grid.cells) > 1:
            grids.append(grid)
    return sorted(grids, key=lambda grid: (grid.top, grid.left))


def _joined(segments: Iterable[Segment]) -> list[Segment]:
    """Segments on one line joined where they overlap or nearly touch."""
    lines: list[list[Segment]] = []
    for segment in sorted(segments, key=lambda s: s.position):
        if lines and segment.position - lines[-1][0].position <= _SAME_LINE:
            lines[-1].append(segment)
        else:
            lines.append([segment])
    joined = []
    for line in lines:
        position = sum(segment.position for segment in line) / len(line)
        start, end = None, 0.0
        for segment in sorted(line, key=lambda s: s.start):
            if start is not None and segment.start <= end + _GAP:
                end = max(end, segment.end)
                continue
            if start is not None:
                joined.append(Segment(position, start, end))
            start, end = segment.start, segment.end
        if start is not None:
            joined.append(Segment(position, start, end))
    return [segment for segment in joined if segment.end - segment.start >= _MIN_SIDE]


def _connected(
    across: Sequence[Segment], down: Sequence[Segment]
) -> list[tuple[list[Segment], list[Segment]]]:
    """Groups of lines that touch one another, directly or through others."""
    owner = list(range(len(across) + len(down)))

    def root(i: int) -> int:
        while owner[i] != i:
            owner[i] = owner[owner[i]]
            i = owner[i]
        return i

    for i, h in enumerate(across):
        for k, v in enumerate(down):
            touches_x = h.start - _GAP <= v.position <= h.end + _GAP
            if touches_x and v.start - _GAP <= h.position <= v.end + _GAP:
                owner[root(i)] = root(len(across) + k)
    groups: dict[int, tuple[list[Segment], list[Segment]]] = {}
    for i, h in enumerate(across):
        groups.setdefault(root(i), ([], []))[0].append(h)
    for k, v in enumerate(down):
        groups.setdefault(root(len(across) + k), ([], []))[1].append(v)
    return [group for group in groups.values() if len(group[0]) > 1 and group[1]]


def _build(across: Sequence[Segment], down: Sequence[Segment]) -> Grid | None:
    """The grid of one group; the outer sides may be left undrawn."""
    ys = _positions([h.position for h in across])
    left, right = min(h.start for h in across), max(h.end for h in across)
    xs = _positions([left, *(v.position for v in down), right])
    if len(xs) < 2 or len(ys) < 2:
        return None
    columns, rows = len(xs) - 1, len(ys) - 1
    owner = {(r, c): (r, c) for r in range(rows) for c in range(columns)}

    def root(place: tuple[int, int]) -> tuple[int, int]:
        while owner[place] != place:
            place = owner[place]
        return place

    for r in range(rows):
        for c in range(columns):
            if c + 1 < columns and not _covered(down, xs[c + 1], ys[r], ys[r + 1]):
                owner[root((r, c + 1))] = root((r, c))
            if r + 1 < rows and not _covered(across, ys[r + 1], xs[c], xs[c + 1]):
                owner[root((r + 1, c))] = root((r, c))
    merged: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for place in owner:
        merged.setdefault(root(place), []).append(place)
    cells = []
    for places in merged.values():
        top, bottom = min(r for r, _ in places), max(r for r, _ in places)
        first, last = min(c for _, c in places), max(c for _, c in places)
        cells.append(GridCell(top, bottom - top + 1, xs[first], xs[last + 1], ys[top], ys[bottom + 1]))
    return Grid(xs[0], xs[-1], ys[0], ys[-1], tuple(cells), rows)


def _positions(values: Sequence[float]) -> list[float]:
    """Ascending positions with room for text between them."""
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] >= _MIN_SIDE:
            found.append(value)
    return found


def _covered(lines: Sequence[Segment], position: float, start: float, end: float) -> bool:
    """Whether lines at a position cover the middle of a side."""
    middle = (start + end) / 2
    return any(
        abs(line.position - position) < _MIN_SIDE and line.start <= middle <= line.end for line in lines
    )
