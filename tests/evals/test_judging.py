"""A language model as judge of a whole run: reported beside the lexical judge, and without a say in the gate."""

import json
import re

import pytest

from assistant.errors import ChatReplyError, ChatSetupError, ChatUnavailableError
from assistant.llm.prompts import load_prompt
from evals.cli import main
from evals.results import PromptedModel, load_run
from tests.evals.conftest import Desk
from tests.fakes import FakeChat
from tests.llm.endpoint import Play, serve_endpoint

_ASKED = re.compile(r"Các câu cần chấm:\n(\[.*?\n\])\n", re.DOTALL)


class Judging(FakeChat):
    """Gives every statement the same verdict; the first call is the trial."""

    def __init__(self, *, borne_out: bool) -> None:
        super().__init__([""])
        self.borne_out = borne_out

    def reply(self, prompt: str, max_tokens: int, timeout_s: float | None = None) -> str:
        self.prompts.append(prompt)
        return judged(prompt, borne_out=self.borne_out)


def judged(prompt: str, *, borne_out: bool) -> str:
    found = _ASKED.search(prompt)
    asked = json.loads(found.group(1)) if found else []
    return json.dumps(
        {"verdicts": [{"id": s["id"], "reason": "vì thế", "borne_out": borne_out} for s in asked]}
    )


def gate_of(printed: str) -> str:
    return printed[printed.index("## Gate") :]


def test_the_gate_is_the_same_whatever_the_judge_says(desk: Desk) -> None:
    desk.evaluate(update_floors=True, update_baseline=True)
    without = desk.evaluate()
    judges = [
        Judging(borne_out=True),
        Judging(borne_out=False),
        FakeChat(["không đọc được"]),
        FakeChat(["Được.", ChatUnavailableError("Máy chủ không trả lời.")]),
    ]

    for judge in judges:
        status, printed = desk.evaluate(judge, judge=True)
        assert (status, gate_of(printed)) == (without[0], gate_of(without[1]))
        assert len(judge.prompts) > 1


def test_floors_and_baseline_are_the_same_whatever_the_judge_says(desk: Desk) -> None:
    desk.evaluate(update_floors=True, update_baseline=True)
    files = [desk.tasks / "floors.toml", desk.tasks / "baseline.json"]
    before = [path.read_text(encoding="utf-8") for path in files]

    desk.evaluate(Judging(borne_out=False), judge=True, update_floors=True, update_baseline=True)

    assert [path.read_text(encoding="utf-8") for path in files] == before


def test_the_run_keeps_every_verdict_and_who_gave_it(desk: Desk) -> None:
    desk.evaluate(Judging(borne_out=False), judge=True, save=True)
    (path,) = (desk.tasks / "results").glob("*.json")
    run = load_run(path)

    prompt = load_prompt("judge-faithfulness")
    assert run.info.judge == PromptedModel(
        model="fake-chat",
        temperature=0.0,
        prompt=f"judge-faithfulness {prompt.head.version}",
        prompt_digest=prompt.digest,
    )
    assert run.info.prompts_digest
    lead = next(case for case in run.cases if case.task.id == "lead-1")
    refused = next(case for case in run.cases if case.task.id == "unanswerable-1")
    assert lead.faithfulness is not None
    assert lead.faithfulness.share == 0.0
    assert refused.faithfulness is None


def test_both_judges_stand_side_by_side_in_the_reports(desk: Desk) -> None:
    _, printed = desk.evaluate(Judging(borne_out=False), judge=True, save=True)
    (path,) = (desk.tasks / "results").glob("*.html")
    page = path.read_text(encoding="utf-8")

    assert "Language model as judge: fake-chat at temperature 0, prompt judge-faithfulness" in printed
    assert re.search(
        r"\| dev \| 0\.000 \[0\.000, 0\.000\] n=6 \| 1\.000 .* \| 0\.000 \| 0\.00 \| 6 \| 0 \|", printed
    )
    assert "- lead-1: not borne out by the model only: " in printed
    for part in ("Language model as judge", "Judges differ on", "not borne out", "vì thế"):
        assert part in page


def test_answers_that_could_not_be_judged_are_counted_and_shown(desk: Desk) -> None:
    _, printed = desk.evaluate(FakeChat(["Được.", ChatReplyError("Lời đáp rỗng.")]), judge=True, save=True)
    (path,) = (desk.tasks / "results").glob("*.html")

    assert "| dev | – | – | 0 | – | – | 6 | 6 |" in printed
    assert "- unscorable: 9 × Lời đáp rỗng." in printed
    assert "9 × Lời đáp rỗng." in path.read_text(encoding="utf-8")


def test_a_run_without_a_judge_says_nothing_of_one(desk: Desk) -> None:
    _, printed = desk.evaluate(save=True)
    (path,) = (desk.tasks / "results").glob("*.html")

    assert "Language model" not in printed + path.read_text(encoding="utf-8")


def test_without_a_language_model_one_line_says_what_to_set(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["--corpus", str(desk.settings.corpus), "--tasks", str(desk.tasks), "--judge"]

    assert main(arguments) == 1
    assert capsys.readouterr().err == (
        "Lỗi: Chưa cấu hình mô hình ngôn ngữ. Hãy đặt ASSISTANT_LLM_URL và ASSISTANT_LLM_MODEL (xem README).\n"
    )


def test_a_judge_that_cannot_be_reached_stops_the_run_before_it_starts(desk: Desk) -> None:
    with pytest.raises(ChatSetupError, match="Sai khóa"):
        desk.evaluate(FakeChat([ChatSetupError("Sai khóa.")]), judge=True)


def test_the_configured_language_model_judges_over_http(desk: Desk) -> None:
    with serve_endpoint() as endpoint:
        endpoint.queue(lambda prompt: Play(judged(prompt, borne_out=True)))
        settings = desk.settings.model_copy(update={"llm_url": endpoint.url, "llm_model": "giam-khao"})
        _, printed = Desk(settings, desk.tasks).evaluate(judge=True)

    assert "Language model as judge: giam-khao at temperature 0" in printed
    assert re.search(r"\| dev \| 1\.000 \[1\.000, 1\.000\] n=6 \|", printed)
