"""Tasks as an Excel workbook; no cell of it is ever run as a formula."""

from collections.abc import Sequence
from io import BytesIO

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from assistant.types import Record
from assistant.web.sources import plan_label
from assistant.web.tasks.book import Task

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
"""What spreadsheets take for the start of a formula, in a workbook or once it is saved as text."""
_MAX_CELL_CHARS = 32_767
"""More than that Excel refuses to open."""
_COLUMNS = {
    "task": "Nhiệm vụ, chỉ tiêu",
    "objective": "Mục tiêu",
    "activity": "Hoạt động",
    "output": "Sản phẩm",
    "target": "Mức chỉ tiêu",
    "lead": "Cơ quan chủ trì",
    "coordinate": "Cơ quan phối hợp",
    "implementer": "Đơn vị thực hiện",
    "monitor": "Đơn vị theo dõi, hướng dẫn",
    "approver": "Cấp ban hành, phê duyệt",
    "deadline": "Thời hạn",
    "funding": "Kinh phí",
}
_OTHER = "Nội dung khác"
_NARROW, _WIDE = 14, 42


def write_workbook(tasks: Sequence[Task]) -> bytes:
    """One row a task, cells as printed, only columns that some task fills."""
    filled = {cell.key for task in tasks for cell in task.record.cells if cell.text}
    keys = [key for key in _COLUMNS if key in filled]
    has_other = bool(filled - _COLUMNS.keys())
    workbook = Workbook()
    sheet = workbook.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "Nhiệm vụ"
    header = ["Kế hoạch", "Mục", "Số TT", *(_COLUMNS[key] for key in keys), *([_OTHER] if has_other else [])]
    _fill(sheet, 1, [*header, "Vị trí trong kế hoạch"])
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    for row, task in enumerate(tasks, 2):
        owner, _, line = task.record.number.partition("-")
        other = [_other_text(task.record)] if has_other else []
        printed = [task.text(key) for key in keys]
        number = "" if line else owner
        _fill(sheet, row, [plan_label(task.plan), task.record.section, number, *printed, *other, task.label])
    for index in range(1, len(header) + 2):
        width = _NARROW if index == 3 else _WIDE
        sheet.column_dimensions[get_column_letter(index)].width = width
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    file = BytesIO()
    workbook.save(file)
    return file.getvalue()


def _fill(sheet: Worksheet, row: int, texts: Sequence[str]) -> None:
    for column, text in enumerate(texts, 1):
        cell = sheet.cell(row, column)
        assert isinstance(cell, Cell)
        cell.value = ILLEGAL_CHARACTERS_RE.sub("", text)[:_MAX_CELL_CHARS] or None
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        if text.startswith(_FORMULA_SIGNS):
            cell.data_type = "s"  # openpyxl would store "=…" as a formula
            cell.quotePrefix = True


def _other_text(record: Record) -> str:
    return "; ".join(
        f"{cell.header}: {cell.text}" for cell in record.cells if cell.key not in _COLUMNS and cell.text
    )
