"""What a task costs, where the table has a column for it."""

from dataclasses import replace

from assistant.answering.context import Context
from assistant.answering.draft import Draft
from assistant.answering.records import Match, answer_relations, find_matches
from assistant.question.relations import Relation

_MIN_COVERAGE = 0.75
"""A row that speaks of less of the matter may be a part of what the question wants the sum of."""


def answer_price(context: Context, draft: Draft) -> bool:
    """Say what the rows of the matter print as their funding; ``False`` if none prints a figure."""
    matches = [match for match in find_matches(context, (Relation.FUNDING,)) if _has_price(match)]
    question = replace(context.question, relations=(Relation.FUNDING,))
    return bool(matches) and answer_relations(replace(context, question=question), matches, draft)


def _has_price(match: Match) -> bool:
    cell = match.record.cell(Relation.FUNDING.value)
    return cell is not None and any(map(str.isdigit, cell.text)) and match.fit.coverage >= _MIN_COVERAGE
