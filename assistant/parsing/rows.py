"""Physical table lines to logical rows: repeated headers dropped, rows cut by page breaks joined."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.parsing import patterns
from assistant.parsing.columns import Header
from assistant.parsing.markup import align, clean, join_pieces
from assistant.parsing.paragraphs import TableLine
from assistant.text.normalise import starts_lower
from assistant.types import Span

_CONTINUING_MARK = re.compile(r"^[\d%),.;:]")
_ENDS_OPEN = re.compile(r"[,;:/(\-–]\s*$|\b(?:và|hoặc|của|các|cho|theo|về|trong|với|tại)\s*$")
_BULLET = re.compile(r"^[-–•+]\s*\D")


@dataclass(slots=True)
class Row:
    """One logical row: its printed number (empty if none), and per column the pieces that make up the cell."""

    number: str
    pieces: list[list[Span]]
    texts: list[str]
    lines: list[Span]
    ends: list[str]
    """The last piece of each cell, which tells whether its sentence is left open."""
    merged: frozenset[int] = frozenset()
    """Columns in which the file merges the cell with the one above."""
    is_torn: bool = False
    """Whether pieces from further lines have been added that :attr:`texts` does not hold yet."""

    def filled(self) -> list[int]:
        """Indices of the columns that are not blank."""
        return [i for i, text in enumerate(self.texts) if text]

    def is_bullet(self) -> bool:
        """Whether the row's first text is a dash item of the row above."""
        filled = self.filled()
        return bool(filled) and not self.number and bool(_BULLET.match(self.texts[filled[0]]))


def build_rows(text: str, header: Header, lines: Sequence[TableLine]) -> list[Row]:
    """Logical rows of a table in order.

    Args:
        text: the stored text.
        header: the table's header.
        lines: content lines and repeated headers after the first header; a line may have fewer cells than
            the header (a section title printed across the table).
    """
    rows: list[Row] = []
    after_header = False
    for line in lines:
        texts = [clean(text[span.start : span.end]) for span in line.cells]
        if header.repeats(texts):
            after_header = True
            continue
        row = _read_row(text, header, line)
        if not row.number and not row.filled():
            continue
        # What stands beside a merged cell is a row of its own.
        is_open = bool(rows) and not row.number and not row.merged
        if is_open and _continues(rows[-1], row, header, after_header=after_header):
            _append(rows[-1], row)
        else:
            rows.append(row)
        after_header = False
    for row in rows:
        if row.is_torn:
            row.texts = [_cell_text(text, pieces) for pieces in row.pieces]
    return rows


def _read_row(text: str, header: Header, printed: TableLine) -> Row:
    spans = printed.cells
    pieces = [[span] if span.end > span.start else [] for span in spans[: header.width]]
    pieces += [[] for _ in range(header.width - len(pieces))]
    pieces[-1] += [span for span in spans[header.width :] if span.end > span.start]
    line = [span for span in spans if span.end > span.start]
    row = Row(
        number="",
        pieces=pieces,
        texts=[_cell_text(text, cell) for cell in pieces],
        lines=[Span(line[0].start, line[-1].end)] if line else [],
        ends=[],
        merged=printed.merged,
    )
    _take_number(text, header, row)
    row.ends = list(row.texts)
    return row


def _cell_text(text: str, pieces: Sequence[Span]) -> str:
    return clean(join_pieces(text[span.start : span.end] for span in pieces))


def _take_number(text: str, header: Header, row: Row) -> None:
    """Move the printed number out of the cells: from its own column, or from the start of the first text."""
    first = next((column.index for column in header.columns), None)
    index = header.number_index
    if index is None:
        if first is not None and (match := patterns.NUMBER_IN_TASK.match(row.texts[first])):
            _cut_number(text, row, first, match)
        return
    cell = row.texts[index]
    if match := patterns.ROW_NUMBER.match(cell):
        row.number = match.group(1)
        row.texts[index], row.pieces[index] = "", []
    elif row.filled() == [index] and (match := patterns.SECTION_IN_CELL.match(cell)):
        _cut_number(text, row, index, match)
    elif cell and first is not None and not (row.filled() == [index] and cell.isupper()):
        # A dash, a note or a line that lost its first cell: no number, so it is content.
        row.pieces[first] = row.pieces[index] + row.pieces[first]
        row.texts[first] = _cell_text(text, row.pieces[first])
        row.texts[index], row.pieces[index] = "", []


def _cut_number(text: str, row: Row, index: int, match: re.Match[str]) -> None:
    """Leave in a cell what stands after its number."""
    row.number = match.group(1)
    aligned = align(text, row.pieces[index])
    row.pieces[index] = list(aligned.spans(match.start(2), match.end(2)))
    row.texts[index] = match.group(2)


def _append(row: Row, more: Row) -> None:
    for i, pieces in enumerate(more.pieces):
        row.pieces[i].extend(pieces)
        if more.texts[i]:
            row.texts[i] = row.texts[i] or more.texts[i]
            row.ends[i] = more.texts[i]
    row.lines.extend(more.lines)
    row.is_torn = True


def _continues(before: Row, row: Row, header: Header, *, after_header: bool) -> bool:
    """Whether a line without a number goes on in the row above.

    Each filled cell votes: text that starts inside a sentence, or meets a cell that was left open, speaks
    for it; text that starts afresh, or fills a column that was blank, against it. A new row must also say
    what is to be done and by whom. Without a repeated header in between (no page break), every cell has to
    go on in an open cell.
    """
    filled = row.filled()
    votes = 0
    for i in filled:
        inside = _starts_inside(row.texts[i])
        if not before.texts[i]:
            votes -= 2
        elif inside:
            votes += 2
        elif _ENDS_OPEN.search(before.ends[i]):
            votes += 1
        else:
            votes -= 1
    by_key = {column.key: column.index for column in header.columns}
    described = [i for key, i in by_key.items() if key in {"task", "objective", "activity"} and i in filled]
    assigned = [
        by_key[key] for key in ("lead", "implementer", "monitor", "deadline", "target") if key in by_key
    ]
    if not described:
        votes += 2
    if assigned and not any(i in filled for i in assigned) and not row.is_bullet():
        votes += 2
    # A dash item of its own says what and how much or by whom; the rest of a cut cell says only one of them.
    if row.is_bullet() and filled[0] in described and any(i in filled for i in assigned):
        return False
    if after_header:
        return votes > 0
    if row.is_bullet() or not all(
        before.texts[i] and (_starts_inside(row.texts[i]) or _ENDS_OPEN.search(before.ends[i]))
        for i in filled
    ):
        return False
    # A task starts with a capital letter; one that starts with a figure could be a row of its own.
    return all(starts_lower(row.texts[i]) for i in filled if i in described)


def _starts_inside(text: str) -> bool:
    """Whether a cell starts in the middle of a sentence: in lower case, with a digit or a closing mark."""
    return starts_lower(text) or bool(_CONTINUING_MARK.match(text))
