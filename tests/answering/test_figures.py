import pytest

from assistant.answering.figures import asks_money, asks_number, asks_share, holds_money, holds_quantity


@pytest.mark.parametrize(
    ("question", "money"),
    [
        ("hết bao nhiêu tiền?", True),
        ("tổng kinh phí là bao nhiêu?", True),
        ("bao nhieu trieu dong", True),
        ("kinh phí lấy từ đâu?", False),
        ("bao nhiêu nhiệm vụ?", False),
    ],
)
def test_a_question_for_an_amount_is_known(question: str, money: bool) -> None:
    assert asks_money(question) is money


@pytest.mark.parametrize(
    ("question", "number", "share"),
    [
        ("tỷ lệ đúng hạn là bao nhiêu?", True, True),
        ("đạt bao nhiêu phần trăm?", True, True),
        ("mấy cuộc đối thoại?", True, False),
        ("bao nhieu nhiem vu", True, False),
        ("ai chủ trì?", False, False),
    ],
)
def test_a_question_for_a_number_or_a_share_is_known(question: str, number: bool, share: bool) -> None:
    assert (asks_number(question), asks_share(question)) == (number, share)


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("Mức chi 500.000 đồng mỗi người", True),
        ("khoảng 2,5 tỷ đồng", True),
        ("20 triệu đồng", True),
        ("trong 20 ngày", False),
        ("ngân sách tỉnh bảo đảm", False),
    ],
)
def test_an_amount_of_money_is_known(text: str, holds: bool) -> None:
    assert holds_money(text) is holds


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("Phấn đấu 80% hồ sơ", True),
        pytest.param(
            "tổ chức từ 2-3 cuộc đối thoại",
            True,
        ),
        ("giảm 10 đầu mối", True),
        ("trước ngày 31/01/2024", False),
        ("giai đoạn 2021 - 2030", False),
        ("theo Quyết định số 12/QĐ-UBND", False),
        ("khoản 2 Điều 5", False),
        ("1. Tăng cường kiểm tra", False),
        ("năm 2024", False),
    ],
)
def test_dates_and_numbers_of_documents_are_no_quantities(text: str, holds: bool) -> None:
    assert holds_quantity(text) is holds
