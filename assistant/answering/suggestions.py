"""Next questions that the same row answers, for the user to click."""

from collections.abc import Sequence

from assistant.answering.context import Context
from assistant.answering.phrasing import shorten, task_text
from assistant.question.relations import Relation
from assistant.reference import province_title
from assistant.types import Citation

_QUESTIONS = {
    Relation.LEAD: "Cơ quan nào chủ trì “{task}”{place}?",
    Relation.COORDINATE: "Cơ quan nào phối hợp thực hiện “{task}”{place}?",
    Relation.DEADLINE: "Thời hạn của “{task}”{place} là khi nào?",
    Relation.OUTPUT: "Sản phẩm của “{task}”{place} là gì?",
    Relation.TARGET: "Chỉ tiêu “{task}”{place} là bao nhiêu?",
}
_MAX = 3
_MAX_TASK = 90


def suggest(context: Context, citations: Sequence[Citation]) -> tuple[str, ...]:
    """Up to three questions about the first cited row that the answer has not just answered."""
    if not citations:
        return ()
    record = context.library.catalogue.find_record(citations[0].plan_id, citations[0].locator)
    if record is None:
        return ()
    province = context.library.plans[record.plan_id].province
    place = f" ở {province_title(province)}" if province else ""
    task = shorten(task_text(record), _MAX_TASK).rstrip("…")
    return tuple(
        pattern.format(task=task, place=place)
        for relation, pattern in _QUESTIONS.items()
        if relation not in context.question.relations and record.cell(relation.value) is not None
    )[:_MAX]
