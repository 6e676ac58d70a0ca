"""Which cell of a row answers what is asked."""

from assistant.answering.figures import holds_quantity
from assistant.answering.phrasing import FALLBACKS, is_target_row
from assistant.question.relations import Relation
from assistant.text.normalise import fold
from assistant.types import Cell, Record

_OVERSEES = "theo doi"


def find_cell(record: Record, relation: Relation) -> tuple[Relation, Cell] | None:
    """The cell that answers a relation, under its own key or that of the nearest one; ``None`` where it is blank."""
    if relation is Relation.TARGET and not any(cell.key == relation.value for cell in record.cells):
        return _find_figure(record)
    if relation is Relation.MONITOR and record.cell(relation.value) is None:
        lead = record.cell(Relation.LEAD.value)
        if lead is not None and _OVERSEES in fold(lead.header):
            return relation, lead  # "Cơ quan chủ trì theo dõi, đánh giá"
    for key in (relation, *FALLBACKS.get(relation, ())):
        cell = record.cell(key.value)
        if cell is not None and cell.text.strip(" -–"):
            return key, cell
        if any(cell.key == key.value for cell in record.cells) and key is relation:
            return None
    return None


def _find_figure(record: Record) -> tuple[Relation, Cell] | None:
    """A table without a column of targets sets them in what comes out, in the goal or in the task itself."""
    output = record.cell(Relation.OUTPUT.value)
    if is_target_row(record):
        return (Relation.TARGET, output) if output is not None else None
    for key in (Relation.OUTPUT, Relation.OBJECTIVE, Relation.TASK, Relation.ACTIVITY):
        cell = record.cell(key.value)
        if cell is not None and ("%" in cell.text or (key is Relation.OUTPUT and holds_quantity(cell.text))):
            return key, cell
    return None
