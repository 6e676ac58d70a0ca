"""Assignments in running text as records."""

from collections.abc import Mapping

import pytest

from assistant.types import ParsedPlan, Record
from tests.parsing.documents import at_spans, parse

HEAD = "KẾ HOẠCH\nNăm 2025\n\n"
Found = tuple[str, dict[str, str]]


def assigned(text: str) -> list[Found]:
    """Locator and cells of each assignment; a caret marks what a heading says."""
    return [_shown(record) for record in parse(HEAD + text).assignments]


def _shown(record: Record) -> Found:
    return record.locator, {c.key: f"{'^' if c.inherited else ''}{c.text}" for c in record.cells}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "1. Sở Tài chính chủ trì, phối hợp với Sở Nội vụ và các đơn vị liên quan bố trí kinh phí.",
            [
                (
                    "1#1",
                    {
                        "task": "bố trí kinh phí",
                        "lead": "Sở Tài chính",
                        "coordinate": "Sở Nội vụ và các đơn vị liên quan",
                    },
                )
            ],
        ),
        (
            "Điều 2. Giao Giám đốc Sở Nội vụ chủ trì, phối hợp với Thủ trưởng các cơ quan, đơn vị, địa phương có liên "
            "quan triển khai thực hiện Quyết định này.",
            [
                (
                    "dieu-2#1",
                    {
                        "task": "triển khai thực hiện Quyết định này",
                        "lead": "Giám đốc Sở Nội vụ",
                        "coordinate": "Thủ trưởng các cơ quan, đơn vị, địa phương có liên quan",
                    },
                )
            ],
        ),
        (
            "Điều 2. Giao Sở Nội vụ (cơ quan Thường trực) đôn đốc, theo dõi việc này.",
            [("dieu-2#1", {"task": "đôn đốc, theo dõi việc này", "lead": "Sở Nội vụ (cơ quan Thường trực)"})],
        ),
        (
            "Điều 3. Chánh Văn phòng Ủy ban nhân dân tỉnh; Giám đốc Sở Nội vụ; Thủ trưởng các sở, ban, ngành tỉnh; Chủ "
            "tịch Ủy ban nhân dân các huyện, thị xã, thành phố và các đơn vị có liên quan chịu trách nhiệm thi hành "
            "Quyết định này./.",
            [
                (
                    "dieu-3#1",
                    {
                        "task": "thi hành Quyết định này",
                        "lead": "Chánh Văn phòng Ủy ban nhân dân tỉnh; Giám đốc Sở Nội vụ; Thủ trưởng các sở, ban, "
                        "ngành tỉnh; Chủ tịch Ủy ban nhân dân các huyện, thị xã, thành phố và các đơn vị có liên quan",
                    },
                )
            ],
        ),
        (
            "1. Rà soát văn bản. Sở Tư pháp chủ trì thẩm định. Giao Sở Y tế khám bệnh. Báo cáo hằng quý.",
            [
                ("1#1", {"task": "thẩm định", "lead": "Sở Tư pháp"}),
                ("1#2", {"task": "khám bệnh. Báo cáo hằng quý", "lead": "Sở Y tế"}),
            ],
        ),
        ("1. Đẩy mạnh công tác phối hợp giữa Sở Nội vụ và Sở Tư pháp.", []),
        ("1. Cơ quan chủ trì chịu trách nhiệm chính; cơ sở y tế chủ trì khám bệnh.", []),
    ],
)
def test_sentences(text: str, expected: list[Found]) -> None:
    assert [found for found in assigned(text) if found[1].get("lead") != "Cơ quan"] == expected


def test_headings_name_who_leads_the_items_below() -> None:
    assert assigned(
        "V. TỔ CHỨC THỰC HIỆN\n\n2. Sở Nội vụ\n\na) Chủ trì, phối hợp với các cơ quan liên quan tổng hợp, báo cáo.\n\n"
        "b) Tổ chức chấm điểm.\n\nc) Phối hợp với Sở Y tế khảo sát.\n\nd) Thực hiện các việc sau:\n\n- Kiểm tra.\n\n"
        "3. Sở Y tế, Sở Giáo dục và Đào tạo:\n\nNâng cao chất lượng.\n\n4. Thông tin, tuyên truyền\n\nĐăng bài."
    ) == [
        (
            "V/2/a#1",
            {"task": "tổng hợp, báo cáo", "lead": "^Sở Nội vụ", "coordinate": "các cơ quan liên quan"},
        ),
        ("V/2/b#1", {"task": "Tổ chức chấm điểm", "lead": "^Sở Nội vụ"}),
        ("V/2/c#1", {"task": "Phối hợp với Sở Y tế khảo sát", "coordinate": "^Sở Nội vụ"}),
        ("V/2/d/gach-1#1", {"task": "Kiểm tra", "lead": "^Sở Nội vụ"}),
        ("V/3/doan-1#1", {"task": "Nâng cao chất lượng", "lead": "^Sở Y tế, Sở Giáo dục và Đào tạo"}),
    ]


@pytest.mark.parametrize(
    "heading",
    [
        "1. Thủ trưởng các cơ quan Trung ương đóng trên địa bàn tỉnh, các sở, ban, ngành thuộc tỉnh; Chủ tịch Ủy ban "
        "nhân dân các huyện thị xã, thành phố",
        "1. Các sở, ban, ngành, đơn vị sự nghiệp công lập thuộc Ủy ban nhân dân tỉnh, Ủy ban nhân dân các huyện",
        "1. Đài Phát thanh và Truyền hình Tiền Giang, Báo Ấp Bắc, Cổng thông tin điện tử tỉnh",
        "1. Đề nghị: Hiệp hội Doanh nghiệp tỉnh, Hội Nông dân tỉnh, Liên minh Hợp tác xã Tỉnh",
        "1. Các Sở: Tư pháp, Nội vụ",
        "1. Ủy ban nhân dân các xã, phường",
    ],
)
def test_headings_that_name_agencies(heading: str) -> None:
    [(_, cells)] = assigned(f"IV. TỔ CHỨC THỰC HIỆN\n\n{heading}\n\na) Xây dựng kế hoạch.")
    assert cells["lead"] == "^" + heading.removeprefix("1. ").removeprefix("Đề nghị: ")


def test_explicit_agency_wins_over_the_heading() -> None:
    assert assigned(
        "III. TỔ CHỨC THỰC HIỆN\n\n1. Các sở, ban, ngành tỉnh; UBND các huyện\n\n"
        "đ) UBND các huyện có trách nhiệm hướng dẫn."
    ) == [("III/1/đ#1", {"task": "hướng dẫn", "lead": "UBND các huyện"})]


def test_labelled_lines_below_a_task() -> None:
    assert assigned(
        "II. NHIỆM VỤ\n\n1. Xây dựng kho dữ liệu\n\n- Đơn vị chủ trì: Sở Thông tin và Truyền thông.\n\n"
        "- Đơn vị phối hợp: Sở Nội vụ, UBND cấp huyện.\n\n- Thời gian hoàn thành: Quý III/2025.\n\n"
        "- Sản phẩm: Kho dữ liệu.\n\n"
        "2. Đào tạo cán bộ. Cơ quan chủ trì: Sở Nội vụ; thời gian thực hiện: Quý II/2025."
    ) == [
        (
            "II/1#1",
            {
                "task": "Xây dựng kho dữ liệu",
                "lead": "Sở Thông tin và Truyền thông",
                "coordinate": "Sở Nội vụ, UBND cấp huyện",
                "deadline": "Quý III/2025",
                "output": "Kho dữ liệu",
            },
        ),
        ("II/2#1", {"task": "Đào tạo cán bộ", "lead": "Sở Nội vụ", "deadline": "Quý II/2025"}),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "1. Triển khai, tổ chức thực hiện: việc tuyển dụng, bố trí cán bộ.",
        "1. Kết quả: đạt 100%.\n\n- Thời gian: cả năm.",
        "Nơi nhận:\n\n- Sở Nội vụ chủ trì;",
    ],
)
def test_other_lines_with_colons_assign_nothing(text: str) -> None:
    assert assigned(text) == []


def test_records_are_marked_as_prose_and_can_be_shown(plans: Mapping[str, ParsedPlan]) -> None:
    counts = {}
    for plan_id, plan in plans.items():
        counts[plan_id] = len(plan.assignments)
        by_locator = {passage.locator: passage for passage in plan.passages}
        for record in plan.assignments:
            assert (record.origin, record.table, record.number) == ("prose", "", "")
            assert record.locator.rpartition("#")[0] in by_locator
            assert record.cell("lead") or record.cell("coordinate")
            for cell in record.cells:
                assert at_spans(plan.text, cell.spans) == cell.text
    assert counts == {
        "binh-dinh-2023-cchc": 18,
        "binh-dinh-2023-nq28": 6,
        "quang-tri-2025-cchc": 29,
        "tien-giang-2023-cchc": 12,
        "vinh-long-2024-cchc": 44,
    }


def test_assignments_of_a_real_plan(plans: Mapping[str, ParsedPlan]) -> None:
    found = dict(map(_shown, plans["binh-dinh-2023-cchc"].assignments))
    assert found["V/5/doan-1#1"] == {
        "task": "tham mưu, đề xuất Ủy ban nhân dân tỉnh thực hiện các nhiệm vụ về cải cách thể chế, nâng cao hiệu "
        "quả công tác xây dựng, ban hành văn bản quy phạm pháp luật trên địa bàn tỉnh",
        "lead": "^Sở Tư pháp",
        "coordinate": "các cơ quan có liên quan",
    }
    assert found["V/8/doan-1#1"]["lead"] == (
        "^Báo Bình Định, Đài Phát thanh và Truyền hình Bình Định, Cổng Thông tin điện tử tỉnh"
    )
