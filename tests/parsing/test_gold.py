"""The rows of the five plans, compared with what a person read off them."""

import json
from collections.abc import Mapping

import pytest

from assistant.text.normalise import nfc
from assistant.types import ParsedPlan, Record
from tests.parsing.conftest import GOLD

IDS = sorted(path.stem for path in GOLD.glob("*.jsonl"))


def as_printed(record: Record) -> dict[str, object]:
    """A record in the form of the gold, blank cells left out."""
    return {
        "plan": record.plan_id,
        "table": record.table,
        "section": record.section,
        "number": record.number,
        "locator": record.locator,
        "cells": {cell.key: cell.text for cell in record.cells if cell.text},
        "inherited": [cell.key for cell in record.cells if cell.inherited],
    }


@pytest.mark.parametrize("plan_id", IDS)
def test_records_are_exact_to_the_letter(plan_id: str, plans: Mapping[str, ParsedPlan]) -> None:
    lines = nfc((GOLD / f"{plan_id}.jsonl").read_text(encoding="utf-8")).splitlines()
    assert [as_printed(record) for record in plans[plan_id].records] == [json.loads(line) for line in lines]


def test_every_plan_has_gold(plans: Mapping[str, ParsedPlan]) -> None:
    assert sorted(plans) == IDS
    assert sum(len(plan.records) for plan in plans.values()) == 276


def test_plans_parse_without_warnings(plans: Mapping[str, ParsedPlan]) -> None:
    assert {plan_id: plan.warnings for plan_id, plan in plans.items()} == dict.fromkeys(plans, ())
