import pytest

from evals.metrics.wording import Wording


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("do SỞ NỘI VỤ chủ trì", "Sở Nội vụ"),
        ("Hòa Bình", "Hoà  Bình"),
        ("Quý IV/2023", "quý IV - 2023"),
        ("trước ngày 16/01/2024.", "16 – 01 – 2024"),
        ("Sở KH&ĐT", "Sở Kế hoạch và Đầu tư"),
        ("Sở KHĐT", "Sở KH & ĐT"),
        ("VP UBND tỉnh", "Văn phòng Ủy ban nhân dân tỉnh"),
        ("giải quyết TTHC", "thủ tục hành chính"),
        ("đạt 80 %", "80%"),
        ("đạt 80%", "80 phần trăm"),
        ("Quyết định số 2890/QĐ-UBND", "2890/QĐ-UBND"),
        ("So\u0302\u0309 No\u0302\u0323i vu\u0323", "Sổ Nội vụ"),
    ],
)
def test_spellings_of_one_thing_are_the_same(text: str, part: str) -> None:
    assert Wording().contains(text, part)


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("1,5 triệu", "5 triệu"),
        ("10.1", "10"),
        ("105 nhiệm vụ", "5 nhiệm vụ"),
        ("80 nhiệm vụ", "80%"),
        ("Sở Nội vụ", "Sở Tư pháp"),
        ("Quý III", "Quý II"),
        ("bất kỳ", "…"),
    ],
)
def test_other_things_are_not(text: str, part: str) -> None:
    assert not Wording().contains(text, part)


def test_plans_add_their_abbreviations() -> None:
    wording = Wording([("XYZ", "xây dựng yên zân")])

    assert wording.contains("phòng XYZ", "Xây dựng yên zân")


def test_first_alternative_is_found() -> None:
    assert Wording().find_first("do Sở TTTT", ["Sở Y tế", "Sở Thông tin và Truyền thông"]) == (
        "Sở Thông tin và Truyền thông"
    )
    assert Wording().find_first("do Sở TTTT", ["Sở Y tế"]) is None
