"""Deadlines as dates and words."""

import json
from datetime import date
from pathlib import Path

import pytest

from assistant.deadlines import Deadline, Interval, LevelDeadline, parse_deadline, parse_level_deadlines
from assistant.types import Level

GOLD = Path(__file__).parents[1] / "evals" / "gold" / "records"
P, D, X = Level.PROVINCE, Level.DISTRICT, Level.COMMUNE


def span(start: tuple[int, int, int], end: tuple[int, int, int]) -> Interval:
    return Interval(date(*end), date(*start))


def by(year: int, month: int, day: int) -> Interval:
    return Interval(date(year, month, day))


def quarter(year: int, number: int) -> Interval:
    return span((year, 3 * number - 2, 1), (year, 3 * number, 30 if number in (2, 3) else 31))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Quý I", [quarter(2024, 1)]),
        ("Quý II, Quý IV/2023", [quarter(2023, 2), quarter(2023, 4)]),
        ("Quý II và Quý IV/2025", [quarter(2025, 2), quarter(2025, 4)]),
        ("Quí IV-2025", [quarter(2025, 4)]),
        ("Quý IV năm 2025", [quarter(2025, 4)]),
        ("Từ Quý II đến cuối năm 2023", [span((2023, 4, 1), (2023, 12, 31))]),
        ("Tháng 02/2024", [span((2024, 2, 1), (2024, 2, 29))]),
        ("Tháng 3 năm 2023", [span((2023, 3, 1), (2023, 3, 31))]),
        ("6/2025", [span((2025, 6, 1), (2025, 6, 30))]),
        ("06 tháng đầu năm 2025", [span((2025, 1, 1), (2025, 6, 30))]),
        ("6 tháng cuối năm", [span((2024, 7, 1), (2024, 12, 31))]),
        ("Trước ngày 31/01/2025", [by(2025, 1, 31)]),
        ("Chậm nhất ngày 15 tháng 11 năm 2025", [by(2025, 11, 15)]),
        ("Ngày 31/12/2024", [span((2024, 12, 31), (2024, 12, 31))]),
        (
            "báo cáo 6 tháng (trước ngày 07/6), báo cáo năm (trước ngày 07/11)",
            [by(2024, 6, 7), by(2024, 11, 7)],
        ),
        ("Cả năm 2025", [span((2025, 1, 1), (2025, 12, 31))]),
        ("Cả năm", [span((2024, 1, 1), (2024, 12, 31))]),
        ("2026", [span((2026, 1, 1), (2026, 12, 31))]),
        ("Năm 2025 - 2026", [span((2025, 1, 1), (2026, 12, 31))]),
        ("31/02/2025", []),
        ("Theo Kế hoạch ban hành tại Quyết định số 3979/QĐ-UBND ngày 29/11/2022", []),
        ("", []),
    ],
)
def test_dates(text: str, expected: list[Interval]) -> None:
    assert parse_deadline(text, (2024,)).intervals == tuple(expected)


@pytest.mark.parametrize(
    "text", ["Thường xuyên", "Định kỳ theo báo cáo CCHC", "Hàng tháng hoặc đột xuất", "hằng năm"]
)
def test_standing_duties(text: str) -> None:
    assert parse_deadline(text, (2024,)) == Deadline((), standing=True)


@pytest.mark.parametrize(
    "text",
    [
        "Theo kế hoạch",
        "Kế hoạch",
        "Khi có hướng dẫn của Trung ương",
        "Sau khi có kết quả công bố",
        "Theo Quyết định",
    ],
)
def test_cells_that_set_no_date(text: str) -> None:
    assert parse_deadline(text, (2024,)) == Deadline((), standing=False, undated=True)


def test_quarter_without_a_year_is_read_in_the_only_year() -> None:
    assert parse_deadline("Quý I", (2023, 2024)).intervals == ()
    assert parse_deadline("Quý I", ()).intervals == ()


def test_standing_duty_with_a_date_is_both() -> None:
    assert parse_deadline("Quý IV/2023 và theo định kỳ") == Deadline((quarter(2023, 4),), standing=True)


@pytest.mark.parametrize("path", sorted(GOLD.glob("*.jsonl")), ids=lambda path: path.stem)
def test_every_deadline_cell_of_the_five_plans_is_understood(path: Path) -> None:
    cells = [
        json.loads(line)["cells"].get("deadline", "")
        for line in path.read_text(encoding="utf-8").splitlines()
    ]
    read = {cell: parse_deadline(cell, (2024,)) for cell in cells if cell.strip("- ")}
    assert [
        cell for cell, said in read.items() if not (said.intervals or said.standing or said.undated)
    ] == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "- UBND tỉnh: trước ngày 25/12/2024 - Sở, huyện: trước ngày 31/01/2025 - Cấp xã: trước ngày 28/02/2025",
            [((P,), by(2024, 12, 25)), ((P, D), by(2025, 1, 31)), ((X,), by(2025, 2, 28))],
        ),
        (
            "-UBND cấp huyện: Trước 15/8/2025 - Các cơ quan chuyên môn, cơ quan thuộc UBND tỉnh: Trước ngày 31/8/2025; "
            "- Văn phòng UBND cấp tỉnh: Trước 30/9/2025",
            [((D,), by(2025, 8, 15)), ((P,), by(2025, 8, 31)), ((P,), by(2025, 9, 30))],
        ),
        (
            "- Trước ngày 10/12/2025 đổi với báo cáo của UBND tỉnh - Trước ngày 01/12/2025 đổi với báo cáo Sở, ban, "
            "ngành cấp tỉnh; UBND cấp huyện.",
            [((P,), by(2025, 12, 10)), ((P, D), by(2025, 12, 1))],
        ),
        ("Quý II; Quý IV", [((), quarter(2024, 2)), ((), quarter(2024, 4))]),
        ("Theo yêu cầu của Bộ Nội vụ", [((), None)]),
        ("", []),
    ],
)
def test_deadlines_by_level(text: str, expected: list[tuple[tuple[Level, ...], Interval | None]]) -> None:
    parts = parse_level_deadlines(text, (2024,))
    assert [(p.levels, next(iter(p.deadline.intervals), None)) for p in parts] == expected


def test_a_part_keeps_its_words() -> None:
    first, second = (
        "Các sở, UBND cấp huyện: trước ngày 01/3/2024",
        "UBND cấp xã: theo yêu cầu của UBND cấp huyện",
    )
    assert parse_level_deadlines(f"{first}; {second}") == (
        LevelDeadline((P, D), first, Deadline((by(2024, 3, 1),), standing=False)),
        LevelDeadline((X,), second, Deadline((), standing=False, undated=True)),
    )
