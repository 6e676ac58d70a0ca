from dataclasses import replace

import pytest

from assistant.question.naming import narrow_scope, plans_numbered
from assistant.question.relations import find_asked
from assistant.question.scope import find_scope
from assistant.question.sides import compares, with_numbers
from assistant.types import Plan
from tests.parsing.documents import parse

_ISSUERS = {
    "tinh": ("Ủy ban nhân dân tỉnh Lâm Đồng", "Lâm Đồng", "1187/KH-UBND", "Kế hoạch"),
    "xa": ("Ủy ban nhân dân xã Tân Hưng", "Tây Ninh", "45/KH-UBND", "Kế hoạch"),
    "bo": ("Bộ trưởng Bộ Tư pháp", None, "1129/QĐ-BTP", "Quyết định"),
    "nuoc": ("Chính phủ", None, "03/NQ-CP", "Nghị quyết"),
}


@pytest.fixture
def plans() -> list[Plan]:
    return [
        replace(
            parse("KẾ HOẠCH", plan_id).plan,
            issuer=issuer,
            province=province,
            number=number,
            instrument=instrument,
        )
        for plan_id, (issuer, province, number, instrument) in _ISSUERS.items()
    ]


@pytest.mark.parametrize(
    ("text", "numbered"),
    [
        (
            "chữ ký số: Lâm Đồng bao nhiêu, Chính phủ bao nhiêu?",
            "Lâm Đồng bao nhiêu, Nghị quyết 03/NQ-CP bao",
        ),
        ("so sánh kinh tế số của Lâm Đồng với cả nước", "của Lâm Đồng với Nghị quyết 03/NQ-CP"),
        ("so sanh kinh te so cua lam dong voi ca nuoc", "cua lam dong voi nghi quyet 03"),
        ("Bộ Tư pháp mở lớp X và xã Tân Hưng mở lớp Y khi nào?", "Quyết định 1129/QĐ-BTP mở lớp X"),
        ("Lâm Đồng báo cáo UBND tỉnh và Bộ Tư pháp khi nào?", None),
        ("Lâm Đồng thực hiện Nghị định 61/2018/NĐ-CP của Chính phủ và chỉ thị 5 khác nhau thế nào?", None),
        ("Lâm Đồng và thành phố trực thuộc Trung ương khác nhau thế nào?", None),
        ("Lâm Đồng xây dựng Chính phủ số thế nào?", None),
    ],
)
def test_a_national_plan_beside_others_gets_its_number(
    plans: list[Plan], text: str, numbered: str | None
) -> None:
    named = with_numbers(text, plans, plans_numbered(text, plans))
    assert named == text if numbered is None else numbered in named


@pytest.mark.parametrize(
    ("text", "sides"),
    [
        ("Lâm Đồng và xã Tân Hưng lấy ý kiến khi nào?", (("tinh",), ("xa",))),
        ("So sánh bộ tiêu chí giữa Lâm Đồng và Nghị quyết 03/NQ-CP", (("tinh",), ("nuoc",))),
        ("Lâm Đồng thực hiện Nghị quyết 03/NQ-CP giao ai?", ()),
        ("Kế hoạch 1187 của Lâm Đồng khác nhau ở đâu?", ()),
    ],
)
def test_plans_are_set_side_by_side(plans: list[Plan], text: str, sides: tuple[tuple[str, ...], ...]) -> None:
    assert narrow_scope(find_scope(text, plans), text, find_asked(text), plans).sides == sides


def test_words_that_compare() -> None:
    assert compares("Cà Mau giao ai, còn Lào Cai giao ai?")
    assert not compares("con số nào?")
