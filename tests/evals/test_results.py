from pathlib import Path

import pytest

from evals.errors import RunFileError
from evals.results import load_run, save_run
from tests.evals.making import make_case, make_run, make_task


def test_run_survives_the_way_through_its_file(tmp_path: Path) -> None:
    run = make_run(make_case(make_task(facts=[["a", "b"]])))

    save_run(run, tmp_path / "results" / "run.json")

    assert load_run(tmp_path / "results" / "run.json") == run


def test_answers_digest_changes_with_the_answers_only() -> None:
    run = make_run(make_case(make_task()))
    slower = make_run(make_case(make_task(), latency_ms=99.0))
    other = make_run(make_case(make_task(), answer="Khác"))

    assert run.answers_digest == slower.answers_digest
    assert run.answers_digest != other.answers_digest


@pytest.mark.parametrize(("text", "message"), [(None, "Không đọc được"), ('{"cases": 1}', "phiên bản này")])
def test_files_that_are_no_run_are_refused(tmp_path: Path, text: str | None, message: str) -> None:
    if text is not None:
        (tmp_path / "run.json").write_text(text, encoding="utf-8")

    with pytest.raises(RunFileError, match=message):
        load_run(tmp_path / "run.json")
