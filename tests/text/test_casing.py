"""A heading in capitals goes on inside a sentence without shouting."""

import pytest

from assistant.text.casing import in_sentence_case


@pytest.mark.parametrize(
    ("printed", "inside"),
    [
        ("CÁC CHỈ TIÊU CHỦ YẾU", "Các chỉ tiêu chủ yếu"),
        ("CẢI CÁCH TTHC, VBQPPL VÀ UBND", "Cải cách TTHC, VBQPPL và UBND"),
        ("NGHIỆP VỤ, QUYỀN HẠN", "Nghiệp vụ, quyền hạn"),
        ("KẾ HOẠCH CỦA TỈNH VĨNH LONG", "KẾ HOẠCH CỦA TỈNH VĨNH LONG"),
        ("Cải cách thể chế", "Cải cách thể chế"),
    ],
)
def test_capitals_become_a_sentence_and_abbreviations_and_places_stay(printed: str, inside: str) -> None:
    assert in_sentence_case(printed) == inside
