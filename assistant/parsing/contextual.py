"""What is indexed of a passage: its text with the names that a reader of the page would see around it."""

from collections.abc import Sequence
from dataclasses import replace

from assistant.parsing.slips import SlipFinder
from assistant.types import Passage, PassageKind, Plan, Record


def with_context(plan: Plan, passages: Sequence[Passage], records: Sequence[Record]) -> tuple[Passage, ...]:
    """The passages with their ``index_text`` filled in.

    A row carries its column names, its section and its plan; a body passage its heading path and its plan.
    Where the print has slips, the right forms stand at the end, so that both spellings find the passage.
    """
    by_locator = {record.locator: record for record in records}
    names = {name for passage in passages for name in passage.headings}
    names |= {cell.header for record in records for cell in record.cells}
    slips = SlipFinder((passage.text for passage in passages), (plan.title, *names))
    filled: list[Passage] = []
    for passage in passages:
        text = _index_text(plan, passage, by_locator.get(passage.locator))
        filled.append(replace(passage, index_text=" | ".join([text, *slips.corrections(text)])))
    return tuple(filled)


def _index_text(plan: Plan, passage: Passage, record: Record | None) -> str:
    if passage.kind is PassageKind.ROW and record is not None:
        cells = ". ".join(f"{cell.header}: {cell.text}" for cell in record.cells)
        return " | ".join(part for part in (cells, record.section, plan.title) if part)
    path = " > ".join(title for title in passage.headings if title not in plan.title)
    return " | ".join(part for part in (passage.text, path, plan.title) if part)
