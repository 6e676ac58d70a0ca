"""The reading view and the source panel as values, over the toy plans and the real ones."""

import re

import pytest

from assistant.corpus import load_corpus
from assistant.text.tokens import syllables
from assistant.types import ParsedPlan, Span
from assistant.web.plans.place import RowPlace, TextPlace, find_place
from assistant.web.plans.reading import Loose, Section, Table, read_plan
from assistant.web.plans.shown import ShownRow, ShownText
from tests.conftest import CORPUS

from .fakes import AN_LAC, BINH_HOA, BY_ID, PARAGRAPH, ROW, place_of

ALL = [file.parse() for file in load_corpus(CORPUS)] + list(BY_ID.values())


def words_of(parsed: ParsedPlan) -> set[str]:
    """Every syllable that the reading view shows."""
    shown: list[str] = []
    for block in read_plan(parsed).blocks:
        match block:
            case ShownText():
                shown.append(block.html.unescape())
            case Loose():
                shown += block.cells
            case Table():
                shown += [header for _, header in block.columns]
                for line in block.lines:
                    match line:
                        case Section():
                            shown.append(line.title)
                        case Loose():
                            shown += line.cells
                        case ShownRow():
                            shown += [line.number, *(cell.html.unescape() for cell in line.cells)]
    return set(syllables(" ".join(shown)))


@pytest.mark.parametrize("parsed", ALL, ids=lambda parsed: parsed.plan.id)
def test_the_reading_view_leaves_out_no_word_of_the_plan(parsed: ParsedPlan) -> None:
    headers = {cell.header for record in parsed.records for cell in record.cells}
    columns = set(syllables(f"stt tt {' '.join(headers)}"))
    cleaned = set(syllables(re.sub(r"</?\w+[^<>]*>", " ", parsed.text)))
    # A word that a page break cuts ("NĐ-" and "CP") is shown in one piece; of headers that a
    # page break repeats one is shown, in its own spelling.
    assert cleaned - words_of(parsed) - columns <= set(syllables("trách nhiệm cụ thể phấn đấu"))


@pytest.mark.parametrize("parsed", ALL, ids=lambda parsed: parsed.plan.id)
def test_every_passage_has_one_anchor_and_every_outline_entry_leads_to_one(parsed: ParsedPlan) -> None:
    reading = read_plan(parsed)
    anchors: list[str] = []
    for block in reading.blocks:
        if isinstance(block, ShownText):
            anchors.append(block.locator)
        elif isinstance(block, Table):
            anchors += [line.locator for line in block.lines if isinstance(line, ShownRow)]
            anchors += [line.address for line in block.lines if isinstance(line, Section)]
    assert len(anchors) == len(set(anchors))
    assert {passage.locator for passage in parsed.passages} <= set(anchors)
    assert [entry.address for entry in reading.outline if entry.address not in anchors] == []


def test_the_outline_names_titles_headings_and_groups_of_rows_in_order() -> None:
    assert [(entry.address, entry.level) for entry in read_plan(BY_ID[AN_LAC.id]).outline] == [
        ("tieu-de", 1),
        ("I", 2),
        ("II", 2),
        ("phu-luc/tieu-de", 1),
        ("phu-luc/II", 2),
        ("phu-luc/III", 2),
    ]


def test_a_blank_cell_of_one_row_is_drawn_under_the_columns_of_the_table() -> None:
    (table,) = (block for block in read_plan(BY_ID[AN_LAC.id]).blocks if isinstance(block, Table))
    assert [header for _, header in table.columns] == [
        "Nhiệm vụ",
        "Sản phẩm",
        "Cơ quan chủ trì",
        "Cơ quan phối hợp",
        "Thời gian hoàn thành",
    ]
    last = table.lines[-1]
    assert isinstance(last, ShownRow)
    assert [str(cell.html) for cell in last.cells] == [
        "Tổ chức đối thoại với người dân, doanh nghiệp.",
        "Thông báo kết luận",
        "Sở Kế hoạch và Đầu tư; Sở Nội vụ",
        "UBND cấp huyện",
        "",
    ]


def test_a_further_row_under_a_number_prints_none_and_marks_what_it_inherits() -> None:
    (table,) = (block for block in read_plan(BY_ID[BINH_HOA.id]).blocks if isinstance(block, Table))
    rows = [line for line in table.lines if isinstance(line, ShownRow)]
    assert [row.number for row in rows] == ["1", "", "2"]
    assert [cell.is_inherited for cell in rows[1].cells] == [True, False, False, False]


def test_a_cited_cell_is_marked_and_no_other() -> None:
    lead = place_of(AN_LAC, "Văn phòng Ủy ban nhân dân tỉnh\tSở Thông tin")
    place = find_place(BY_ID[AN_LAC.id], ROW, [Span(lead.start, lead.start + 30)])
    assert isinstance(place, RowPlace)
    cited = place.rows[place.at]
    assert [str(cell.html) for cell in cited.cells if "<mark>" in cell.html] == [
        "<mark>Văn phòng Ủy ban nhân dân tỉnh</mark>"
    ]
    assert [(row.number, row.is_cited) for row in place.rows] == [("23", False), ("24", True), ("25", False)]
    assert place.section == "III. CẢI CÁCH THỦ TỤC HÀNH CHÍNH"


def test_neighbours_end_where_the_group_ends() -> None:
    place = find_place(BY_ID[AN_LAC.id], "phu-luc/II/22", ())
    assert isinstance(place, RowPlace)
    assert [row.number for row in place.rows] == ["22"]


def test_a_paragraph_stands_under_its_heading_with_the_quote_marked_and_markup_escaped() -> None:
    place = find_place(BY_ID[BINH_HOA.id], PARAGRAPH, [place_of(BINH_HOA, "80% hồ sơ")])
    assert isinstance(place, TextPlace)
    assert place.headings[-1] == "I. MỤC TIÊU"
    assert [text.locator for text in place.texts] == ["I/1", "I/2", "I/3"]
    assert place.texts[place.at].html == (
        "2. Phấn đấu <mark>80% hồ sơ</mark> được số hóa; tỷ lệ "
        "&lt;script&gt;window.hacked=1&lt;/script&gt; được công khai hằng quý."
    )


def test_an_unknown_locator_is_no_place() -> None:
    assert find_place(BY_ID[AN_LAC.id], "khong/co", ()) is None


@pytest.mark.parametrize("parsed", ALL, ids=lambda parsed: parsed.plan.id)
def test_a_citation_of_a_whole_passage_marks_all_of_its_text(parsed: ParsedPlan) -> None:
    for passage in parsed.passages:
        place = find_place(parsed, passage.locator, passage.spans)
        if isinstance(place, TextPlace):
            assert place.texts[place.at].html.startswith("<mark>")
            assert place.texts[place.at].html.endswith("</mark>")
        else:
            assert place is not None
            own = [cell for cell in place.rows[place.at].cells if cell.html and not cell.is_inherited]
            assert all(cell.html.startswith("<mark>") and cell.html.endswith("</mark>") for cell in own)
