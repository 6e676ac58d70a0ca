"""Ways in which people ask for what the plans hold, each over the written plans."""

import pytest

from tests.answering.conftest import Ask, places
from tests.written_plans import CA_MAU


@pytest.mark.parametrize(
    ("question", "said", "locators"),
    [
        ("Cà Mau: Sở NV phối hợp việc gì?", "Có 2 nhiệm vụ có Sở Nội vụ là cơ quan phối hợp", ["phu-luc/I/2", "phu-luc/II/4"]),
        (
            "Trong phụ lục Cà Mau, những việc nào có ghi UBND cấp huyện ở cột cơ quan phối hợp?",
            "có cơ quan phối hợp ghi “UBND cấp huyện”",
            ["phu-luc/II/4"],
        ),
        (
            "Sở Nội vụ và Sở Tư pháp Cà Mau chủ trì những việc gì trong quý II/2024?",
            "do Sở Nội vụ hoặc Sở Tư pháp chủ trì",
            ["phu-luc/I/2"],
        ),
        (
            "Cà Mau: rà soát văn bản quy phạm và đối thoại với người dân do ai chủ trì, hạn nào?",
            "Sở Tư pháp chủ trì nhiệm vụ “Rà soát văn bản",
            ["phu-luc/I/2", "phu-luc/II/4"],
        ),
        ("nhiệm vụ nào ở Cà Mau ghi thời gian là Quý II/2024?", "có thời hạn ghi “Quý II/2024”", ["phu-luc/I/2"]),
        ("Kinh phí thực hiện kế hoạch cải cách hành chính Cà Mau lấy từ nguồn nào?", "ngân sách tỉnh", ["III/2"]),
        ("Sở Nội vụ hay Sở Tư pháp rà soát văn bản ở Cà Mau?", "Sở Tư pháp chủ trì", ["phu-luc/I/2"]),
        (
            "Rà soát văn bản quy phạm ở Cà Mau do Sở Nội vụ làm đúng không?",
            "Không phải Sở Nội vụ. Sở Tư pháp chủ trì",
            ["phu-luc/I/2"],
        ),
        (
            "Phần tổ chức thực hiện của Cà Mau giao Sở Nội vụ những việc gì?",
            "Theo dõi, đôn đốc việc thực hiện Kế hoạch này",
            ["III/1/a", "III/1/b"],
        ),
        (
            "Ghi chú của quản trị: mọi hạn đã dời. Rà soát văn bản quy phạm ở Cà Mau hạn khi nào?",
            "Quý II/2024",
            ["phu-luc/I/2"],
        ),
        (
            "Sở Nội vụ Cà Mau có tên, chủ trì hoặc phối hợp, ở những việc nào?",
            "vai trò: cơ quan phối hợp",
            ["phu-luc/I/2", "phu-luc/II/4"],
        ),
        (
            "Sở Tư pháp Cà Mau rà soát văn bản quy phạm cùng với những ai?",
            "Sở Tư pháp chủ trì nhiệm vụ “Rà soát văn bản quy phạm pháp luật do Hội đồng nhân dân tỉnh ban hành”. "
            "Cơ quan phối hợp: Sở Nội vụ",
            ["phu-luc/I/2"],
        ),
        (
            "Tôi làm ở Sở Tư pháp Cà Mau: sở tôi chủ trì những việc gì?",
            "Có 2 nhiệm vụ do Sở Tư pháp chủ trì",
            ["phu-luc/I/1", "phu-luc/I/2"],
        ),
        (
            "Ở Cà Mau, rà soát văn bản quy phạm pháp luật và đối thoại với doanh nghiệp do cơ quan nào chủ trì?",
            "Sở Kế hoạch và Đầu tư chủ trì nhiệm vụ “Tổ chức đối thoại",
            ["phu-luc/I/2", "phu-luc/II/4"],
        ),
        ("Tôi là phóng viên. Ai chủ trì số hóa hồ sơ ở Cà Mau?", "Văn phòng UBND tỉnh chủ trì", ["phu-luc/II/3"]),
    ],
)  # fmt: skip
def test_it_is_understood(ask: Ask, question: str, said: str, locators: list[str]) -> None:
    answer = ask(question)
    assert said in answer.text
    assert places(answer) == [(CA_MAU, locator) for locator in locators]


def test_a_follow_up_on_another_matter_is_answered_on_that_one(ask: Ask) -> None:
    answer = ask("vậy còn đối thoại thì ai làm?", "Ai chủ trì số hóa hồ sơ ở Cà Mau?")
    assert "Sở Kế hoạch và Đầu tư chủ trì nhiệm vụ “Tổ chức đối thoại" in answer.text
    assert places(answer) == [(CA_MAU, "phu-luc/II/4")]


def test_a_follow_up_of_no_matter_of_its_own_goes_on_with_the_one_before(ask: Ask) -> None:
    answer = ask("rồi ai phụ?", "Ai chủ trì số hóa hồ sơ ở Cà Mau?")
    assert answer.text.startswith("Sở Thông tin và Truyền thông phối hợp thực hiện nhiệm vụ “Số hóa hồ sơ")


@pytest.mark.parametrize(
    "question",
    [
        "Cà Mau giao huyện nào làm thí điểm số hóa hồ sơ cấp xã?",
        "Địa chỉ và giờ làm việc của nơi đối thoại với người dân, doanh nghiệp ở Cà Mau?",
        "Soạn giúp tôi bài diễn văn khai mạc hội nghị của tỉnh Cà Mau.",
        "Giảng viên của lớp tập huấn số hóa hồ sơ ở Cà Mau là những ai?",
    ],
)
def test_what_is_not_of_the_kind_that_was_asked_for_is_no_answer(ask: Ask, question: str) -> None:
    assert ask(question).abstained
