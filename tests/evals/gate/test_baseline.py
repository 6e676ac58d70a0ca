from pathlib import Path

import pytest

from evals.errors import RunFileError
from evals.gate.baseline import Baseline, Turn, find_turns, load_baseline, save_baseline, update_baseline
from evals.metrics.answer import Outcome
from tests.evals.making import make_case, make_task

BASELINE = Baseline(outcomes={"a": Outcome.RIGHT, "b": Outcome.REFUSED, "gone": Outcome.RIGHT})
CASES = [
    make_case(make_task("a"), Outcome.WRONG),
    make_case(make_task("b"), Outcome.REFUSED),
    make_case(make_task("new"), Outcome.WRONG),
]


def test_baseline_survives_the_way_through_its_file(tmp_path: Path) -> None:
    save_baseline(BASELINE, tmp_path / "baseline.json")

    assert load_baseline(tmp_path / "baseline.json") == BASELINE
    assert '"a": "right",\n"b": "refused",\n' in (tmp_path / "baseline.json").read_text(encoding="utf-8")


def test_no_file_means_no_baseline(tmp_path: Path) -> None:
    assert load_baseline(tmp_path / "baseline.json") is None


def test_malformed_baseline_is_refused(tmp_path: Path) -> None:
    (tmp_path / "baseline.json").write_text('{"outcomes": {"a": "fine"}}', encoding="utf-8")

    with pytest.raises(RunFileError, match=r"outcomes\.a"):
        load_baseline(tmp_path / "baseline.json")


def test_only_known_tasks_with_another_outcome_turned() -> None:
    assert find_turns(BASELINE, CASES) == [Turn("a", Outcome.RIGHT, Outcome.WRONG)]
    assert [turn.is_loss for turn in find_turns(BASELINE, CASES)] == [True]


def test_update_keeps_what_was_not_run_and_drops_what_is_gone() -> None:
    updated = update_baseline(BASELINE, CASES[:1], known=["a", "b"])

    assert updated == Baseline(outcomes={"a": Outcome.WRONG, "b": Outcome.REFUSED})
