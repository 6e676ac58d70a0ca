import pytest

from assistant.conversations.turns import Conversation, begin
from assistant.web import strings
from assistant.web.typed import MAX_QUESTION_CHARS, find_problem


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ("", strings.EMPTY_QUESTION),
        (" \n\u200b ", strings.EMPTY_QUESTION),
        ("a" * MAX_QUESTION_CHARS, None),
        ("a" * 12_345, strings.TOO_LONG.format(length="12.345", limit="2.000")),
    ],
)
def test_what_cannot_be_asked_is_explained(typed: str, problem: str | None) -> None:
    assert find_problem(typed, Conversation()) == problem


def test_nothing_is_asked_while_a_question_waits() -> None:
    assert find_problem("hai", begin(Conversation(), "một", (), ())) == strings.STILL_SEARCHING
