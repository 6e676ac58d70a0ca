"""Which agencies have a role in a plan ("danh sách cơ quan chủ trì"), each with the rows that name it."""

import re
from collections.abc import Mapping, Sequence

from assistant.agencies import find_agencies
from assistant.answering.bodies import asked_bodies
from assistant.answering.cells import find_cell
from assistant.answering.columns import blank_condition
from assistant.answering.context import Context
from assistant.answering.draft import Draft
from assistant.answering.phrasing import AGENCY_ROLES, role_name, task_text
from assistant.answering.prose import MAX_PLANS
from assistant.question.relations import Form, Relation
from assistant.text.normalise import fold
from assistant.types import Record

_MAX_ROWS = 3
"""Rows cited for each agency."""
_MOST = re.compile(r"\b(?:ai|so|co quan|don vi|nganh|ben) ?(?:nao|gi)?\b.*\bnhieu\b[\w ]{0,30}\bnhat\b")
_DEPARTMENT = re.compile(r"\bso nao\b")
_MOST_WORDS = frozenset(("nhiều", "nhất"))


def answer_holders(context: Context, draft: Draft) -> bool:
    """Name every agency that has the asked role; ``False`` where the question asks for something else.

    That is where it names a role, but neither an agency nor a task.
    """
    question = context.question
    most = bool(_MOST.search(fold(question.text)))
    if (
        (question.form is not Form.LIST and not most)
        or len(question.relations) != 1
        or question.relations[0] not in AGENCY_ROLES
        or (set(question.topic) - _MOST_WORDS if most else question.topic)
        or asked_bodies(context)
        or blank_condition(context) is not None
    ):
        return False
    role = question.relations[0]
    of_kind = bool(_DEPARTMENT.search(fold(question.text)))
    for plan_id in question.scope.plan_ids[:MAX_PLANS]:
        holders: dict[str, list[Record]] = {}
        for record in context.library.records_of(plan_id):
            found = find_cell(record, role)
            if found is None or found[0] is not role:
                continue
            agencies = [mention.agency for mention in find_agencies(found[1].text, broad=True)]
            if most:
                agencies = [
                    a for a in agencies if not a.collective and (not of_kind or a.name.startswith("Sở"))
                ]
            for name in dict.fromkeys(agency.name for agency in agencies):
                holders.setdefault(name, []).append(record)
        if not holders:
            continue
        if most:
            _say_most(context, plan_id, role, holders, draft)
            continue
        draft.say(
            f"{context.library.name(plan_id)} ghi {len(holders)} {role_name(role)} trong phụ lục:",
            bullet=True,
        )
        for number, (name, rows) in enumerate(
            sorted(holders.items(), key=lambda item: -len(item[1])), start=1
        ):
            cited = (context.library.cite(row) for row in rows[:_MAX_ROWS])
            draft.say(name, *cited, bullet=True, prefix=f"{number}. ")
    return bool(draft.sentences)


def _say_most(
    context: Context, plan_id: str, role: Relation, holders: Mapping[str, Sequence[Record]], draft: Draft
) -> None:
    """The agencies that stand in a role most often, with all their rows."""
    count = max(map(len, holders.values()))
    for name, rows in holders.items():
        if len(rows) < count:
            continue
        plan = context.library.name(plan_id)
        draft.say(
            f"Trong {plan}, {name} là {role_name(role)} của nhiều nhiệm vụ nhất ({count}):", bullet=True
        )
        for row in rows:
            cited = context.library.cite_row(row)
            draft.say(f"- {task_text(row, context.library.owner(row))}", *cited, bullet=True)
