"""What a question takes for granted, held against the row that answers it."""

import re
from collections.abc import Sequence

from assistant.agencies import Mention, find_agencies, same_agency
from assistant.answering.cells import find_cell
from assistant.answering.context import Context
from assistant.answering.figures import find_shares
from assistant.answering.phrasing import AGENCY_ROLES, task_text
from assistant.deadlines import parse_deadline, said_time
from assistant.question.relations import Relation
from assistant.question.understanding import is_yes_no
from assistant.text.normalise import fold
from assistant.types import Cell, Record

_RECEIVES = re.compile(r"(?<!giao )\b(?:cho|gui|den|toi|ve|qua|to(?: the)?)\s*$")
"""Before an agency that is told or sent something: nothing is taken for granted of its role."""
_IS_GIVEN = re.compile(r" (?:thi |duoc )?giao (?:cho )?(?:ai|co quan|don vi|so|nganh|ben|phong)\b")
"""Behind an agency that is itself what somebody is charged with ("Trung tâm X giao ai vận hành?")."""
_JOINS = re.compile(r" (?:\w+ ){0,6}?(?:phoi hop|lam|thuc hien|cung) (?:cung )?(?:voi|cung)\b")
_JOINED_WITH = re.compile(r"\b(?:phoi hop|cung|chung|giup|ho tro|phu)(?: voi| cho)? $")
"""Before the agency that others join in with: it is none of those that join in."""


def _is_joined(folded: str, mention: Mention) -> bool:
    """Whether others join in with an agency ("phối hợp với Sở X", "Sở X phối hợp với ai")."""
    return bool(_JOINED_WITH.search(folded[: mention.start]) or _JOINS.match(folded, mention.end))


def find_premise(context: Context, records: Sequence[Record]) -> str | None:
    """Whether what the question takes for granted is so, told before the answer; ``None`` where nothing is."""
    question = context.question
    if question.inherited:
        return None
    found = [
        verdict
        for record in records
        for relation in question.relations
        if (verdict := _verdict(context, record, relation)) is not None
    ]
    if not found:
        return None
    if "" in found:
        return "Đúng." if is_yes_no(question.text) else None
    return found[0]


def _verdict(context: Context, record: Record, relation: Relation) -> str | None:
    """A correction; empty where the row bears the question out, ``None`` where the question assumes nothing."""
    found = find_cell(record, relation)
    if found is None:
        return None
    key, cell = found
    if key in AGENCY_ROLES:
        return _verdict_on_agency(context, record, key, cell)
    if not is_yes_no(context.question.text):
        return None
    if key is Relation.DEADLINE:
        years = context.library.plans[record.plan_id].years
        asked = parse_deadline(context.question.text, years).intervals
        if not asked:
            return None
        printed = parse_deadline(cell.text, years).intervals
        return "" if set(asked) & set(printed) else f"Không phải {said_time(asked[0])}."
    shares = find_shares(context.question.text)
    if not shares:
        return None
    wrong = [share for share in shares if share not in find_shares(cell.text)]
    return f"Không phải {wrong[0]}%." if len(wrong) == len(shares) else ""


def _verdict_on_agency(context: Context, record: Record, key: Relation, cell: Cell) -> str | None:
    text = fold(context.question.text)
    asked = [
        m.agency
        for m in context.question.agencies
        if not m.agency.collective
        and fold(m.agency.name) not in fold(context.library.plans[record.plan_id].issuer or "")
        and not _RECEIVES.search(text[: m.start])
        and not _IS_GIVEN.match(text, m.end)
        and not (key is Relation.COORDINATE and _is_joined(text, m))
    ]
    if not asked:
        return None
    task = fold(task_text(record, context.library.owner(record)))
    printed = [mention.agency for mention in find_agencies(cell.text, broad=True)]
    if any(same_agency(agency, other) for agency in asked for other in printed):
        return ""
    if any(fold(agency.name) in task for agency in asked) or _names_other_role(context, record, key):
        return None
    return f"Không phải {asked[0].name}."


def _names_other_role(context: Context, record: Record, key: Relation) -> bool:
    """The asked agency stands in another role of the row ("ngoài Sở Nội vụ thì ai phối hợp")."""
    for role in AGENCY_ROLES:
        if role is key:
            continue
        other = record.cell(role.value)
        if other is None:
            continue
        printed = [mention.agency for mention in find_agencies(other.text)]
        if any(same_agency(m.agency, agency) for m in context.question.agencies for agency in printed):
            return not is_yes_no(context.question.text)
    return False
