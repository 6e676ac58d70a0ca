"""Excel workbooks (.xlsx): every visible sheet, its titles as paragraphs and its table as rows.

Cell values come from openpyxl in its read-only mode, which holds one row at a time; that mode knows nothing
of merged cells, so their ranges are read from the sheet's XML.
"""

import io
import re
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

import openpyxl
from openpyxl.cell import Cell
from openpyxl.utils import column_index_from_string
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet._read_only import ReadOnlyWorksheet

from assistant.errors import DocumentError
from assistant.reading.archive import Archive
from assistant.reading.rendering import Rendering
from assistant.reading.tables import Table, TableCell
from assistant.reading.visible import one_line
from assistant.types import Document

_MAX_CELLS = 2_000_000
"""Places looked at in all; a sheet with one value at its far corner would have 17 billion."""
_MIN_TABLE_CELLS = 3
"""A row with this many filled cells starts a table; two stand side by side in a letterhead."""
_NUMBER_TITLE = re.compile(r"^(?:STT|TT|Số\s*TT|Số thứ tự|S\.T\.T\.?)$", re.IGNORECASE)
_TITLE = re.compile(r"^(?:phụ lục\b|nơi nhận\s*:|\((?:kèm theo|ban hành))", re.IGNORECASE)
"""Lines that stand between tables, not in them."""
_MAX_SECTION_ROWS = 3
"""A part, a section and a group may open one below the other; more single cells in a row are running text."""
_MERGED = re.compile(
    rb"""<(?:\w+:)?mergeCell\s[^>]*\bref\s*=\s*["']([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})["']"""
)
_PERCENT = re.compile(r"0(?:\.(0+))?%")
_MAX_DECIMALS = 10


@dataclass(frozen=True, slots=True)
class _Row:
    """The filled cells of one row: text and width by column."""

    number: int
    cells: tuple[TableCell, ...]

    @property
    def spans_sheet(self) -> bool:
        """Whether its only cell is merged over several columns: a title rather than a cell of a table."""
        return len(self.cells) == 1 and self.cells[0].columns > 2


def read_sheet(data: bytes, name: str) -> Document:
    """The text of all visible sheets, values of formulas as Excel last saved them.

    Raises:
        DocumentError: the file is broken, protected or too large.
    """
    archive = Archive(data, name)
    for part in sorted(archive.parts):
        if part.endswith((".xml", ".rels")):
            archive.xml(part)
    rendering = Rendering()
    notes: list[str] = []
    try:
        with warnings.catch_warnings():
            # openpyxl warns of features that it does not carry over; none of them is text.
            warnings.simplefilter("ignore")
            workbook = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
            for sheet in workbook.worksheets:
                if sheet.sheet_state != "visible":
                    notes.append(f"Trang tính ẩn “{sheet.title}” không được đọc.")
                    continue
                merged = _merged_ranges(archive, sheet)
                _render(list(_rows(sheet, merged, name)), rendering)
    except (InvalidFileException, KeyError, ValueError, TypeError, AttributeError, IndexError) as error:
        raise DocumentError(
            f"Không đọc được bảng tính “{name}”: tệp bị hỏng. Hãy mở bằng Excel, lưu lại rồi nạp lại."
        ) from error
    return rendering.document(tuple(notes))


def _merged_ranges(archive: Archive, sheet: ReadOnlyWorksheet) -> dict[tuple[int, int], tuple[int, int]]:
    """Height and width of merged cells by the row and column of their top left corner."""
    found: dict[tuple[int, int], tuple[int, int]] = {}
    for match in _MERGED.finditer(archive.read(sheet._worksheet_path)):
        left, right = (column_index_from_string(match.group(i).decode()) for i in (1, 3))
        top, bottom = int(match.group(2)), int(match.group(4))
        found[top, left] = (bottom - top + 1, right - left + 1)
    return found


def _rows(
    sheet: ReadOnlyWorksheet, merged: dict[tuple[int, int], tuple[int, int]], name: str
) -> Iterator[_Row]:
    sheet.reset_dimensions()
    seen = 0
    for number, cells in enumerate(sheet.iter_rows(), start=1):
        seen += len(cells) + 1
        if seen > _MAX_CELLS:
            raise DocumentError(
                f"Bảng tính “{name}” quá lớn (hơn {_MAX_CELLS:,} ô ở trang “{sheet.title}”). "
                "Hãy xóa các dòng, cột trống thừa hoặc tách tệp."
            )
        yield _read_row(number, cells, merged)


def _read_row(number: int, cells: Sequence[Cell], merged: dict[tuple[int, int], tuple[int, int]]) -> _Row:
    found = []
    for column, cell in enumerate(cells, start=1):
        text = one_line(_cell_text(cell))
        if text:
            height, width = merged.get((number, column), (1, 1))
            found.append(TableCell(number, column, text, height, width))
    return _Row(number, tuple(found))


def _cell_text(cell: Cell) -> str:
    """A value as the sheet shows it, for the formats that plans use: text, numbers, per cent, dates."""
    value = cell.value
    match value:
        case None:
            return ""
        case bool():
            return "TRUE" if value else "FALSE"
        case datetime() | date():
            return _date_text(value, cell.number_format or "")
        case time():
            return value.strftime("%H:%M")
        case int() | float():
            return _number_text(value, cell.number_format or "")
        case _:
            return str(value)


def _date_text(value: date, number_format: str) -> str:
    if "d" not in number_format.lower():
        return value.strftime("%m/%Y")
    return value.strftime("%d/%m/%Y")


def _number_text(value: float, number_format: str) -> str:
    if percent := _PERCENT.search(number_format):
        decimals = min(len(percent.group(1) or ""), _MAX_DECIMALS)
        return f"{value * 100:.{decimals}f}".replace(".", ",") + "%"
    if isinstance(value, int) or value.is_integer():
        return str(int(value))
    return f"{value:.{_MAX_DECIMALS}g}".replace(".", ",")


def _render(rows: Sequence[_Row], rendering: Rendering) -> None:
    """Tables as rows, everything above, between and below them as paragraphs."""
    i = 0
    while i < len(rows):
        end = _table_end(rows, i)
        if end > i:
            rendering.table(Table(tuple(cell for row in rows[i:end] for cell in row.cells)))
            i = end
            continue
        _render_loose(rows[i], rendering)
        i += 1


def _render_loose(row: _Row, rendering: Rendering) -> None:
    if not row.cells:
        rendering.gap()
    for cell in row.cells:
        if row.spans_sheet:
            rendering.title_line(cell.text)
        else:
            rendering.paragraph(cell.text)


def _table_end(rows: Sequence[_Row], start: int) -> int:
    """Index after the table that starts at ``start``; ``start`` itself where none does.

    Rows with a single cell (a section, a dash item) belong to the table if rows with several cells follow soon
    and are not the header of another table. Below the last of those, one in the first column is a paragraph.
    """
    if not _starts_table(rows[start]):
        return start
    first_column = min(cell.column for cell in rows[start].cells)
    end = start + 1
    singles = 0
    for i in range(start + 1, len(rows)):
        cells = rows[i].cells
        if len(cells) > 1:
            is_next_header = singles > 0 and _NUMBER_TITLE.match(cells[0].text) is not None
            if is_next_header or Table(cells).is_layout:
                break
            end, singles = i + 1, 0
        elif cells:
            singles += 1
            if singles > _MAX_SECTION_ROWS or _TITLE.match(cells[0].text):
                break
            if end == i and cells[0].column > first_column:
                end, singles = i + 1, 0
    return end


def _starts_table(row: _Row) -> bool:
    return len(row.cells) >= _MIN_TABLE_CELLS and not Table(row.cells).is_layout
