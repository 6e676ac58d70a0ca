"""Answers as Word documents in the form that Nghị định 30/2020/NĐ-CP asks of administrative texts."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from io import BytesIO
from math import sqrt

import docx
from docx.document import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Emu, Mm, Pt
from docx.table import _Row

from assistant.answering.layout import Part, Table
from assistant.answering.memo import line_text, memo_parts
from assistant.conversations.turns import Reply
from assistant.text.normalise import printable
from assistant.web import strings

FONT = "Times New Roman"
FONT_SIZE = Pt(14)
TABLE_FONT_SIZE = Pt(12)
MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_NARROW = Cm(1.7)
"""Width of a column of numbers or marks."""
_FEW = 6
"""Characters that such a column holds at most."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question and its answer."""

    question: str
    reply: Reply
    history: tuple[str, ...] = ()
    """Earlier questions of its conversation, oldest first."""
    turn_id: str = ""


def write_word(exchanges: Sequence[Exchange], made: datetime) -> bytes:
    """Questions and answers, oldest first, as a .docx file."""
    document = _new_document(made)
    for exchange in exchanges:
        _add_line(document, f"{strings.ASKED}: {exchange.question}", bold=True)
        for part in memo_parts(exchange.reply.answer, exchange.reply.rows):
            _add_part(document, part)
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def _new_document(made: datetime) -> Document:
    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin = section.bottom_margin = Mm(20)
    section.left_margin, section.right_margin = Mm(30), Mm(15)
    style = document.styles["Normal"]
    style.font.name = FONT
    style.font.size = FONT_SIZE
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for script in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
        fonts.set(qn(script), FONT)
    language = OxmlElement("w:lang")
    for kind in ("w:val", "w:eastAsia"):
        language.set(qn(kind), "vi-VN")
    style.element.get_or_add_rPr().append(language)
    layout = style.paragraph_format
    layout.space_before, layout.space_after, layout.line_spacing = Pt(0), Pt(6), 1.15
    properties = document.core_properties
    properties.title, properties.author, properties.language = strings.WORD_TITLE, strings.TITLE, "vi-VN"
    properties.created = properties.modified = made
    return document


def _add_part(document: Document, part: Part) -> None:
    if isinstance(part, Table):
        _add_table(document, part)
    else:
        _add_line(document, line_text(part))


def _add_line(document: Document, text: str, *, bold: bool = False) -> None:
    paragraph = document.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    paragraph.paragraph_format.first_line_indent = Cm(1)
    paragraph.add_run(printable(text)).bold = bold or None


def _add_table(document: Document, printed: Table) -> None:
    blank = ("",) * len(printed.head)
    rows = [(*row, *blank)[: len(blank)] for row in printed.rows]  # a line that lost a bar lacks a cell
    printed = replace(printed, rows=tuple(rows))
    table = document.add_table(rows=len(printed.rows) + 1, cols=len(printed.head))
    table.style = document.styles["Table Grid"]
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    for row, texts in zip(table.rows, (printed.head, *printed.rows), strict=True):
        _fill_row(row, texts, bold=texts is printed.head)
    heading = OxmlElement("w:tblHeader")  # the header again on every page that the table reaches
    table.rows[0]._tr.get_or_add_trPr().append(heading)
    section = document.sections[0]
    assert section.page_width and section.left_margin and section.right_margin
    text_width = section.page_width - section.left_margin - section.right_margin
    for column, width in zip(table.columns, _widths(printed, text_width), strict=True):
        column.width = width
        for cell in column.cells:
            cell.width = width
    document.add_paragraph()


def _widths(printed: Table, whole: int) -> list[Emu]:
    """Numbers and marks get little room; the other columns share the rest, long ones less than by their length."""
    longest = [max(map(len, column)) for column in zip(printed.head, *printed.rows, strict=True)]
    rest = whole - sum(_NARROW for length in longest if length <= _FEW)
    shares = [sqrt(length) if length > _FEW else 0.0 for length in longest]
    return [Emu(int(rest * share / sum(shares))) if share else Emu(_NARROW) for share in shares]


def _fill_row(row: _Row, texts: Sequence[str], *, bold: bool) -> None:
    for cell, text in zip(row.cells, texts, strict=True):
        paragraph = cell.paragraphs[0]
        paragraph.paragraph_format.space_after = Pt(2)
        run = paragraph.add_run(printable(text))
        run.font.size = TABLE_FONT_SIZE
        run.bold = bold or None
