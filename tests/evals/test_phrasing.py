"""Answers with and without a language model's wording on the same tasks, without a say in the gate."""

import json
import re

from assistant.errors import ChatUnavailableError
from evals.results import load_run
from tests.evals.conftest import Desk
from tests.fakes import FakeChat


class Wording(FakeChat):
    """Words every answer anew: frames are exchanged."""

    def __init__(self) -> None:
        super().__init__([""])

    def reply(self, prompt: str, max_tokens: int, timeout_s: float | None = None) -> str:
        self.prompts.append(prompt)
        if "Dữ liệu: " not in prompt:
            return "Được."
        answer = str(json.loads(prompt.rsplit("Dữ liệu: ", 1)[1].partition("\n")[0])["answer"])
        return re.sub(r"chủ trì nhiệm vụ (“[^”]+”)", r"được giao chủ trì \1", answer)


def test_the_gate_is_the_same_whatever_the_model_says(desk: Desk) -> None:
    desk.evaluate(update_floors=True, update_baseline=True)
    status, printed = desk.evaluate()
    gate = printed[printed.index("## Gate") :]

    for chat in (
        Wording(),
        FakeChat(["Sở Y tế chủ trì [1]."]),
        FakeChat(["Được.", ChatUnavailableError("Hết giờ.")]),
    ):
        with_model = desk.evaluate(chat, llm=True)
        assert (with_model[0], with_model[1][with_model[1].index("## Gate") :]) == (status, gate)


def test_both_sides_stand_beside_each_other(desk: Desk) -> None:
    _, printed = desk.evaluate(Wording(), llm=True, save=True)
    (path,) = (desk.tasks / "results").glob("*.json")
    run = load_run(path)
    page = path.with_suffix(".html").read_text(encoding="utf-8")
    lead = next(case for case in run.cases if case.task.id == "lead-1")

    assert run.info.phraser is not None
    assert run.info.phraser.model == "fake-chat"
    assert lead.phrased is not None
    assert lead.phrased.fallback is None
    assert lead.phrased.answer.startswith("Sở Nội vụ được giao chủ trì “")
    assert lead.answer.startswith("Sở Nội vụ chủ trì nhiệm vụ “")
    assert (
        "Answers worded anew by a language model: fake-chat at temperature 0, prompt phrase-answer" in printed
    )
    assert "| right | 1.000 | 1.000 |" in printed
    assert "| statements borne out | 1.000 | 1.000 |" in printed
    assert "9 answers put to it, 2 worded anew, 7 repeated word for word, 0% kept as they were." in printed
    assert lead.phrased.answer in page.replace("&quot;", '"')


def test_false_wordings_count_as_fallbacks_and_cost_nothing(desk: Desk) -> None:
    _, printed = desk.evaluate(FakeChat(["Sở Y tế chủ trì [1]."]), llm=True)

    assert "| right | 1.000 | 1.000 |" in printed
    assert (
        "9 answers put to it, 0 worded anew, 0 repeated word for word, 100% kept as they were (9 × other facts than the answer)."
        in printed
    )


def test_a_run_without_a_model_compares_nothing(desk: Desk) -> None:
    assert "worded anew" not in desk.evaluate()[1]
