"""Tables as Excel workbooks; no cell of one is ever run as a formula."""

from collections.abc import Collection, Iterable, Sequence
from io import BytesIO

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from assistant.text.normalise import printable

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
"""What spreadsheets take for the start of a formula, in a workbook or once it is saved as text."""
_MAX_CELL_CHARS = 32_767
"""More than that Excel refuses to open."""
_NARROW, _WIDE = 14, 42


def write_sheet(
    title: str, header: Sequence[str], rows: Iterable[Sequence[str]], narrow: Collection[int] = ()
) -> bytes:
    """One sheet with a header that stays in sight and filters.

    Args:
        title: of the sheet.
        header: names of the columns.
        rows: texts of the cells.
        narrow: columns, from 1, that hold numbers.
    """
    workbook = Workbook()
    sheet = workbook.active
    assert isinstance(sheet, Worksheet)
    sheet.title = title
    _fill(sheet, 1, header)
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    for at, row in enumerate(rows, 2):
        _fill(sheet, at, row)
    for column in range(1, len(header) + 1):
        sheet.column_dimensions[get_column_letter(column)].width = _NARROW if column in narrow else _WIDE
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    file = BytesIO()
    workbook.save(file)
    return file.getvalue()


def _fill(sheet: Worksheet, row: int, texts: Sequence[str]) -> None:
    for column, text in enumerate(texts, 1):
        cell = sheet.cell(row, column)
        assert isinstance(cell, Cell)
        cell.value = printable(text)[:_MAX_CELL_CHARS] or None
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        if text.startswith(_FORMULA_SIGNS):
            cell.data_type = "s"  # openpyxl would store "=…" as a formula
            cell.quotePrefix = True
