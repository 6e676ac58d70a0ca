from dataclasses import replace

import pytest

from assistant.conversations.turns import FoundScope
from assistant.web.scope import (
    chosen_labels,
    chosen_plans,
    find_in_question,
    is_all,
    scope_choices,
)

from .fakes import AN_LAC, BINH_HOA, PLANS


def test_provinces_and_years_can_be_chosen_before_single_plans() -> None:
    assert scope_choices(PLANS) == [
        ("Tất cả kế hoạch", ""),
        ("Tỉnh An Lạc", "tinh:An Lạc"),
        ("Tỉnh Bình Hòa", "tinh:Bình Hòa"),
        ("Năm 2024", "nam:2024"),
        ("Năm 2025", "nam:2025"),
        ("Kế hoạch cải cách hành chính tỉnh An Lạc năm 2024 (số 15/KH-UBND)", AN_LAC.id),
        ("Kế hoạch chuyển đổi số tỉnh Bình Hòa năm 2025 (số …/KH-UBND)", BINH_HOA.id),
    ]


@pytest.mark.parametrize(
    ("chosen", "plan_ids"),
    [
        ([""], ()),
        (["tinh:An Lạc"], (AN_LAC.id,)),
        (["tinh:An Lạc", "tinh:Bình Hòa"], (AN_LAC.id, BINH_HOA.id)),
        (["nam:2025"], (BINH_HOA.id,)),
        (["nam:2025", "tinh:An Lạc"], ()),
        ([AN_LAC.id, "nam:2024"], (AN_LAC.id,)),
        (["khong-con"], ()),
    ],
)
def test_plans_fit_every_kind_of_choice(chosen: list[str], plan_ids: tuple[str, ...]) -> None:
    assert chosen_plans(chosen, PLANS) == plan_ids


def test_nothing_chosen_and_nothing_left_are_told_apart() -> None:
    assert is_all([""]) and is_all([])
    assert not is_all(["nam:2025", "tinh:An Lạc"])
    assert chosen_labels(["", "nam:2025", "khong-con"], PLANS) == ("Năm 2025",)


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("ai chủ trì số hóa ở Bình Hòa?", FoundScope(("Tỉnh Bình Hòa",), "ai chủ trì số hóa?")),
        ("ai chu tri so hoa o binh hoa", FoundScope(("Tỉnh Bình Hòa",), "ai chu tri so hoa")),
        ("nhiệm vụ năm 2024 của tỉnh An Lạc", FoundScope(("Tỉnh An Lạc", "Năm 2024"), "nhiệm vụ")),
        ("ai chủ trì số hóa?", None),
        ("ai chủ trì số hóa ở Hà Giang?", None),
        ("Bình Hòa", None),
    ],
)
def test_a_question_that_names_a_place_or_year_narrows_the_plans_and_can_be_widened(
    question: str, found: FoundScope | None
) -> None:
    assert find_in_question(question, PLANS, ()) == found


def test_what_the_filter_leaves_anyway_is_not_said_again() -> None:
    assert find_in_question("ai chủ trì số hóa ở Bình Hòa?", PLANS, (BINH_HOA.id,)) is None


def test_a_plan_that_was_replaced_is_chosen_by_itself_alone() -> None:
    former = replace(AN_LAC, id="an-lac-cu", replaced_by=AN_LAC.id)
    plans = (former, *PLANS)
    assert chosen_plans(["tinh:An Lạc"], plans) == (AN_LAC.id,)
    assert chosen_plans([former.id], plans) == (former.id,)
    assert scope_choices(plans)[-3][0].endswith(" – bản cũ, đã được thay")
    found = find_in_question("ai chủ trì số hóa ở An Lạc?", plans, ())
    assert found is not None
    assert found.labels == ("Tỉnh An Lạc",)
