import pytest

from assistant.question.abbreviations import Abbreviations
from assistant.question.topic import topic_tokens


@pytest.mark.parametrize(
    ("text", "matter"),
    [
        ("ai là đơn vị làm việc số hóa hồ sơ?", "số hóa hồ sơ"),
        ("TTHC nội bộ", "thủ tục hành chính nội bộ"),
        ("xin hỏi về hội nghị", "hội nghị"),
        ("mục đích, yêu cầu", "mục đích yêu cầu"),
        ("chương trình làm việc", "chương trình"),
        ("số hóa cấp xã", "số hóa"),
        ("chuyển thành công ty cổ phần", "chuyển thành công ty cổ phần"),
        ("người đứng đầu tiếp nhận hồ sơ", "người đứng đầu tiếp nhận hồ sơ"),
        ("tỉnh nào đặt mức cao hơn", "mức"),
        ("cái đó thì sao ạ?", ""),
        ("?! …", ""),
        ("", ""),
    ],
)
def test_matter_is_what_is_left_without_asking_and_small_talk(text: str, matter: str) -> None:
    assert topic_tokens(text, [], Abbreviations()) == tuple(matter.split())


def test_ranges_that_ask_or_name_the_scope_are_dropped() -> None:
    text = "ai chủ trì số hóa ở Cà Mau"
    dropped = [(0, len("ai chủ trì")), (text.index("ở"), len(text))]
    assert topic_tokens(text, dropped, Abbreviations()) == ("số", "hóa")


def test_stop_words_may_stand_bare_only_in_a_bare_question() -> None:
    assert topic_tokens("la gi ho so", [], Abbreviations(), bare=True) == ("ho", "so")
    assert topic_tokens("la gi hồ sơ", [], Abbreviations()) == ("la", "gi", "hồ", "sơ")
