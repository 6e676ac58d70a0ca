import pytest

from assistant.answering.refusal import refuse, refuse_province, refuse_year
from tests.written_plans import CA_MAU, LAO_CAI, PLAN_IDS

from .conftest import Ask, Read, is_real


def test_a_refusal_tells_what_was_searched_and_the_nearest_as_no_answer(read: Read) -> None:
    answer = refuse(read("ai chủ trì số hóa ảnh vệ tinh ở Cà Mau?"))
    assert answer.abstained
    assert answer.citations == ()
    (nearest,) = answer.nearest
    assert (nearest.plan_id, nearest.locator) == (CA_MAU, "phu-luc/II/3")
    assert is_real(nearest)
    assert nearest.label in answer.text
    assert "không phải câu trả lời" in answer.text
    assert "tỉnh Cà Mau" in answer.text
    assert answer.plan_ids == (CA_MAU,)
    assert "[" not in answer.text


def test_a_reason_takes_the_place_of_the_general_sentence(read: Read) -> None:
    assert refuse(read("thời tiết?"), "Vì lý do này.").text.startswith("Vì lý do này.")


def test_a_province_without_a_plan_is_named_beside_those_at_hand(read: Read) -> None:
    answer = refuse_province(read("ai chủ trì số hóa ở Hà Giang?"))
    assert answer.abstained
    assert answer.nearest == ()
    for name in ("tỉnh Hà Giang", "tỉnh Bến Tre", "tỉnh Cà Mau", "tỉnh Lào Cai"):
        assert name in answer.text


def test_a_year_without_a_plan_is_named_beside_those_at_hand(read: Read) -> None:
    answer = refuse_year(read("ai chủ trì số hóa hồ sơ ở Cà Mau năm 2030?"), 2030)
    assert answer.abstained
    assert "2030" in answer.text
    assert "2024" in answer.text


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("ai chủ trì số hóa hồ sơ cấp xã ở Hà Giang?", "Hà Giang"),
        ("ai chu tri so hoa ho so cap xa o tinh Ha Giang?", "Hà Giang"),
        ("ai chủ trì số hóa hồ sơ cấp xã ở Bạc Liêu?", "Bạc Liêu"),
        ("ai chủ trì số hóa hồ sơ cấp xã ở Lào Cai?", "Lào Cai"),
        ("ai chủ trì số hóa hồ sơ cấp xã ở Cà Mau năm 2030?", "2030"),
        ("quy trình nuôi tôm hùm xuất khẩu", ""),
        ("số điện thoại giám đốc Sở Nội vụ Cà Mau?", ""),
        ("theo bạn sở nào làm tốt nhất?", ""),
        ("giá vàng hôm nay bao nhiêu?", ""),
    ],
)
def test_what_no_plan_at_hand_answers_is_refused(ask: Ask, question: str, named: str) -> None:
    answer = ask(question)
    assert answer.abstained
    assert answer.citations == ()
    assert named in answer.text
    assert all(map(is_real, answer.nearest))


@pytest.mark.parametrize("question", ["ai chủ trì số hóa hồ sơ cấp xã?", "Sở Tư pháp chủ trì những việc gì?"])
def test_a_filter_that_leaves_the_answer_out_leads_to_a_refusal(ask: Ask, question: str) -> None:
    assert ask(question, plan_ids=[LAO_CAI]).abstained
    assert not ask(question, plan_ids=PLAN_IDS).abstained


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("ai chủ trì số hóa hồ sơ cấp xã hà giang?", "Hà Giang"),
        ("ai chủ trì số hóa hồ sơ cấp xã ở TP.HCM?", "Hồ Chí Minh"),
        ("ai chủ trì số hóa hồ sơ cấp xã ở Bạc Liêu và Cà Mau?", "Bạc Liêu"),
    ],
)
def test_a_province_without_a_plan_is_never_passed_over(ask: Ask, question: str, named: str) -> None:
    assert named in ask(question).text
