"""Addresses that people read: "Phụ lục, mục III, nhiệm vụ 24"."""

from assistant.types import Record


def row_label(record: Record, table_label: str) -> str:
    """The label of a table row; a further line under a number says which one it is."""
    parts = [table_label]
    parts += [f"mục {marker}" for marker in record.locator.removeprefix(record.table).split("/")[1:-1]]
    noun = "chỉ tiêu" if record.cell("target") and not record.cell("lead") else "nhiệm vụ"
    if record.number:
        owner, _, line = record.number.partition("-")
        parts.append(f"{noun} {owner}" + (f" (dòng {int(line) + 1})" if line else ""))
    else:
        parts.append(f"dòng {record.locator.rsplit('-', 1)[-1]}")
    return ", ".join(parts)
