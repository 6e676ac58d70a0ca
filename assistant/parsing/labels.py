"""Addresses that people read: "Phụ lục, mục III, nhiệm vụ 24"."""

from assistant.parsing.columns import Header
from assistant.types import Record


def row_noun(header: Header) -> str:
    """What the table lists: targets, where it sets figures and assigns no lead agency, or tasks."""
    keys = {column.key for column in header.columns}
    return "chỉ tiêu" if "target" in keys and "lead" not in keys else "nhiệm vụ"


def row_label(record: Record, table_label: str, noun: str) -> str:
    """The label of a table row; a further line under a number says which one it is."""
    parts = [table_label]
    parts += [f"mục {marker}" for marker in record.locator.removeprefix(record.table).split("/")[1:-1]]
    if record.number:
        owner, _, line = record.number.partition("-")
        parts.append(f"{noun} {owner}" + (f" (dòng {int(line) + 1})" if line else ""))
    else:
        parts.append(f"dòng {record.locator.rsplit('-', 1)[-1]}")
    return ", ".join(parts)
