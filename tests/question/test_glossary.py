import pytest

from assistant.question.glossary import is_english, to_official


@pytest.mark.parametrize(
    ("text", "official"),
    [
        ("scan hồ sơ", "số hóa hồ sơ"),
        ("họp online với bà con", "họp trực tuyến với người dân"),
        ("trang web của tỉnh", "trang thông tin điện tử của tỉnh"),
        ("App của tỉnh", "phần mềm của tỉnh"),
        ("số hóa hồ sơ", "số hóa hồ sơ"),
        ("đám mây", "điện toán đám mây"),
        ("điện toán đám mây", "điện toán đám mây"),
        ("sáp nhập xã", "sắp xếp đơn vị hành chính cấp xã"),
        ("happy appendix", "happy appendix"),
        ("", ""),
    ],
)
def test_spoken_words_become_those_of_plans(text: str, official: str) -> None:
    assert to_official(text) == official


def test_english_terms_are_translated_in_an_english_question() -> None:
    translated = to_official(
        "Who is responsible for the digitization of records of the Department of Justice?"
    )
    for term in ("số hóa", "hồ sơ", "Sở Tư pháp"):
        assert term in translated


def test_an_english_word_in_a_vietnamese_question_is_left_alone() -> None:
    assert to_official("nâng PAR Index training cán bộ") == "nâng PAR Index training cán bộ"


@pytest.mark.parametrize(
    ("text", "english"),
    [
        ("Who is responsible for the contest in Lào Cai?", True),
        ("what are the tasks of Sở Nội vụ?", True),
        ("deadline for legal document review in Lao Cai", True),
        ("ke hoach ra soat van ban in Lao Cai", False),
        ("ai chủ trì số hóa hồ sơ?", False),
        ("deadline nhiệm vụ 3", False),
        ("", False),
    ],
)
def test_english_is_told_by_its_function_words(text: str, english: bool) -> None:
    assert is_english(text) is english


def test_official_words_that_fold_to_spoken_ones_stay() -> None:
    assert to_official("hỗ trợ chuyển đổi số doanh nghiệp") == "hỗ trợ chuyển đổi số doanh nghiệp"
    assert to_official("trò chuyện với người dân") == "đối thoại với người dân"
