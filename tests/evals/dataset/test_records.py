from pathlib import Path

import pytest

from assistant.types import Cell, Record
from evals.dataset.records import GoldRecord, as_gold, load_records
from evals.errors import TaskError
from tests.evals.conftest import TOY
from tests.evals.making import PLAN

LINE = f'{{"plan": "{PLAN}", "table": "t", "section": "", "number": "1", "locator": "t/1", "cells": {{"task": "A"}}}}'


def test_gold_rows_are_read_by_plan() -> None:
    records = load_records(TOY / "tasks" / "records")

    assert [record.number for record in records[PLAN]] == ["1", "2", "3", "4", "5", "6", "7"]


def test_no_folder_means_no_gold_records(tmp_path: Path) -> None:
    assert load_records(tmp_path / "records") == {}


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        (f"{PLAN}.jsonl", "{}", "dòng 1: plan: Field required"),
        (f"{PLAN}.jsonl", f"{LINE}\n{LINE}", "dòng 2: vị trí “t/1” bị lặp"),
        ("other.jsonl", LINE, f"dòng 1: dòng của kế hoạch “{PLAN}” nằm sai tệp"),
    ],
)
def test_mistakes_are_named_with_their_line(tmp_path: Path, name: str, text: str, message: str) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")

    with pytest.raises(TaskError, match=message):
        load_records(tmp_path)


def test_blank_cells_of_a_record_are_left_out() -> None:
    record = Record(
        plan_id=PLAN,
        table="phu-luc",
        section="I",
        number="1",
        locator="phu-luc/1",
        cells=(Cell("task", "Nhiệm vụ", "Số hóa", (), inherited=True), Cell("output", "Sản phẩm", "", ())),
        spans=(),
    )

    assert as_gold(record) == GoldRecord(
        plan=PLAN,
        table="phu-luc",
        section="I",
        number="1",
        locator="phu-luc/1",
        cells={"task": "Số hóa"},
        inherited=("task",),
    )
