"""Rows by what a column of theirs prints or leaves blank ("không ghi thời hạn", "có kết quả là Nghị quyết …")."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from assistant.agencies import Agency, find_agencies
from assistant.answering.bodies import asked_bodies, holds
from assistant.answering.conditions import Condition
from assistant.answering.context import Context
from assistant.answering.due import names_time
from assistant.answering.phrasing import AGENCY_ROLES, role_name
from assistant.question.relations import Form, Relation
from assistant.text.normalise import fold
from assistant.types import Record

_COLUMNS = {
    "chu tri": Relation.LEAD,
    "phoi hop": Relation.COORDINATE,
    "theo doi": Relation.MONITOR,
    "thuc hien": Relation.IMPLEMENTER,
    "ban hanh": Relation.APPROVER,
    "phe duyet": Relation.APPROVER,
    "kinh phi": Relation.FUNDING,
    "san pham": Relation.OUTPUT,
    "dau ra": Relation.OUTPUT,
    "ket qua": Relation.OUTPUT,
    "thoi han": Relation.DEADLINE,
    "thoi gian": Relation.DEADLINE,
    "han": Relation.DEADLINE,
    "chi tieu": Relation.TARGET,
}
_WHOSE = r"(?:(?:co quan|don vi) (?:chu tri|phoi hop|theo doi|thuc hien))"
_APPROVAL = r"(?:cap|co quan|tham quyen) (?:ban hanh|phe duyet)(?: ?(?:/|,|va|hoac) ?(?:ban hanh|phe duyet))?"
_THING = (
    r"(?:(?:nguon )?kinh phi|san pham dau ra|san pham|ket qua dau ra|dau ra|thoi (?:han|gian)"
    r"(?: (?:thuc hien|hoan thanh))?)"
)
_ROLE = r"(?:chu tri|phoi hop|theo doi|thuc hien|ban hanh|phe duyet)"
_ANY_COLUMN = rf"(?:{_WHOSE}|{_APPROVAL}|{_THING}|ket qua|chi tieu|han|{_ROLE})"
"""A column where the question says that it is one."""
_NAMED_COLUMN = rf"(?:{_WHOSE}|{_APPROVAL}|{_THING}|chi tieu|han)"
"""A column by a word that means nothing else."""
_LINK = r"(?:(?:chi )?ghi(?: ro| chung| moi)?(?: la)?|la|lay(?: tu)?|tu|neu|de|in|ra|can|phai|duoc|co)"

_PRINTED = (
    re.compile(
        r"\b(?:co ghi|co|ghi|in|de|neu)(?: ten)? (?!ten (?:o|trong|tai|ben)\b)"
        rf"(?P<value>[\w&./-]+(?: [\w&./-]+){{0,7}}?) "
        rf"(?:o|trong|tai|ben|duoi) (?:cot|o|phan) (?P<column>{_ANY_COLUMN})\b"
    ),
    re.compile(
        r"^(?P<value>[\w ,&.-]{3,60}?) (?:duoc )?(?:co|ghi|neu|dung) ten (?:trong|o|tai|ben) "
        r"(?:cot |o |phan )?(?P<column>(?:co quan |don vi )?(?:chu tri|phoi hop|theo doi))\b"
    ),
)
"""The value in front of its column ("có UBND cấp xã ở cột chủ trì") …"""
_OF_COLUMN = (
    re.compile(rf"\b(?:o |trong |tai )?cot (?P<column>{_ANY_COLUMN}),? (?:{_LINK} )+(?:ten )?(?=\w)"),
    re.compile(
        r"\b(?:co |cho |ra |can |phai )*(?P<column>(?:nguon )?kinh phi|san pham(?: dau ra)?|dau ra|ket qua(?: dau ra)?|"
        rf"thoi gian|thoi han)(?: thuc hien)? (?:(?:{_LINK} )+(?=\w)|(?=theo ))"
    ),
    re.compile(rf"\b(?:co |ghi |thuoc )*(?P<column>{_APPROVAL}),? (?:{_LINK} )++(?=\w)"),
    re.compile(rf"\b(?:co |ghi )*(?P<column>{_WHOSE}),? (?:{_LINK} )++(?=\w+(?:[ ,]+\w+){{2,12}}[ ,]+va \w)"),
    re.compile(
        r"\b(?P<column>san pham|ket qua|dau ra) cua (?:nhung |cac )?(?:hoat dong|nhiem vu|viec) nao "
        rf"(?:{_LINK} )*(?=\w)"
    ),
    re.compile(
        r"\b(?:ghi |co |de )?(?P<column>(?:nguon )?kinh phi) (?=(?:thuong xuyen|tu chu|du toan|xa hoi)\b)"
    ),
)
"""… or behind it ("có kết quả là Nghị quyết của Quốc hội")."""
_IN_QUOTES = re.compile(
    rf"\b(?P<column>{_ANY_COLUMN})(?P<how>(?:[ ,:]++(?:chi|moi|chung|vay|deu|dung|duy nhat|rang|chu|cum tu|"
    rf"vua|van|{_LINK})\b)*)[ :,]*[“\"'‘](?P<value>[^“”\"'‘’]{{2,120}})[”\"'’]"
)
"""The value in quotes ("cột phối hợp chỉ ghi chung là “Các cơ quan, đơn vị”")."""
_NOTHING_ELSE = re.compile(r"\b(?:chi|moi|dung|duy nhat)\b")
"""The cell prints the value and no more."""
_VALUE_END = re.compile(
    r"[?.!;:()]|,? \b(?:(?:thi|ma|nhung|va|dong thoi|do|trong|o|tai|thuoc|cua|theo|co|voi) )*"
    r"(?:thi|ma|nhung|do|duoc giao|giao cho|"
    r"(?:trong|o|thuoc) (?:muc|phan|nhom|linh vuc|phu luc|pl|bang|ke hoach|danh muc|tinh(?! va\b)|nam|quy|thang)|"
    r"(?:ke hoach|phu luc|danh muc)(?= *(?:cua|tinh|nam|\d|[,?.]|$))|"
    r"muc [ivx\d]+|phan [ivx\d]+|(?:co |voi )?(?:thoi han|thoi gian|han|kinh phi|san pham|ket qua)(?= )|"
    r"(?:phai )?(?:xong|hoan thanh) (?:trong|truoc|vao)|la (?:nhung|cac|bao nhieu|may)|gom|"
    r"(?:nhung|cac|may|bao nhieu) (?:nhiem vu|viec|nv|dau viec|hoat dong)|nao\b|chu tri|phoi hop)\b"
)
_TAIL = re.compile(
    r"(?:[ ,]+(?:cua|o|tai|trong|thuoc|vay|a|khong|nhi|the|la|va|ma|nao|gi|ke hoach|nay|do|nhe|voi))+[ ,]*$"
)
_PLACE_TAIL = re.compile(r"(?:[ ,]+(?:cua|o|tai|trong|thuoc|tinh|thanh pho|xa|nam|ke hoach|phu luc))+[ ,]*$")
_BLANKED = "   "
"""Where the name of a place stood."""
_QUOTE = re.compile(r"[“”\"'‘’]")
_ASKED_FOR = re.compile(
    r"^(?:(?:cua )?(?:nhung |cac )?(?:nhiem vu|viec|hoat dong|dau viec)\b|"
    r"gi|nao|sao|the nao|nhu the nao|bao nhieu|may|ai|dau|khi nao|bao gio|cai gi|loai)\b"
)
_BLANK = re.compile(
    r"(?<!chu )(?<!ma )\b(?:khong|chua)(?: co| duoc| he)*(?: (?:ghi|neu|in|dat|giao|dinh|quy dinh|xac dinh|dien))?"
    rf"(?: ro| cu the)? (?:(?:o|cot|phan) (?P<c1>{_ANY_COLUMN})|(?P<c2>{_NAMED_COLUMN})(?! cu the))\b|"
    r"(?<!chu )(?<!ma )\b(?:khong|chua)(?: (?:co|ghi|neu|can))+ (?P<c3>phoi hop)\b|"
    rf"\b(?:(?:de|bo) (?:trong|trang)|thieu) (?:(?:o|cot|phan) (?P<c4>{_ANY_COLUMN})|(?P<c5>{_NAMED_COLUMN}))\b|"
    rf"\b(?:o|cot|phan) (?P<c6>{_ANY_COLUMN}) (?:bi |con |dang |de |bo |duoc )+(?:trong|trang)\b|"
    rf"\b(?P<c7>{_NAMED_COLUMN}) (?:bi |con |dang )*(?:de |bo )(?:trong|trang)\b"
)
"""Rows asked for by what they leave blank."""
_MIN_PARAPHRASE = 4
"""A phrase of so many words may stand in a cell with others between them."""
_ITEM = re.compile(r"\s*[;,/\n]\s*|(?:^|\s)[-–+•]\s+|\.\s+|\s+và\s+")
_TOGETHER = re.compile(r"\b(?:va|cung) ")
_OWN_START = 3
"""A value of so few words ("Kế hoạch") is meant to be the thing itself, not a word of its name."""

Prints = Callable[[Record], bool]


def column_conditions(context: Context) -> list[Condition]:
    """What the question says that columns print or leave blank; empty where it says nothing of them."""
    text = context.question.text
    if len(fold(text)) != len(text):
        return []
    blank = _blank(context)
    found = [blank] if blank is not None else []
    for condition in _printed(context):
        if all(condition.span[1] <= c.span[0] or condition.span[0] >= c.span[1] for c in found):
            found.append(condition)
    return found


def blank_condition(context: Context) -> Condition | None:
    """The column that the asked rows leave blank; ``None`` where the question asks for no such rows."""
    return _blank(context)


def _column(words: str) -> Relation:
    return next(relation for name, relation in reversed(_COLUMNS.items()) if re.search(rf"\b{name}\b", words))


def _blank(context: Context) -> Condition | None:
    match = _BLANK.search(fold(context.question.text))
    if match is None:
        return None
    relation = _column(next(words for words in match.groups() if words is not None))
    tables = {(r.plan_id, r.table) for r in context.records if r.cell(relation.value) is not None}
    if not tables:
        return None

    def keep(record: Record) -> bool:
        cell = record.cell(relation.value)
        return (record.plan_id, record.table) in tables and (cell is None or not cell.text.strip(" -–"))

    return Condition(keep, f"không ghi {role_name(relation)}", match.span())


def _printed(context: Context) -> Iterator[Condition]:
    text = context.question.text
    folded = fold(text)
    for start, end in context.question.scope.spans:  # a place behind a value is no part of it
        folded = f"{folded[:start]}{' ' * (end - start)}{folded[end:]}"
    yield from _quoted(context, folded)
    for pattern in _PRINTED[
        : 1 if asked_bodies(context) else None
    ]:  # "Sở X có tên ở cột …" asks for its role
        if match := pattern.search(folded):
            start, end = match.span("value")
            condition = _condition(context, _column(match["column"]), text[start:end], match.span())
            if condition is not None:
                yield condition
                return
    if context.question.form is Form.FACT:
        return
    for pattern in _OF_COLUMN:
        for match in pattern.finditer(folded):
            stop = _VALUE_END.search(folded, match.end())
            end = stop.start() if stop is not None else len(folded)
            value, place, _ = folded[match.end() : end].partition(_BLANKED)
            value = (_PLACE_TAIL if place else _TAIL).sub("", value)
            end = match.end() + len(value.rstrip(" ,"))
            if _QUOTE.search(text, match.start(), end):  # words in quotes are looked for everywhere
                continue
            if end <= match.end() or _ASKED_FOR.match(folded[match.end() : end]):
                continue
            words = text[match.end() : end]
            if _column(match["column"]) is Relation.DEADLINE and names_time(words):
                continue
            only = bool(_NOTHING_ELSE.search(match.group()))
            span = (match.start(), end)
            condition = _condition(context, _column(match["column"]), words, span, only=only)
            if condition is not None:
                yield condition
                return


def _quoted(context: Context, folded: str) -> Iterator[Condition]:
    """What the question gives in quotes behind the names of columns."""
    for match in _IN_QUOTES.finditer(folded):
        start, end = match.span("value")
        words = context.question.text[start:end]
        only = bool(_NOTHING_ELSE.search(match["how"]))
        condition = _condition(context, _column(match["column"]), words, match.span(), only=only)
        if condition is not None:
            yield condition


def _condition(
    context: Context, relation: Relation, words: str, span: tuple[int, int], *, only: bool = False
) -> Condition | None:
    """Rows whose column prints the words, or them alone; ``None`` where no table has the column."""
    if not any(record.cell(relation.value) is not None for record in context.records):
        return None
    named = [mention.agency for mention in find_agencies(words, broad=True)]
    asked = tuple(map(fold, context.library.matcher.words(words)))
    in_words = _by_words(context, relation, asked, apart=True)
    readings = [_by_words(context, relation, asked, apart=False), in_words]
    if relation is Relation.OUTPUT and len(asked) <= _OWN_START:
        readings = [_by_item(context, relation, asked), *readings]
    if named and relation in AGENCY_ROLES:
        of_agency = _by_agency(context, relation, named, all if _TOGETHER.search(fold(words)) else any)
        readings = [lambda record: in_words(record) or of_agency(record)]
    if only:
        readings = [_by_whole_cell(context, relation, asked)]
    keep = next((one for one in readings if any(map(one, context.records))), readings[-1])
    printed = named[0].name if len(named) == 1 and _is_name(words) else words.strip()
    said = f"có {role_name(relation)} {'chỉ ' if only else ''}ghi “{printed}”"
    return Condition(keep, said, span, relation)


def _is_name(words: str) -> bool:
    """Whether the words are the name of an agency and nothing else."""
    mention = find_agencies(words, broad=True)[0]
    return not words[: mention.start].strip() and not words[mention.end :].strip()


def _by_whole_cell(context: Context, relation: Relation, asked: Sequence[str]) -> Prints:
    """Rows whose cell prints the words and nothing else."""

    def keep(record: Record) -> bool:
        cell = record.cell(relation.value)
        return cell is not None and tuple(map(fold, context.library.matcher.words(cell.text))) == asked

    return keep


def _by_item(context: Context, relation: Relation, asked: Sequence[str]) -> Prints:
    """Rows whose cell, or an item of it, begins with the words."""

    def keep(record: Record) -> bool:
        cell = record.cell(relation.value)
        return cell is not None and any(
            tuple(map(fold, context.library.matcher.words(item)))[: len(asked)] == tuple(asked)
            for item in _ITEM.split(cell.text)
        )

    return keep


def _by_words(context: Context, relation: Relation, asked: Sequence[str], *, apart: bool) -> Prints:
    """Rows whose cell prints the words one behind the other; those of a long phrase with others between them."""

    def keep(record: Record) -> bool:
        cell = record.cell(relation.value)
        if cell is None:
            return False
        tokens = tuple(map(fold, context.library.matcher.words(cell.text)))
        size = len(asked)
        if any(tokens[i : i + size] == tuple(asked) for i in range(len(tokens) - size + 1)):
            return True
        left = iter(tokens)
        return apart and size >= _MIN_PARAPHRASE and all(token in left for token in asked)

    return keep


def _by_agency(
    context: Context, relation: Relation, named: Sequence[Agency], needed: Callable[[Iterable[bool]], bool]
) -> Prints:
    """Rows whose cell names one of the agencies, or all of them, under this name or another of its own."""

    def keep(record: Record) -> bool:
        cell = record.cell(relation.value)
        return cell is not None and needed(holds(context, record.plan_id, cell.text, one) for one in named)

    return keep
