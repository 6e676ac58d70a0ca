"""Tasks asked for by what another cell of their row prints: a sum, a product, a figure ("24 buổi là nhiệm vụ gì?")."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answering.columns import column_conditions
from assistant.answering.context import Context
from assistant.answering.draft import Draft
from assistant.answering.phrasing import summary_sentence, with_header_unit, with_unit
from assistant.question.relations import Relation
from assistant.text.normalise import fold
from assistant.text.tokens import syllables
from assistant.types import Cell, Record

_ROW = r"(?:nhiem vu|viec|hoat dong|noi dung|dau viec|chi tieu|khoan|hang muc|nv)"
_ASKS_ROW = re.compile(
    r"(?:^|[ ,])(?:(?:la|thi|cua|thuoc|ung voi|danh cho|dung (?:vao|cho|de)|chi cho|cho|vao|gan voi|nam (?:o|trong)|"
    r"san pham|ket qua|dau ra|kinh phi|chi tieu|muc tieu|duoc (?:chi|bo tri|giao)|chi|lam|tu|do|ra|nop|bo tri|"
    r"cap) ){0,6}"
    rf"(?:nhung |cac |cai )?{_ROW}(?: cu the)? (?:nao|gi)\b"
)
"""The task asked for, behind the value that its row prints."""
_INTRODUCES = re.compile(
    r"^(?:(?:khoan|so tien|con so|muc|cai|ca|co|tong|so|trong|san pham|ket qua|dau ra|kinh phi|gia tri|hoi|"
    r"cho (?:hoi|biet)|cho (?:toi|minh|em) (?:hoi|biet)|chi tieu|theo|ban|vay|ma|nhung|cac|o|tai|ben|tinh|xa) |"
    r"[ ,:.])+"
)
_PLACE_BEHIND = re.compile(
    r"[ ,](?:trong|o|tai|cua|theo|thuoc|ben) (?:cai )?(?:bang|phu luc|danh muc|ke hoach|cot|chuong trinh|nghi quyet)\b"
)
_LINKS = frozenset("o tai trong cua ben thuoc theo tinh xa".split())
"""Words in front of a place that was read as scope."""
_VALUE_KEYS = frozenset({Relation.OUTPUT.value, Relation.TARGET.value, Relation.FUNDING.value})
"""Columns whose values are asked by; agencies and times have conditions of their own."""
_FIGURE = re.compile(r"\d+(?:[.,]\d+)*")
_CURRENCY = frozenset(("dong", "vnd"))
_LOOSE = frozenset(
    "la co it nhat toi thieu khoang duoc cac nhung cua dat muc tren hon va thi phan tram".split()
)
_NAMES = frozenset(("task", "objective", "activity"))
_MIN_WORDS = 3
"""A value of fewer words without a figure ("Báo cáo") is a kind of product, not one product."""
_MOST_ROWS = 4
"""More rows than these are not told by the value."""


@dataclass(frozen=True, slots=True)
class _Value:
    words: tuple[str, ...]
    figures: frozenset[str]
    is_share: bool


def answer_by_value(context: Context, draft: Draft) -> bool:
    """Say which rows print the value of the question in a cell; ``False`` where it gives none or no row prints it."""
    if not context.holds_all_records or context.question.agencies or column_conditions(context):
        return False
    value = _find_value(context)
    if value is None:
        return False
    found = [record for record in context.records if any(_prints(value, c, record) for c in _cells(record))]
    if not found or len(found) > _MOST_ROWS:
        return False
    for record in found:
        sentence = summary_sentence(record, context.library.owner(record))
        cited = context.library.cite_row(record)
        draft.say(f"- {sentence}" if len(found) > 1 else sentence, *cited, bullet=True)
    return True


def _find_value(context: Context) -> _Value | None:
    """What the question says that the asked task has; ``None`` where that is rather the task itself."""
    question = context.question
    text = question.text
    folded = fold(text)
    if len(folded) != len(text):
        return None
    for start, end in question.scope.spans:
        folded = f"{folded[:start]}{' ' * (end - start)}{folded[end:]}"
    asking = _ASKS_ROW.search(folded)
    if asking is None or not folded[: asking.start()].strip():
        return None
    part = folded[: asking.start()]
    introduced = _INTRODUCES.match(part)
    start = introduced.end() if introduced is not None else 0
    behind = _PLACE_BEHIND.search(part, start)
    end = behind.start() if behind is not None else len(part)
    kept = "".join(text[i] if folded[i] != " " else " " for i in range(start, end))
    words = [fold(token) for token in syllables(kept)]
    while words and words[-1] in _LINKS:
        words.pop()
    words = [word for word in words if word not in _LOOSE]
    figures = frozenset(map(_figure, _FIGURE.findall(kept)))
    own = tuple(word for word in words if not word.isdigit())
    if figures:
        return _Value(own, figures, "%" in kept or "phan tram" in part)
    tasks = (cell.text for record in context.records for cell in record.cells if cell.key in _NAMES)
    if len(own) < _MIN_WORDS or any(_in_sequence(own, task) for task in tasks):
        return None
    return _Value(own, figures, is_share=False)


def _cells(record: Record) -> Sequence[Cell]:
    return [cell for cell in record.cells if cell.key in _VALUE_KEYS and not cell.inherited]


def _prints(value: _Value, cell: Cell, record: Record) -> bool:
    """Whether a cell prints the value: its figures with their unit, or its words one behind the other."""
    if not value.figures:
        return _in_sequence(value.words, cell.text)
    if not value.figures <= set(map(_figure, _FIGURE.findall(cell.text))):
        return False
    around = f"{cell.text} {with_unit(record, cell.text)} {with_header_unit(cell, cell.text)}"
    if value.is_share and "%" not in around:
        return False
    return set(value.words) <= {*map(fold, syllables(around)), *_CURRENCY}


def _in_sequence(words: Sequence[str], text: str) -> bool:
    tokens = [word for word in map(fold, syllables(text)) if word not in _LOOSE]
    return any(tokens[i : i + len(words)] == list(words) for i in range(len(tokens) - len(words) + 1))


def _figure(text: str) -> str:
    """A figure without leading noughts and points between thousands."""
    return re.sub(r"\.(?=\d{3}\b)", "", text).lstrip("0") or "0"
