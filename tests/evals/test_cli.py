import argparse
import json
from io import StringIO
from pathlib import Path

import pytest

from assistant.beir import load_beir
from assistant.errors import InternalError
from assistant.service import PlanAssistant
from assistant.types import Answer
from evals.cli import main
from evals.dataset.loading import load_tasks
from evals.dataset.task import Kind, Split, Typing
from evals.errors import RunFileError, TaskError
from evals.options import Options, add_options, read_options
from evals.results import load_run
from tests.evals.conftest import Desk


def saved(desk: Desk) -> Path:
    (path,) = (desk.tasks / "results").glob("*.json")
    return path


def test_run_without_floors_passes_and_says_so(desk: Desk) -> None:
    status, printed = desk.evaluate()

    assert status == 0
    assert "No floors were compared" in printed
    assert "| all | 12 | 0 | 0 | 0 | 1.00 |" in printed


def test_run_is_saved_with_its_report_and_can_be_compared_with(desk: Desk) -> None:
    desk.evaluate(save=True)
    run = load_run(saved(desk))

    _, printed = desk.evaluate(compare=saved(desk))

    assert saved(desk).with_suffix(".html").exists()
    assert len(run.cases) == 12
    assert run.info.settings["corpus"] == str(desk.settings.corpus)
    assert "12 common tasks; 0 answers read differently" in printed


def test_one_split_is_held_against_its_own_floors(desk: Desk) -> None:
    desk.evaluate(update_floors=True)
    floors = (desk.tasks / "floors.toml").read_text(encoding="utf-8")

    status, printed = desk.evaluate(split=Split.DEV)

    assert status == 0
    assert "Gate: passed" in printed
    assert "[dev]" in floors
    assert "[test]" in floors
    assert "[records]" in floors


def test_narrowed_run_is_held_against_the_records_only(desk: Desk) -> None:
    desk.evaluate(update_floors=True)

    _, printed = desk.evaluate(kinds=(Kind.LEAD,), typings=(Typing.PLAIN,), ids=("lead",))

    assert "# Evaluation" in printed
    assert "passed (2 floors)" in printed
    assert "\n1 tasks in" in printed


def test_floor_that_is_not_reached_fails_and_is_kept(desk: Desk) -> None:
    desk.evaluate(update_floors=True)
    path = desk.tasks / "floors.toml"
    raised = path.read_text(encoding="utf-8").replace("[dev]", "[dev]\nlatency = 0.5")
    path.write_text(raised, encoding="utf-8")

    status, printed = desk.evaluate(update_floors=True)

    assert status == 1
    assert "dev: latency was not measured; its floor is 0.5000" in printed
    assert "Floors kept although this run is lower (see --allow-lower): dev.latency" in printed
    assert desk.evaluate(update_floors=True, allow_lower=True)[0] == 0


def test_changed_corpus_does_not_fit_the_floors(desk: Desk) -> None:
    desk.evaluate(update_floors=True)
    (desk.settings.corpus / "them.txt").write_text("KẾ HOẠCH\n\nThêm", encoding="utf-8")

    status, printed = desk.evaluate()

    assert status == 1
    assert "the floors do not fit" in printed


def test_lost_label_fails_and_is_named(desk: Desk) -> None:
    path = desk.tasks / "tasks.yaml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("phu-luc/III/6", "phu-luc/III/5"), encoding="utf-8"
    )

    checked = desk.evaluate(check=True)
    status, printed = desk.evaluate()

    assert checked == (
        1,
        "deadline-1: binh-an-2024#phu-luc/III/5 does not exist\n"
        "12 tasks of 11 families, 1 labels that the corpus does not bear out, "
        "0 likely leaks between the splits\n",
    )
    assert status == 1
    assert "- parser: deadline-1: binh-an-2024#phu-luc/III/5 does not exist" in printed


def test_tasks_that_hold_pass_the_check(desk: Desk) -> None:
    assert desk.evaluate(check=True) == (
        0,
        "12 tasks of 11 families, 0 labels that the corpus does not bear out, "
        "0 likely leaks between the splits\n",
    )


def test_failing_assistant_is_wrong_and_its_error_is_shown(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.evaluate(update_floors=True)
    intact = PlanAssistant.ask

    def ask(self: PlanAssistant, question: str, *rest: object) -> Answer:
        if question.startswith("Thời hạn nâng cấp"):
            raise InternalError("Chỉ mục trả về đoạn lạ.")
        return intact(self, question, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(PlanAssistant, "ask", ask)

    status, printed = desk.evaluate()

    assert status == 1
    assert "  - error: Chỉ mục trả về đoạn lạ." in printed


def test_tasks_are_exported(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "copy").mkdir()

    desk.evaluate(export_jsonl=tmp_path / "copy" / "tasks.jsonl")
    desk.evaluate(export_beir=tmp_path / "beir")

    assert load_tasks(tmp_path / "copy") == load_tasks(desk.tasks)
    assert len(load_beir(tmp_path / "beir").queries) == 8


def test_bad_answer_becomes_a_draft_that_the_corpus_bears_out(desk: Desk) -> None:
    _, printed = desk.evaluate(draft="Thời hạn là khi nào?", before=("Ai chủ trì rà soát văn bản?",))
    (desk.tasks / "new.yaml").write_text(printed, encoding="utf-8")

    status, _ = desk.evaluate(check=True)
    draft = load_tasks(desk.tasks)[0]

    assert status == 0
    assert (draft.question, draft.history) == ("Thời hạn là khi nào?", ("Ai chủ trì rà soát văn bản?",))
    assert [(item.locator, item.quote) for item in draft.evidence] == [
        ("phu-luc/II/4", "Rà soát văn bản quy phạm pháp luật")
    ]


def test_index_is_built_where_there_is_none(desk: Desk, tmp_path: Path) -> None:
    elsewhere = Desk(desk.settings.model_copy(update={"index": tmp_path / "fresh"}), desk.tasks)

    assert elsewhere.evaluate(ids=("lead",))[0] == 0


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"allow_lower": True}, "--allow-lower chỉ đi cùng"),
        ({"update_floors": True, "kinds": (Kind.LEAD,)}, "khi chạy đủ câu hỏi"),
        ({"ids": ("nothing",)}, "Không có câu hỏi nào khớp"),
    ],
)
def test_options_that_make_no_sense_are_refused(desk: Desk, options: dict[str, object], message: str) -> None:
    with pytest.raises(RunFileError, match=message):
        desk.evaluate(**options)


def test_turns_are_told_when_the_baseline_is_recorded_anew(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.evaluate(update_baseline=True)
    monkeypatch.setattr(PlanAssistant, "ask", lambda *_: Answer("Không biết.", abstained=True))

    first = desk.evaluate(update_baseline=True)[1]
    second = desk.evaluate()[1]

    assert "- lead-1: right → refused" in first
    assert "right → refused" not in second


def test_place_that_cannot_be_written_is_named(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")

    with pytest.raises(RunFileError, match=r"Không ghi được .*file"):
        desk.evaluate(save=True, results=tmp_path / "file" / "results", ids=("lead-1",))


def test_expected_errors_are_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--tasks", str(tmp_path / "none"), "--check"]) == 1
    assert capsys.readouterr().err.count("\n") == 1


def test_every_option_is_read_and_has_help() -> None:
    parser = argparse.ArgumentParser()
    add_options(parser)
    actions = [action for action in parser._actions if action.dest != "help"]

    options = read_options(
        parser.parse_args(["--split", "test", "--kind", "lead", "--kind", "list", "--id", "vl-", "--no-save"])
    )

    assert all(action.help for action in actions)
    assert options == Options(split=Split.TEST, kinds=(Kind.LEAD, Kind.LIST), ids=("vl-",), save=False)


def test_unknown_split_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--split", "train"])

    assert "--split" in capsys.readouterr().err


def test_broken_task_file_is_refused_before_the_model_is_loaded(desk: Desk) -> None:
    (desk.tasks / "tasks.yaml").write_text("- {}", encoding="utf-8")

    with pytest.raises(TaskError, match=r"tasks\.yaml"):
        desk.evaluate()


def test_result_file_is_plain_json(desk: Desk) -> None:
    desk.evaluate(save=True, ids=("lead-1",))

    run = json.loads(saved(desk).read_text(encoding="utf-8"))

    assert run["cases"][0]["task"]["id"] == "lead-1"
    assert StringIO(run["cases"][0]["answer"]).read()
