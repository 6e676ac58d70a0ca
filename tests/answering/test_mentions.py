import pytest

from tests.written_plans import BEN_TRE, CA_MAU, LAO_CAI

from .conftest import Ask, places


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("Kế hoạch nào nói tới kho dữ liệu dùng chung?", [(BEN_TRE, "I/1")]),
        ("ke hoach nao noi toi kho du lieu dung chung", [(BEN_TRE, "I/1")]),
        ("tỉnh nào có nhắc đến cuộc thi trực tuyến vậy", [(LAO_CAI, "phu-luc/1-1")]),
        ("Trong kế hoạch Cà Mau có nhắc tới ngân sách tỉnh không?", [(CA_MAU, "III/2")]),
        ("Cuộc thi trực tuyến có được nhắc tới không?", [(LAO_CAI, "phu-luc/1-1")]),
        ("Vị trí việc làm được nêu ở nhiệm vụ nào?", [(LAO_CAI, "phu-luc/2")]),
        ("kế hoạch nào nói về TTHC cấp xã", [(CA_MAU, "phu-luc/II/3")]),
    ],
)
def test_the_places_that_print_the_words_are_quoted(
    ask: Ask, question: str, found: list[tuple[str, str]]
) -> None:
    answer = ask(question)
    assert not answer.abstained
    assert places(answer) == found
    assert "được nêu trong" in answer.text


def test_several_plans_are_told_apart_and_counted(ask: Ask) -> None:
    answer = ask("Những kế hoạch nào có nêu giải quyết đúng hạn?")
    assert places(answer) == [(CA_MAU, "II/1"), (LAO_CAI, "I/1")]
    assert answer.text.startswith("“giải quyết đúng hạn” được nêu trong 2 kế hoạch:")


def test_who_asks_whether_is_told_yes(ask: Ask) -> None:
    assert ask("Kế hoạch Cà Mau có đề cập đối thoại không?").text.startswith("Có. “đối thoại” được nêu")


def test_words_that_no_plan_prints_are_refused_by_name(ask: Ask) -> None:
    answer = ask("Kế hoạch nào nói về trí tuệ nhân tạo?")
    assert answer.abstained
    assert answer.text.startswith("Không thấy “trí tuệ nhân tạo” trong ")


def test_a_question_for_a_role_is_no_search_for_words(ask: Ask) -> None:
    answer = ask("ai chủ trì nhiệm vụ nêu trong kế hoạch về đối thoại với người dân?")
    assert "Sở Kế hoạch và Đầu tư" in answer.text
    assert "được nêu trong" not in answer.text
