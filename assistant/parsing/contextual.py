"""What is indexed of a passage: its text with the names that a reader of the page would see around it."""

from collections.abc import Sequence
from dataclasses import replace

from assistant.types import Passage, PassageKind, Plan, Record


def with_context(plan: Plan, passages: Sequence[Passage], records: Sequence[Record]) -> tuple[Passage, ...]:
    """The passages with their ``index_text`` filled in.

    A row carries its column names, its section and its plan; a body passage its heading path and its plan.
    """
    by_locator = {record.locator: record for record in records}
    return tuple(replace(p, index_text=_index_text(plan, p, by_locator.get(p.locator))) for p in passages)


def _index_text(plan: Plan, passage: Passage, record: Record | None) -> str:
    if passage.kind is PassageKind.ROW and record is not None:
        cells = ". ".join(f"{cell.header}: {cell.text}" for cell in record.cells)
        return " | ".join(part for part in (cells, record.section, plan.title) if part)
    path = " > ".join(title for title in passage.headings if title not in plan.title)
    return " | ".join(part for part in (passage.text, path, plan.title) if part)
