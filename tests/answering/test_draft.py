import pytest

from assistant.answering.draft import Draft, join_names
from assistant.types import Citation, Span


def cite(locator: str) -> Citation:
    return Citation("p", locator, f"Mục {locator}", "trích", (Span(0, 5),), f"Kế hoạch; mục {locator}")


A, B = cite("a"), cite("b")


def test_marks_stand_before_the_closing_mark_and_count_citations_by_first_use() -> None:
    draft = Draft()
    draft.say("Một.", B)
    draft.say("Hai:", A, B)
    draft.say("Ba.")
    assert draft.render() == "Một [1]. Hai [2] [1]: Ba."
    assert draft.citations() == (B, A)


def test_bullets_stand_on_lines_of_their_own() -> None:
    draft = Draft()
    draft.say("Như sau:")
    draft.say("việc một", A, bullet=True, prefix="1. ")
    draft.say("- việc hai", B, bullet=True)
    draft.say("Hết.")
    draft.say("Thật.")
    assert draft.render() == "Như sau:\n1. việc một [1]\n- việc hai [2]\nHết. Thật."


def test_a_sentence_that_cites_a_place_twice_has_one_mark() -> None:
    draft = Draft()
    draft.say("Một.", A, A)
    assert draft.render() == "Một [1]."


def test_an_empty_draft_is_empty() -> None:
    assert (Draft().render(), Draft().citations()) == ("", ())


def test_brackets_of_the_plan_are_not_taken_for_marks() -> None:
    draft = Draft()
    draft.say("Kế hoạch nêu “theo Nghị quyết[2]”.", A)
    assert "[2]" not in draft.render()


@pytest.mark.parametrize(
    ("names", "joined"),
    [([], ""), (["a"], "a"), (["a", "b"], "a và b"), (["a", "b", "c"], "a, b và c")],
)
def test_names_are_enumerated_in_vietnamese(names: list[str], joined: str) -> None:
    assert join_names(iter(names)) == joined
