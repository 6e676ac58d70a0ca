"""A cell merged over several rows counts for each of them, whatever the format."""

from pathlib import Path

import openpyxl
import pytest

from assistant.parsing import parse_plan
from assistant.reading import load_document
from assistant.reading.sheet import read_sheet
from assistant.reading.webpage import read_webpage
from assistant.reading.word.document import read_word
from assistant.types import Document
from tests.reading.office_files import cell, row, sheet_file, table, word_file

_HEADER = ("TT", "Nhiệm vụ", "Cơ quan chủ trì", "Sản phẩm", "Thời gian")
_ROWS = (
    ("1", "Rà soát thủ tục hành chính", "Sở Nội vụ", "Báo cáo", "Quý I"),
    ("2", "Công bố thủ tục hành chính", "", "Quyết định", ""),
    ("", "Niêm yết thủ tục hành chính", "", "Bảng niêm yết", "Quý III"),
    ("3", "Kiểm tra công vụ", "Thanh tra tỉnh", "", "Quý IV"),
)
"""Lead of row 1 merged over the next two, deadline of row 1 over the next, number of row 2 over the next."""


def _word_file() -> bytes:
    first, second, third, last = _ROWS
    lines = [
        row(*map(cell, _HEADER)),
        row(
            *map(cell, first[:2]),
            cell(first[2], merge="restart"),
            cell(first[3]),
            cell(first[4], merge="restart"),
        ),
        row(
            cell(second[0], merge="restart"),
            cell(second[1]),
            cell(merge="continue"),
            cell(second[3]),
            cell(merge="continue"),
        ),
        row(cell(merge="continue"), cell(third[1]), cell(merge="continue"), *map(cell, third[3:])),
        row(*map(cell, last)),
    ]
    return word_file(table(lines, [600, 3000, 2000, 2000, 1200]))


def _sheet_file() -> bytes:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    for values in (_HEADER, *_ROWS):
        sheet.append([value or None for value in values])
    for area in ("C2:C4", "E2:E3", "A3:A4"):
        sheet.merge_cells(area)
    return sheet_file(workbook)


def _webpage_file() -> bytes:
    head = "".join(f"<th>{title}</th>" for title in _HEADER)
    page = (
        f"<table><tr>{head}</tr>"
        "<tr><td>1</td><td>Rà soát thủ tục hành chính</td><td rowspan=3>Sở Nội vụ</td><td>Báo cáo</td>"
        "<td rowspan=2>Quý I</td></tr>"
        "<tr><td rowspan=2>2</td><td>Công bố thủ tục hành chính</td><td>Quyết định</td></tr>"
        "<tr><td>Niêm yết thủ tục hành chính</td><td>Bảng niêm yết</td><td>Quý III</td></tr>"
        "<tr><td>3</td><td>Kiểm tra công vụ</td><td>Thanh tra tỉnh</td><td></td><td>Quý IV</td></tr></table>"
    )
    return f"<!DOCTYPE html><html><body>{page}</body></html>".encode()


_FILES = {"a.docx": _word_file, "a.xlsx": _sheet_file, "a.html": _webpage_file}
_READERS = {"a.docx": read_word, "a.xlsx": read_sheet, "a.html": read_webpage}


@pytest.fixture(params=_FILES)
def document(request: pytest.FixtureRequest) -> Document:
    """The same table in each format."""
    return _READERS[request.param](_FILES[request.param](), request.param)


@pytest.mark.parametrize("name", _FILES)
def test_what_is_merged_survives_reading_in_a_process_of_its_own(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(_FILES[name]())

    assert load_document(path) == _READERS[name](path.read_bytes(), name)


def test_merged_cells_are_inherited_by_every_row_beside_them(document: Document) -> None:
    records = parse_plan(document, "p", "p").records

    said = {
        record.number: {c.key: (c.text, c.inherited) for c in record.cells if c.key in {"lead", "deadline"}}
        for record in records
    }
    assert said == {
        "1": {"lead": ("Sở Nội vụ", False), "deadline": ("Quý I", False)},
        "2": {"lead": ("Sở Nội vụ", True), "deadline": ("Quý I", True)},
        "2-1": {"lead": ("Sở Nội vụ", True), "deadline": ("Quý III", False)},
        "3": {"lead": ("Thanh tra tỉnh", False), "deadline": ("Quý IV", False)},
    }
    for record in records:
        for found in record.cells:
            assert " ".join(document.text[s.start : s.end] for s in found.spans) == found.text


def test_a_blank_cell_that_is_not_merged_stays_blank(document: Document) -> None:
    last = parse_plan(document, "p", "p").records[-1]

    assert [c.key for c in last.cells if c.key == "output" and c.text] == []
