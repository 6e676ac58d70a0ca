"""Rows by what a column of theirs prints or leaves blank ("không ghi thời hạn", "kinh phí theo dự toán")."""

import re

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
_BLANK = re.compile(
    r"\b(?:khong|chua)(?: co| duoc| he)*(?: ghi| neu| in| dat| giao| dinh| quy dinh| xac dinh)?(?: ro| cu the)? "
    r"(?P<column>kinh phi|san pham|dau ra|thoi han|thoi gian|han|co quan phoi hop|don vi phoi hop|phoi hop|chi tieu)\b|"
    r"\bde trong (?:o |cot |phan )?(?P<empty>kinh phi|san pham|dau ra|thoi han|thoi gian|han|phoi hop)\b"
)
"""Rows asked for by what they leave blank."""
_COLUMNS = {
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


def rows_that_leave_blank(context: Context, records: list[Record]) -> tuple[list[Record], str] | None:
    """Keep the rows that leave a column of their table blank; ``None`` where none is asked for or no table has it."""
    match = _BLANK.search(fold(context.question.text))
    if match is None:
        return None
    relation = _COLUMNS[match["column"] or match["empty"]]
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
