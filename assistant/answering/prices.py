"""What a task costs, where the table has a column for it."""

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.answering.context import Context
from assistant.answering.draft import Draft
from assistant.answering.records import answer_relations
from assistant.answering.row_search import Match, find_matches
from assistant.question.relations import Relation

_GIVING = re.compile(r" (?:bố trí|kinh phí|cấp phát|dự toán|chi|cấp|tốn|hết|triệu|tỷ|đồng)(?= )")
_MIN_COVERAGE = 0.75
"""A row that speaks of less of the matter may be a part of what the question wants the sum of."""


def answer_price(context: Context, draft: Draft) -> bool:
    """Say what the rows of the matter print as their funding; ``False`` if none prints a figure."""
    question = context.question
    asked = replace(
        context,
        question=replace(
            question,
            relations=(Relation.FUNDING,),
            topic=without_money(question.topic),
            matter=without_money(question.matter),
        ),
    )
    matches = [match for match in find_matches(asked, (Relation.FUNDING,)) if has_price(match)]
    return bool(matches) and answer_relations(asked, matches, draft)


def without_money(topic: Sequence[str]) -> tuple[str, ...]:
    """The matter without the words of giving money out."""
    joined = f" {' '.join(topic)} "
    return tuple(_GIVING.sub(" ", joined).split()) or tuple(topic)


def has_price(match: Match) -> bool:
    """Whether a row that speaks of most of the matter prints a figure as its funding."""
    cell = match.record.cell(Relation.FUNDING.value)
    return cell is not None and any(map(str.isdigit, cell.text)) and match.fit.coverage >= _MIN_COVERAGE
