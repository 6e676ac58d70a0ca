import pytest

from assistant.types import Answer
from evals.dataset.task import Kind
from evals.metrics.answer import AnswerScore, Outcome, score_answer
from evals.metrics.wording import Wording
from tests.evals.making import PLAN, make_answer, make_task

LEAD = make_task(facts=[["Sở Nội vụ"], ["Quý I/2024", "Quý 1/2024"]], forbidden=["Sở Tư pháp"])
COUNT = make_task(kind=Kind.COUNT, count=2, items=[f"{PLAN}#1", f"{PLAN}#2"])
LIST = make_task(kind=Kind.LIST, items=[f"{PLAN}#1", f"{PLAN}#2"])
UNANSWERABLE = make_task(kind=Kind.UNANSWERABLE, answerable=False, forbidden=["0270"])


@pytest.mark.parametrize(
    ("answer", "score"),
    [
        (make_answer("Sở Nội vụ, quý 1/2024 [1]."), AnswerScore(outcome=Outcome.RIGHT)),
        (
            make_answer("Sở Nội vụ [1]."),
            AnswerScore(outcome=Outcome.WRONG, missing=("Quý I/2024 | Quý 1/2024",)),
        ),
        (
            make_answer("Sở Nội vụ và Sở Tư pháp, Quý I/2024 [1]."),
            AnswerScore(outcome=Outcome.WRONG, forbidden=("Sở Tư pháp",)),
        ),
        (
            make_answer("Không phải Sở Tư pháp. Sở Nội vụ, Quý I/2024 [1]."),
            AnswerScore(outcome=Outcome.RIGHT),
        ),
        (
            make_answer("Không phải Sở Nội vụ. Quý I/2024 [1]."),
            AnswerScore(outcome=Outcome.WRONG, missing=("Sở Nội vụ",)),
        ),
        (
            make_answer("Chưa tìm thấy.", abstained=True),
            AnswerScore(outcome=Outcome.REFUSED, missing=("Sở Nội vụ", "Quý I/2024 | Quý 1/2024")),
        ),
    ],
)
def test_answer_is_right_with_all_facts_and_nothing_forbidden(answer: Answer, score: AnswerScore) -> None:
    assert score_answer(LEAD, answer, frozenset(), Wording()) == score


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        (make_answer("Chưa tìm thấy.", abstained=True), Outcome.RIGHT),
        (make_answer("Chưa tìm thấy, có thể là 0270.", abstained=True), Outcome.WRONG),
        (make_answer("Là Sở Nội vụ [1]."), Outcome.WRONG),
    ],
)
def test_unanswerable_is_right_only_if_refused(answer: Answer, outcome: Outcome) -> None:
    assert score_answer(UNANSWERABLE, answer, frozenset(), Wording()).outcome is outcome


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("Có 2 nhiệm vụ:", Outcome.RIGHT),
        ("Có 02 nhiệm vụ:\n1. A\n2. B", Outcome.RIGHT),
        ("Có 12 nhiệm vụ:", Outcome.WRONG),
        ("Có 1,2 nhiệm vụ:", Outcome.WRONG),
        ("Có 3 nhiệm vụ:\n1. A [1]\n2. B (Quý 2) [2]\n3. C [3]", Outcome.WRONG),
        ("Có 3 nhiệm vụ [1] [2] [3].", Outcome.WRONG),
    ],
)
def test_count_must_be_said(text: str, outcome: Outcome) -> None:
    assert score_answer(COUNT, make_answer(text), frozenset(), Wording()).outcome is outcome


@pytest.mark.parametrize(
    ("cited", "outcome"),
    [({f"{PLAN}#1", f"{PLAN}#2"}, Outcome.RIGHT), ({f"{PLAN}#1"}, Outcome.WRONG)],
)
def test_list_without_facts_must_cite_its_items(cited: set[str], outcome: Outcome) -> None:
    assert score_answer(LIST, make_answer("Gồm:"), frozenset(cited), Wording()).outcome is outcome


def test_task_without_facts_is_unscorable_unless_it_refuses_or_says_what_is_forbidden() -> None:
    task = make_task(forbidden=["Sở Y tế"])

    outcomes = [
        score_answer(task, answer, frozenset(), Wording()).outcome
        for answer in (
            make_answer("A [1]."),
            make_answer("Sở Y tế [1]."),
            make_answer("Không có.", abstained=True),
        )
    ]

    assert outcomes == [Outcome.UNSCORABLE, Outcome.WRONG, Outcome.REFUSED]
