"""Comparisons: what each plan in scope says of one matter, as a small table with a line for each plan."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.answering.cells import find_cell
from assistant.answering.context import Context
from assistant.answering.draft import Draft
from assistant.answering.phrasing import CELL_RELATIONS, role_name, shorten, task_text, value_text, with_unit
from assistant.answering.prose import find_passages, quote_of
from assistant.answering.row_search import find_matches
from assistant.answering.sections import funding_passages
from assistant.question.relations import Relation
from assistant.types import Citation, Record

_DEFAULT = (Relation.LEAD, Relation.TARGET, Relation.DEADLINE)
"""What is compared where the question does not say; columns that no plan fills are left out."""
_MAX_PLANS = 6
_MAX_ROWS = 2
_MAX_NAME = 120
_NOTHING = "không tìm thấy nội dung này"
_DASH = "–"


@dataclass(frozen=True, slots=True)
class _Line:
    """What one plan says: a row by its cells, or a paragraph by its words."""

    plan_id: str
    plan: str
    matter: str
    values: dict[Relation, str]
    citations: tuple[Citation, ...]


def answer_comparison(context: Context, draft: Draft) -> bool:
    """Set what the plans in scope say side by side; ``False`` where fewer than two of them say anything."""
    relations = tuple(r for r in context.question.relations if r in CELL_RELATIONS)
    by_plan = [_lines(context, plan.id, relations) for plan in context.plans[:_MAX_PLANS]]
    if sum(bool(lines[0].citations) for lines in by_plan) < min(2, len(by_plan)):
        return False
    placed = {context.library.plans[lines[0].plan_id].province for lines in by_plan if lines[0].values}
    lines = [
        line
        for of_plan in by_plan
        for line in of_plan
        # of two plans of one province the one that has no row for the matter is not meant
        if line.values or not placed or context.library.plans[line.plan_id].province not in placed
    ]
    columns = [r for r in relations or _DEFAULT if any(r in line.values for line in lines)]
    draft.say("So sánh theo từng kế hoạch:", bullet=True)
    draft.head("Kế hoạch", "Nội dung", *(role_name(r).capitalize() for r in columns))
    for line in lines:
        draft.row((line.plan, line.matter, *(line.values.get(r, _DASH) for r in columns)), *line.citations)
    return True


def _lines(context: Context, plan_id: str, relations: Sequence[Relation]) -> list[_Line]:
    """What one plan says: its rows that fit equally well, else a paragraph, else that nothing was found."""
    scope = replace(context.question.scope, plan_ids=(plan_id,))
    alone = replace(context, question=replace(context.question, scope=scope))
    name = context.library.name(plan_id)
    funded = funding_passages(context, plan_id) if Relation.FUNDING in relations else []
    paragraphs = [*funded, *(found.passage for found in find_passages(alone))]
    quoted = [
        _Line(plan_id, name, f"“{quote_of(alone, passage)}”", {}, (context.library.cite(passage),))
        for passage in paragraphs[:1]
    ]
    if funded:
        return quoted
    rows = [
        _Line(
            plan_id,
            name,
            f"“{shorten(task_text(match.record, context.library.owner(match.record)), _MAX_NAME)}”",
            values,
            context.library.cite_row(match.record),
        )
        for match in find_matches(alone, relations)[:_MAX_ROWS]
        if (values := _values(match.record, relations or _DEFAULT))
    ]
    return rows or quoted or [_Line(plan_id, name, _NOTHING, {}, ())]


def _values(record: Record, relations: Sequence[Relation]) -> dict[Relation, str]:
    return {
        relation: with_unit(record, value_text(found[1]))
        for relation in relations
        if (found := find_cell(record, relation)) is not None
    }
