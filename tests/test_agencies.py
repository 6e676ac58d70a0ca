"""Agencies as people and plans write them."""

import json
from pathlib import Path

import pytest

from assistant.agencies import Agency, find_agencies, now_called, of_any_province, same_agency
from assistant.types import Level

GOLD = Path(__file__).parents[1] / "evals" / "gold" / "records"
ROLES = ("lead", "coordinate", "implementer", "monitor", "approver")


def names(text: str, *, broad: bool = False) -> list[str]:
    return [mention.agency.name for mention in find_agencies(text, broad=broad)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Sở Nội vụ", ["Sở Nội vụ"]),
        ("so noi vu", ["Sở Nội vụ"]),
        ("SNV, STC, STP", ["Sở Nội vụ", "Sở Tài chính", "Sở Tư pháp"]),
        ("Sở TTTT; Sở KHĐT", ["Sở Thông tin và Truyền thông", "Sở Kế hoạch và Đầu tư"]),
        ("Sở TT&TT, Sở KH&CN", ["Sở Thông tin và Truyền thông", "Sở Khoa học và Công nghệ"]),
        ("STNMT", ["Sở Tài nguyên và Môi trường"]),
        ("Sở Giáo dục, Sở Khoa học", ["Sở Giáo dục và Đào tạo", "Sở Khoa học và Công nghệ"]),
        ("Báo Ấp Bắc và Đài Tiền Giang", ["Báo Ấp Bắc", "Đài Phát thanh và Truyền hình tỉnh"]),
        ("Báo Ấp Bắc được giao gì", ["Báo Ấp Bắc"]),
        ("báo tỉnh", ["Báo tỉnh"]),
        ("Báo cáo CCHC", []),
        ("Sở Thông tin Truyền thông", ["Sở Thông tin và Truyền thông"]),
        ("Sở Văn hoá, Thể thao và Du lịch", ["Sở Văn hóa, Thể thao và Du lịch"]),
        ("Sở Lao động - Thương binh và Xã hội", ["Sở Lao động - Thương binh và Xã hội"]),
        ("Sở LĐTBXH", ["Sở Lao động - Thương binh và Xã hội"]),
        (
            "các Sở: Tư pháp, Tài chính, Sở TTTT, Sở KHĐT; UBND cấp huyện",
            ["Sở Tư pháp", "Sở Tài chính", "Sở Thông tin và Truyền thông", "Sở Kế hoạch và Đầu tư", "UBND cấp huyện"],
        ),
        ("các sở Nội vụ và Tài chính", ["Sở Nội vụ", "Sở Tài chính"]),
        ("Văn phòng UBND tỉnh", ["Văn phòng Ủy ban nhân dân tỉnh"]),
        ("Kho bạc nhà nước Tiền Giang", ["Kho bạc Nhà nước"]),
        ("Đài PT&TH Bình Định", ["Đài Phát thanh và Truyền hình tỉnh"]),
        ("Ngân hàng Chính sách xã hội chi nhánh Vĩnh Long", ["Ngân hàng Chính sách xã hội"]),
        ("Ban QLKKT tỉnh", ["Ban Quản lý Khu kinh tế tỉnh"]),
        ("Cơ quan thường trực BCĐ CCHC tỉnh", ["Cơ quan thường trực Ban Chỉ đạo CCHC"]),
        ("Ban Chỉ đạo Cải cách hành chính của tỉnh", ["Ban Chỉ đạo CCHC tỉnh"]),
        ("Sở, ban, ngành; UBND cấp huyện và cấp xã", ["Các sở, ban, ngành", "UBND cấp huyện", "UBND cấp xã"]),
        ("Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh", ["Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh"]),
        ("VTV, VOV, TTXVN", ["Đài Truyền hình Việt Nam", "Đài Tiếng nói Việt Nam", "Thông tấn xã Việt Nam"]),
        ("", []),
    ],
)  # fmt: skip
def test_agencies_by_name(text: str, expected: list[str]) -> None:
    assert names(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "các cơ sở y tế công lập",
        "hồ sơ tài chính",
        "số xây dựng được duyệt",
        "trụ sở công an",
        "phát triển văn hóa, xã hội",
        "báo cáo kết quả",
        "UBND tỉnh giao",
        "các cơ quan, đơn vị có liên quan",
        "Bộ Nội vụ thẩm định",
    ],
)
def test_words_that_name_no_agency_in_a_question(text: str) -> None:
    assert names(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("UBND tỉnh", ["Ủy ban nhân dân tỉnh"]),
        ("Chủ tịch Ủy ban nhân dân tỉnh Tiền Giang", ["Chủ tịch Ủy ban nhân dân tỉnh"]),
        ("HĐND tỉnh, HĐND cấp huyện", ["Hội đồng nhân dân tỉnh", "HĐND cấp huyện"]),
        ("Báo Bình Định, Báo Ấp Bắc", ["Báo Bình Định", "Báo Ấp Bắc"]),
        ("Bộ Nội vụ, Bộ Công an", ["Bộ Nội vụ", "Bộ Công an"]),
        ("cán bộ tư pháp", []),
        ("Các tỉnh, thành phố trực thuộc TW", ["Các tỉnh, thành phố"]),
        ("Các bộ, ngành, địa phương", ["Các bộ, ngành", "Địa phương"]),
        ("Đơn vị SNCL", ["Các đơn vị sự nghiệp công lập"]),
        ("VP HĐND - UBND cấp huyện", ["Văn phòng HĐND và UBND cấp huyện"]),
        ("Ban Chỉ đạo chuyển đổi số tỉnh", ["Ban Chỉ đạo chuyển đổi số tỉnh"]),
        ("Các cơ quan, đơn vị có liên quan", ["Các cơ quan, đơn vị"]),
        (
            "Cơ quan chuyên môn thuộc UBND cấp tỉnh, cấp huyện",
            ["Các cơ quan chuyên môn thuộc UBND tỉnh", "Các cơ quan chuyên môn thuộc UBND cấp huyện"],
        ),
    ],
)
def test_cells_name_more_than_questions(text: str, expected: list[str]) -> None:
    assert names(text, broad=True) == expected


@pytest.mark.parametrize("path", sorted(GOLD.glob("*.jsonl")), ids=lambda path: path.stem)
def test_every_agency_cell_of_the_five_plans_names_an_agency(path: Path) -> None:
    cells = {
        cell
        for line in path.read_text(encoding="utf-8").splitlines()
        for key, cell in json.loads(line)["cells"].items()
        if key in ROLES and cell.strip("- ")
    }
    assert [cell for cell in sorted(cells) if not find_agencies(cell, broad=True)] == []


def test_the_newspaper_of_any_province_is_that_of_each() -> None:
    asked = of_any_province(Agency("Báo Ấp Bắc", Level.PROVINCE))
    assert same_agency(asked, Agency("Báo Quảng Trị", Level.PROVINCE))
    assert not same_agency(Agency("Báo Ấp Bắc", Level.PROVINCE), Agency("Báo Quảng Trị", Level.PROVINCE))
    assert of_any_province(Agency("Sở Nội vụ", Level.PROVINCE)).name == "Sở Nội vụ"


def test_level_successor_and_class() -> None:
    found = [
        mention.agency
        for mention in find_agencies(
            "Sở TTTT; các sở, ngành; UBND cấp huyện; UBND cấp xã; UBND các cấp", broad=True
        )
    ]
    assert found == [
        Agency("Sở Thông tin và Truyền thông", Level.PROVINCE, successor="Sở Khoa học và Công nghệ"),
        Agency("Các sở, ban, ngành", Level.PROVINCE, collective=True),
        Agency("UBND cấp huyện", Level.DISTRICT, collective=True),
        Agency("UBND cấp xã", Level.COMMUNE, collective=True),
        Agency("UBND các cấp", None, collective=True),
    ]


def test_positions_hold_in_spite_of_letters_that_fold_to_several() -> None:
    text = "İ ﬁ\u00a0– Sở\u00a0Nội vụ và Sở  Y tế"
    assert [text[m.start : m.end] for m in find_agencies(text)] == ["Sở\u00a0Nội vụ", "Sở  Y tế"]


def test_old_and_new_names_are_the_same_agency() -> None:
    [old] = find_agencies("Sở Kế hoạch và Đầu tư")
    [new] = find_agencies("Sở Tài chính")
    assert same_agency(new.agency, old.agency)
    assert not same_agency(old.agency, new.agency)
    assert now_called([old, new, old]) == [("Sở Kế hoạch và Đầu tư", "Sở Tài chính")]
