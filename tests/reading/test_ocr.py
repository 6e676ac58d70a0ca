import io
from pathlib import Path

import pytest
from PIL import Image

from assistant.errors import DocumentError
from assistant.reading import ocr
from assistant.reading.pdf.page import PdfFile
from assistant.reading.programs import find_program
from assistant.types import BlockKind

DATA = Path(__file__).parents[1] / "data" / "reading"
needs_tesseract = pytest.mark.skipif(
    find_program("tesseract") is None, reason="Tesseract is not installed (apt-get install tesseract-ocr-vie)"
)


def _page(index: int) -> Image.Image:
    with PdfFile((DATA / "plan.pdf").read_bytes(), "plan.pdf") as pdf:
        return pdf.render(index, ocr.DOTS_PER_INCH)


def _png(image: Image.Image) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, format="PNG")
    return buffer.getvalue()


@needs_tesseract
def test_a_scanned_table_gives_rows_and_a_warning() -> None:
    document = ocr.read_image(_png(_page(1)), "phu-luc.png")
    rows = [
        [document.text[span.start : span.end] for span in block.spans]
        for block in document.blocks
        if block.kind is BlockKind.ROW
    ]
    assert {len(row) for row in rows} == {5}
    assert rows[0][1:] == ["Nhiệm vụ", "Trách nhiệm", "", "Thời gian"]
    assert rows[1] == ["", "", "Chủ trì", "Phối hợp", ""]
    assert next(row for row in rows if row[1].startswith("Ban hành"))[2] == "Sở Tư pháp"
    assert "có thể sai chữ" in document.warnings[0]


@needs_tesseract
def test_a_blank_scan_is_refused() -> None:
    with pytest.raises(DocumentError, match="Không nhận dạng được chữ nào"):
        ocr.read_image(_png(Image.new("L", (400, 300), 255)), "trang.png")


def test_without_tesseract_the_message_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "find_program", lambda *_: None)
    with pytest.raises(DocumentError, match="apt-get install tesseract-ocr tesseract-ocr-vie"):
        ocr.read_scan((DATA / "plan.pdf").read_bytes(), "quet.pdf")


def test_without_the_vietnamese_model_the_message_says_how_to_get_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    program = tmp_path / "tesseract"
    program.write_text("#!/bin/sh\necho eng\n")
    program.chmod(0o755)
    monkeypatch.setattr(ocr, "find_program", lambda *_: str(program))
    with pytest.raises(DocumentError, match="chưa có tiếng Việt"):
        ocr.read_image(_png(_page(1)), "a.png")


@pytest.mark.parametrize(
    ("data", "message"),
    [(b"\x89PNG\r\n\x1a\nrac", "bị hỏng"), (_png(Image.new("1", (10_000, 7_000))), "quá lớn")],
)
def test_broken_and_huge_images_are_refused(
    monkeypatch: pytest.MonkeyPatch, data: bytes, message: str
) -> None:
    monkeypatch.setattr(ocr, "_tesseract", lambda _: "tesseract")
    with pytest.raises(DocumentError, match=message):
        ocr.read_image(data, "a.png")


def test_a_scan_with_too_many_pages_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "_tesseract", lambda _: "tesseract")
    monkeypatch.setattr(ocr, "MAX_PAGES", 2)
    with pytest.raises(DocumentError, match="3 trang"):
        ocr.read_scan((DATA / "plan.pdf").read_bytes(), "quet.pdf")
