"""Gold records: table rows as a person read them off the plans."""

from collections.abc import Mapping
from pathlib import Path

from pydantic import ValidationError

from assistant.text.normalise import nfc
from assistant.types import Record
from evals.dataset.task import Text
from evals.errors import TaskError
from evals.model import Frozen, first_problem


class GoldRecord(Frozen):
    """One row, in the form that ``assistant records`` prints."""

    plan: Text
    table: str
    section: str
    number: str
    locator: Text
    cells: Mapping[str, str]
    inherited: tuple[str, ...] = ()


def load_records(folder: Path) -> dict[str, tuple[GoldRecord, ...]]:
    """Gold rows by plan id, from the files ``<plan id>.jsonl`` of a folder; empty where there is no folder.

    Raises:
        TaskError: a line is malformed, repeats a locator or belongs to another plan.
    """
    paths = sorted(folder.glob("*.jsonl")) if folder.is_dir() else []
    return {path.stem: _load(path) for path in paths}


def as_gold(record: Record) -> GoldRecord:
    """A record of the index in the form of the gold, blank cells left out."""
    return GoldRecord(
        plan=record.plan_id,
        table=record.table,
        section=record.section,
        number=record.number,
        locator=record.locator,
        cells={cell.key: cell.text for cell in record.cells if cell.text},
        inherited=tuple(cell.key for cell in record.cells if cell.inherited),
    )


def _load(path: Path) -> tuple[GoldRecord, ...]:
    records: dict[str, GoldRecord] = {}
    for number, line in enumerate(nfc(path.read_text(encoding="utf-8-sig")).split("\n"), start=1):
        if not line.strip():
            continue
        place = f"{path.name}, dòng {number}"
        try:
            record = GoldRecord.model_validate_json(line)
        except ValidationError as error:
            raise TaskError(f"{place}: {first_problem(error)}.") from error
        if record.plan != path.stem:
            raise TaskError(f"{place}: dòng của kế hoạch “{record.plan}” nằm sai tệp.")
        if record.locator in records:
            raise TaskError(f"{place}: vị trí “{record.locator}” bị lặp.")
        records[record.locator] = record
    return tuple(records.values())
