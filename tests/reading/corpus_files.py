"""Whole plans of the corpus as office files: tables put together over page breaks, merged cells merged."""

import re
from collections.abc import Iterator
from pathlib import Path

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from assistant.parsing.columns import find_header
from assistant.parsing.markup import join_pieces
from assistant.parsing.paragraphs import TableLine
from assistant.parsing.rows import build_rows
from assistant.reading.plain import read_plain
from assistant.types import BlockKind, Span
from tests.reading.office_files import cell, paragraph, row, sheet_file, table, word_file

_SECTION_LINE = re.compile(r"^[IVX]+\. [A-ZĐ]")
_PAGE = (
    '<w:sectPr><w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/>'
    '<w:pgMar w:top="1134" w:right="850" w:bottom="1134" w:left="1134"/></w:sectPr>'
)
_FONT = (
    '<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="DejaVu Serif" w:hAnsi="DejaVu Serif"/>'
    '<w:sz w:val="20"/></w:rPr></w:rPrDefault></w:docDefaults>'
)


def plan_as_word(path: Path) -> bytes:
    """A plan of the corpus as a .docx: its tables whole again, merged cells merged."""
    body: list[str] = []
    for lines in _groups(path):
        rows, header = _whole_table(lines)
        if not header:
            body += [paragraph(" ".join(filter(None, cells))) for cells in lines]
            continue
        width = len(rows[0])
        wide = 9000 // width
        body.append(table([row(*_word_cells(rows, i, header)) for i in range(len(rows))], [wide] * width))
    return word_file("".join(body) + paragraph("") + _PAGE, styles=_FONT)


def plan_as_sheet(path: Path) -> bytes:
    """A plan of the corpus as an .xlsx of one sheet."""
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    assert isinstance(sheet, Worksheet)
    at = 0
    for lines in _groups(path):
        rows, header = _whole_table(lines)
        if not header:
            for cells in lines:
                at += 1
                sheet.cell(at, 1, " ".join(filter(None, cells)))
            continue
        at += 1
        for i, cells in enumerate(rows):
            at += 1
            for column, text in enumerate(cells, start=1):
                if text:
                    sheet.cell(at, column, text)
            for start, end in _merged_across(rows, i, header):
                sheet.merge_cells(start_row=at, end_row=at, start_column=start + 1, end_column=end + 1)
        at += 1
    return sheet_file(workbook)


def _groups(path: Path) -> Iterator[list[list[str]]]:
    """Text lines one by one, tables as lists of rows, page breaks and all."""
    document = read_plain(path.read_bytes(), path.name)
    rows: list[list[str]] = []
    for block in document.blocks:
        texts = [document.text[span.start : span.end].replace("**", "").strip() for span in block.spans]
        is_section = len(texts) == 1 and _SECTION_LINE.match(texts[0])
        if block.kind is BlockKind.ROW or (rows and is_section):
            rows.append(texts)
            continue
        if rows:
            yield rows
            rows = []
        for text in texts:
            yield [[text]]
    if rows:
        yield rows


def _whole_table(lines: list[list[str]]) -> tuple[list[list[str]], int]:
    """A table without page breaks, and how many of its rows are the header (0: no table)."""
    header = find_header(lines[0], lines[1] if len(lines) > 1 else None)
    if header is None:
        return lines, 0
    width = max(len(lines[0]), header.width)
    padded = [cells + [""] * (width - len(cells)) for cells in lines]
    text = ""
    spans: list[list[Span]] = []
    for cells in padded:
        spans.append([])
        for value in cells:
            spans[-1].append(Span(len(text), len(text) + len(value)))
            text += value + "\t"
    depth = len(header.lines)
    starts = {
        piece.start
        for logical in build_rows(text, header, [TableLine(tuple(line)) for line in spans[depth:]])
        for piece in logical.lines[:1]
    }
    whole = padded[:depth]
    for cells, places in zip(padded[depth:], spans[depth:], strict=True):
        if header.repeats(cells):
            continue
        if any(place.end > place.start and place.start in starts for place in places):
            whole.append(cells)
        else:
            whole[-1] = [join_pieces([a, b]) for a, b in zip(whole[-1], cells, strict=True)]
    return whole, depth


def _merged_across(rows: list[list[str]], i: int, header: int) -> list[tuple[int, int]]:
    """First and last column of the cells of a row that are merged across."""
    cells = rows[i]
    if i >= header:
        return [(0, len(cells) - 1)] if cells[0] and not any(cells[1:]) else []
    if header == 1 or i > 0:
        return []
    merged = []
    start = 0
    while start < len(cells):
        end = start
        while end + 1 < len(cells) and not cells[end + 1] and rows[1][end + 1]:
            end += 1
        if end > start:
            merged.append((start, end))
        start = end + 1
    return merged


def _word_cells(rows: list[list[str]], i: int, header: int) -> list[str]:
    spans = dict(_merged_across(rows, i, header))
    cells = []
    column = 0
    while column < len(rows[i]):
        end = spans.get(column, column)
        merge = ""
        if header == 2 and i < 2 and not rows[1][column] and rows[0][column]:
            merge = "restart" if i == 0 else "continue"
        cells.append(cell(rows[i][column], columns=end - column + 1, merge=merge))
        column = end + 1
    return cells
