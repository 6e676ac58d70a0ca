"""Recipients and signature blocks."""

import pytest

from assistant.types import Signature
from tests.parsing.documents import parse

BODY = "KẾ HOẠCH\nNăm 2024\n\nI. MỤC TIÊU\n\nLàm tốt./.\n\n"


@pytest.mark.parametrize(
    ("block", "expected"),
    [
        (
            "TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\n\nLâm Hải Giang",
            Signature("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Lâm Hải Giang"),
        ),
        (
            "TM. ỦY BAN NHÂN DÂN CHỦ TỊCH Phạm Anh Tuấn",
            Signature("TM. ỦY BAN NHÂN DÂN", None, "CHỦ TỊCH", "Phạm Anh Tuấn"),
        ),
        ("KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH", Signature(None, "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", None)),
        (
            "TM. CHÍNH PHỦ\nKT. THỦ TƯỚNG\nPHÓ THỦ TƯỚNG\n[đã ký]\nNguyễn Hòa Bình",
            Signature("TM. CHÍNH PHỦ", "KT. THỦ TƯỚNG", "PHÓ THỦ TƯỚNG", "Nguyễn Hòa Bình"),
        ),
        (
            "KT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC\n\n(Đã ký)\n\nĐỗ Thị Mỹ Lệ",
            Signature(None, "KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "Đỗ Thị Mỹ Lệ"),
        ),
        ("CHỦ TỊCH\n\nNguyễn Văn Vĩnh", Signature(None, None, "CHỦ TỊCH", "Nguyễn Văn Vĩnh")),
    ],
)
def test_signature_blocks(block: str, expected: Signature) -> None:
    plan = parse(BODY + block).plan
    assert (plan.signature, plan.signatory) == (expected, expected.signatory)


def test_document_without_a_signature_has_none() -> None:
    plan = parse(BODY).plan
    assert (plan.signature, plan.signatory, plan.recipients) == (None, None, ())


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("Nơi nhận:\n- Bộ Nội vụ;\n- Lưu: VT.", ("Bộ Nội vụ", "Lưu: VT")),
        ("*Nơi nhận:* - Bộ Nội vụ; - CT, các PCT; - Lưu: VT.", ("Bộ Nội vụ", "CT, các PCT", "Lưu: VT")),
        ("Nơi nhận:\n- VPCP: BTCN,\n  các Vụ;\n- Lưu: VT.", ("VPCP: BTCN, các Vụ", "Lưu: VT")),
        ("Nơi nhận:\n- Vụ CCHC - Bộ Nội vụ;\n- Lưu: VT.\n86 N", ("Vụ CCHC - Bộ Nội vụ", "Lưu: VT")),
    ],
)
def test_recipients(lines: str, expected: tuple[str, ...]) -> None:
    assert parse(BODY + lines).plan.recipients == expected
