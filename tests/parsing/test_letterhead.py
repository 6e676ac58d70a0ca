"""Who issues a document, of which province, when: from its head, never from what its body mentions."""

from datetime import date

import pytest

from assistant.parsing.letterhead import spell
from tests.parsing.documents import parse

MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc"
BODY = (
    "\n\nI. MỤC TIÊU\n\n1. Học tập kinh nghiệm của tỉnh Bắc Ninh, tỉnh Bắc Ninh và thành phố Hồ Chí Minh.\n"
)

HEADS = {
    "government, in one line with the motto": (
        "CHÍNH PHỦ CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n\nSố: 03/NQ-CP\n"
        "Hà Nội, ngày 09 tháng 01 năm 2025\n\nNGHỊ QUYẾT\n\nBan hành Chương trình hành động của Chính phủ thực hiện Nghị "
        "quyết số 57-NQ/TW ngày 22 tháng 12 năm 2024 của Bộ Chính trị",
        ("Nghị quyết", "03/NQ-CP", "Chính phủ", None, date(2025, 1, 9), (2025,)),
    ),
    "ministry, decided by the minister": (
        f"BỘ TƯ PHÁP\n\n{MOTTO}\n\nSố: 1129/QĐ-BTP\n\nHà Nội, ngày 04 tháng 7 năm 2024\n\nQUYẾT ĐỊNH\n"
        "BAN HÀNH KẾ HOẠCH KIỂM TRA CỦA BỘ TƯ PHÁP NĂM 2024\nBỘ TRƯỞNG BỘ TƯ PHÁP\n\nCăn cứ Luật số 80/2015/QH13;",
        ("Quyết định", "1129/QĐ-BTP", "Bộ trưởng Bộ Tư pháp", None, date(2024, 7, 4), (2024,)),
    ),
    "committee of a province, on two lines beside the motto": (
        "CHỦ TỊCH ỦY BAN NHÂN DÂN\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nTỈNH SƠN LA\tĐộc lập - Tự do - Hạnh phúc\n"
        "Số: 08/CT-UBND\tSơn La, ngày 27 tháng 5 năm 2024\n\nCHỈ THỊ\nVề phòng cháy, chữa cháy rừng",
        ("Chỉ thị", "08/CT-UBND", "Chủ tịch Ủy ban nhân dân tỉnh Sơn La", "Sơn La", date(2024, 5, 27), (2024,)),
    ),
    "department below its committee": (
        f"ỦY BAN NHÂN DÂN TỈNH CÀ MAU\nSỞ NỘI VỤ\n{MOTTO}\nSố: 5/KH-SNV\nCà Mau, ngày 3 tháng 2 năm 2025\n\n"
        "KẾ HOẠCH\nCông tác dân vận năm 2025",
        ("Kế hoạch", "5/KH-SNV", "Sở Nội vụ", "Cà Mau", date(2025, 2, 3), (2025,)),
    ),
    "commune": (
        f"ỦY BAN NHÂN DÂN XÃ TÂN HƯNG\n\n{MOTTO}\n\nSố: 45/KH-UBND\n\nTân Hưng, ngày 15 tháng 01 năm 2026\n\nKẾ HOẠCH\n\n"
        "Cải cách hành chính xã Tân Hưng, tỉnh Tây Ninh năm 2026",
        ("Kế hoạch", "45/KH-UBND", "Ủy ban nhân dân xã Tân Hưng", "Tây Ninh", date(2026, 1, 15), (2026,)),
    ),
    "council, with its term": (
        f"HỘI ĐỒNG NHÂN DÂN\nTỈNH LÀO CAI\nKHÓA XVI, KỲ HỌP THỨ 10\n{MOTTO}\nSố: 7/NQ-HĐND\n"
        "Lào Cai, ngày 9 tháng 7 năm 2024\n\nNGHỊ QUYẾT\nVề đầu tư công đến năm 2026\nHỘI ĐỒNG NHÂN DÂN TỈNH LÀO CAI\n"
        "Căn cứ Luật Đầu tư công;",
        (
            "Nghị quyết", "7/NQ-HĐND", "Hội đồng nhân dân tỉnh Lào Cai", "Lào Cai", date(2024, 7, 9), (2024, 2025, 2026),
        ),
    ),
    "committee of the Party": (
        "TỈNH ỦY ĐẮK LẮK\tĐẢNG CỘNG SẢN VIỆT NAM\n*\tBuôn Ma Thuột, ngày 14 tháng 3 năm 2025\nSố 12-CTr/TU\n\n"
        "CHƯƠNG TRÌNH HÀNH ĐỘNG\nthực hiện Nghị quyết số 59-NQ/TW",
        ("Chương trình hành động", "12-CTr/TU", "Tỉnh ủy Đắk Lắk", "Đắk Lắk", date(2025, 3, 14), (2025,)),
    ),
    "recognised from a scan": (
        "SAO Y; ỦY BAN NHÂN DÂN THÀNH PHÓ CÀN THƠ;\n\nỦY BAN NHÂN DÂN\n\nTHÀNH PHÓ CÀN THƠ\n\nSố: ⁷⁰ /KH-UBND\n\n"
        f"{MOTTO}\n\nCân Thơ, ngày 15_ tháng 9 năm 2025\n\nKẺ HOẠCH\n\nCông tác dân vận từ nay đến cuối năm 2025",
        ("Kế hoạch", "70/KH-UBND", "Ủy ban nhân dân thành phó càn thơ", "Cần Thơ", date(2025, 9, 15), (2025,)),
    ),
    "named in its first line": (
        "Nghị định của Chính phủ số 115/2003/NĐ-CP\nngày 10/10/2003 về chế độ công chức dự bị.\n\nChính phủ\n\nCăn cứ Luật;",
        ("Nghị định", "115/2003/NĐ-CP", "Chính phủ", None, date(2003, 10, 10), (2003,)),
    ),
    "an appendix alone": (
        "Phụ lục I\n\nTHỂ THỨC TRÌNH BÀY VĂN BẢN\n\n(Kèm theo Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ)",
        ("Phụ lục", "30/2020/NĐ-CP", "Chính phủ", None, date(2020, 3, 5), (2020,)),
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", HEADS)
def test_head_tells_kind_number_issuer_province_and_date(case: str) -> None:
    head, expected = HEADS[case]
    plan = parse(head + BODY).plan

    assert (plan.kind, plan.number, plan.issuer, plan.province, plan.date, plan.years) == expected


@pytest.mark.parametrize(
    ("name", "body", "expected"),
    [
        ("BỘ TƯ PHÁP", "Cục trưởng thuộc Bộ Tư pháp và BỘ TƯ PHÁP", "Bộ Tư pháp"),
        ("THÀNH PHÓ CÀN THƠ", "của Thành phố Cần Thơ", "Thành phố Cần Thơ"),
        ("SỞ KHOA HỌC VÀ CÔNG NGHỆ", "", "Sở Khoa học và công nghệ"),
        ("HUYỆN ỦY MƯỜNG TÈ", "", "Huyện ủy Mường Tè"),
        ("Sở Nội vụ", "", "Sở Nội vụ"),
    ],
)
def test_names_in_capitals_are_spelled_as_the_body_spells_them(name: str, body: str, expected: str) -> None:
    assert spell(name, body) == expected


def test_filled_date_of_the_letterhead_wins_over_a_blank_in_the_attachment() -> None:
    plan = parse(
        f"ỦY BAN NHÂN DÂN\n\nTHÀNH PHỐ HÀ NỘI\n\nSố: 2280 /QĐ-UBND\n\n{MOTTO}\n\nHà Nội, ngày 29 tháng 4 năm 2026\n\n"
        "QUYẾT ĐỊNH\n\nPhê duyệt Kế hoạch thoát nước năm 2026\n\nĐiều 1. Phê duyệt.\n\nKẾ HOẠCH\n\nThoát nước năm 2026\n\n"
        "(Kèm theo Quyết định số    /QĐ-UBND ngày   /4/2026 của UBND Thành phố)\n\nI. MỤC ĐÍCH"
    ).plan

    assert (plan.number, plan.date, plan.province) == ("2280/QĐ-UBND", date(2026, 4, 29), "Hà Nội")
