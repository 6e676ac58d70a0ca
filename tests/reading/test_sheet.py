from datetime import date

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from assistant.errors import DocumentError
from assistant.reading.sheet import read_sheet
from tests.reading.office_files import sheet_file, zip_file

HEADER = ["STT", "Nhiệm vụ", "Chủ trì", "Thời gian"]


def _workbook(*rows: list[object]) -> tuple[openpyxl.Workbook, Worksheet]:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    assert isinstance(sheet, Worksheet)
    for row in rows:
        sheet.append(row)
    return workbook, sheet


def _lines(workbook: openpyxl.Workbook) -> list[str]:
    return read_sheet(sheet_file(workbook), "a.xlsx").text.split("\n")


def test_titles_are_paragraphs_and_the_table_is_rows() -> None:
    workbook, sheet = _workbook(
        ["UBND TỈNH A", None, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"],
        ["PHỤ LỤC"],
        ["DANH MỤC NHIỆM VỤ"],
        [],
        list(HEADER),
        ["I. CẢI CÁCH THỂ CHẾ"],
        [1, "Rà soát\nvăn bản", "Sở Tư pháp", date(2025, 3, 1)],
        [None, "- Cấp xã"],
        [2, "Báo cáo", None, "Quý II"],
        [],
        ["Ghi chú: số liệu tạm tính"],
        [None, "Nơi nhận: - Như trên", "TM. ỦY BAN NHÂN DÂN"],
    )
    for row in (2, 3):
        sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=4)
    sheet.merge_cells("A6:D6")
    assert _lines(workbook) == [
        "UBND TỈNH A", "", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "", "PHỤ LỤC", "DANH MỤC NHIỆM VỤ", "",
        "STT\tNhiệm vụ\tChủ trì\tThời gian",
        "I. CẢI CÁCH THỂ CHẾ\t\t\t",
        "1\tRà soát văn bản\tSở Tư pháp\t01/03/2025",
        "\t- Cấp xã\t\t",
        "2\tBáo cáo\t\tQuý II", "",
        "Ghi chú: số liệu tạm tính", "", "Nơi nhận: - Như trên", "", "TM. ỦY BAN NHÂN DÂN",
    ]  # fmt: skip


def test_two_tables_on_one_sheet_stay_two() -> None:
    workbook, _ = _workbook(
        list(HEADER), [1, "A", "B", "C"], ["Danh mục hai"], ["TT", "Chỉ tiêu", "Năm 2025"], [1, "x", 5]
    )
    assert _lines(workbook) == [
        "STT\tNhiệm vụ\tChủ trì\tThời gian", "1\tA\tB\tC", "", "Danh mục hai", "",
        "TT\tChỉ tiêu\tNăm 2025", "1\tx\t5",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        (0.85, "0%", "85%"),
        (0.855, "0.0%", "85,5%"),
        (12.5, "General", "12,5"),
        (3.0, "General", "3"),
        (True, "General", "TRUE"),
        (date(2025, 6, 30), "dd/mm/yyyy", "30/06/2025"),
        (date(2025, 6, 1), "mm/yyyy", "06/2025"),
    ],
)
def test_values_read_as_the_sheet_shows_them(value: object, number_format: str, text: str) -> None:
    workbook, sheet = _workbook(list(HEADER), [1, "A", "B", value])
    sheet["D2"].number_format = number_format
    assert _lines(workbook)[1] == f"1\tA\tB\t{text}"


def test_all_visible_sheets_are_read_and_hidden_ones_named() -> None:
    workbook, _ = _workbook(["Một"])
    workbook.create_sheet("Hai")["A1"] = "Hai"
    hidden = workbook.create_sheet("Nháp")
    hidden["A1"] = "Ba"
    hidden.sheet_state = "hidden"
    document = read_sheet(sheet_file(workbook), "a.xlsx")
    assert document.text == "Một\n\nHai"
    assert document.warnings == ("Trang tính ẩn “Nháp” không được đọc.",)


def test_formulas_give_the_value_that_excel_saved() -> None:
    workbook, _ = _workbook(list(HEADER), [1, "A", "B", "=1+1"])
    # openpyxl writes no cached value: a sheet that no program has computed has none to read.
    assert _lines(workbook)[1] == "1\tA\tB\t"


def test_a_value_in_the_far_corner_is_refused_quickly() -> None:
    workbook, sheet = _workbook(["A"])
    for row in range(1, 200):
        sheet.cell(row, 16_384, "x")
    with pytest.raises(DocumentError, match="quá lớn"):
        read_sheet(sheet_file(workbook), "a.xlsx")


def test_merging_the_whole_sheet_takes_no_time() -> None:
    workbook, _ = _workbook(list(HEADER), [1, "A", "B", "C"])
    data = sheet_file(workbook)
    assert read_sheet(data, "a.xlsx").text.count("\t") == 6


@pytest.mark.parametrize(
    ("files", "message"),
    [
        ({"xl/workbook.xml": "<workbook/>"}, "bị hỏng"),
        ({"xl/workbook.xml": "<!DOCTYPE a [<!ENTITY b 'c'>]><a/>"}, "không an toàn"),
        ({"xl/worksheets/sheet1.xml": b" " * 40_000_001}, "quá lớn"),
    ],
)
def test_broken_and_hostile_files_are_refused(files: dict[str, str | bytes], message: str) -> None:
    with pytest.raises(DocumentError, match=message):
        read_sheet(zip_file(files), "a.xlsx")
