import pytest

from assistant.question.abbreviations import ABBREVIATIONS, Abbreviations


@pytest.mark.parametrize(
    ("text", "expanded"),
    [
        ("TTHC cấp xã", "thủ tục hành chính cấp xã"),
        ("tthc cấp xã", "thủ tục hành chính cấp xã"),
        ("CBCCVC, TTHC.", "cán bộ công chức viên chức, thủ tục hành chính."),
        ("BCĐ CCHC tỉnh", "ban chỉ đạo cải cách hành chính tỉnh"),
        ("dtbd", "đào tạo bồi dưỡng"),
        ("KT-XH", "kinh tế xã hội"),
        ("không có chữ tắt", "không có chữ tắt"),
        ("", ""),
    ],
)
def test_short_forms_are_spelt_out(text: str, expanded: str) -> None:
    assert Abbreviations().expand(text) == expanded


@pytest.mark.parametrize(
    "text", ["12/KH-UBND", "Sở KH&CN", "Sở TT&TT", "2890/QĐ-UBND", "QĐ-TTg", "UBND-NC", "35-CT/TU"]
)
def test_document_symbols_stay_as_they_are(text: str) -> None:
    assert Abbreviations().expand(text) == text


@pytest.mark.parametrize("text", ["pa nào", "đa dạng", "TTHCs"])
def test_syllables_that_only_look_like_short_forms_stay(text: str) -> None:
    assert Abbreviations().expand(text) == text


def test_forms_that_a_plan_defines_are_known() -> None:
    assert Abbreviations([("ĐACT", "Đề án Cải tiến")]).expand("thực hiện ĐACT") == "thực hiện đề án cải tiến"


def test_the_curated_meaning_wins_over_that_of_a_plan() -> None:
    assert Abbreviations([("TTHC", "thông tin hỗ trợ chung")]).expand("TTHC") == ABBREVIATIONS["TTHC"]


@pytest.mark.parametrize(
    ("text", "expanded"),
    [("đv theo dõi", "đơn vị theo dõi"), ("cq nào hd", "cơ quan nào hướng dẫn"), ("mấy nv", "mấy nhiệm vụ")],
)
def test_forms_without_a_vowel_are_no_syllables_and_count_in_small_letters(text: str, expanded: str) -> None:
    assert Abbreviations().expand(text) == expanded
