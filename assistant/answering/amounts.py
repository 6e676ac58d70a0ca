"""Rows by a figure that they print: more or less than a limit, the largest or smallest of all."""

import re
from collections.abc import Callable, Sequence

from assistant.answering.conditions import Condition
from assistant.answering.context import Context
from assistant.question.relations import Relation
from assistant.text.normalise import fold
from assistant.types import Record

_MILLIONS = {"trieu": 1.0, "ty": 1000.0}
_AMOUNT = re.compile(
    r"(?:(?P<below>duoi|it hon|khong qua|thap hon)|tu|tren|hon|it nhat|toi thieu|cao hon) "
    r"(?P<figure>\d+(?:[.,]\d+)?) (?P<unit>trieu|ty)\b(?: dong)?(?: tro len)?"
)
_FIGURE = re.compile(r"(?P<figure>\d[\d.]*(?:,\d+)?)(?: (?:triệu|tỷ)(?: đồng)?)?")
_UNIT = re.compile(r"\b(?:trieu|ty)\b")
_MONEY = r"(?:kinh phi|tien|ngan sach|chi phi|du toan)"
_LARGEST = r"(?:nhieu|lon|cao)"
_SMALLEST = r"(?:it|thap|nho|re)"
_EXTREME = re.compile(
    rf"\b(?:(?:duoc |co |giao |cap |ton |ngon |het |chi |can |su dung )*"
    rf"(?:{_MONEY} (?:duoc (?:giao|cap|bo tri) |la |du kien )?(?:(?P<large>{_LARGEST})|(?P<small>{_SMALLEST}))|"
    rf"(?:(?P<large2>{_LARGEST})|(?P<small2>{_SMALLEST})) {_MONEY}|"
    rf"(?:ton|ngon)(?: kem)?(?: (?:(?P<large3>nhieu)|(?P<small3>it)))?|(?P<large4>dat)|(?P<small4>re)))"
    rf"(?: {_MONEY})? (?:nhat|hon ca)\b"
)


def amount_condition(context: Context) -> Condition | None:
    """Rows that cost more or less than the question says; ``None`` where it sets no limit or no row prints a cost."""
    text = context.question.text
    match = _AMOUNT.search(fold(text))
    if match is None or len(fold(text)) != len(text) or not any(map(_cost, context.records)):
        return None
    limit = float(match["figure"].replace(",", ".")) * _MILLIONS[match["unit"]]
    below = match["below"] is not None

    def keep(record: Record) -> bool:
        cost = _cost(record)
        return cost is not None and (cost < limit if below else cost >= limit)

    return Condition(
        keep, f"có kinh phí {text[match.start() : match.end()].strip()}", match.span(), Relation.FUNDING
    )


def extreme_condition(
    context: Context,
) -> tuple[Condition, Callable[[Sequence[Record]], list[Record]]] | None:
    """What picks, of rows, those that cost most or least, with its place in the question; ``None`` if none is asked."""
    text = context.question.text
    match = _EXTREME.search(fold(text))
    if match is None or len(fold(text)) != len(text) or not any(map(_cost, context.records)):
        return None
    smallest = any(group and name.startswith("small") for name, group in match.groupdict().items())

    def pick(records: Sequence[Record]) -> list[Record]:
        costs = [(cost, record) for record in records if (cost := _cost(record)) is not None]
        if not costs:
            return []
        end = (min if smallest else max)(cost for cost, _ in costs)
        return [record for cost, record in costs if cost == end]

    said = f"có kinh phí {'thấp' if smallest else 'cao'} nhất"
    having = Condition(lambda record: _cost(record) is not None, said, match.span(), Relation.FUNDING)
    return having, pick


def _cost(record: Record) -> float | None:
    """What a row prints as its funding, in millions of đồng; ``None`` where that is no single figure."""
    cell = record.cell(Relation.FUNDING.value)
    if cell is None:
        return None
    figure = _FIGURE.fullmatch(cell.text.strip())
    unit = _UNIT.search(fold(f"{cell.text} {cell.header}"))
    if figure is None or unit is None:
        return None
    return float(figure["figure"].replace(".", "").replace(",", ".")) * _MILLIONS[unit.group()]
