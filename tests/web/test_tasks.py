"""Looking up tasks: what each filter lets through, the picture and the export."""

import re
from datetime import date
from io import BytesIO
from urllib.parse import parse_qs, urlsplit

import openpyxl
import pytest

from assistant.types import Cell, Record, Span
from assistant.web.tasks.book import Task, TaskBook
from assistant.web.tasks.charts import deadline_bars, draw_bars, draw_columns, leader_bars
from assistant.web.tasks.selection import (
    PAGE_SIZE,
    Selection,
    page_count,
    page_number,
    read_selection,
    select,
)
from assistant.web.tasks.workbook import write_workbook

from .fakes import AN_LAC, FakeBackend

TASKS = TaskBook(FakeBackend()).tasks()


def found(**wanted: str) -> list[str]:
    """Places of the tasks that a selection lets through: province initials and number."""
    return [f"{task.plan.id[:2]} {task.record.number}" for task in select(TASKS, Selection(**wanted))]


def task(number: str = "1", **cells: str) -> Task:
    """A row of An Lạc with the given cells."""
    made = tuple(Cell(key, key.title(), text, (Span(0, 1),)) for key, text in cells.items())
    record = Record(AN_LAC.id, "phu-luc", "", number, f"phu-luc/{number}", made, (Span(0, 1),))
    return Task(AN_LAC, record, f"Phụ lục, nhiệm vụ {number}", 0)


ALL = ["an 22", "an 23", "an 24", "an 25", "bi 1", "bi 1-1", "bi 2"]


@pytest.mark.parametrize(
    ("wanted", "places"),
    [
        ({}, ALL),
        ({"words": "so hoa ho so"}, ["an 24"]),
        ({"words": "Quyết định công bố"}, ["an 23"]),
        ({"plan": "binh-hoa-2025"}, ["bi 1", "bi 1-1", "bi 2"]),
        ({"section": "cải cách thể chế"}, ["an 22"]),
        ({"agency": "Sở Nội vụ"}, ["an 23", "an 25"]),
        ({"agency": "so noi vu", "role": "phoi-hop"}, []),
        ({"agency": "Văn phòng UBND tỉnh", "role": "phoi-hop"}, ["an 23"]),
        ({"agency": "Văn phòng UBND tỉnh", "role": "chu-tri"}, ["an 24"]),
        # Its name since 2025: what was of Sở Thông tin và Truyền thông.
        ({"agency": "Sở Khoa học và Công nghệ"}, ["an 24", "bi 1"]),
        ({"agency": "công an"}, ["bi 2"]),
        ({"since": "01/10/2024", "until": "31/12/2024"}, ["an 24"]),
        ({"since": "10/2025"}, ["bi 1-1", "bi 2"]),
        ({"until": "2024"}, ["an 22", "an 24"]),
        ({"timing": "thuong-xuyen"}, ["an 23"]),
        ({"timing": "de-trong"}, ["an 25"]),
        ({"timing": "co-ngay"}, ["an 22", "an 24", "bi 1", "bi 1-1", "bi 2"]),
        ({"order": "-ke-hoach"}, ALL[::-1]),
        ({"order": "han", "plan": "an-lac-2024"}, ["an 22", "an 24", "an 23", "an 25"]),
        ({"since": "31/02/2024"}, ALL),
        ({"role": "chu-tri", "timing": "khac", "order": "khac"}, ALL),
    ],
)
def test_each_filter_reads_agencies_and_deadlines_as_they_are_meant(
    wanted: dict[str, str], places: list[str]
) -> None:
    assert found(**wanted) == places


def test_a_table_of_targets_is_answered_for_by_who_carries_it_out() -> None:
    target = task(implementer="Sở Y tế", monitor="Sở Nội vụ")
    assert select([target], Selection(agency="Sở Y tế", role="chu-tri")) == [target]
    assert select([target], Selection(agency="Sở Nội vụ", role="chu-tri")) == []
    assert select([target], Selection(agency="Sở Nội vụ", role="theo-doi")) == [target]


def test_a_selection_survives_its_address_and_unknown_names_are_passed_over() -> None:
    selection = Selection(words="số hóa & hồ sơ", agency="Sở Nội vụ", since="01/10/2024", page="2")
    query = {name: values[0] for name, values in parse_qs(urlsplit(selection.address).query).items()}
    assert read_selection({**query, "utm": "x"}) == selection
    assert read_selection({"tim": "a" * 500}).words == "a" * 200


def test_a_day_that_cannot_be_read_is_named() -> None:
    assert Selection(since="mai").problems == (
        "Không hiểu ngày “mai”. Hãy nhập dạng 31/12/2025, 12/2025 hoặc 2025.",
    )
    assert Selection(since="29/02/2024", until="2-2025").problems == ()


def test_pages_stay_within_what_there_is() -> None:
    count = 2 * PAGE_SIZE + 1
    assert page_count(count) == 3
    assert [page_number(Selection(page=page), count) for page in ("", "2", "99", "-1", "x")] == [
        1,
        2,
        3,
        1,
        1,
    ]
    assert page_count(0) == 1


def test_a_bar_counts_as_many_tasks_as_its_link_shows() -> None:
    for bar in [*leader_bars(TASKS, Selection()), *deadline_bars(TASKS, Selection())]:
        query = {name: values[0] for name, values in parse_qs(urlsplit(bar.address).query).items()}
        assert (bar.name, len(select(TASKS, read_selection(query)))) == (bar.name, bar.count)


def test_the_timeline_has_every_quarter_between_the_first_and_the_last() -> None:
    assert [(bar.name, bar.count) for bar in deadline_bars(TASKS, Selection())] == [
        ("Quý II/2024", 1),
        ("Quý III/2024", 0),
        ("Quý IV/2024", 1),
        ("Quý I/2025", 1),
        ("Quý II/2025", 0),
        ("Quý III/2025", 1),
        ("Quý IV/2025", 2),
    ]
    far = [task(deadline="31/12/2024"), task(deadline="31/12/2030")]
    assert [bar.name for bar in deadline_bars(far, Selection())] == [
        f"Năm {year}" for year in range(2024, 2031)
    ]
    assert deadline_bars([task(deadline="Thường xuyên")], Selection()) == []


def test_names_in_the_picture_are_escaped() -> None:
    (bar,) = leader_bars([task(lead="Sở Nội vụ")], Selection(words='"><script>'))
    assert "<script" not in draw_bars([bar])
    assert re.search(r'aria-label="Sở Nội vụ: 1 nhiệm vụ"', draw_bars([bar]))
    assert draw_columns([]).startswith("<svg")


def test_the_workbook_holds_the_print_and_no_formula() -> None:
    hostile = task("2-1", task='=HYPERLINK("http://x.test","xem")', lead="- Sở Nội vụ", deadline="+1\x01")
    workbook = openpyxl.load_workbook(BytesIO(write_workbook([hostile, *TASKS])))
    sheet = workbook["Nhiệm vụ"]
    header = [cell.value for cell in sheet[1]]
    assert header == [
        "Kế hoạch",
        "Mục",
        "Số TT",
        "Nhiệm vụ, chỉ tiêu",
        "Hoạt động",
        "Sản phẩm",
        "Cơ quan chủ trì",
        "Cơ quan phối hợp",
        "Thời hạn",
        "Vị trí trong kế hoạch",
    ]
    row = dict(zip(header, sheet[2], strict=True))
    assert row["Nhiệm vụ, chỉ tiêu"].value == '=HYPERLINK("http://x.test","xem")'
    assert row["Cơ quan chủ trì"].value == "- Sở Nội vụ"
    assert row["Thời hạn"].value == "+1"
    assert row["Số TT"].value is None
    assert {cell.data_type for cell in sheet[2] if cell.value} == {"s"}
    assert all(row[name].quotePrefix for name in ("Nhiệm vụ, chỉ tiêu", "Cơ quan chủ trì", "Thời hạn"))
    assert sheet.max_row == len(TASKS) + 2


def test_a_changed_index_is_read_anew_and_an_unchanged_one_is_not() -> None:
    backend = FakeBackend()
    book = TaskBook(backend)
    first = book.tasks()
    assert book.tasks() is first
    backend.version = "next"
    assert book.tasks() is not first


def test_a_deadline_is_read_in_the_year_of_its_plan() -> None:
    assert [interval.end for interval in TASKS[0].deadline.intervals] == [date(2024, 6, 30)]
