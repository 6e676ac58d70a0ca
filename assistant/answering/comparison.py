"""Comparisons: what each plan in scope says of one matter, as a small table with a line for each plan."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.answering.context import Context
from assistant.answering.draft import Draft
from assistant.answering.phrasing import CELL_RELATIONS, role_name, shorten, task_text, value_text, with_unit
from assistant.answering.prose import find_passages, quote_of
from assistant.answering.records import find_cell, find_matches
from assistant.question.relations import Relation
from assistant.types import Citation

_DEFAULT = (Relation.LEAD, Relation.TARGET, Relation.DEADLINE)
"""What is compared where the question does not say; columns that no plan fills are left out."""
_MAX_PLANS = 6
_MAX_NAME = 120
_NOTHING = "không tìm thấy nội dung này"
_DASH = "–"


@dataclass(frozen=True, slots=True)
class _Line:
    """What one plan says: a row by its cells, or a paragraph by its words."""

    plan: str
    matter: str
    values: dict[Relation, str]
    citations: tuple[Citation, ...]


def answer_comparison(context: Context, draft: Draft) -> bool:
    """Set what the plans in scope say side by side; ``False`` where fewer than two of them say anything."""
    relations = tuple(r for r in context.question.relations if r in CELL_RELATIONS)
    lines = [_line(context, plan.id, relations) for plan in context.plans[:_MAX_PLANS]]
    if sum(bool(line.citations) for line in lines) < min(2, len(lines)):
        return False
    columns = [r for r in relations or _DEFAULT if any(r in line.values for line in lines)]
    draft.say("So sánh theo từng kế hoạch:", bullet=True)
    draft.head("Kế hoạch", "Nội dung", *(role_name(r).capitalize() for r in columns))
    for line in lines:
        draft.row((line.plan, line.matter, *(line.values.get(r, _DASH) for r in columns)), *line.citations)
    return True


def _line(context: Context, plan_id: str, relations: Sequence[Relation]) -> _Line:
    scope = replace(context.question.scope, plan_ids=(plan_id,))
    alone = Context(replace(context.question, scope=scope), context.library)
    name = context.library.name(plan_id)
    for match in find_matches(alone, relations)[:1]:
        record = match.record
        values = {
            relation: with_unit(record, value_text(found[1]))
            for relation in relations or _DEFAULT
            if (found := find_cell(record, relation)) is not None
        }
        if values:
            matter = task_text(record, context.library.owner(record))
            return _Line(name, f"“{shorten(matter, _MAX_NAME)}”", values, context.library.cite_row(record))
    for found in find_passages(alone)[:1]:
        quote = f"“{quote_of(alone, found.passage)}”"
        return _Line(name, quote, {}, (context.library.cite(found.passage),))
    return _Line(name, _NOTHING, {}, ())
