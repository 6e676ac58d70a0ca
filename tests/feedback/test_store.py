from dataclasses import replace
from pathlib import Path

import pytest

from assistant.conversations.turns import Reply
from assistant.feedback.store import Feedback, FeedbackFile, Rated, Reason
from assistant.feedback.words import REASONS, describe
from assistant.web.sources import look_up
from tests.web.fakes import ANSWERED, REFUSED, FakeBackend

REPLY = Reply(ANSWERED, look_up(FakeBackend(), ANSWERED.citations, ANSWERED.text))
WRONG = Rated(
    "luot-1", "ai chủ trì?", ("câu trước",), REPLY, False, Reason.AGENCY, "phải là Sở Tư pháp", "lan"
)
RIGHT = Rated("luot-2", "kinh phí?", (), Reply(REFUSED), True)


@pytest.fixture
def feedback(tmp_path: Path) -> FeedbackFile:
    times = iter(range(1_800_000_000, 1_800_001_000))
    return FeedbackFile(tmp_path / "feedback.sqlite", lambda: next(times))


def test_feedback_is_kept_with_question_history_answer_and_citations(feedback: FeedbackFile) -> None:
    assert feedback.all() == ()
    feedback.put(WRONG)
    feedback.put(RIGHT)
    first = Feedback(1, 1_800_000_000, WRONG, handled=False)
    second = Feedback(2, 1_800_000_001, RIGHT, handled=False)
    assert feedback.all() == (second, first)
    assert feedback.all(since=1_800_000_001) == (second,)
    assert (feedback.find(1), feedback.find(3)) == (first, None)
    assert feedback.ratings(["luot-1", "luot-2", "luot-3"]) == {"luot-1": False, "luot-2": True}


def test_a_second_thought_takes_the_place_of_the_first(feedback: FeedbackFile) -> None:
    feedback.put(WRONG)
    feedback.set_handled(1, True)
    better = replace(WRONG, helpful=True, reason=Reason.NONE, comment="")
    feedback.put(better)
    assert feedback.all() == (Feedback(2, 1_800_000_001, better, handled=False),)


def test_feedback_is_handled_loses_its_name_and_is_deleted(feedback: FeedbackFile) -> None:
    feedback.forget_name("lan")
    feedback.put(WRONG)
    feedback.set_handled(1, True)
    feedback.forget_name("lan")
    assert feedback.all() == (Feedback(1, 1_800_000_000, replace(WRONG, name=""), handled=True),)
    feedback.delete(1)
    assert feedback.all() == ()


def test_every_reason_has_its_words(feedback: FeedbackFile) -> None:
    assert set(REASONS) == set(Reason) - {Reason.NONE}
    assert describe(WRONG) == "Chưa đúng: Sai cơ quan – phải là Sở Tư pháp"
    assert describe(RIGHT) == "Đúng"
