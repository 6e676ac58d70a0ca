"""No pattern of the package may be kept busy; the search for the text that does so is in ``evals.attacks.patterns``."""

import re
import subprocess
import sys

import pytest

from evals.attacks.patterns import COST_LIMIT, SUPERLINEAR, Found, find_busiest, is_too_busy


def test_no_pattern_is_kept_busy_by_text_made_for_it() -> None:
    # A process of its own: patterns are seen while the modules that compile them are imported.
    command = [sys.executable, "-m", "evals.attacks.patterns"]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize(
    "pattern",
    [
        r"(?:a+)+b",
        r"^(?:\s*a?\s*)*$",
        r"^\s*\s*\s*x",
        r"tỉnh (?:[^\W\d_]+ ?){1,4}(?=,|$)",
        r"^\s*\|?\s*:?-+:?\s*(?:\|\s*:?-*:?\s*)*\|?\s*$",
    ],
)
def test_a_pattern_that_can_be_kept_busy_is_found(pattern: str) -> None:
    assert is_too_busy(find_busiest(Found(re.compile(pattern), "here")))


@pytest.mark.parametrize("pattern", [r"\s++x", r"\bngày \d{1,2}\b", r"(?<!\s)\s+x", r"“([^“”]+)”"])
def test_a_pattern_that_runs_over_the_text_once_is_none(pattern: str) -> None:
    # Other work on the machine may slow one measurement down; three in a row it does not.
    measured = (find_busiest(Found(re.compile(pattern), "here")) for _ in range(3))
    assert any(
        busiest.cost < COST_LIMIT / 10 and (busiest.factor < SUPERLINEAR or busiest.cost < 1)
        for busiest in measured
    )
