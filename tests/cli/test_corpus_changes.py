import json
from pathlib import Path

import pytest

from assistant.config import Settings
from tests.written_plans import BEN_TRE, CA_MAU, TEXTS

from .conftest import Run, RunIn

WHO = "ai vận hành kho dữ liệu dùng chung ở Bến Tre?"


@pytest.fixture
def run(run_in: RunIn, fresh: Settings) -> Run:
    return run_in(fresh)


@pytest.fixture
def received(tmp_path: Path) -> Path:
    """A plan that an office has received, outside the corpus."""
    path = tmp_path / "inbox" / f"{BEN_TRE}.txt"
    path.parent.mkdir()
    path.write_text(TEXTS[BEN_TRE], encoding="utf-8")
    return path


def plans(run: Run) -> list[str]:
    return [line["id"] for line in run("plans", "--json").json_lines]


def test_an_added_plan_is_described_and_answers_until_it_is_removed(
    run: Run, fresh: Settings, received: Path
) -> None:
    added = run("add", received)
    assert (added.status, added.out) == (0, "")
    for part in (BEN_TRE, "số 77/KH-UBND", "20/02/2024"):
        assert part in added.err
    assert plans(run) == [BEN_TRE, CA_MAU]
    assert run("ask", "--json", WHO).json_lines[0]["citations"][0]["plan"] == BEN_TRE

    removed = run("remove", BEN_TRE)
    assert (removed.status, removed.out) == (0, "")
    assert plans(run) == [CA_MAU]
    assert run("ask", "--json", WHO).json_lines[0]["abstained"]
    assert received.exists()


def test_add_makes_a_corpus_that_is_missing(run_in: RunIn, fresh: Settings, received: Path) -> None:
    new = fresh.model_copy(update={"corpus": fresh.corpus.parent / "mới"})
    assert run_in(new)("add", received).status == 0
    assert plans(run_in(new)) == [BEN_TRE]


def test_another_file_of_the_same_name_is_refused_and_the_old_one_kept(
    run: Run, fresh: Settings, received: Path
) -> None:
    (fresh.corpus / received.name).write_text("Kế hoạch khác", encoding="utf-8")
    outcome = run("add", received)
    assert outcome.status == 1
    assert outcome.err.splitlines()[-1].startswith("Lỗi: ")
    assert received.name in outcome.err
    assert (fresh.corpus / received.name).read_text(encoding="utf-8") == "Kế hoạch khác"


def test_the_same_file_can_be_added_twice(run: Run, received: Path) -> None:
    run("add", received)
    assert run("add", received).status == 0
    assert plans(run) == [BEN_TRE, CA_MAU]


@pytest.mark.parametrize("name", ["bảng.xyz", "không-có.txt"])
def test_a_file_that_cannot_be_read_is_one_line(run: Run, tmp_path: Path, name: str) -> None:
    error = run("add", tmp_path / name).error
    assert error.startswith("Lỗi: ")
    assert name in error
    assert plans(run) == [CA_MAU]


def test_add_takes_all_files_or_none(run: Run, received: Path, tmp_path: Path) -> None:
    assert run("add", received, tmp_path / "không-có.txt").status == 1
    assert plans(run) == [CA_MAU]


def test_removing_an_unknown_plan_names_it_and_those_there_are(run: Run) -> None:
    error = run("remove", "khong-co").error
    assert "khong-co" in error
    assert CA_MAU in error


def test_a_plan_of_the_manifest_is_not_removed(run: Run, fresh: Settings) -> None:
    manifest = fresh.corpus / "manifest.json"
    manifest.write_text(json.dumps({"plans": [{"id": CA_MAU, "number": "9/KH-UBND"}]}), encoding="utf-8")
    assert "manifest.json" in run("remove", CA_MAU).error
    assert plans(run) == [CA_MAU]


def test_without_any_plan_left_a_question_is_refused(run: Run) -> None:
    run("remove", CA_MAU)
    (line,) = run("ask", "--json", WHO).json_lines
    assert (line["abstained"], line["citations"]) == (True, [])
