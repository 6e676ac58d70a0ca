import pytest

from assistant.answering.figures import (
    asks_money,
    asks_number,
    asks_share,
    counts_asked_unit,
    holds_asked_unit,
    holds_money,
    holds_quantity,
    keeps_modifiers,
)


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


@pytest.mark.parametrize(
    ("question", "text", "held"),
    [
        ("lề trái bao nhiêu mm?", "cỡ chữ 12, kiểu chữ nghiêng", False),
        ("lề trái bao nhiêu mm?", "lề trái 30 mm", True),
        ("có bao nhiêu điểm úng ngập?", "tồn tại 71 điểm úng ngập", True),
        ("giảm bao nhiêu biên chế?", "giảm 88 chỉ tiêu biên chế công chức", True),
        ("tỷ lệ là bao nhiêu?", "đạt 90%", True),
    ],
)
def test_a_figure_is_in_the_unit_that_is_asked_for(question: str, text: str, held: bool) -> None:
    assert holds_asked_unit(question, text) is held


@pytest.mark.parametrize(
    ("question", "text", "kept"),
    [
        ("tỷ lệ hồ sơ đúng hạn?", "50% hồ sơ giải quyết trực tuyến", False),
        ("tỷ lệ hồ sơ đúng hạn?", "98% số hồ sơ được giải quyết đúng hạn", True),
        ("tỷ lệ hồ sơ trực tuyến?", "50% hồ sơ giải quyết trực tuyến", True),
    ],
)
def test_a_figure_is_of_what_the_question_says(question: str, text: str, kept: bool) -> None:
    assert keeps_modifiers(question, text) is kept


def test_the_number_of_a_thing_is_no_quantity() -> None:
    assert not holds_quantity("các trạm bơm Đồng Bông 1, Đồng Bông 2")


@pytest.mark.parametrize(
    ("question", "number"),
    [
        ("hạ tầng điện toán đám mây để làm gì?", False),  # a cloud is not "mấy"
        ("nhắm vào mấy lĩnh vực nào?", False),  # "mấy" is "những" here
        ("tăng tỷ lệ đóng góp vào đâu?", False),
        ("tới năm nào phải có 85% người dân dùng?", False),  # the share is given
        ("an toàn thông tin cấp độ mấy?", True),
        ("tỷ lệ hồ sơ đúng hạn?", True),
        ("đạt mấy phần trăm?", True),
    ],
)
def test_what_only_looks_like_a_figure_is_not_asked_for(question: str, number: bool) -> None:
    assert asks_number(question) is number


def test_a_level_behind_small_letters_is_a_quantity() -> None:
    assert holds_quantity("bảo đảm an toàn thông tin cấp độ 3")
    assert not holds_quantity("khu Đồng Bông 1")
    assert holds_quantity("200 doanh nghiệp được hỗ trợ")


@pytest.mark.parametrize(
    ("cells", "counts"),
    [
        (["Thu hút thêm doanh nghiệp công nghệ", "≥ 3"], True),
        (["Tổ chức được xếp hạng; doanh nghiệp", "40 - 50"], True),
        (["Thu hút thêm doanh nghiệp công nghệ", "Quý III/2025"], False),
        (["Thu hút thêm tổ chức", "≥ 3"], False),
    ],
)
def test_a_row_counts_what_it_names_in_another_cell(cells: list[str], counts: bool) -> None:
    assert counts_asked_unit("thu hút thêm bao nhiêu doanh nghiệp?", cells) is counts
