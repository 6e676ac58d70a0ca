"""Locators, labels and spans of the five plans."""

from collections.abc import Iterator, Mapping

import pytest
import yaml

from assistant.types import ParsedPlan, PassageKind
from tests.parsing.conftest import TASKS
from tests.parsing.documents import at_spans, find


def labelled_places() -> Iterator[tuple[str, str]]:
    """Every place that an evaluation task points at, as (plan, locator)."""
    for path in sorted(TASKS.glob("*.yaml")):
        for task in yaml.safe_load(path.read_text(encoding="utf-8")) or []:
            yield from ((e["plan"], e["locator"]) for e in task.get("evidence") or [])
            for item in task.get("items") or []:
                plan, _, locator = item.partition("#")
                yield plan, locator


def test_every_place_of_the_evaluation_tasks_resolves(plans: Mapping[str, ParsedPlan]) -> None:
    found = {(p.plan_id, p.locator) for plan in plans.values() for p in plan.passages}
    wanted = set(labelled_places())
    assert len(wanted) > 200
    assert wanted - found == set()


def test_locators_are_unique(plans: Mapping[str, ParsedPlan]) -> None:
    for plan in plans.values():
        locators = [passage.locator for passage in plan.passages]
        assert len(locators) == len(set(locators))


def test_passages_are_what_stands_at_their_spans(plans: Mapping[str, ParsedPlan]) -> None:
    for plan in plans.values():
        for passage in plan.passages:
            if passage.kind is not PassageKind.ROW:
                assert at_spans(plan.text, passage.spans) == passage.text


def test_cells_are_what_stands_at_their_spans(plans: Mapping[str, ParsedPlan]) -> None:
    for plan in plans.values():
        for record in plan.records:
            for cell in record.cells:
                assert at_spans(plan.text, cell.spans) == cell.text


def test_own_cells_stand_inside_their_row(plans: Mapping[str, ParsedPlan]) -> None:
    for plan in plans.values():
        for record in plan.records:
            for span in (span for cell in record.cells if not cell.inherited for span in cell.spans):
                assert any(line.start <= span.start and span.end <= line.end for line in record.spans)


def test_every_passage_can_be_quoted(plans: Mapping[str, ParsedPlan]) -> None:
    for plan in plans.values():
        for passage in plan.passages:
            quotes = [plan.text[span.start : span.end] for span in passage.spans]
            assert quotes
            assert all(quote == quote.strip() != "" for quote in quotes)


def test_each_record_is_a_row_passage(plans: Mapping[str, ParsedPlan]) -> None:
    for plan in plans.values():
        rows = [passage for passage in plan.passages if passage.kind is PassageKind.ROW]
        assert [row.locator for row in rows] == [record.locator for record in plan.records]
        assert [row.spans for row in rows] == [record.spans for record in plan.records]


@pytest.mark.parametrize(
    ("plan_id", "locator", "label", "headings"),
    [
        (
            "vinh-long-2024-cchc",
            "phu-luc/III/24",
            "Phụ lục, mục III, nhiệm vụ 24",
            (
                "Phụ lục. Nhiệm vụ cải cách hành chính năm 2024",
                "III. CẢI CÁCH THỦ TỤC HÀNH CHÍNH (TTHC)",
            ),
        ),
        (
            "binh-dinh-2023-cchc",
            "phu-luc-1/1/1.1",
            "Phụ lục 1, mục 1, chỉ tiêu 1.1",
            (
                "Phụ lục 1. CÁC CHỈ TIÊU CÔNG TÁC CẢI CÁCH HÀNH CHÍNH TỈNH BÌNH ĐỊNH NĂM 2023",
                "1. Kết quả các chỉ số đánh giá hiệu quả cải cách hành chính của tỉnh",
            ),
        ),
        (
            "quang-tri-2025-cchc",
            "phu-luc/I/2-1",
            "Phụ lục, mục I, nhiệm vụ 2 (dòng 2)",
            (
                "Phụ lục. CHI TIẾT CÁC NHIỆM VỤ CẢI CÁCH HÀNH CHÍNH CỦA TỈNH QUẢNG TRỊ NĂM 2025",
                "I. CÔNG TÁC CHỈ ĐẠO ĐIỀU HÀNH",
            ),
        ),
        (
            "tien-giang-2023-cchc",
            "VI/1/b/gach-2",
            "Mục VI, khoản 1, điểm b, gạch đầu dòng thứ 2",
            (
                "Kế hoạch Thực hiện nhiệm vụ cải cách hành chính năm 2023 trên địa bàn tỉnh Tiền Giang",
                "VI. TỔ CHỨC THỰC HIỆN",
                "1. Thủ trưởng các sở, ngành phụ trách lĩnh vực CCHC của tỉnh:",
                "b) Các cơ quan chủ trì thực hiện các nội dung CCHC gồm:",
            ),
        ),
    ],
)
def test_places_as_people_read_them(
    plan_id: str, locator: str, label: str, headings: tuple[str, ...], plans: Mapping[str, ParsedPlan]
) -> None:
    passage = find(plans[plan_id], locator)
    assert (passage.label, passage.headings) == (label, headings)
