"""Documents typed in tests, parsed as a text file would be."""

from collections.abc import Iterable, Sequence

from assistant.parsing import parse_plan
from assistant.parsing.markup import clean, join_pieces
from assistant.reading.plain import read_plain
from assistant.types import ParsedPlan, Passage, Record, Span


def parse(text: str, plan_id: str = "toy") -> ParsedPlan:
    """The plan of a text as it would stand in a file."""
    return parse_plan(read_plain(text.encode(), f"{plan_id}.txt"), plan_id, f"{plan_id}.txt")


def table(*rows: str) -> str:
    """Lines of a table; ``|`` stands for the tab between cells."""
    return "\n".join("\t".join(cell.strip() for cell in row.split("|")) for row in rows)


def cells(records: Iterable[Record]) -> list[dict[str, str]]:
    """Number and cells of each record, inherited ones marked by a caret."""
    return [
        {"no": record.number} | {c.key: f"{'^' if c.inherited else ''}{c.text}" for c in record.cells}
        for record in records
    ]


def outline(plan: ParsedPlan) -> list[tuple[str, str]]:
    """Locator and text of each passage."""
    return [(passage.locator, passage.text) for passage in plan.passages]


def at_spans(text: str, spans: Sequence[Span]) -> str:
    """The clean text that stands at some spans."""
    return clean(join_pieces(text[span.start : span.end] for span in spans))


def find(plan: ParsedPlan, locator: str) -> Passage:
    """The passage at a locator."""
    return next(passage for passage in plan.passages if passage.locator == locator)
