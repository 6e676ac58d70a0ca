import pytest

from assistant.question.introduction import as_introduced, split_introduction


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Tôi là phóng viên. Ai chủ trì số hóa hồ sơ cấp xã?", "Ai chủ trì số hóa hồ sơ cấp xã?"),
        ("Đoàn chúng tôi cần xác định trách nhiệm. Ai số hóa hồ sơ?", "Ai số hóa hồ sơ?"),
        ("Em đang làm báo cáo cho sếp, hỏi nhanh là ai số hóa hồ sơ?", "ai số hóa hồ sơ?"),
        ("Anh kế toán bên em hỏi ai số hóa hồ sơ?", "ai số hóa hồ sơ?"),
    ],
)
def test_who_asks_is_left_out(text: str, left: str) -> None:
    assert split_introduction(text, str.split)[1] == left


@pytest.mark.parametrize(
    "text",
    [
        "Ai chủ trì số hóa hồ sơ. Hạn khi nào?",
        "Tôi cần biết ai chủ trì. Hạn khi nào?",
        "Tôi soạn báo cáo tổng kết Nghị quyết 01. Phối hợp?",
        "Kế hoạch 2024. Số hóa hồ sơ ở xã?",
    ],
)
def test_what_asks_or_holds_the_matter_stays(text: str) -> None:
    assert split_introduction(text, lambda rest: rest.split()[1:]) == ("", text)


@pytest.mark.parametrize(
    ("text", "place", "agency", "question"),
    [
        ("sở tôi chủ trì việc gì?", "Cà Mau", "Sở Tư pháp", "Cà Mau: Sở Tư pháp chủ trì việc gì?"),
        ("Ai số hóa hồ sơ?", "", "Sở Tư pháp", "Ai số hóa hồ sơ?"),
        ("Sở chúng tôi phải làm gì?", "", "", "Sở chúng tôi phải làm gì?"),
    ],
)
def test_an_introduction_says_where_and_for_whom(text: str, place: str, agency: str, question: str) -> None:
    assert as_introduced(text, place, agency) == question
