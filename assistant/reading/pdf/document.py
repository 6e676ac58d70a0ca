"""PDF files with a text layer: paragraphs and tables over all pages, without page headers and footers."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import median

from assistant.errors import DocumentError
from assistant.reading.pdf.grid import find_grids
from assistant.reading.pdf.layout import Margins, TextPiece, build_pieces, continues_page, find_margins
from assistant.reading.pdf.lines import Line, build_lines, join_lines
from assistant.reading.pdf.page import Page, PdfFile
from assistant.reading.pdf.tables import TablePiece, continues, joined, read_piece
from assistant.reading.rendering import Rendering
from assistant.reading.tables import align
from assistant.types import Document

MAX_PAGES = 1_000
"""The longest plan known has 200 pages."""
_MIN_CHARS_A_PAGE = 40
"""A page with fewer and an image is a scan; a stamp or a signature may put a few on it."""
_MAX_UNREADABLE = 0.2
_EDGE_TOLERANCE = 4.0
_PAGE_NUMBER = re.compile(r"^\W*(?:trang\s*)?\d{1,4}(?:\s*/\s*\d{1,4})?\W*$", re.IGNORECASE)
_DIGITS = re.compile(r"\d+")
_RUNNING_LINES = 2
"""Lines at the head and foot of a page that may recur on every page."""
_MIN_RUNNING_PAGES = 3
_RUNNING_SHARE = 0.5
_NOTE_HEIGHT = 0.9
"""Footnotes are set smaller than the text."""

Piece = TextPiece | TablePiece


@dataclass(frozen=True, slots=True)
class PageContent:
    """Tables and lines of one page; ``order`` puts them from top to bottom."""

    width: float
    lines: tuple[Line, ...]
    tables: tuple[tuple[float, TablePiece], ...]
    """Top edge and content of each table."""


def read_pdf(data: bytes, name: str) -> Document | None:
    """The text of a file as it is read from page to page; ``None`` for a scan without a text layer.

    A paragraph or table cut by a page break is joined; page numbers and running headers are dropped;
    footnotes follow the paragraph that the page ends with; columns of a letterhead come one after the other.

    Raises:
        DocumentError: the file is broken, protected, has too many pages or does not tell its letters.
    """
    contents: list[PageContent] = []
    chars = unreadable = scanned = 0
    with PdfFile(data, name) as pdf:
        if len(pdf) > MAX_PAGES:
            raise DocumentError(
                f"Tệp PDF “{name}” có {len(pdf):,} trang (tối đa {MAX_PAGES:,}). Hãy tách tệp."
            )
        for page in pdf.pages():
            scanned += page.has_image and len(page.chars) < _MIN_CHARS_A_PAGE
            chars += len(page.chars)
            unreadable += page.unreadable
            contents.append(read_page(page))
    if scanned * 2 > len(contents) or not chars:
        return None
    if unreadable > _MAX_UNREADABLE * (chars + unreadable):
        raise DocumentError(
            f"Tệp PDF “{name}” dùng phông chữ không cho biết chữ cái nên không đọc được. "
            "Hãy nạp bản Word của văn bản, hoặc in ra ảnh và quét lại."
        )
    warning = f"{scanned} trang chỉ có ảnh quét, không đọc được chữ." if scanned else None
    return render_pages(contents, (warning,) if warning else ())


def read_page(page: Page) -> PageContent:
    """Tables and lines of one page."""
    grids = find_grids(page.horizontal, page.vertical)
    outside = [
        char
        for char in page.chars
        if not any(g.holds((char.left + char.right) / 2, char.baseline - char.height / 2) for g in grids)
    ]
    tables = tuple((grid.top, read_piece(grid, page.chars)) for grid in grids)
    return PageContent(page.width, tuple(build_lines(outside)), tables)


def render_pages(pages: Sequence[PageContent], warnings: tuple[str, ...] = ()) -> Document:
    """The document that pages make up."""
    running = _running_lines(pages)
    cleaned = [_without_running(page, running, is_single=len(pages) == 1) for page in pages]
    by_width: dict[int, list[Sequence[Line]]] = defaultdict(list)
    for page in cleaned:
        by_width[round(page.width)].append(page.lines)
    margins = {width: find_margins(lines) for width, lines in by_width.items()}
    flow = _Flow()
    for page in cleaned:
        flow.add_page(page, margins[round(page.width)])
    return flow.document(warnings)


def _edge_lines(page: PageContent) -> list[Line]:
    """Lines above and below everything else on a page."""
    if not page.lines:
        return []
    tops = [top for top, _ in page.tables]
    first = min([page.lines[0].baseline, *tops])
    head = [
        line
        for line in page.lines[:_RUNNING_LINES]
        if not tops or line.baseline <= min(tops) or first == line.baseline
    ]
    return [*head, *page.lines[-_RUNNING_LINES:]]


def _running_key(line: Line) -> str:
    return _DIGITS.sub("#", line.text)


def _running_lines(pages: Sequence[PageContent]) -> frozenset[str]:
    """Lines, digits aside, that stand at the edge of at least half of the pages."""
    counts = Counter(key for page in pages for key in {_running_key(line) for line in _edge_lines(page)})
    least = max(_MIN_RUNNING_PAGES, _RUNNING_SHARE * len(pages))
    return frozenset(key for key, count in counts.items() if count >= least)


def _without_running(page: PageContent, running: frozenset[str], *, is_single: bool) -> PageContent:
    edges = _edge_lines(page)
    dropped = [line for line in edges if _running_key(line) in running]
    if not is_single:
        dropped += [line for line in (page.lines[:1] + page.lines[-1:]) if _PAGE_NUMBER.match(line.text)]
    return replace(page, lines=tuple(line for line in page.lines if line not in dropped))


class _Flow:
    """Puts pages together: paragraphs and tables that a page break cut are joined."""

    def __init__(self) -> None:
        self._rendering = Rendering()
        self._open: Piece | None = None
        self._notes: list[str] = []

    def add_page(self, page: PageContent, margins: Margins) -> None:
        """Add what a page shows."""
        body, notes = _split_notes(page.lines)
        for i, piece in enumerate(_pieces(body, page.tables, margins)):
            if i == 0 and self._continue(piece, margins):
                continue
            self._close()
            self._open = piece
        self._notes += notes

    def document(self, warnings: tuple[str, ...]) -> Document:
        """The document, after the last page."""
        self._close()
        return self._rendering.document(warnings)

    def _continue(self, piece: Piece, margins: Margins) -> bool:
        last = self._open
        if isinstance(last, TablePiece) and isinstance(piece, TablePiece) and continues(last, piece):
            self._open = joined(last, piece)
            return True
        if (
            isinstance(last, TextPiece)
            and isinstance(piece, TextPiece)
            and continues_page(last, piece, margins)
        ):
            self._open = replace(last, lines=(*last.lines, *piece.lines))
            return True
        return False

    def _close(self) -> None:
        piece = self._open
        if isinstance(piece, TablePiece):
            self._rendering.table(align(piece.cells, _EDGE_TOLERANCE))
        elif piece is not None:
            if piece.after_gap:
                self._rendering.gap()
            if piece.is_centred:
                self._rendering.title_line(piece.text)
            else:
                self._rendering.paragraph(piece.text)
        for note in self._notes:
            self._rendering.paragraph(note)
        self._open, self._notes = None, []


def _split_notes(lines: Sequence[Line]) -> tuple[Sequence[Line], list[str]]:
    """The lines of the text and the footnotes below them."""
    usual = median(line.height for line in lines) if lines else 0
    for i, line in enumerate(lines):
        if line.is_note and all(below.height <= _NOTE_HEIGHT * usual for below in lines[i:]):
            notes: list[list[Line]] = []
            for below in lines[i:]:
                if below.is_note:
                    notes.append([below])
                else:
                    notes[-1].append(below)
            return lines[:i], [join_lines(note) for note in notes]
    return lines, []


def _pieces(
    lines: Sequence[Line], tables: Sequence[tuple[float, TablePiece]], margins: Margins
) -> list[Piece]:
    """Paragraphs and tables from top to bottom."""
    pieces: list[Piece] = []
    start = 0
    for top, table in tables:
        end = start
        while end < len(lines) and lines[end].baseline <= top:
            end += 1
        pieces += build_pieces(lines[start:end], margins)
        pieces.append(table)
        start = end
    return [*pieces, *build_pieces(lines[start:], margins)]
