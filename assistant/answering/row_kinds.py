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
}
_OF_KIND = re.compile(
    rf"\b(?:cac|nhung|may(?: cai)?|bao nhieu|toan bo|tat ca) (?P<kind>{'|'.join(_KINDS)})\b(?! ?,| va | hoac )"
)
_DRAWING_UP = frozenset(
    "xây dựng ban hành phê duyệt lập trình gom đủ khỏi cần kế hoạch cải cách hành chính năm anh".split()
)


def rows_of_kind(context: Context, records: list[Record]) -> tuple[list[Record], str] | None:
    """Keep the rows that draw up a document of the asked kind ("những đề án nào …"); ``None`` where none does."""
    match = _OF_KIND.search(fold(context.question.text))
    if match is None:
        return None
    kind = match["kind"]
    own = set(context.question.matter) - _DRAWING_UP - set(context.library.matcher.words(_KINDS[kind]))
    kept = [
        record
        for record in records
        if (task := record.cell(Relation.TASK.value)) is not None
        and re.match(rf"\W*(?:(?:xay dung|ban hanh|phe duyet|lap|trinh) )*{kind}\b", fold(task.text))
    ]
    return (kept, f"là {_KINDS[kind]}") if kept and not own else None
