"""Exact lists, tasks asked for by what their row prints, and what no plan can tell."""

import pytest

from tests.answering.conftest import Ask, places
from tests.written_plans import CA_MAU


@pytest.mark.parametrize(
    ("question", "locators"),
    [
        ("Báo cáo kết quả rà soát ở Cà Mau là sản phẩm của nhiệm vụ nào?", ["phu-luc/I/2"]),
        ("bao cao ket qua ra soat o ca mau la san pham cua viec nao", ["phu-luc/I/2"]),
        ("Ở Cà Mau, thông báo kết luận là kết quả của việc nào, ai làm?", ["phu-luc/II/4"]),
    ],
)
def test_a_task_is_found_by_what_its_row_prints(ask: Ask, question: str, locators: list[str]) -> None:
    assert places(ask(question)) == [(CA_MAU, locator) for locator in locators]


@pytest.mark.parametrize(
    "question",
    [
        "huyện ở Cà Mau được ghi trong cột phối hợp ở những nhiệm vụ nào?",
        "Ở Cà Mau, việc nào ghi cấp huyện trong cơ quan phối hợp?",
    ],
)
def test_a_level_has_the_role_that_its_committee_has(ask: Ask, question: str) -> None:
    assert places(ask(question)) == [(CA_MAU, "phu-luc/II/4")]


@pytest.mark.parametrize(
    "question",
    [
        "Giải nhất cuộc thi trực tuyến tìm hiểu cải cách hành chính ở Lào Cai được thưởng bao nhiêu tiền?",
        "Ai đoạt giải cuộc thi trực tuyến tìm hiểu cải cách hành chính ở Lào Cai?",
        "Thực tế Cà Mau đạt bao nhiêu phần trăm hồ sơ số hóa?",
        "hôm nay giá lúa ở Cà Mau bao nhiêu một ký?",
        "Số hóa hồ sơ cấp xã ở Cà Mau tốn mấy tỷ?",
        "500 buổi ở Cà Mau là của nhiệm vụ nào?",
    ],
)
def test_what_no_plan_tells_is_refused(ask: Ask, question: str) -> None:
    assert ask(question).abstained


@pytest.mark.parametrize(
    ("question", "locators"),
    [
        ('Việc nào trong phụ lục Cà Mau có cột phối hợp chỉ ghi "Sở Nội vụ"?', ["phu-luc/I/2"]),
        ("viec nao o ca mau co cot phoi hop chi ghi la so noi vu", ["phu-luc/I/2"]),
        ("đếm giùm UBND cấp huyện đứng vai phối hợp ở mấy việc trong phụ lục Cà Mau", ["phu-luc/II/4"]),
    ],
)
def test_rows_are_told_by_the_whole_cell_or_the_part_of_a_class(
    ask: Ask, question: str, locators: list[str]
) -> None:
    assert places(ask(question)) == [(CA_MAU, locator) for locator in locators]


@pytest.mark.parametrize(
    "question",
    ["việc gì ở Cà Mau phải làm định kỳ 6 tháng một lần", "Ở Cà Mau cứ ba năm một lần phải làm việc gì?"],
)
def test_another_standing_time_is_not_the_asked_one(ask: Ask, question: str) -> None:
    assert "thường xuyên" not in ask(question).text
