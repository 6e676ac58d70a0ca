"""What a language model's advice on refusals gains, on the same tasks, without a say in the gate."""

import json

import yaml

from evals.results import load_run
from tests.evals.conftest import Desk
from tests.fakes import FakeChat

FULL = "Thời hạn rà soát là khi nào?"
FOLLOW_UP = {
    "id": "follow-up-slang",
    "family": "ra-soat-slang",
    "split": "test",
    "kind": "follow_up",
    "typing": "plain",
    "answerable": True,
    "history": ["Ai chủ trì rà soát?"],
    "question": "bao giờ thì dứt điểm hết ráo việc đó?",
}


class Adviser(FakeChat):
    """Fills in every follow-up in the same way, and knows no other wordings."""

    def __init__(self) -> None:
        super().__init__([""])

    def reply(self, prompt: str, max_tokens: int, timeout_s: float | None = None) -> str:
        self.prompts.append(prompt)
        if "Câu hỏi đầy đủ:" in prompt:
            return FULL
        return json.dumps({"wordings": []}) if "wordings" in prompt else "Được."


def test_follow_ups_that_were_refused_count_with_and_without(desk: Desk) -> None:
    (path,) = desk.tasks.glob("*.yaml")
    tasks = yaml.safe_load(path.read_text(encoding="utf-8"))
    known = next(task for task in tasks if task["id"] == "follow-up-1")
    tasks.append(FOLLOW_UP | {name: known[name] for name in ("facts", "evidence")})
    path.write_text(yaml.safe_dump(tasks, allow_unicode=True), encoding="utf-8")

    _, printed = desk.evaluate(Adviser(), llm=True, save=True)
    (saved,) = (desk.tasks / "results").glob("*.json")
    run = load_run(saved)
    case = next(case for case in run.cases if case.task.id == "follow-up-slang")

    assert case.abstained
    assert case.phrased is not None
    assert case.phrased.rewriting == "answered by it"
    assert [adviser.prompt for adviser in run.info.advisers] == ["rewrite-question 1", "expand-query 1"]
    assert "- follow-ups rewritten: 1 asked, 1 answered by it, 0% stayed as they were" in printed
    assert "- follow-ups right: 0.500 without, 1.000 with" in printed
    assert "- follow-up-slang: refused → right" in printed
