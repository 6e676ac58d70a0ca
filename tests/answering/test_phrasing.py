"""What a sentence must contain; how it is worded may change."""

import pytest

from assistant.answering.phrasing import (
    names_level,
    relation_sentence,
    shorten,
    successor_note,
    summary_sentence,
    task_text,
    value_text,
)
from assistant.question.relations import Relation
from assistant.types import Cell, Level, Record


def make_record(number: str = "4", inherited: tuple[str, ...] = (), **cells: str) -> Record:
    """A record of the given cells in their order."""
    return Record(
        plan_id="p",
        table="phu-luc",
        section="",
        number=number,
        locator=f"phu-luc/{number}",
        cells=tuple(Cell(key, key, text, (), inherited=key in inherited) for key, text in cells.items()),
        spans=(),
    )


RECORD = make_record(
    task="Tổ chức đối thoại với người dân.",
    lead="Sở Nội vụ",
    coordinate="Các sở, ban, ngành;",
    output="- Thông báo.",
    deadline="Tháng 6",
)


@pytest.mark.parametrize(
    ("relation", "value"),
    [
        (Relation.LEAD, "Sở Nội vụ"),
        (Relation.COORDINATE, "Các sở, ban, ngành"),
        (Relation.OUTPUT, "Thông báo"),
        (Relation.DEADLINE, "Tháng 6"),
    ],
)
def test_a_sentence_names_the_task_and_gives_the_cell_in_its_own_words(
    relation: Relation, value: str
) -> None:
    cell = RECORD.cell(relation.value)
    assert cell is not None
    sentence = relation_sentence(RECORD, relation, cell, ())
    assert "Tổ chức đối thoại với người dân" in sentence
    assert value in sentence
    assert sentence.endswith(".")
    assert ";." not in sentence
    assert ".." not in sentence


@pytest.mark.parametrize(
    ("levels", "order"),
    [
        ((Level.DISTRICT,), ("huyện: trước 31/7", "tỉnh: trước 30/6")),
        ((Level.PROVINCE,), ("tỉnh: trước 30/6", "huyện: trước 31/7")),
        ((), ("tỉnh: trước 30/6", "huyện: trước 31/7")),
        ((Level.COMMUNE,), ("tỉnh: trước 30/6", "huyện: trước 31/7")),
    ],
)
def test_the_deadline_of_the_asked_level_comes_first_and_the_others_are_named(
    levels: tuple[Level, ...], order: tuple[str, str]
) -> None:
    record = make_record(task="Báo cáo", deadline="Cấp tỉnh: trước 30/6; cấp huyện: trước 31/7")
    cell = record.cell("deadline")
    assert cell is not None
    sentence = relation_sentence(record, Relation.DEADLINE, cell, levels)
    first, second = (sentence.index(part) for part in order)
    assert first < second


@pytest.mark.parametrize(
    ("cells", "inherited", "parts"),
    [
        ({"task": "Số hóa hồ sơ."}, (), ("Số hóa hồ sơ",)),
        ({"task": "Tuyên truyền", "activity": "Tổ chức cuộc thi"}, (), ("Tuyên truyền", "Tổ chức cuộc thi")),
        ({"objective": "Đơn giản hóa", "task": "Rà soát"}, (), ("Đơn giản hóa",)),
        ({"objective": "Đơn giản hóa", "task": "Rà soát"}, ("objective",), ("Rà soát",)),
        ({"activity": "Tổ chức cuộc thi"}, (), ("Tổ chức cuộc thi",)),
        ({"Cột lạ": "Nội dung"}, (), ("Nội dung",)),
        ({}, (), ("4",)),
    ],
)
def test_a_row_is_named_by_what_its_number_names(
    cells: dict[str, str], inherited: tuple[str, ...], parts: tuple[str, ...]
) -> None:
    text = task_text(make_record(inherited=inherited, **cells))
    assert [part for part in parts if part not in text] == []


def test_the_parent_of_a_bullet_is_told_where_its_cell_comes_from_it() -> None:
    record = make_record("7.4-1", ("lead",), task="- Cấp xã", lead="Sở Nội vụ")
    cell = record.cell("lead")
    assert cell is not None
    assert "7.4" in relation_sentence(record, Relation.LEAD, cell, ())


def test_a_summary_gives_every_cell_of_the_row() -> None:
    summary = summary_sentence(RECORD)
    for part in (
        "Tổ chức đối thoại với người dân",
        "Sở Nội vụ",
        "Các sở, ban, ngành",
        "Thông báo",
        "Tháng 6",
    ):
        assert part in summary


@pytest.mark.parametrize(
    ("text", "value"),
    [("- Báo cáo.", "Báo cáo"), ("Sở Nội vụ;", "Sở Nội vụ"), (" 40% ", "40%"), ("2-3 cuộc", "2-3 cuộc")],
)
def test_a_value_loses_its_bullet_and_closing_mark_only(text: str, value: str) -> None:
    assert value_text(Cell("k", "K", text, ())) == value


@pytest.mark.parametrize(
    ("text", "limit", "short"),
    [("một hai ba", 20, "một hai ba"), ("một hai ba", 8, "một hai…"), ("một, hai", 6, "một…"), ("", 5, "")],
)
def test_long_text_is_cut_at_a_word(text: str, limit: int, short: str) -> None:
    assert shorten(text, limit) == short


@pytest.mark.parametrize(
    ("text", "level", "named"),
    [
        ("Cấp xã: tháng 6", Level.COMMUNE, True),
        ("phát triển xã hội", Level.COMMUNE, False),
        ("UBND cấp huyện: tháng 6", Level.DISTRICT, True),
        ("Các sở: tháng 6", Level.PROVINCE, True),
        ("Quý I", Level.PROVINCE, False),
    ],
)
def test_levels_that_a_cell_names(text: str, level: Level, named: bool) -> None:
    assert names_level(text, [level]) is named


def test_agencies_renamed_in_2025_are_told_once_with_their_names_today() -> None:
    note = successor_note(["Sở Nội vụ; Sở KHĐT", "Sở TTTT, Sở KH&ĐT"])
    assert note is not None
    assert note.count("Sở Kế hoạch và Đầu tư nay là Sở Tài chính") == 1
    assert note.count("Sở Thông tin và Truyền thông nay là Sở Khoa học và Công nghệ") == 1
    assert successor_note(["Sở Nội vụ", "Sở Tư pháp"]) is None
    assert successor_note([]) is None


def test_a_price_carries_the_unit_of_its_column() -> None:
    cell = Cell("funding", "Kinh phí (triệu đồng)", "350", ())
    record = Record("p", "II", "", "1", "II/1", (Cell("task", "Nội dung", "Tổ chức hội thi", ()), cell), ())

    assert relation_sentence(record, Relation.FUNDING, cell, []) == (
        "Kinh phí của nhiệm vụ “Tổ chức hội thi”: 350 triệu đồng."
    )
