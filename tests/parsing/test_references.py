"""Legal bases in all the ways they are written."""

from datetime import date

import pytest

from assistant.parsing.references import find_legal_bases, read_references
from assistant.types import LegalReference
from tests.parsing.documents import parse

Row = tuple[str, str | None, date | None, str | None, str | None]


def as_rows(references: list[LegalReference]) -> list[Row]:
    return [(r.kind, r.number, r.date, r.issuer, r.subject) for r in references]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Căn cứ Luật Tổ chức Chính quyền địa phương ngày 19/6/2015 và Luật sửa đổi Luật A ngày 22/11/2019;",
            [
                ("Luật", None, date(2015, 6, 19), None, "Tổ chức Chính quyền địa phương"),
                ("Luật", None, date(2019, 11, 22), None, "sửa đổi Luật A"),
            ],
        ),
        (
            "Căn cứ Luật Công nghệ thông tin số 67/2006/QH11 ngày 29 tháng 6 năm 2006;",
            [("Luật", "67/2006/QH11", date(2006, 6, 29), None, "Công nghệ thông tin")],
        ),
        ("Căn cứ Luật Đất đai;", [("Luật", None, None, None, "Đất đai")]),
        (
            "Căn cứ Nghị định số 45/2020/NĐ-CP ngày 08/4/2020 của Chính phủ về thực hiện TTHC trên môi trường điện tử;",
            [
                (
                    "Nghị định",
                    "45/2020/NĐ-CP",
                    date(2020, 4, 8),
                    "Chính phủ",
                    "về thực hiện TTHC trên môi trường điện tử",
                )
            ],
        ),
        (
            "Thực hiện Nghị quyết số 04/NQ-CP của Chính phủ ngày 10 tháng 01 năm 2022 về đẩy mạnh phân cấp;",
            [("Nghị quyết", "04/NQ-CP", date(2022, 1, 10), "Chính phủ", "về đẩy mạnh phân cấp")],
        ),
        (
            "Căn cứ Quyết định số /QĐ-UBND ngày tháng 12 năm 2022 của Ủy ban nhân dân tỉnh;",
            [("Quyết định", "/QĐ-UBND", None, "Ủy ban nhân dân tỉnh", None)],
        ),
        (
            "Căn cứ Nghị quyết số 18-NQ/TW; Kết luận số 40-KL/TW ngày 18/7/2022 của Bộ Chính trị;",
            [
                ("Nghị quyết", "18-NQ/TW", None, None, None),
                ("Kết luận", "40-KL/TW", date(2022, 7, 18), "Bộ Chính trị", None),
            ],
        ),
        (
            "Thực hiện Nghị quyết số 76/NQ-CP ngày 15/7/2021 của Chính phủ ban hành Chương trình, UBND tỉnh A xây dựng "
            "Kế hoạch như sau:",
            [("Nghị quyết", "76/NQ-CP", date(2021, 7, 15), "Chính phủ", "ban hành Chương trình")],
        ),
        ("Căn cứ tình hình thực tế;", []),
    ],
)
def test_lists_of_bases(text: str, expected: list[Row]) -> None:
    assert as_rows(read_references(text, "can-cu-1")) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Theo đề nghị của Giám đốc Sở Nội vụ.", ("Đề nghị", None, None, "Giám đốc Sở Nội vụ", None)),
        (
            "Xét đề nghị của Giám đốc Sở Nội vụ tại Tờ trình số 778/TTr-SNV ngày 14/12/2023.",
            ("Tờ trình", "778/TTr-SNV", date(2023, 12, 14), "Giám đốc Sở Nội vụ", None),
        ),
    ],
)
def test_proposals(line: str, expected: Row) -> None:
    plan = parse(
        f"QUYẾT ĐỊNH\nBan hành Kế hoạch\n\nỦY BAN NHÂN DÂN TỈNH\n\n{line}\n\nQUYẾT ĐỊNH:\n\nĐiều 1. A"
    )
    assert as_rows(list(plan.plan.legal_bases)) == [expected]


def test_documents_named_in_the_body_are_no_bases() -> None:
    plan = parse(
        "KẾ HOẠCH\nA\n\nI. NHIỆM VỤ\n\nThực hiện Nghị quyết số 76/NQ-CP ngày 15/7/2021 của Chính phủ."
    )
    assert find_legal_bases(plan.passages) == ()
