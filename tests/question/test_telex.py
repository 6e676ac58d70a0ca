import pytest

from assistant.question.telex import read_telex
from assistant.question.understanding import QuestionReader
from assistant.text.dictionary import vietnamese_syllables


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("thur tucj hanhf chinhs", "thủ tục hành chính"),
        ("ai chur trif soos hoas hoof sow", "ai chủ trì số hóa hồ sơ"),
        ("cais cachs", "cái cách"),
        ("Quyeets ddinhj", "Quyết định"),
        ("đuowcj duowcj thuwcj hieenj", "đuowcj dược thực hiện"),
        ("kees hoachj", "kế hoạch"),
        ("nawm 2024", "năm 2024"),
        ("voiws duocwj thuongwf", "với dược thường"),
        ("so hoa ho so", "so hoa ho so"),
        ("UBND TTHC", "UBND TTHC"),
        ("website app email", "website app email"),
        ("", ""),
    ],
)
def test_keys_that_make_a_syllable_are_read(typed: str, read: str) -> None:
    assert read_telex(typed, vietnamese_syllables()) == read


def test_a_question_typed_with_the_input_method_off_is_understood(reader: QuestionReader) -> None:
    question = reader.read("ai chur trif ddoois thoaij voiws doanh nghieepj ?")
    assert "đối thoại với doanh nghiệp" in question.text
