"""Every attack that is quick, through every way in; ``make attacks`` has the rest and prints the table."""

from collections.abc import Iterator

import pytest

from evals.attacks.model import Report
from evals.attacks.tries import Place, fast, open_place, try_files, try_plan


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    with open_place(tmp_path_factory.mktemp("place")) as opened:
        yield opened


def assert_held(report: Report, tries: int) -> None:
    assert [fault for outcome in report.outcomes for fault in outcome.let_in] == []
    assert sum(outcome.tries for outcome in report.outcomes) >= tries


def test_hostile_files_are_refused_or_read_within_bounds() -> None:
    report = Report()
    try_files(report, fast)
    assert_held(report, 80)


def test_what_a_plan_carries_never_runs_and_is_never_obeyed(place: Place) -> None:
    report = Report()
    try_plan(report, place)
    assert_held(report, 60)
