from dataclasses import replace

from assistant.conversations.turns import Conversation, Problem, Turn, begin, drop_last, finish

DONE = Problem("xong")


def bare(turns: tuple[Turn, ...]) -> tuple[Turn, ...]:
    """Turns without their ids, which are random."""
    return tuple(replace(turn, id="") for turn in turns)


def test_history_is_the_questions_before_the_last() -> None:
    conversation = Conversation()
    for question in ("một", "hai", "ba"):
        conversation = finish(begin(conversation, question, (), ()), DONE)
    assert conversation.history == ("một", "hai")


def test_begin_cleans_the_question_and_keeps_the_scope() -> None:
    typed = "  so\u0302\u0301 ho\u0301a\n\u200b hồ sơ "
    begun = begin(Conversation(), typed, ["p1"], ["Kế hoạch 1"])
    assert bare(begun.turns) == (Turn("số hóa hồ sơ", ("p1",), ("Kế hoạch 1",)),)


def test_begin_replaces_the_last_turn_only_while_editing() -> None:
    turns = (Turn("một", outcome=DONE), Turn("hai", outcome=DONE))
    replaced = begin(Conversation(turns, editing=True), "hai bis", (), ()).turns
    assert bare(replaced) == (turns[0], Turn("hai bis"))
    assert bare(begin(Conversation(turns), "ba", (), ()).turns) == (*turns, Turn("ba"))


def test_every_turn_has_an_id_and_the_conversation_keeps_its_own() -> None:
    first = finish(begin(Conversation(), "một", (), ()), DONE)
    second = begin(first, "hai", (), ())
    assert first.id == second.id
    assert len({first.id, *(turn.id for turn in second.turns)}) == 3
    assert begin(Conversation(), "một", (), ()).id != first.id


def test_finish_settles_the_waiting_turn() -> None:
    waiting = begin(Conversation(), "một", (), ())
    assert waiting.waiting == waiting.turns[-1]
    settled = finish(waiting, DONE)
    assert bare(settled.turns) == (Turn("một", outcome=DONE),)
    assert settled.waiting is None
    assert drop_last(settled).turns == ()
