import pytest

from assistant.reading.legacy_fonts import FontText, decode, decode_runs, font_encoding


@pytest.mark.parametrize(
    ("font", "encoding"),
    [
        (".VnTime", "tcvn3"),
        (".VnTimeH", "tcvn3-capitals"),
        (".VNARIALH", "tcvn3-capitals"),
        ("VNI-Times", "vni"),
        ("Times New Roman", "unicode"),
        (None, "unicode"),
    ],
)
def test_a_font_tells_its_encoding(font: str | None, encoding: str) -> None:
    assert font_encoding(font) == encoding


@pytest.mark.parametrize(
    ("text", "unicode"),
    [
        ("Céng hoµ x· héi chñ nghÜa ViÖt Nam", "Cộng hoà xã hội chủ nghĩa Việt Nam"),
        ("§éc lËp - Tù do - H¹nh phóc", "Độc lập - Tự do - Hạnh phúc"),
        ("Uû ban nh©n d©n, th\u00ad ký, n¨m, ®¬n vÞ", "Uỷ ban nhân dân, thư ký, năm, đơn vị"),
        ("QuyÕt ®Þnh sè 12/2003/Q§-TTg", "Quyết định số 12/2003/QĐ-TTg"),
    ],
)
def test_tcvn3(text: str, unicode: str) -> None:
    assert decode(text, "tcvn3") == unicode


@pytest.mark.parametrize(
    ("text", "unicode"),
    [
        ("Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam", "Cộng hòa xã hội chủ nghĩa Việt Nam"),
        ("Ñoäc laäp - Töï do - Haïnh phuùc", "Độc lập - Tự do - Hạnh phúc"),
        ("UÛY BAN NHAÂN DAÂN TÆNH", "ỦY BAN NHÂN DÂN TỈNH"),
        ("ñôn vò, naêm, thöïc hieän, nhieäm vuï, kyø hoïp", "đơn vị, năm, thực hiện, nhiệm vụ, kỳ họp"),
        ("ngöôøi, chöông trình, lôùp, thuûy lôïi, böôûi", "người, chương trình, lớp, thủy lợi, bưởi"),
    ],
)
def test_vni(text: str, unicode: str) -> None:
    assert decode(text, "vni") == unicode


def test_marks_split_from_their_letters_by_formatting_come_together() -> None:
    runs = [FontText("Co", "VNI-Times"), FontText("äng", "VNI-Helve"), FontText(" Cộng", "Arial")]
    assert decode_runs(runs) == "Cộng Cộng"


@pytest.mark.parametrize(
    ("text", "unicode"),
    [
        ("Céng hoµ x· héi chñ nghÜa ViÖt Nam", "Cộng hoà xã hội chủ nghĩa Việt Nam"),
        ("Coäng hoøa xaõ hoäi chuû nghóa", "Cộng hòa xã hội chủ nghĩa"),
        ("Công hoà «trích» § 5", "Công hoà «trích» § 5"),
        ("Cộng hòa xã hội µ¶·¸¹", "Cộng hòa xã hội µ¶·¸¹"),
        ("Société Générale, Besançon", "Société Générale, Besançon"),
    ],
)
def test_text_that_no_font_explains_is_decoded_only_when_sure(text: str, unicode: str) -> None:
    assert decode(text, "unicode") == unicode
