"""Rows done again and again after the same time ("6 tháng một lần", "mỗi quý"), and paragraphs that set such a time."""

import re

from assistant.answering.conditions import Condition
from assistant.answering.context import Context
from assistant.answering.draft import Draft
from assistant.answering.prose import body
from assistant.question.relations import Form, Relation
from assistant.text.normalise import fold
from assistant.types import PassageKind, Record

_UNITS = {"thang": 1, "quy": 3, "nam": 12}
_EACH = {1: "tháng", 3: "quý", 12: "năm"}
_COUNTS = {"mot": 1, "hai": 2, "ba": 3, "bon": 4, "sau": 6, "nua": 6}
_COUNT = rf"(?P<count{{0}}>\d{{{{1,2}}}}|{'|'.join(_COUNTS)})"
_UNIT = r"(?P<unit{0}>thang|quy|nam)"
_TIMES = (
    rf"{_COUNT.format(1)} {_UNIT.format(1)} ?(?:(?:lam|bao cao|thuc hien|to chuc) )?(?:/ ?|mot |1 )?lan",
    rf"(?:dinh ky|deu dan|cu)(?: (?:moi|cu|theo))* {_COUNT.format(2)} {_UNIT.format(2)}(?! (?:dau|cuoi)\b)",
    rf"moi (?:{_COUNT.format(3)} )?{_UNIT.format(3)}(?: (?:mot|1) lan)?",
)
_RECURRING = re.compile(rf"\b(?:(?:dinh ky|cu|moi) )*(?:{'|'.join(_TIMES)})\b")
"""A time after which something is done again, in a question …"""
_PRINTED = re.compile(rf"{_RECURRING.pattern}|\b(?:dinh ky )?hang (?P<unit4>thang|quy|nam)\b")
"""… and in a plan, which also says "hằng quý"."""
_HALF = "nua"
_BEYOND = 2
"""More words than these beside the time are a matter, an agency or a section of which the rows are asked."""
_MOST_PARAGRAPHS = 8
_SMALL_TALK = frozenset(
    "phải làm việc gì nhiệm vụ nào kế hoạch định kỳ đều cứ lần một mỗi năm tháng quý".split()
)


def recurrence_condition(context: Context) -> Condition | None:
    """Rows that the time of the question brings up again and again; ``None`` where it names no such time."""
    folded = fold(context.question.text)
    match = _RECURRING.search(folded)
    if match is None or len(folded) != len(context.question.text):
        return None
    months = _months(match)

    def keep(record: Record) -> bool:
        cells = (record.cell(key) for key in (Relation.DEADLINE.value, Relation.TASK.value))
        return any(cell is not None and months in _printed_months(cell.text) for cell in cells)

    return Condition(keep, f"lặp lại {_said(months)}", match.span(), Relation.DEADLINE)


def answer_recurring(context: Context, draft: Draft) -> bool:
    """Paragraphs that set the time of the question, behind the rows that were listed for it."""
    match = _RECURRING.search(fold(context.question.text))
    if match is None or context.question.form is not Form.LIST or _asks_of_matter(context):
        return False
    months = _months(match)
    found = [
        passage
        for plan in context.searched_plans
        for passage in context.library.passages_of(plan.id)
        if passage.kind is not PassageKind.ROW and months in _printed_months(passage.text)
    ][:_MOST_PARAGRAPHS]
    if not found:
        return False
    draft.say(f"Phần lời văn quy định việc làm {_said(months)}:", bullet=True)
    for passage in found:
        draft.say(f"- “{body(passage)}”", context.library.cite(passage), bullet=True)
    return True


def _asks_of_matter(context: Context) -> bool:
    """Whether the question says of what the recurring tasks are."""
    question = context.question
    own = [token for token in question.topic if token not in _SMALL_TALK and not token.isdigit()]
    return bool(question.agencies) or len(own) > _BEYOND


def _printed_months(text: str) -> set[int]:
    return {_months(match) for match in _PRINTED.finditer(fold(text))}


def _months(match: re.Match[str]) -> int:
    """After how many months it is done again."""
    named = {key: value for key, value in match.groupdict().items() if value is not None}
    unit = next(value for key, value in named.items() if key.startswith("unit"))
    count = next((value for key, value in named.items() if key.startswith("count")), "1")
    if count == _HALF:
        return _UNITS[unit] // 2
    return (int(count) if count.isdigit() else _COUNTS[count]) * _UNITS[unit]


def _said(months: int) -> str:
    if months in _EACH:
        return f"mỗi {_EACH[months]} một lần"
    return f"{months} tháng một lần" if months % _UNITS["nam"] else f"{months // _UNITS['nam']} năm một lần"
