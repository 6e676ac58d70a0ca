"""Rows in which an agency has a part: which agency and which role a list or a count asks for."""

import re
from collections.abc import Sequence

from assistant.agencies import Agency, find_agencies, same_agency
from assistant.answering.bodies import asked_bodies, holds, prints_body
from assistant.answering.context import Context
from assistant.answering.draft import join_names
from assistant.answering.phrasing import role_name
from assistant.question.relations import Relation
from assistant.text.normalise import fold
from assistant.types import Record

_ROLE_WORDS = (
    (Relation.COORDINATE, ("phoi hop", "coordinat", "cung lam")),
    (Relation.MONITOR, ("theo doi", "giam sat")),
    (Relation.APPROVER, ("phe duyet", "ban hanh", "approv")),
    (
        Relation.IMPLEMENTER,
        ("don vi thuc hien", "co quan thuc hien", "thuc hien chi tieu", "thuc hien nhung chi tieu"),
    ),
    (
        Relation.LEAD,
        ("chu tri", "dau moi", "lead", "duoc giao", "phu trach", "chiu trach nhiem", "lam", "thuc hien"),
    ),
)
_BOTH_ROLES = re.compile(
    r"\b(?:chu tri|phoi hop)(?: (?:lan|va|hay|hoac)|,) (?:ca )?(?:chu tri|phoi hop)\b|\bca hai vai\b|"
    r"\bco (?:ten |mat |vai )?(?:o|trong|tai)\b"
    r"(?! (?:cot|o|muc|phan|bang|phu luc|ke hoach|danh muc|quy|thang|nam)\b)"
    r"(?!.*\b(?:chu tri|phoi hop|theo doi|ban hanh|phe duyet)\b)"
)
"""Tasks that an agency leads or joins in, told apart in each line."""
_BOTH = (Relation.LEAD, Relation.COORDINATE)
_STANDS_IN = {
    Relation.LEAD: (Relation.MONITOR, Relation.IMPLEMENTER),
    Relation.MONITOR: (Relation.LEAD,),
    Relation.IMPLEMENTER: (Relation.LEAD,),
}
"""What is looked at where a table has no column for a role."""
_ROLE_VERBS = {Relation.LEAD: "chủ trì", Relation.APPROVER: "ban hành hoặc phê duyệt"}
_TOGETHER = re.compile(r"\b(?:cung|dong) (?:chu tri|phoi hop|theo doi|lam|thuc hien)\b")
_ALL_OF = re.compile(
    r"\bca\b[^?.;:]{2,80}?\b(?:lan|va)\b[^?.;:]{2,60}?\b(?:deu|cung|phai)\b|"
    r"\b(?:tu )?so\b[^?.;:]{2,60}?\b(?:lan|va)\b[^?.;:]{2,60}?\bdeu\b"
)
"""Classes of agencies that all have the role ("cả sở, UBND huyện lẫn UBND xã đều phải …")."""
_OFFICES = re.compile(r"\b(?:cac )?so(?: nganh| ban nganh|, ban, nganh|, nganh)?\b(?=,| va | lan | hay |$)")
_ALL_OFFICES = find_agencies("Các sở, ban, ngành")[0].agency
_BY_THEMSELVES = re.compile(r"\btu (?:minh |ho )?(?:phai )?(?:ra|ban hanh|xay dung|lap|lam|soan|de ra)\b")
"""What an agency issues itself it also leads."""
_COLLECTIVE_IN_ROLE = re.compile(r"\b(?:do|boi|giao(?: cho)?|by)\s*$")
_COLLECTIVE_ACTS = re.compile(
    r" ?(?:(?:o|tai|cua|ben) (?:tinh )?\w+ \w+ )?(?:(?:duoc )?(?:(?:ghi|neu|giao|co|dung|giu|dong)(?: ten)? )?"
    r"(?:(?:voi |o )?vai(?: tro)? )?(?:la |(?:o|trong)(?: cot)? )?(?:(?:co quan|don vi) )?"
    r"(?:thuc hien|chu tri|phoi hop)|phai|can|se|cung|duoc giao|chu tri|phoi hop|co trach nhiem|lam|thuc hien)\b"
)
"""A class of agencies ("UBND cấp huyện") is asked for only where the role is said to be its own."""
_UNSPECIFIC = ("co quan", "don vi", "co quan, don vi", "dia phuong")
"""Words that only say "who" ("cơ quan chủ trì")."""
_GIVEN_TO = re.compile(r"\b(?:giao|phan cong)(?: cho)? $")
_RULES = re.compile(
    r"\s*+(?:(?:da|se|phai|co tham quyen|duoc (?:ghi|giao)|cung|dong) )*"
    r"(?:ban hanh|phe duyet|thong qua|quyet dinh|chu tri|phoi hop|co ten|dung ten|tham gia)\b"
)
"""What a body does of which tasks are asked; other words beside its name ask for nothing that it does."""


def _with_role(records: Sequence[Record], role: Relation, folded: str) -> Sequence[Record]:
    """Rows in which the role can stand: in a plan with a column for it, another stands in for it only in targets."""
    if "chi tieu" in folded:
        return records
    with_column = {record.plan_id for record in records if record.cell(role.value) is not None}
    return [r for r in records if r.plan_id not in with_column or r.cell(role.value) is not None]


def asked_agencies(context: Context) -> list[Agency]:
    """The agencies whose tasks are asked for; a class of them where its role is named and no single one is."""
    question = context.question
    folded = fold(question.text)
    if len(all_named := _named_together(context)) > 1:
        return all_named
    if _TOGETHER.search(folded) and len(question.agencies) > 1:
        return [mention.agency for mention in question.agencies]
    ruling = [
        mention.agency
        for mention in find_agencies(question.text, broad=True)
        if len(folded) == len(question.text)
        and (_RULES.match(folded, mention.end) or _GIVEN_TO.search(folded[: mention.start]))
        and not (mention.agency.collective and not _RULES.match(folded, mention.end))
        and folded[mention.start : mention.end] not in _UNSPECIFIC
    ]
    return (
        list(asked_bodies(context))
        or ruling
        or [
            mention.agency
            for mention in question.agencies
            if len(folded) == len(question.text)
            and (
                _COLLECTIVE_IN_ROLE.search(folded[: mention.start])
                or _COLLECTIVE_ACTS.match(folded, mention.end)
            )
        ]
    )


def _named_together(context: Context) -> list[Agency]:
    """The agencies that the question says to have the role all of them; empty where it says so of none."""
    text = context.question.text
    folded = fold(text)
    match = _ALL_OF.search(folded)
    if match is None or len(folded) != len(text):
        return []
    start, end = match.span()
    named = [m.agency for m in context.question.agencies if start <= m.start and m.end <= end]
    if (
        named
        and _ALL_OFFICES not in named
        and "sở" in text[start:end]
        and _OFFICES.search(folded, start, end)
    ):
        named.insert(0, _ALL_OFFICES)
    return named


def asked_roles(context: Context) -> tuple[Relation, ...]:
    """The role in which the question looks for the agency that it names; two where it wants either."""
    folded = fold(context.question.text)
    if _BOTH_ROLES.search(folded):
        return _BOTH
    if _BY_THEMSELVES.search(folded):
        return (Relation.LEAD,)
    return (
        next((role for role, words in _ROLE_WORDS if any(word in folded for word in words)), Relation.LEAD),
    )


def said_roles(context: Context) -> str:
    """The asked roles in words."""
    return " hoặc ".join(map(role_name, asked_roles(context)))


def rows_of_agencies(
    context: Context, named: Sequence[Agency], records: Sequence[Record]
) -> tuple[list[Record], str]:
    """Keep the rows that give one of the agencies (all of them where they are said to act together) an asked role.

    Returns:
        The rows in their order, and the condition in words.
    """
    folded = fold(context.question.text)
    together = all if _TOGETHER.search(folded) or len(_named_together(context)) > 1 else any
    kept: dict[Record, None] = {}
    exact: dict[Record, None] = {}
    roles = asked_roles(context)
    for role in roles:
        fitting = [
            r
            for r in _with_role(records, role, folded)
            if together(holds(context, r.plan_id, role_text(r, role), agency) for agency in named)
        ]
        kept |= dict.fromkeys(fitting)
        exact |= dict.fromkeys(r for r in fitting if together(_prints(r, role, agency) for agency in named))
    words = [agency.name for agency in named]
    names = join_names(words) if together is all else " hoặc ".join(words)
    if kept and not exact:  # a new name stands for an old one only where no plan prints it as its own
        names = _printed_name(next(iter(kept)), roles, named[0])
    found = exact or kept
    ordered = [record for record in records if record in found]
    if len(roles) > 1:
        return ordered, f"có {names} là {said_roles(context)}"
    shown = _shown_by_most(ordered, roles[0])
    if shown in _ROLE_VERBS:
        return ordered, f"do {names} {_ROLE_VERBS[shown]}"
    return ordered, f"có {names} là {role_name(shown)}"


def role_in_line(context: Context, record: Record) -> tuple[list[str], frozenset[Relation]]:
    """What a line of the list has to say of the role, and the roles that need not be said otherwise."""
    named = asked_agencies(context)
    if not named:
        return [], frozenset()
    roles = asked_roles(context)
    if len(roles) == 1:
        # of several agencies each line says which it is
        who = role_text(record, roles[0]) if len(named) > 1 else ""
        return [f"{role_name(roles[0])}: {who}"] if who else [], frozenset(roles)
    held = [
        role_name(role)
        for role in roles
        if any(holds(context, record.plan_id, role_text(record, role), agency) for agency in named)
    ]
    return [f"vai trò: {' và '.join(held)}"], frozenset(roles)


def _printed_name(record: Record, roles: Sequence[Relation], asked: Agency) -> str:
    """The name that a plan prints for an agency, with the one that it has now."""
    printed = (m.agency for role in roles for m in find_agencies(role_text(record, role), broad=True))
    old = next((agency for agency in printed if same_agency(asked, agency)), None)
    return f"{old.name} (nay là {asked.name})" if old is not None else asked.name


def _shown_by_most(records: Sequence[Record], role: Relation) -> Relation:
    """The role, or the one that stands in for it where no row has its column."""
    shown = {_shown_role(record, role) for record in records}
    if role in shown:
        return role
    return next((kind for kind in _STANDS_IN.get(role, ()) if kind in shown), role)


def _prints(record: Record, role: Relation, asked: Agency) -> bool:
    text = role_text(record, role)
    printed = [mention.agency.name for mention in find_agencies(text, broad=True)]
    return asked.name in printed or prints_body(text, asked)


def _shown_role(record: Record, role: Relation) -> Relation | None:
    """The role, or the one that stands in for it in a table without its column."""
    roles = (role, *_STANDS_IN.get(role, ()))
    return next((kind for kind in roles if record.cell(kind.value) is not None), None)


def role_text(record: Record, role: Relation) -> str:
    """What a row prints for a role, or for the one that stands in for it in a table without its column."""
    shown = _shown_role(record, role)
    cell = record.cell(shown.value) if shown is not None else None
    return cell.text if cell is not None else ""
