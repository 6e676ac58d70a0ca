"""Gold records: is every table row read exactly as a person read it."""

from collections.abc import Sequence

from evals.dataset.gold import collapsed
from evals.dataset.records import GoldRecord
from evals.model import Frozen


class RecordScore(Frozen):
    """Counts over one plan."""

    plan: str
    rows: int
    """Rows that the gold or the index holds."""
    exact_rows: int
    """Rows equal in number, table, section, every cell and what is inherited."""
    cells: int
    """Cells that the gold or the index holds, by row and column."""
    exact_cells: int
    wrong: tuple[str, ...]
    """Locators of the rows that are not exact: differing, lost or invented."""


def score_records(plan_id: str, gold: Sequence[GoldRecord], found: Sequence[GoldRecord]) -> RecordScore:
    """Compare the rows of one plan; a row that one side lacks is wrong, and so are its cells.

    White space is collapsed; everything else, OCR slips included, must agree.
    """
    wanted = {record.locator: record for record in gold}
    read = {record.locator: record for record in found}
    places = list(dict.fromkeys([*wanted, *read]))
    exact = [
        place for place in places if place in wanted and place in read and _same(wanted[place], read[place])
    ]
    cells = exact_cells = 0
    for place in places:
        ours = _cells(read.get(place))
        theirs = _cells(wanted.get(place))
        cells += len(ours.keys() | theirs.keys())
        exact_cells += sum(ours.get(key) == text for key, text in theirs.items())
    return RecordScore(
        plan=plan_id,
        rows=len(places),
        exact_rows=len(exact),
        cells=cells,
        exact_cells=exact_cells,
        wrong=tuple(place for place in places if place not in exact),
    )


def _same(a: GoldRecord, b: GoldRecord) -> bool:
    return (
        (a.table, collapsed(a.section), a.number) == (b.table, collapsed(b.section), b.number)
        and _cells(a) == _cells(b)
        and set(a.inherited) == set(b.inherited)
    )


def _cells(record: GoldRecord | None) -> dict[str, str]:
    return {key: collapsed(text) for key, text in record.cells.items()} if record else {}
