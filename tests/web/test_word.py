from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from assistant.conversations.turns import Reply
from assistant.corpus import PlanFile
from assistant.types import Answer
from assistant.web.shelf import Shelf
from assistant.web.sources import look_up
from assistant.web.word import Exchange, write_word

from .fakes import ANSWERED, LISTED, FakeBackend

MADE = datetime(2026, 1, 2, 3, 4, tzinfo=UTC)


def reply(answer: Answer) -> Reply:
    return Reply(answer, look_up(FakeBackend(), answer.citations, answer.text))


def written(*exchanges: Exchange) -> Document:
    return docx.Document(BytesIO(write_word(exchanges, MADE)))


def test_the_page_is_that_of_an_official_document() -> None:
    document = written(Exchange("Ai chủ trì?", reply(ANSWERED)))
    section = document.sections[0]
    assert (section.page_width, section.page_height) == pytest.approx((Mm(210), Mm(297)), abs=Mm(1) // 10)
    margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert margins == pytest.approx((Mm(20), Mm(20), Mm(30), Mm(15)), abs=Mm(1) // 10)
    style = document.styles["Normal"]
    assert (style.font.name, style.font.size) == ("Times New Roman", Pt(14))
    assert style.element.rPr.rFonts.get(qn("w:eastAsia")) == "Times New Roman"
    assert document.core_properties.language == "vi-VN"


def test_question_answer_and_numbered_sources_are_paragraphs_of_one_plain_run() -> None:
    document = written(Exchange("Ai chủ trì?", reply(ANSWERED)))
    assert [paragraph.text for paragraph in document.paragraphs] == [
        "Câu hỏi: Ai chủ trì?",
        *ANSWERED.text.splitlines(),
        "Nguồn trích dẫn:",
        f"[1] {ANSWERED.citations[0].source_line}",
        f"[2] {ANSWERED.citations[1].source_line}",
    ]
    assert {len(paragraph.runs) for paragraph in document.paragraphs} == {1}


def test_a_list_of_rows_is_a_table_within_the_text_width_whose_header_repeats() -> None:
    document = written(Exchange("Sở Nội vụ chủ trì gì?", reply(LISTED)))
    (table,) = document.tables
    assert [cell.text for cell in table.rows[2].cells][:2] == [
        "2",
        "Tổ chức đối thoại với người dân, doanh nghiệp.",
    ]
    assert table.rows[0]._tr.trPr is not None
    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert sum(cell.width or 0 for cell in table.rows[1].cells) < Mm(165.1)
    assert {run.font.size for row in table.rows for cell in row.cells for run in cell.paragraphs[0].runs} == {
        Pt(12)
    }


def test_a_table_whose_line_lacks_a_cell_is_written_all_the_same() -> None:
    answer = Answer("| Tỉnh | Chỉ tiêu |\n| --- | --- |\n| An Lạc |", abstained=False)
    (table,) = written(Exchange("So sánh?", Reply(answer))).tables
    assert [cell.text for cell in table.rows[1].cells] == ["An Lạc", ""]


def test_a_conversation_holds_all_its_questions_in_order_and_any_text_can_be_written() -> None:
    odd = Reply(Answer("Không nêu\x01 kinh phí \x00<w:p>.", abstained=True))
    document = written(Exchange("một", reply(ANSWERED)), Exchange("hai", odd))
    texts = [paragraph.text for paragraph in document.paragraphs]
    assert [text for text in texts if text.startswith("Câu hỏi")] == ["Câu hỏi: một", "Câu hỏi: hai"]
    assert texts[-1] == "Không nêu kinh phí <w:p>."


def test_the_file_can_be_read_back_by_our_own_reader(tmp_path: Path) -> None:
    path = tmp_path / "tra-loi.docx"
    path.write_bytes(write_word([Exchange("Sở Nội vụ chủ trì gì?", reply(LISTED))], MADE))
    records = PlanFile(path, None).parse().records
    assert [cell.text for record in records if (cell := record.cell("lead"))] == [
        "Sở Nội vụ",
        "Sở Kế hoạch và Đầu tư; Sở Nội vụ",
    ]


def test_a_shelf_forgets_the_oldest_first() -> None:
    shelf: Shelf[str] = Shelf(str, limit=2)
    tokens = [shelf.keep(value) for value in ("một", "hai", "ba")]
    assert [shelf.find(token) for token in tokens] == [None, "hai", "ba"]
    assert shelf.find("") is None
    shelf.put(tokens[1], "hai bis")
    shelf.put("riêng", "bốn")
    assert [shelf.find(token) for token in (*tokens, "riêng")] == [None, "hai bis", None, "bốn"]
