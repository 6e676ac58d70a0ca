"""Tasks as an Excel workbook."""

from collections.abc import Sequence

from assistant.types import Record
from assistant.web.sheets import write_sheet
from assistant.web.sources import plan_label
from assistant.web.tasks.book import Task

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


def write_workbook(tasks: Sequence[Task]) -> bytes:
    """One row a task, cells as printed, only columns that some task fills."""
    filled = {cell.key for task in tasks for cell in task.record.cells if cell.text}
    keys = [key for key in _COLUMNS if key in filled]
    has_other = bool(filled - _COLUMNS.keys())
    header = ["Kế hoạch", "Mục", "Số TT", *(_COLUMNS[key] for key in keys), *([_OTHER] if has_other else [])]
    rows = []
    for task in tasks:
        owner, _, line = task.record.number.partition("-")
        other = [_other_text(task.record)] if has_other else []
        printed = [task.text(key) for key in keys]
        number = "" if line else owner
        rows.append([plan_label(task.plan), task.record.section, number, *printed, *other, task.label])
    return write_sheet("Nhiệm vụ", [*header, "Vị trí trong kế hoạch"], rows, narrow=(3,))


def _other_text(record: Record) -> str:
    return "; ".join(
        f"{cell.header}: {cell.text}" for cell in record.cells if cell.key not in _COLUMNS and cell.text
    )
