"""Rows by the kind of document that they draw up ("những đề án nào …")."""

import re
from collections.abc import Sequence

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
_FURTHER_KINDS = {
    "ke hoach": "kế hoạch",
    "chuong trinh": "chương trình",
    "quyet dinh": "quyết định",
    "bao cao": "báo cáo",
    "chi thi": "chỉ thị",
}
"""Kinds that are also names of the document that holds the rows: a row of them has to be asked for as one."""
_KIND = f"(?:{'|'.join(_KINDS)})"
_ANY_KIND = f"(?:{'|'.join((*_KINDS, *_FURTHER_KINDS))})"
_NOT_COUNTED = re.compile(
    rf",? (?:khong (?:tinh|ke)|chua (?:tinh|ke)|ngoai tru|tru)(?: (?:cac|nhung|ra))*"
    rf"(?:[ ,]+(?:va |hay |hoac )?(?:{_KIND}|ke hoach|van ban|chuong trinh|quyet dinh|cac))+"
)
"""Kinds that are not asked for: rows of the asked kind are none of them."""
_OF_KIND = re.compile(
    rf"\b(?:cac|nhung|may(?: cai)?|bao nhieu|toan bo|tat ca|phai)(?: (?:cuoc|dot|lan|viec|hoi nghi))? "
    rf"(?P<kind>{_KIND})(?P<other>(?:,| va| hoac| hay|/) ?{_KIND})?\b(?! ?,| va | hoac )"
)
_IN_TABLE = re.compile(
    rf"\b(?:phu luc|danh muc|bang)\b[^?.;]{{0,80}}\b(?:nhung|cac|may|bao nhieu) (?P<kind>ke hoach|chuong trinh)"
    rf"(?: nao)?(?= (?:ma|la|lap|xay dung|duoc|do|phai|cho|trong|giai doan|ca|se)\b|[ ?.,!]*$)|"
    rf"\b(?:van ban|viec|nhiem vu|dau viec|dong|san pham)(?: (?:nao|gi))? (?:nao |gi )?"
    rf"(?:la|thuoc loai|thuoc dang|o dang|dang|dung ra la) (?:(?:cac|mot|loai) )?(?P<named>{_ANY_KIND})"
    rf"(?=[ ?.,!]*$| (?:trong|o|cua|vay|the|nhi|a|thoi|do|gi)\b)"
)
"""Rows of a kind that are asked for as rows of a table ("trong phụ lục có những kế hoạch nào", "văn bản nào là …")."""
_PERIOD = re.compile(r"\bgiai doan (?P<years>20\d\d ?[-–] ?20\d\d)\b")
_DRAWING_UP = frozenset(
    "xây dựng ban hành phê duyệt lập trình gom đủ khỏi cần kế hoạch cải cách hành chính năm anh "
    "danh mục phụ lục bảng cuộc đợt".split()
)
_ASKING = frozenset(
    "văn bản việc nhiệm vụ dòng loại dạng thuộc cho giai đoạn tự ra đều cả lẫn phải kèm theo đó kể tui".split()
)
_DRAWN_UP = (
    r"\W*(?:(?:to chuc|xay dung|ban hanh|phe duyet|lap|trinh|soan thao)"
    r"(?: va trien khai(?: thuc hien)?)? )*(?:cac )?"
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
        return _rows_of_further_kind(context, folded, records)
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


def _rows_of_further_kind(
    context: Context, folded: str, records: Sequence[Record]
) -> tuple[list[Record], str] | None:
    """Keep the rows that are called by a kind, and are for the period that the question names."""
    match = _IN_TABLE.search(folded)
    if match is None:
        return None
    kind = match["kind"] or match["named"]
    printed = (_KINDS | _FURTHER_KINDS)[kind]
    period = _PERIOD.search(folded)
    words = context.library.matcher.words
    agencies = {word for m in context.question.agencies for word in words(m.agency.name)}
    read = (
        _DRAWING_UP
        | _ASKING
        | agencies
        | set(words(printed))
        | set("sở ủy ban nhân dân huyện xã cấp tỉnh".split())
    )
    if any(token not in read and not token.isdigit() for token in context.question.matter):
        return None
    starts = re.compile(rf"{_DRAWN_UP}{kind}\b")
    kept = [
        record
        for record in records
        if any(
            starts.match(fold(name)) and (period is None or _years(period["years"]) in _years(name))
            for name in _names(record)
        )
    ]
    of_period = f" giai đoạn {_years(period['years'])}" if period is not None else ""
    return (kept, f"là {printed}{of_period}") if kept else None


def _years(text: str) -> str:
    """A text with every dash between years alike."""
    return re.sub(r" ?[-–] ?", "-", text)


def _names(record: Record) -> list[str]:
    """What the row is called: its task and what that serves, or its activity where it has neither."""
    named = [cell for key in ("objective", "task") if (cell := record.cell(key)) and not cell.inherited]
    activity = record.cell(Relation.ACTIVITY.value)
    return [cell.text for cell in named or ([activity] if activity is not None else [])]
