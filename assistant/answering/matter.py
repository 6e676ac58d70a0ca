"""Which of the ways to answer a question takes: by its form, its relations, then by what fits better, row or text."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from assistant.answering.approaches import answer_approach
from assistant.answering.by_value import answer_by_value
from assistant.answering.cells import find_cell
from assistant.answering.comparison import answer_comparison
from assistant.answering.context import Context
from assistant.answering.draft import Draft
from assistant.answering.duties import (
    answer_duty,
    answer_duty_of_organisation,
    answer_implementation,
    answer_role,
    asks_all_of_one,
    asks_duty_of_one,
)
from assistant.answering.figures import asks_money
from assistant.answering.holders import answer_holders
from assistant.answering.identity import answer_identity
from assistant.answering.listing import answer_list, asks_role, is_beyond_filters, none_due
from assistant.answering.outline import answer_outline
from assistant.answering.pairs import answer_each, answer_pair
from assistant.answering.phrasing import AGENCY_ROLES
from assistant.answering.places import answer_place
from assistant.answering.preference import prefers_passage
from assistant.answering.prices import answer_price
from assistant.answering.prose import answer_beside, answer_further_plans, answer_passages, find_passages
from assistant.answering.purposes import answer_purpose
from assistant.answering.records import answer_relations, prints_dash
from assistant.answering.reports import answer_report
from assistant.answering.row_search import Match, find_matches
from assistant.answering.sections import answer_funding, answer_section, asks_whole_section, own_matter
from assistant.question.relations import Form, Relation
from assistant.question.understood import Question

_BOTH_MARGIN = 0.15
"""What a paragraph may say less of the matter than the row whose figure it stands beside."""


_IN_BODY_TOO = frozenset({Relation.TARGET, Relation.FUNDING})
"""What plans set in their body for tasks whose rows say nothing of it."""
_BEFORE_ROWS = (answer_approach, answer_implementation, answer_report, answer_each)
"""What is settled before single rows are looked at: by headings of the running text, or part by part."""


def answer_matter(context: Context, draft: Draft) -> bool:
    """Say what the plans give on the matter of a question; ``False`` where nothing fits."""
    question = context.question
    if (said := _of_whole_plan(context, draft)) is not None:
        return said
    if any(answer(context, draft) for answer in _BEFORE_ROWS):
        return True
    if question.form is Form.COMPARISON and len(context.plans) > 1 and answer_comparison(context, draft):
        return True
    if asks_all_of_one(context) and answer_duty(context, draft):
        return True
    if answer_holders(context, draft) or answer_by_value(context, draft):
        return True
    if question.form in {Form.LIST, Form.COUNT}:
        if answer_list(context, draft):
            return True
        if is_beyond_filters(context) or none_due(context) is not None:
            return False
        if asks_role(context):
            return answer_role(context, draft)
    if any(answer(context, draft) for answer in _of_shape(question)):
        return True
    if asks_duty_of_one(context):  # what the plan says of others is no answer
        return False
    if asks_money(question.text):
        return answer_price(context, draft) or answer_passages(context, find_passages(context), draft)
    return _of_relation(context, draft)


def _of_relation(context: Context, draft: Draft) -> bool:
    question = context.question
    own = own_matter(question.topic)
    of_plan = question.relations == (Relation.FUNDING,) and (not own or context.names_plan(tuple(own)))
    if of_plan and (answer_section(context, draft) or answer_funding(context, draft)):
        return True
    matches = find_matches(context, question.relations)
    if answer_pair(context, matches, draft):
        return True
    passages = find_passages(context)
    if not question.relations and _asks_section(question) and answer_section(context, draft):
        return True
    if matches and question.relations and prints_dash(matches[0], question.relations[0]):
        return False
    if question.relations == (Relation.TARGET,) and passages and matches:
        return _both(context, draft)
    by_row = matches and not prefers_passage(question, matches, passages)
    if by_row and answer_relations(context, matches, draft):
        if not question.relations:
            answer_beside(context, matches, passages, draft)
        elif len(matches) == 1:
            _add_from_body(context, matches[0], draft)
        return answer_further_plans(context, matches, passages, draft) or True
    if question.relations == (Relation.FUNDING,) and (
        answer_section(context, draft) or answer_funding(context, draft)
    ):
        return True
    return answer_section(context, draft) if not passages else answer_passages(context, passages, draft)


def _add_from_body(context: Context, match: Match, draft: Draft) -> None:
    """What the row lacks of several things asked and the body of its plan gives ("hạn …, còn chỉ tiêu …?")."""
    for relation in context.question.relations[1:]:
        if relation not in _IN_BODY_TOO or find_cell(match.record, relation) is not None:
            continue
        alone = context.within(replace(context.question, relations=(relation,)))
        passages = [one for one in find_passages(alone) if one.passage.plan_id == match.record.plan_id]
        answer_passages(alone, passages[:1], draft)


def _both(context: Context, draft: Draft) -> bool:
    """Targets are set in the body and in the appendix, sometimes differently: say both."""
    relations = context.question.relations
    matches = [m for m in find_matches(context, relations) if find_cell(m.record, Relation.TARGET)]
    passages = find_passages(context)
    said = bool(matches) and answer_relations(context, matches, draft)
    if said:
        least = matches[0].fit.coverage - _BOTH_MARGIN
        passages = [one for one in passages if one.fit.coverage >= least]
    return answer_passages(context, passages, draft) or said


def _of_shape(question: Question) -> Iterator[Callable[[Context, Draft], bool]]:
    """What answers a question by its shape alone, in order: a place of the plan, the duties of an agency, a section."""
    yield answer_place
    asks_role_of_others = not set(AGENCY_ROLES).isdisjoint(question.relations)
    if not asks_role_of_others and (Relation.DUTY in question.relations or question.form is Form.LIST):
        yield answer_duty
    if Relation.DUTY in question.relations and not question.agencies:
        yield answer_duty_of_organisation
    if question.form in {Form.LIST, Form.COUNT} or asks_whole_section(question.text):
        yield answer_section


def _of_whole_plan(context: Context, draft: Draft) -> bool | None:
    """Questions for a plan's parts, its kind and its purpose; ``None`` where nothing of the kind is asked."""
    if answer_outline(context, draft) or answer_identity(context, draft):
        return True
    return answer_purpose(context, draft)


def _asks_section(question: Question) -> bool:
    return not question.relations and bool(question.topic)
