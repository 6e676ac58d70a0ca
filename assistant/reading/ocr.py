"""Scanned pages and images: Tesseract reads the words, ruled lines in the picture give the tables."""

import csv
import io
from collections import defaultdict
from collections.abc import Iterator
from statistics import median

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageOps, ImageSequence, UnidentifiedImageError

from assistant.errors import DocumentError
from assistant.reading.pdf.document import PageContent, read_page, render_pages
from assistant.reading.pdf.page import Char, Page, PdfFile, Segment
from assistant.reading.programs import find_program, run_program
from assistant.types import Document

DOTS_PER_INCH = 300
"""What Tesseract is trained for."""
MAX_PAGES = 60
"""Ten seconds a page on one core: a longer scan is better read in parts."""
_PAGE_TIMEOUT_S = 90.0
_MAX_PIXELS = 60_000_000
"""A3 at 400 dots an inch has 31 million."""
_POINTS = 72 / DOTS_PER_INCH
_DARK = 140
_MIN_RULE = int(0.22 * DOTS_PER_INCH)
"""Shortest ruled line in pixels, 16 points: the side of a row of one line, longer than the strokes of letters."""
_MAX_RULE_THICKNESS = int(0.05 * DOTS_PER_INCH)
_LOW_CONFIDENCE = 40.0
_INSTALL = "apt-get install tesseract-ocr tesseract-ocr-vie"
_WARNING = "Văn bản được nhận dạng từ ảnh quét: có thể sai chữ, hãy đối chiếu với bản gốc."


def read_scan(data: bytes, name: str) -> Document:
    """The text of a scanned PDF.

    Raises:
        DocumentError: Tesseract is not installed, or the scan is too long.
    """
    program = _tesseract(name)
    pages = []
    with PdfFile(data, name) as pdf:
        if len(pdf) > MAX_PAGES:
            raise DocumentError(
                f"Bản quét “{name}” có {len(pdf)} trang (tối đa {MAX_PAGES}). Hãy tách thành nhiều tệp."
            )
        for index in range(len(pdf)):
            pages.append(_read_image(program, pdf.render(index, DOTS_PER_INCH), name))
    return _document(pages, name)


def read_image(data: bytes, name: str) -> Document:
    """The text of an image file; of all pages of a TIFF.

    Raises:
        DocumentError: Tesseract is not installed, or the image is broken or too large.
    """
    program = _tesseract(name)
    return _document([_read_image(program, image, name) for image in _images(data, name)], name)


def _tesseract(name: str) -> str:
    program = find_program("tesseract")
    if program is None:
        raise DocumentError(
            f"“{name}” là bản quét (ảnh), không có lớp chữ. Để đọc cần phần mềm nhận dạng chữ Tesseract: "
            f"cài bằng lệnh “{_INSTALL}”, hoặc nạp bản Word/PDF có chữ của văn bản."
        )
    languages = run_program([program, "--list-langs"], data=b"", timeout_s=_PAGE_TIMEOUT_S, name=name)
    if b"vie" not in languages.split():
        raise DocumentError(
            f"Tesseract chưa có tiếng Việt. Hãy cài bằng lệnh “{_INSTALL}” rồi nạp lại “{name}”."
        )
    return program


def _document(pages: list[PageContent], name: str) -> Document:
    if not any(page.lines or page.tables for page in pages):
        raise DocumentError(
            f"Không nhận dạng được chữ nào trong “{name}”. Hãy quét lại rõ hơn (300 dpi, thẳng trang)."
        )
    return render_pages(pages, (_WARNING,))


def _images(data: bytes, name: str) -> Iterator[Image.Image]:
    try:
        with Image.open(io.BytesIO(data)) as file:
            for i, frame in enumerate(ImageSequence.Iterator(file)):
                if i >= MAX_PAGES or frame.width * frame.height > _MAX_PIXELS:
                    raise DocumentError(f"Ảnh “{name}” quá lớn. Hãy quét lại ở khổ A4, 300 dpi.")
                yield ImageOps.exif_transpose(frame).convert("L")
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise DocumentError(f"Ảnh “{name}” bị hỏng, không mở được.") from error


def _read_image(program: str, image: Image.Image, name: str) -> PageContent:
    grey = np.asarray(image, dtype=np.uint8).copy()
    dark = grey < _DARK
    across, rows = _rules(dark)
    down, columns = _rules(dark.T)
    # Ruled lines are taken out of the picture: Tesseract reads them as letters.
    grey[rows | columns.T] = 255
    buffer = io.BytesIO()
    Image.fromarray(grey).save(buffer, format="PNG")
    has_table = len(across) > 1 and len(down) > 1
    command = [
        program, "stdin", "stdout", "-l", "vie", "--dpi", str(DOTS_PER_INCH),
        "--psm", "11" if has_table else "3", "tsv",
    ]  # fmt: skip
    table = run_program(command, data=buffer.getvalue(), timeout_s=_PAGE_TIMEOUT_S, name=name)
    page = Page(
        width=grey.shape[1] * _POINTS,
        height=grey.shape[0] * _POINTS,
        chars=tuple(_words(table.decode("utf-8", errors="replace"))),
        horizontal=tuple(across),
        vertical=tuple(down),
        unreadable=0,
        has_image=True,
    )
    return read_page(page)


def _rules(dark: NDArray[np.bool_]) -> tuple[list[Segment], NDArray[np.bool_]]:
    """Ruled lines along the rows of a picture, and the pixels that they take.

    Args:
        dark: shape ``(height, width)``.
    """
    # A line that is a little askew steps from row to row; looking at three rows at once keeps it whole.
    thick = dark.copy()
    thick[1:] |= dark[:-1]
    thick[:-1] |= dark[1:]
    padded = np.zeros((thick.shape[0], thick.shape[1] + 2), dtype=np.int8)
    padded[:, 1:-1] = thick
    steps = np.diff(padded, axis=1)
    pixels = np.zeros_like(dark)
    segments = []
    rows, starts = np.nonzero(steps == 1)
    _, ends = np.nonzero(steps == -1)
    long = ends - starts >= _MIN_RULE
    for row, start, end in zip(rows[long], starts[long], ends[long], strict=True):
        if _is_thin(thick, int(row), int(start), int(end)):
            segments.append(Segment(float(row) * _POINTS, float(start) * _POINTS, float(end) * _POINTS))
            pixels[row, start:end] = True
    return segments, pixels


def _is_thin(dark: NDArray[np.bool_], row: int, start: int, end: int) -> bool:
    """Whether a run of dark pixels is a line and no part of a dark area such as a seal or a black margin."""
    band = dark[max(row - _MAX_RULE_THICKNESS, 0) : row + _MAX_RULE_THICKNESS + 1, start:end]
    return bool(band.mean() < 0.6)


def _words(table: str) -> Iterator[Char]:
    """The words in Tesseract's table, each on the line that Tesseract puts it on, followed by a space."""
    lines: dict[tuple[str, ...], list[dict[str, str]]] = defaultdict(list)
    for row in csv.DictReader(io.StringIO(table), delimiter="\t", quoting=csv.QUOTE_NONE):
        if row["level"] == "5" and row["text"].strip() and float(row["conf"]) >= _LOW_CONFIDENCE:
            lines[row["block_num"], row["par_num"], row["line_num"]].append(row)
    for words in lines.values():
        top = median(int(word["top"]) for word in words) * _POINTS
        bottom = median(int(word["top"]) + int(word["height"]) for word in words) * _POINTS
        for word in words:
            left = int(word["left"]) * _POINTS
            right = left + int(word["width"]) * _POINTS
            yield Char(word["text"].strip(), left, right, top, bottom)
            yield Char(" ", right, right, top, bottom)
