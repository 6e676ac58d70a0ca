"""Rows by the kind of document that they draw up ("những đề án nào …")."""

import re

from assistant.answering.context import Context
from assistant.question.relations import Relation
from assistant.text.normalise import fold
from assistant.types import Record

_KINDS = {
    "de an": "đề án",
    "du an": "dự án",
    "cuoc thi": "cuộc thi",
    "hoi nghi": "hội nghị",
    "nghi quyet": "nghị quyết",
    "so ket": "sơ kết",
    "tong ket": "tổng kết",
    "quy che": "quy chế",
}
_KIND = f"(?:{'|'.join(_KINDS)})"
_NOT_COUNTED = re.compile(
    rf",? (?:khong (?:tinh|ke)|chua (?:tinh|ke)|ngoai tru|tru)(?: (?:cac|nhung|ra))*"
    rf"(?:[ ,]+(?:va |hay |hoac )?(?:{_KIND}|ke hoach|van ban|chuong trinh|quyet dinh|cac))+"
)
"""Kinds that are not asked for: rows of the asked kind are none of them."""
_OF_KIND = re.compile(
    rf"\b(?:cac|nhung|may(?: cai)?|bao nhieu|toan bo|tat ca|phai)(?: (?:cuoc|dot|lan|viec|hoi nghi))? "
    rf"(?P<kind>{_KIND})(?P<other>(?:,| va| hoac| hay|/) ?{_KIND})?\b(?! ?,| va | hoac )"
)
_DRAWING_UP = frozenset(
    "xây dựng ban hành phê duyệt lập trình gom đủ khỏi cần kế hoạch cải cách hành chính năm anh "
    "danh mục phụ lục bảng cuộc đợt".split()
)


def rows_of_kind(context: Context, records: list[Record]) -> tuple[list[Record], str] | None:
    """Keep the rows that draw up a document of the asked kind ("những đề án nào …"); ``None`` where none does."""
    text = context.question.text
    folded = fold(text)
    aside = _NOT_COUNTED.search(folded) if len(folded) == len(text) else None
    if aside is not None:
        folded = f"{folded[: aside.start()]} {folded[aside.end() :]}"
    match = _OF_KIND.search(folded)
    if match is None:
        return None
    asked = f"{match['kind']} {match['other'] or ''}"
    kinds = [kind for kind in _KINDS if re.search(rf"\b{kind}\b", asked)]
    words = context.library.matcher.words
    read = {word for kind in kinds for word in words(_KINDS[kind])}
    if aside is not None:
        read.update(words(text[aside.start() : aside.end()]))
    own = set(context.question.matter) - _DRAWING_UP - read
    starts = re.compile(rf"\W*(?:(?:to chuc|xay dung|ban hanh|phe duyet|lap|trinh) )*(?:{'|'.join(kinds)})\b")
    kept = [record for record in records if any(starts.match(fold(name)) for name in _names(record))]
    said = " hoặc ".join(_KINDS[kind] for kind in kinds)
    return (kept, f"là {said}") if kept and not own else None


def _names(record: Record) -> list[str]:
    """What the row is called: its task and what that serves, or its activity where it has neither."""
    named = [cell for key in ("objective", "task") if (cell := record.cell(key)) and not cell.inherited]
    activity = record.cell(Relation.ACTIVITY.value)
    return [cell.text for cell in named or ([activity] if activity is not None else [])]
