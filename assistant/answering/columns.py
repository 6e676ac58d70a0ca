"""Rows by what a column of theirs prints or leaves blank ("không ghi thời hạn", "kinh phí theo dự toán")."""

import re

from assistant.agencies import find_agencies
from assistant.answering.bodies import asked_bodies, holds
from assistant.answering.context import Context
from assistant.answering.phrasing import role_name
from assistant.question.relations import Relation
from assistant.text.normalise import comparable, fold
from assistant.types import Record

_CELL_WORDS = re.compile(
    r"\b(?P<column>kinh phi|san pham|dau ra|thoi han|thoi gian)(?: thuc hien)? "
    r"(?:(?:duoc )?(?:ghi|la|co|lay|theo kieu)(?: la)? )?"
    r"(?P<value>(?:theo |tu )?[\w ,]{4,60}?)(?=$|[?.!]| (?:cua|o|tai|trong|thuoc)\b)"
)
"""Rows asked for by what a column prints ("ghi kinh phí theo dự toán")."""
_IN_COLUMN = re.compile(
    r"\b(?:co ghi|co|ghi|in|de)(?: ten)? (?P<value>[\w&.-]+(?: [\w&.-]+){0,7}?) (?:o|trong|tai|ben|"
    r"duoi) (?:cot|o) (?:co quan |don vi )?"
    r"(?P<column>chu tri|cap ban hanh|cap phe duyet|phe duyet|ban hanh|theo doi|kinh phi|san pham|dau ra|thoi han|"
    r"thoi gian|phoi hop)\b"
)
_NAMED_IN = re.compile(
    r"^(?P<value>[\w ,&.-]{3,60}?) (?:duoc )?(?:co|ghi|neu|dung) ten (?:trong|o|tai|ben) "
    r"(?:cot |o |phan )?(?:co quan |don vi )?(?P<column>chu tri|phoi hop|theo doi)\b"
)
"""Rows asked for by what stands in a column ("có tên HĐND ở cột cấp ban hành")."""
_MILLIONS = {"trieu": 1.0, "ty": 1000.0}
_AMOUNT = re.compile(
    r"(?:(?P<below>duoi|it hon|khong qua|thap hon)|tu|tren|hon|it nhat|toi thieu|cao hon) "
    r"(?P<figure>\d+(?:[.,]\d+)?) (?P<unit>trieu|ty)\b(?: dong)?(?: tro len)?"
)
_FIGURE = re.compile(r"(?P<figure>\d[\d.]*(?:,\d+)?)(?: (?:triệu|tỷ)(?: đồng)?)?")
_UNIT = re.compile(r"\b(?:trieu|ty)\b")
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
_BLANK = re.compile(
    r"(?<!chu )(?<!ma )\b(?:khong|chua)(?: co| duoc| he)*(?: ghi| neu| in| dat| giao| dinh| quy dinh|"
    r" xac dinh)?(?: ro| cu the)? "
    r"(?P<column>kinh phi|san pham|dau ra|thoi han|thoi gian|han|co quan phoi hop|don vi phoi hop|phoi hop|chi tieu)\b|"
    r"\b(?:de|bo) (?:trong|trang) (?:o |cot |phan )?(?P<empty>kinh phi|san pham|dau ra|thoi han|thoi gian|han|"
    r"(?:co quan |don vi )?phoi hop)\b|"
    r"\b(?:o|cot|phan) (?P<left>kinh phi|san pham|dau ra|thoi han|thoi gian|han|(?:co quan |don vi )?phoi hop) "
    r"(?:bi |con |dang |de |bo )*(?:trong|trang)\b"
)
"""Rows asked for by what they leave blank."""
_COLUMNS = {
    "chu tri": Relation.LEAD,
    "cap ban hanh": Relation.APPROVER,
    "cap phe duyet": Relation.APPROVER,
    "phe duyet": Relation.APPROVER,
    "ban hanh": Relation.APPROVER,
    "theo doi": Relation.MONITOR,
    "kinh phi": Relation.FUNDING,
    "san pham": Relation.OUTPUT,
    "dau ra": Relation.OUTPUT,
    "thoi han": Relation.DEADLINE,
    "thoi gian": Relation.DEADLINE,
    "han": Relation.DEADLINE,
    "co quan phoi hop": Relation.COORDINATE,
    "don vi phoi hop": Relation.COORDINATE,
    "phoi hop": Relation.COORDINATE,
    "chi tieu": Relation.TARGET,
}


def rows_that_print(context: Context, records: list[Record]) -> tuple[list[Record], str] | None:
    """Keep the rows whose named column prints the words of the question; ``None`` where none does."""
    folded = fold(context.question.text)
    match = _IN_COLUMN.search(folded) or _NAMED_IN.search(folded)
    if match is not None and len(folded) == len(context.question.text) and not asked_bodies(context):
        relation, words = (
            _COLUMNS[match["column"]],
            context.question.text[match.start("value") : match.end("value")],
        )
        asked, matcher = context.library.matcher.words(words), context.library.matcher
        named = [mention.agency for mention in find_agencies(words, broad=True)]
        kept = [
            r
            for r in records
            if (cell := r.cell(relation.value)) is not None
            and (
                matcher.holds(asked, cell.text)
                or any(holds(context, r.plan_id, cell.text, one) for one in named)
            )
        ]
        if kept:
            return kept, f"có {role_name(relation)} ghi “{named[0].name if named else words}”"
    for match in _CELL_WORDS.finditer(fold(context.question.text)):
        relation, value = _COLUMNS[match["column"]], match["value"].strip()
        kept = [
            record
            for record in records
            if (cell := record.cell(relation.value)) is not None and value in fold(comparable(cell.text))
        ]
        if kept:
            printed = context.question.text[match.start("value") : match.end("value")].strip()
            return kept, f"có {role_name(relation)} ghi “{printed}”"
    return None


def rows_by_amount(context: Context, records: list[Record]) -> tuple[list[Record], str] | None:
    """Keep the rows that cost more or less than the question says; ``None`` where it sets no limit or none does."""
    text = context.question.text
    match = _AMOUNT.search(fold(text))
    if match is None:
        return None
    limit = float(match["figure"].replace(",", ".")) * _MILLIONS[match["unit"]]
    below = match["below"] is not None
    kept = [
        record
        for record in records
        if (cost := _cost(record)) is not None and (cost < limit if below else cost >= limit)
    ]
    words = text[match.start() : match.end()].strip() if len(fold(text)) == len(text) else match.group()
    return (kept, f"có kinh phí {words}") if kept else None


def _cost(record: Record) -> float | None:
    """What a row prints as its funding, in millions of đồng; ``None`` where that is no single figure."""
    cell = record.cell(Relation.FUNDING.value)
    if cell is None:
        return None
    figure = _FIGURE.fullmatch(cell.text.strip())
    unit = _UNIT.search(fold(f"{cell.text} {cell.header}"))
    if figure is None or unit is None:
        return None
    return float(figure["figure"].replace(".", "").replace(",", ".")) * _MILLIONS[unit.group()]


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


def rows_that_leave_blank(context: Context, records: list[Record]) -> tuple[list[Record], str] | None:
    """Keep the rows that leave a column of their table blank; ``None`` where none is asked for or no table has it."""
    match = _BLANK.search(fold(context.question.text))
    if match is None:
        return None
    relation = _COLUMNS[match["column"] or match["empty"] or match["left"]]
    tables = {(r.plan_id, r.table) for r in context.records if r.cell(relation.value) is not None}
    if not tables:
        return None
    kept = [
        record
        for record in records
        if (record.plan_id, record.table) in tables
        and ((cell := record.cell(relation.value)) is None or not cell.text.strip(" -–"))
    ]
    return kept, f"không ghi {role_name(relation)}"
