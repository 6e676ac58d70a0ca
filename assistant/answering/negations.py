"""Rows in which an agency has no part ("không phải do UBND tỉnh ban hành", "trừ việc của Sở Nội vụ")."""

import re
from collections.abc import Sequence
from functools import partial

from assistant.agencies import Agency, find_agencies
from assistant.answering.bodies import holds
from assistant.answering.conditions import Condition
from assistant.answering.context import Context
from assistant.answering.phrasing import role_name
from assistant.answering.roles import asked_roles, role_text
from assistant.question.relations import Relation
from assistant.text.normalise import fold
from assistant.types import Record

_NOT = re.compile(
    r"(?<!chu )(?<!co )(?:"
    r"\bkhong (?:phai )?(?:(?:la|do|cua|thuoc|boi|giao(?: cho)?|co|can)(?: (?:viec|phan))?(?: cua)? )?|"
    r"\b(?:ngoai(?: tru)?|tru)(?: (?:ra|cac|nhung|may))?(?: (?:viec|nhiem vu))?(?: (?:cua|do) )? ?)$"
)
"""What in front of an agency says that the rows are others'."""
_ROLE = (
    r"(?:(?:ra|thi|la|duoc|phai|se|cung|cap|co quan|don vi)[ ,]++)*"
    r"(?P<role>ban hanh|phe duyet|chu tri|phoi hop|theo doi|tham gia|thuc hien|phu trach|lam)\b"
)
_ROLE_BEHIND = re.compile(rf"[ ,]*+{_ROLE}")
_DOES_NOT = re.compile(rf" (?:khong|chua)(?: (?:co|phai|can|duoc))* {_ROLE}")
_BUT = re.compile(
    r"[ ,]*+(?:ma|nhung|song)? ?(?:(?:chi|lai|co|van|duoc|la|co quan|don vi|tham gia) )*"
    r"(?P<role>chu tri|phoi hop|theo doi)\b"
)
"""The role that it has instead ("không chủ trì mà chỉ phối hợp")."""
_ROLES = {
    "ban hanh": (Relation.APPROVER,),
    "phe duyet": (Relation.APPROVER,),
    "chu tri": (Relation.LEAD,),
    "phu trach": (Relation.LEAD,),
    "lam": (Relation.LEAD,),
    "thuc hien": (Relation.LEAD,),
    "phoi hop": (Relation.COORDINATE,),
    "theo doi": (Relation.MONITOR,),
    "tham gia": (Relation.LEAD, Relation.COORDINATE),
}
_LOOK_BACK = 40


def negated_agency(context: Context) -> Condition | None:
    """The agency without which the rows are asked for; ``None`` where the question names none so."""
    text = context.question.text
    folded = fold(text)
    if len(folded) != len(text):
        return None
    for mention in find_agencies(text, broad=True):
        before = _NOT.search(folded[max(0, mention.start - _LOOK_BACK) : mention.start])
        behind = (
            _ROLE_BEHIND.match(folded, mention.end)
            if before is not None
            else _DOES_NOT.match(folded, mention.end)
        )
        if before is None and behind is None:
            continue
        roles = _ROLES[behind["role"]] if behind is not None else asked_roles(context)
        start = mention.start - len(before.group()) if before is not None else mention.start
        end = behind.end() if behind is not None else mention.end
        said = f"không có {mention.agency.name} là {' hoặc '.join(map(role_name, roles))}"
        instead: tuple[Relation, ...] = ()
        if before is None and (but := _BUT.match(folded, end)):
            instead, end = _ROLES[but["role"]], but.end()
            said += f" mà là {role_name(instead[0])}"
        return Condition(partial(_is_of_others, context, roles, instead, mention.agency), said, (start, end))
    return None


def _is_of_others(
    context: Context,
    roles: Sequence[Relation],
    instead: Sequence[Relation],
    agency: Agency,
    record: Record,
) -> bool:
    """Whether a row names somebody in one of the roles, the agency in none, and that in those it has instead."""
    cells = [role_text(record, role) for role in roles]
    others = [role_text(record, role) for role in instead]
    return (
        any(cells)
        and not any(holds(context, record.plan_id, cell, agency) for cell in cells)
        and all(holds(context, record.plan_id, cell, agency) for cell in others)
    )
