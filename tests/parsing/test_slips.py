"""Slips in diacritics: corrected in the index where certain, nowhere else."""

from collections.abc import Mapping

import pytest

from assistant.parsing.slips import SlipFinder
from assistant.types import ParsedPlan
from tests.parsing.documents import find, parse, table

CONTEXT = (
    "Phấn đấu hoàn thành. Phấn đấu đạt. Thẩm định, yêu cầu, chuyển đổi số, đối với, đôn đốc, minh bạch. "
    "Thẩm định, yêu cầu, chuyển đổi, đối với, đôn đốc, minh bạch. Bổ sung cán bộ của Bộ, bổ sung kế hoạch."
)


def corrected(text: str) -> tuple[str, ...]:
    return SlipFinder([CONTEXT, text]).corrections(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("theo yêu câu của UBND", ("theo yêu cầu của",)),
        ("Thăm định, đánh giá", ("thẩm định",)),
        ("Bộ Chỉ số đánh giá chuyên đổi số tỉnh", ("giá chuyển đổi số tỉnh",)),
        ("Nền tảng hợp trực tuyến;", ("tảng họp trực tuyến",)),
        ("hệ thống hợp không giấy trên", ("thống họp không giấy trên",)),
        ("Chỉ tiêu phần đầu năm 2023", ("chỉ tiêu phấn đấu năm",)),
        ("; phần đầu có thêm đơn vị", ("phấn đấu có thêm",)),
        ("13. Phân đấu có tối thiểu", ("phấn đấu có tối",)),
        ("tỉnh phân đấu đạt", ("tỉnh phấn đấu đạt",)),
        ("- Trước ngày 10/12 đổi với báo cáo", ("đối với báo",)),
        ("Đơn đốc, tổng hợp", ("đôn đốc",)),
        ("công khai, minh bach. Tổ chức", ("minh bạch",)),
    ],
)
def test_certain_slips(text: str, expected: tuple[str, ...]) -> None:
    assert corrected(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "đi đôi với năng lực",
        "trao đổi với doanh nghiệp",
        "thay đổi với nhiều mức",
        "tình hình thực hiện cơ chế",
        "cần Bộ Nội vụ hướng dẫn",
        "phần đầu của văn bản",
        "trong phần đầu có nêu",
        "hằng năm",
        "hướng dân chủ",
        "cơ quan trong tỉnh",
        "người dẫn chương trình",
        "số hóa",
        "mục tiêu, chỉ tiêu",
        "hoà giải, uỷ quyền",
        "Báo cáo CCHC",
        "yêu, câu",
    ],
)
def test_what_is_right_or_uncertain_stays(text: str) -> None:
    assert corrected(text) == ()


def test_a_word_that_the_document_never_prints_is_no_evidence() -> None:
    assert SlipFinder(["theo yêu câu của"]).corrections("theo yêu câu của") == ()


def test_index_holds_both_spellings_and_the_text_only_the_printed_one() -> None:
    plan = parse(f"KẾ HOẠCH\nNăm 2024\n\nI. A\n\n{CONTEXT}\n\nLàm theo yêu câu của tỉnh.")
    passage = find(plan, "I/doan-2")
    assert passage.text == "Làm theo yêu câu của tỉnh."
    assert passage.index_text == (
        "Làm theo yêu câu của tỉnh. | Kế hoạch Năm 2024 > I. A | Kế hoạch năm 2024 | theo yêu cầu của"
    )


def test_column_headers_are_corrected_too() -> None:
    plan = parse(
        "KẾ HOẠCH\nNăm 2024\n\nPhụ lục\nX\n\n"
        + table("STT|Chỉ tiêu|Chỉ tiêu phần đầu năm 2024|Đơn vị thực hiện", "1|Một|5%|Sở A")
    )
    assert find(plan, "phu-luc/1").index_text.endswith(" | Kế hoạch năm 2024 | chỉ tiêu phấn đấu năm")


def test_everything_that_is_corrected_in_the_five_plans(plans: Mapping[str, ParsedPlan]) -> None:
    found: dict[str, set[str]] = {}
    for plan_id, plan in plans.items():
        for passage in plan.passages:
            added = passage.index_text.rpartition(plan.plan.title)[2].split(" | ")[1:]
            found.setdefault(plan_id, set()).update(added)
    assert found == {
        "binh-dinh-2023-cchc": {"minh bạch", "và chuyển đổi số cán", "chỉ tiêu phấn đấu năm"},
        "binh-dinh-2023-nq28": set(),
        "quang-tri-2025-cchc": {
            "huyện đối với xử",
            "pháp đối với báo",
            "đối với báo",
            "đôn đốc",
            "bản đôn đốc",
        },
        "tien-giang-2023-cchc": {"phấn đấu có sáng", "phấn đấu có tối", "phấn đấu có thêm", "thẩm định đánh"},
        "vinh-long-2024-cchc": {
            "giá chuyển đổi số tỉnh",
            "theo yêu cầu của",
            "tảng họp trực tuyến",
            "thống họp không giấy trên",
        },
    }
