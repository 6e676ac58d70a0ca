import io
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pypdfium2
import pytest

from assistant.errors import DocumentError
from assistant.parsing import parse_plan
from assistant.reading import load_document
from assistant.reading.pdf import read_pdf
from assistant.reading.pdf.grid import find_grids
from assistant.reading.pdf.lines import build_lines, join_lines
from assistant.reading.pdf.page import Char, Segment
from assistant.reading.word import read_word
from assistant.types import Document

DATA = Path(__file__).parents[1] / "data" / "reading"
LETTERHEAD = [
    "ỦY BAN NHÂN DÂN", "TỈNH HÀ ĐÔNG", "Số: 15/KH-UBND", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "Độc lập - Tự do - Hạnh phúc", "Hà Đông, ngày 12 tháng 01 năm 2025",
]  # fmt: skip


@cache
def _read(data: bytes) -> Document:
    document = read_pdf(data, "plan.pdf")
    assert document is not None
    return document


def _paragraphs(document: Document) -> list[str]:
    return [
        " ".join(document.text[s.start : s.end] for s in block.spans)
        for block in document.blocks
        if len(block.spans)
    ]


def test_paragraphs_are_those_of_the_word_file() -> None:
    printed = _paragraphs(_read((DATA / "plan.pdf").read_bytes()))
    written = _paragraphs(read_word((DATA / "plan.docx").read_bytes(), "plan.docx"))
    table = next(i for i, text in enumerate(printed) if text.startswith("STT"))
    start = written.index(printed[6])
    assert printed[:6] == LETTERHEAD
    assert " ".join(written[:start]) == " ".join(LETTERHEAD)
    assert printed[6:table] == written[start : written.index("STT Nhiệm vụ Trách nhiệm  Thời gian")]


def test_page_numbers_and_running_lines_are_dropped() -> None:
    text = _read((DATA / "plan.pdf").read_bytes()).text
    assert "Bản lưu nội bộ" not in text
    assert not any(line.strip().isdigit() for line in text.splitlines())


def test_a_table_over_two_pages_gives_the_records_of_the_word_file() -> None:
    printed = parse_plan(_read((DATA / "plan.pdf").read_bytes()), "p", "plan.pdf").records
    written = parse_plan(read_word((DATA / "plan.docx").read_bytes(), "plan.docx"), "p", "plan.docx").records
    assert [r.number for r in printed] == ["1", "2", "3", "4"]
    for a, b in zip(printed, written, strict=True):
        assert (a.section, a.locator) == (b.section, b.locator)
        assert [(c.key, c.text) for c in a.cells] == [(c.key, c.text) for c in b.cells]


def test_a_page_turned_on_its_side_reads_the_same() -> None:
    upright = (DATA / "plan.pdf").read_bytes()
    assert _read(_turned(upright)).text == _read(upright).text


def _turned(data: bytes) -> bytes:
    """The pages with their content turned by 90 degrees and the page turned back, as scanners and printers do."""
    source, turned = pypdfium2.PdfDocument(data), pypdfium2.PdfDocument.new()
    for i in range(len(source)):
        width, height = source[i].get_size()
        page = turned.new_page(height, width)
        shown = source.page_as_xobject(i, turned).as_pageobject()
        shown.set_matrix(pypdfium2.PdfMatrix().rotate(90, ccw=True).translate(height, 0))
        page.insert_obj(shown)
        page.gen_content()
        page.set_rotation(90)
    buffer = io.BytesIO()
    turned.save(buffer)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda data: data[:2000], "bị hỏng"),
        (lambda _: b"%PDF-1.7\n", "bị hỏng"),
        (lambda _: (DATA / "password.pdf").read_bytes(), "mật khẩu"),
    ],
)
def test_broken_and_protected_files_are_refused(change: Callable[[bytes], bytes], message: str) -> None:
    with pytest.raises(DocumentError, match=message):
        read_pdf(change((DATA / "plan.pdf").read_bytes()), "plan.pdf")


def test_a_file_with_too_many_pages_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assistant.reading.pdf.document.MAX_PAGES", 2)
    with pytest.raises(DocumentError, match="3 trang"):
        read_pdf((DATA / "plan.pdf").read_bytes(), "plan.pdf")


def test_a_page_with_too_many_objects_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assistant.reading.pdf.page._MAX_CHARS", 10)
    with pytest.raises(DocumentError, match=r"Trang 1 .* quá nhiều đối tượng"):
        read_pdf((DATA / "plan.pdf").read_bytes(), "plan.pdf")


def test_a_file_without_text_is_a_scan() -> None:
    empty = pypdfium2.PdfDocument.new()
    empty.new_page(200, 200)
    buffer = io.BytesIO()
    empty.save(buffer)
    assert read_pdf(buffer.getvalue(), "trang.pdf") is None


def test_a_pdf_under_another_name_is_read_in_isolation(tmp_path: Path) -> None:
    path = tmp_path / "ke-hoach.docx"
    path.write_bytes((DATA / "plan.pdf").read_bytes())
    assert load_document(path).text == _read(path.read_bytes()).text


# --- Lines and words -------------------------------------------------------------------------------------


def _chars(text: str, left: float, baseline: float, height: float = 10) -> list[Char]:
    """Characters of equal width; a tilde leaves a gap without a space."""
    chars = []
    for i, char in enumerate(text):
        x = left + i * 5
        if char != "~":
            chars.append(Char(char, x, x + 5, baseline - height, baseline))
    return chars


@pytest.mark.parametrize(
    ("chars", "texts"),
    [
        (_chars("Sở Nội vụ", 0, 100), ["Sở Nội vụ"]),
        (_chars("Sở~Nội~vụ", 0, 100), ["Sở Nội vụ"]),
        (_chars("dưới", 0, 120) + _chars("trên", 0, 100), ["trên", "dưới"]),
        (list(reversed(_chars("ngược", 0, 100))), ["ngược"]),
        (_chars("xã", 0, 100) + _chars("1", 10, 96, 6) + _chars("thuộc", 18, 100), ["xã¹ thuộc"]),
        (_chars("1", 0, 96, 6) + _chars("Ghi chú", 8, 100), ["¹ Ghi chú"]),
        ([], []),
        (_chars("   ", 0, 100), []),
    ],
)  # fmt: skip
def test_lines_are_read_off_positions(chars: list[Char], texts: list[str]) -> None:
    assert [line.text for line in build_lines(chars)] == texts


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (["Sở Nội", "vụ"], "Sở Nội vụ"),
        (["số 48-", "KL/TW"], "số 48-KL/TW"),
        (["NĐ", "-CP ngày"], "NĐ-CP ngày"),
        (["2021-", "2025"], "2021-2025"),
        (["năm 2021 -", "2025"], "năm 2021 - 2025"),
        (["15/12/202", "5 của"], "15/12/2025 của"),
        (["Quyết định 12", "34 người"], "Quyết định 12 34 người"),
        (["số 14/5/2021", ". Tiếp tục"], "số 14/5/2021. Tiếp tục"),
        (["- Tỉnh;", "-Huyện"], "- Tỉnh; -Huyện"),
        (["Nhiệ", "m vụ"], "Nhiệm vụ"),
        (["ĐIỀU HÀN", "H"], "ĐIỀU HÀNH"),
        (["chủ", "t) không"], "chủ t) không"),
        (["phố", "Cần Thơ"], "phố Cần Thơ"),
    ],
)
def test_what_a_narrow_column_broke_closes_up(lines: list[str], text: str) -> None:
    built = [line for i, part in enumerate(lines) for line in build_lines(_chars(part, 0, 100 + 20 * i))]
    assert join_lines(built) == text


# --- Grids -----------------------------------------------------------------------------------------------


def _cells(horizontal: list[Segment], vertical: list[Segment]) -> list[list[tuple[int, int, float, float]]]:
    return [
        sorted((cell.row, cell.rows, cell.left, cell.right) for cell in grid.cells)
        for grid in find_grids(horizontal, vertical)
    ]


def test_borders_that_are_missing_merge_cells() -> None:
    horizontal = [Segment(0, 0, 90), Segment(20, 30, 90), Segment(40, 0, 90)]
    vertical = [Segment(0, 0, 40), Segment(30, 0, 40), Segment(60, 20, 40), Segment(90, 0, 40)]
    assert _cells(horizontal, vertical) == [[(0, 1, 30, 90), (0, 2, 0, 30), (1, 1, 30, 60), (1, 1, 60, 90)]]


def test_pieces_of_a_border_are_one_line_and_outer_sides_may_be_open() -> None:
    horizontal = [Segment(y, x, x + 28) for y in (0, 20, 41) for x in (0, 30)]
    assert _cells(horizontal, [Segment(30, 0, 41)]) == [
        [(0, 1, 0, 30), (0, 1, 30, 58), (1, 1, 0, 30), (1, 1, 30, 58)]
    ]


def test_underlines_and_frames_are_no_tables() -> None:
    frame = [Segment(0, 0, 100), Segment(100, 0, 100)]
    assert find_grids([Segment(10, 0, 50), Segment(30, 0, 50)], []) == []
    assert find_grids(frame, frame) == []
