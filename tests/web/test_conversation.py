import pytest

from assistant.web import strings
from assistant.web.conversation import (
    MAX_QUESTION_CHARS,
    Conversation,
    Problem,
    Turn,
    begin,
    drop_last,
    find_problem,
    finish,
)

DONE = Problem("xong")


def test_history_is_the_questions_before_the_last() -> None:
    conversation = Conversation()
    for question in ("một", "hai", "ba"):
        conversation = finish(begin(conversation, question, (), ()), DONE)
    assert conversation.history == ("một", "hai")


def test_begin_cleans_the_question_and_keeps_the_scope() -> None:
    typed = "  so\u0302\u0301 ho\u0301a\n\u200b hồ sơ "
    assert begin(Conversation(), typed, ["p1"], ["Kế hoạch 1"]) == Conversation(
        (Turn("số hóa hồ sơ", ("p1",), ("Kế hoạch 1",)),)
    )


def test_begin_replaces_the_last_turn_only_while_editing() -> None:
    turns = (Turn("một", outcome=DONE), Turn("hai", outcome=DONE))
    assert begin(Conversation(turns, editing=True), "hai bis", (), ()).turns == (turns[0], Turn("hai bis"))
    assert begin(Conversation(turns), "ba", (), ()).turns == (*turns, Turn("ba"))


def test_finish_settles_the_waiting_turn() -> None:
    waiting = begin(Conversation(), "một", (), ())
    assert waiting.waiting == Turn("một")
    settled = finish(waiting, DONE)
    assert settled.turns == (Turn("một", outcome=DONE),)
    assert settled.waiting is None
    assert drop_last(settled) == Conversation()


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
