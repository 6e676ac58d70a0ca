"""What the search puts far ahead of everything else, where too few words agree for any other way of answering."""

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.answering.context import Context
from assistant.answering.draft import Draft
from assistant.answering.duties import asks_duty_of_one
from assistant.answering.figures import asks_money, asks_number
from assistant.answering.prose import Found, answer_passages, has_asked_kind, is_formal
from assistant.answering.records import answer_relations, missing_cell
from assistant.answering.row_search import Match
from assistant.question.relations import Form, Relation
from assistant.text.normalise import fold
from assistant.types import Hit, PassageKind

_LEAD = 2.0
_MIN_COVERAGE = 0.33
"""Of the dev tasks that were refused although the plans answer them, 14 have the answer in such a hit; of those without
an answer one does, once questions for a figure, a name or a role are left out: their hit speaks of the matter and does
not answer."""
_MAX_PLANS = 3
"""Who names no place may mean any of many plans."""
_OPEN = {Relation.DEADLINE, Relation.DUTY}
_ASKS_NAME = re.compile(
    r"\b(?:ho ten|ho va ten|xin ten|ten (?:truong|nguoi|ong|ba)|ten (?:cua |la )?(?:\w+ ){0,2}(?:gi|nao|ai))\b"
)
_ASKS_LINE = re.compile(r"\bso (?:may|bao nhieu|nao)\b")


def answer_outstanding(context: Context, draft: Draft) -> bool:
    """Answer from the first hit where it leads the next by far; ``False`` where it does not, or more was asked."""
    question = context.question
    if question.form is not Form.FACT or set(question.relations) - _OPEN or _wants_particular(question.text):
        return False
    if len(question.scope.plan_ids) > _MAX_PLANS or asks_duty_of_one(context) or missing_cell(context):
        return False
    hits = [
        hit
        for hit in context.hits
        if hit.passage.kind is not PassageKind.HEADING and not is_formal(hit.passage)
    ]
    if not hits or (len(hits) > 1 and hits[0].score < _LEAD * hits[1].score):
        return False
    relations = tuple(r for r in question.relations if r is not Relation.DUTY)
    return _answer_from(
        replace(context, question=replace(question, relations=relations)), hits[0], relations, draft
    )


def _answer_from(context: Context, hit: Hit, relations: Sequence[Relation], draft: Draft) -> bool:
    matcher, passage = context.library.matcher, hit.passage
    record = context.library.catalogue.find_record(passage.plan_id, passage.locator)
    if record is not None:
        fit = matcher.fit_record(context.question.topic, record, context.library.owner(record))
        if fit.coverage < _MIN_COVERAGE or any(record.cell(r.value) is None for r in relations):
            return False
        return answer_relations(context, [Match(record, fit, 1.0, hit)], draft)
    fit = matcher.fit_passage(context.question.topic, passage)
    if fit.coverage < _MIN_COVERAGE or not has_asked_kind(context, passage.text):
        return False
    return answer_passages(context, [Found(passage, fit, fit.score, hit)], draft)


def _wants_particular(text: str) -> bool:
    """Whether a question wants a figure, an amount, a name or a number to call."""
    folded = fold(text)
    return (
        asks_number(text)
        or asks_money(text)
        or bool(_ASKS_NAME.search(folded))
        or bool(_ASKS_LINE.search(folded))
    )
