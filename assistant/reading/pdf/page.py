"""The one door to PDFium: characters, drawn lines and the size of a page, in points from its top left corner."""

import math
import re
from collections.abc import Iterator
from ctypes import byref, c_double, c_float, c_int
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import pypdfium2
from PIL.Image import Image
from pypdfium2 import raw

from assistant.errors import DocumentError
from assistant.reading.archive import password_error

_MAX_CHARS = 60_000
_MAX_OBJECTS = 60_000
"""A crowded page has 6,000 characters and 2,000 lines; ten times that is no page for reading."""
_MAX_FORM_DEPTH = 6
_MAX_PATH_POINTS = 400
_THIN = 3.0
"""A filled rectangle thinner than this is a drawn line: Word prints cell borders so."""
_STRAIGHT = 1.0
_UPRIGHT = 0.1
_SIGNATURE = re.compile(
    r"(?:Thời gian|Người|Ngày|Cơ quan)\s*ký|Ký\s*bởi|Ký\s*ngày|E-?mail\s*:|Signature|Signed by", re.IGNORECASE
)
_UNREADABLE = frozenset("\ufffd\ufffe\uffff\x00")


@dataclass(frozen=True, slots=True)
class Char:
    """One character: where its box is, the line it stands on, and what it is (a space included)."""

    text: str
    left: float
    right: float
    top: float
    baseline: float

    @property
    def height(self) -> float:
        """From the top of the font's box to the line, about the size of the font."""
        return self.baseline - self.top


@dataclass(frozen=True, slots=True)
class Segment:
    """A straight line along an axis: its position on the other axis, and where it starts and ends."""

    position: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Page:
    """What a page shows."""

    width: float
    height: float
    chars: tuple[Char, ...]
    horizontal: tuple[Segment, ...]
    vertical: tuple[Segment, ...]
    unreadable: int
    """Characters whose letter the file does not tell."""
    has_image: bool


class PdfFile:
    """An open PDF; use it as a context manager."""

    def __init__(self, data: bytes, name: str) -> None:
        """Open a file.

        Raises:
            DocumentError: the file is broken or protected by a password.
        """
        self._name = name
        try:
            self._pdf = pypdfium2.PdfDocument(data)
            if self._pdf.get_formtype() != raw.FORMTYPE_NONE:
                self._pdf.init_forms()
        except pypdfium2.PdfiumError as error:
            if getattr(error, "err_code", None) == raw.FPDF_ERR_PASSWORD or "password" in str(error).lower():
                raise password_error(name) from error
            raise DocumentError(
                f"Tệp PDF “{name}” bị hỏng hoặc tải về chưa đủ. Hãy tải lại tệp rồi thử lại."
            ) from error

    def __enter__(self) -> "PdfFile":
        return self

    def __exit__(self, *_: object) -> None:
        self._pdf.close()

    def __len__(self) -> int:
        return len(self._pdf)

    def pages(self) -> Iterator[Page]:
        """All pages in order.

        Raises:
            DocumentError: a page is broken or holds more than a page can.
        """
        for index in range(len(self._pdf)):
            page = self._open_page(index)
            yield self._read(page, index)
            page.close()

    def render(self, index: int, dots_per_inch: int) -> Image:
        """A page as a PIL image in shades of grey."""
        page = self._open_page(index)
        image: Image = page.render(scale=dots_per_inch / 72, grayscale=True).to_pil()
        page.close()
        return image

    def _open_page(self, index: int) -> pypdfium2.PdfPage:
        try:
            return self._pdf[index]
        except pypdfium2.PdfiumError as error:
            raise DocumentError(
                f"Trang {index + 1} của tệp PDF “{self._name}” bị hỏng, không đọc được."
            ) from error

    def _read(self, page: pypdfium2.PdfPage, index: int) -> Page:
        frame = _Frame(page)
        chars = self._chars(page, index, frame)
        stamps = self._stamp_boxes(page, frame)
        if stamps:
            # Number and date are often filled in when the document is signed: form fields, not page text.
            page.flatten()
            page.close()
            page = self._open_page(index)
            chars += _worth_reading(self._chars(page, index, frame)[len(chars) :], stamps)
        drawing = _Drawing(frame)
        if not drawing.collect(page):
            raise self._too_much(index)
        return Page(
            width=frame.width,
            height=frame.height,
            chars=tuple(char for char in chars if char.text not in _UNREADABLE),
            horizontal=tuple(drawing.horizontal),
            vertical=tuple(drawing.vertical),
            unreadable=sum(char.text in _UNREADABLE for char in chars),
            has_image=drawing.has_image,
        )

    def _chars(self, page: pypdfium2.PdfPage, index: int, frame: "_Frame") -> list[Char]:
        text_page = page.get_textpage()
        count = text_page.count_chars()
        if count > _MAX_CHARS:
            raise self._too_much(index)
        found = [self._char(text_page.raw, i, frame) for i in range(count)]
        text_page.close()
        return [char for char in found if char is not None]

    def _stamp_boxes(
        self, page: pypdfium2.PdfPage, frame: "_Frame"
    ) -> list[tuple[float, float, float, float]]:
        """Where form fields and stamps lie on a page."""
        boxes = []
        for i in range(raw.FPDFPage_GetAnnotCount(page.raw)):
            annotation = raw.FPDFPage_GetAnnot(page.raw, i)
            if raw.FPDFAnnot_GetSubtype(annotation) in {
                raw.FPDF_ANNOT_WIDGET,
                raw.FPDF_ANNOT_STAMP,
                raw.FPDF_ANNOT_FREETEXT,
            }:
                box = raw.FS_RECTF()
                if raw.FPDFAnnot_GetRect(annotation, byref(box)):
                    boxes.append(frame.box(box.left, box.bottom, box.right, box.top))
            raw.FPDFPage_CloseAnnot(annotation)
        return boxes

    def _too_much(self, index: int) -> DocumentError:
        return DocumentError(
            f"Trang {index + 1} của tệp PDF “{self._name}” chứa quá nhiều đối tượng; đây không phải trang văn bản."
        )

    def _char(self, text_page: Any, i: int, frame: "_Frame") -> Char | None:
        """A character that is upright on the page; ``None`` for others and for spaces that PDFium made up."""
        code = raw.FPDFText_GetUnicode(text_page, i)
        # PDFium takes a hyphen at the end of a line for a division of a word; Vietnamese divides none.
        is_hyphen = raw.FPDFText_IsHyphen(text_page, i) == 1
        text = "-" if is_hyphen else chr(code) if code < 0x110000 else "\ufffd"
        if text in "\r\n" or (text.isspace() and raw.FPDFText_IsGenerated(text_page, i) == 1):
            return None
        if math.cos(raw.FPDFText_GetCharAngle(text_page, i) + frame.angle) < 1 - _UPRIGHT:
            return None
        box = raw.FS_RECTF()
        x, y = c_double(), c_double()
        if not raw.FPDFText_GetLooseCharBox(text_page, i, byref(box)):
            return None
        raw.FPDFText_GetCharOrigin(text_page, i, byref(x), byref(y))
        left, top, right, bottom = frame.box(box.left, box.bottom, box.right, box.top)
        _, baseline = frame.point(x.value, y.value)
        return Char(text, left, right, top, baseline if top < baseline <= bottom + 1 else bottom)


def _worth_reading(chars: list[Char], boxes: list[tuple[float, float, float, float]]) -> list[Char]:
    """Characters of form fields, but those of a digital signature, which says who signed the file and when."""
    kept = []
    for left, top, right, bottom in boxes:
        inside = [
            c for c in chars if left <= (c.left + c.right) / 2 <= right and top <= c.baseline <= bottom + 1
        ]
        if not _SIGNATURE.search("".join(char.text for char in inside)):
            kept += inside
    return kept


class _Frame:
    """From PDF coordinates to points right and down from the top left corner of the page as it is shown."""

    def __init__(self, page: pypdfium2.PdfPage) -> None:
        self._rotation = page.get_rotation() % 360
        self._left, self._bottom, self._right, self._top = page.get_bbox()
        width, height = self._right - self._left, self._top - self._bottom
        self.width, self.height = (height, width) if self._rotation in {90, 270} else (width, height)
        self.angle = math.radians(self._rotation)

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Right and down."""
        match self._rotation:
            case 90:
                return y - self._bottom, x - self._left
            case 180:
                return self._right - x, y - self._bottom
            case 270:
                return self._top - y, self._right - x
            case _:
                return x - self._left, self._top - y

    def box(self, left: float, bottom: float, right: float, top: float) -> tuple[float, float, float, float]:
        """Left, top, right, bottom as shown."""
        x0, y0 = self.point(left, bottom)
        x1, y1 = self.point(right, top)
        return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


_Matrix = tuple[float, float, float, float, float, float]
_IDENTITY: _Matrix = (1, 0, 0, 1, 0, 0)


class _Drawing:
    """Collects the straight lines of a page, those inside form objects too."""

    def __init__(self, frame: _Frame) -> None:
        self._frame = frame
        self._seen = 0
        self.horizontal: list[Segment] = []
        self.vertical: list[Segment] = []
        self.has_image = False

    def collect(self, page: pypdfium2.PdfPage) -> bool:
        """Whether everything was seen; ``False`` where the page holds too many objects."""
        objects = (raw.FPDFPage_GetObject(page.raw, i) for i in range(raw.FPDFPage_CountObjects(page.raw)))
        return self._collect(objects, _IDENTITY, 0)

    def _collect(self, objects: Iterator[Any], outer: _Matrix, depth: int) -> bool:
        for item in objects:
            self._seen += 1
            if self._seen > _MAX_OBJECTS:
                return False
            kind = raw.FPDFPageObj_GetType(item)
            if kind == raw.FPDF_PAGEOBJ_PATH:
                self._path(item, _product(self._matrix(item), outer))
            elif kind == raw.FPDF_PAGEOBJ_IMAGE:
                self.has_image = True
            elif kind == raw.FPDF_PAGEOBJ_FORM and depth < _MAX_FORM_DEPTH:
                inner = (
                    raw.FPDFFormObj_GetObject(item, i) for i in range(raw.FPDFFormObj_CountObjects(item))
                )
                if not self._collect(inner, _product(self._matrix(item), outer), depth + 1):
                    return False
        return True

    def _matrix(self, item: Any) -> _Matrix:
        matrix = raw.FS_MATRIX()
        if not raw.FPDFPageObj_GetMatrix(item, byref(matrix)):
            return _IDENTITY
        return (matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f)

    def _path(self, item: Any, matrix: _Matrix) -> None:
        fill, stroke = c_int(), c_int()
        raw.FPDFPath_GetDrawMode(item, byref(fill), byref(stroke))
        corners: list[tuple[float, float]] = []
        count = raw.FPDFPath_CountSegments(item)
        if not (fill.value or stroke.value) or count > _MAX_PATH_POINTS:
            return
        for i in range(count):
            segment = raw.FPDFPath_GetPathSegment(item, i)
            kind = raw.FPDFPathSegment_GetType(segment)
            if kind == raw.FPDF_SEGMENT_BEZIERTO:
                return
            if kind == raw.FPDF_SEGMENT_MOVETO and corners:
                self._outline(corners, is_stroked=bool(stroke.value))
                corners = []
            x, y = c_float(), c_float()
            raw.FPDFPathSegment_GetPoint(segment, byref(x), byref(y))
            corners.append(self._frame.point(*_apply(matrix, x.value, y.value)))
            if raw.FPDFPathSegment_GetClose(segment) and len(corners) > 1:
                corners.append(corners[0])
        self._outline(corners, is_stroked=bool(stroke.value))

    def _outline(self, corners: list[tuple[float, float]], *, is_stroked: bool) -> None:
        """A stroked outline draws its sides; a thin filled one draws a line; another filled one draws none."""
        if len(corners) < 2:
            return
        xs, ys = [x for x, _ in corners], [y for _, y in corners]
        left, right, top, bottom = min(xs), max(xs), min(ys), max(ys)
        if bottom - top < _THIN <= right - left:
            self.horizontal.append(Segment((top + bottom) / 2, left, right))
        elif right - left < _THIN <= bottom - top:
            self.vertical.append(Segment((left + right) / 2, top, bottom))
        elif is_stroked:
            for (x0, y0), (x1, y1) in pairwise(corners):
                if abs(y1 - y0) < _STRAIGHT:
                    self.horizontal.append(Segment((y0 + y1) / 2, min(x0, x1), max(x0, x1)))
                elif abs(x1 - x0) < _STRAIGHT:
                    self.vertical.append(Segment((x0 + x1) / 2, min(y0, y1), max(y0, y1)))


def _product(inner: _Matrix, outer: _Matrix) -> _Matrix:
    a, b, c, d, e, f = inner
    x, y = _apply(outer, e, f)
    oa, ob, oc, od, _, _ = outer
    return (a * oa + b * oc, a * ob + b * od, c * oa + d * oc, c * ob + d * od, x, y)


def _apply(matrix: _Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f
