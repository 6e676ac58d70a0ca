from tests.written_plans import CA_MAU

from .conftest import Ask, places


def test_suggestions_are_questions_that_the_same_row_answers(ask: Ask) -> None:
    answer = ask("ai chủ trì số hóa hồ sơ cấp xã ở Cà Mau?")
    assert 1 <= len(answer.suggestions) <= 3
    for question in answer.suggestions:
        assert question.endswith("?")
        assert "Cà Mau" in question
        assert places(ask(question)) == [(CA_MAU, "phu-luc/II/3")]


def test_what_was_just_answered_is_not_suggested(ask: Ask) -> None:
    for question in ask("ai chủ trì số hóa hồ sơ cấp xã ở Cà Mau?").suggestions:
        assert "chủ trì" not in question.split("“")[0]


def test_paragraphs_and_refusals_suggest_nothing(ask: Ask) -> None:
    assert ask("mục đích của kế hoạch Cà Mau là gì?").suggestions == ()
    assert ask("giá vàng hôm nay bao nhiêu?").suggestions == ()
