"""What is indexed of a passage: its text with the names that a reader of the page would see around it."""

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.parsing.slips import SlipFinder
from assistant.types import Passage, PassageKind, Plan, Record

_DOCUMENT, _LEGAL_BASIS = "document", "legal_basis"
# The formal parts of a document hardly name what they are; people ask for them by these words.
_ZONES: tuple[tuple[re.Pattern[str], str, str], ...] = tuple(
    (re.compile(rf"(?:^|/){segment}(?:~\d+)?$"), answers, words)
    for segment, answers, words in (
        ("dau-van-ban", _DOCUMENT, "Cơ quan ban hành; số, ký hiệu; ngày tháng năm ban hành"),
        ("tieu-de", _DOCUMENT, "Tên văn bản; số, ký hiệu, ngày ban hành của văn bản kèm theo"),
        ("noi-nhan", _DOCUMENT, "Nơi nhận: gửi, báo cáo cơ quan nào"),
        ("chu-ky", _DOCUMENT, "Người ký, chức vụ người ký"),
        (r"can-cu-\d+", _LEGAL_BASIS, "Căn cứ ban hành, căn cứ pháp lý"),
        (r"mo-dau-\d+", _LEGAL_BASIS, ""),
    )
)


def with_context(plan: Plan, passages: Sequence[Passage], records: Sequence[Record]) -> tuple[Passage, ...]:
    """The passages with ``index_text`` and ``answers`` filled in.

    A row carries its column names, its section and its plan; a body passage its heading path and its plan; a
    formal part of the document what it is.
    Where the print has slips, the right forms stand at the end, so that both spellings find the passage.
    """
    by_locator = {record.locator: record for record in records}
    names = {name for passage in passages for name in passage.headings}
    names |= {cell.header for record in records for cell in record.cells}
    slips = SlipFinder((passage.text for passage in passages), (plan.title, *names))
    filled: list[Passage] = []
    for passage in passages:
        record = by_locator.get(passage.locator) if passage.kind is PassageKind.ROW else None
        zone = next((zone for zone in _ZONES if zone[0].search(passage.locator)), None)
        if record is not None:
            answers = tuple(dict.fromkeys(cell.key for cell in record.cells if cell.text))
        else:
            answers = (zone[1],) if zone else ()
        text = _index_text(plan, passage, record, zone[2] if zone else "")
        index_text = " | ".join([text, *slips.corrections(text)])
        filled.append(replace(passage, index_text=index_text, answers=answers))
    return tuple(filled)


def _index_text(plan: Plan, passage: Passage, record: Record | None, zone: str) -> str:
    if record is not None:
        cells = ". ".join(f"{cell.header}: {cell.text}" for cell in record.cells)
        return " | ".join(part for part in (cells, record.section, plan.title) if part)
    path = " > ".join(title for title in passage.headings if title not in plan.title)
    return " | ".join(part for part in (passage.text, zone, path, plan.title) if part)
