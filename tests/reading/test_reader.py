import io
import zipfile
from pathlib import Path

import openpyxl
import pytest

from assistant.errors import DocumentError
from assistant.reading import SUFFIXES, isolation, load_document, old_word
from assistant.reading.isolation import read_isolated
from assistant.reading.kinds import Kind, find_kind
from tests.reading.office_files import paragraph, sheet_file, word_file, zip_file

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


def _ole(stream: str) -> bytes:
    return _OLE + stream.encode("utf-16-le")


@pytest.mark.parametrize(
    ("data", "name", "kind"),
    [
        ("Kế hoạch".encode(), "a.txt", Kind.TEXT),
        ("Kế hoạch".encode(), "a.docx", Kind.TEXT),
        (b"# A", "a.MD", Kind.MARKDOWN),
        (b"<p>a</p>", "a.htm", Kind.WEBPAGE),
        (b"\xef\xbb\xbf \n<!-- x --><!DOCTYPE HTML><p>a", "a.doc", Kind.WEBPAGE),
        ("<html>".encode("utf-16"), "a.txt", Kind.WEBPAGE),
        ("Cột <html> trong câu".encode(), "a.txt", Kind.TEXT),
        (b"{\\rtf1 a}", "a.doc", Kind.RTF),
        (b"rac\n%PDF-1.7", "a.txt", Kind.PDF),
        (_ole("WordDocument"), "a.docx", Kind.OLD_WORD),
        (b"<?xml version='1.0'?><?mso-application progid='Word.Document'?>", "a.doc", Kind.OLD_WORD),
        (word_file(paragraph("a")), "a.doc", Kind.WORD),
        (sheet_file(openpyxl.Workbook()), "a.xls", Kind.SHEET),
        (b"\x89PNG\r\n\x1a\n", "a.pdf", Kind.IMAGE),
        (b"\xff\xd8\xff\xe0", "a.jpg", Kind.IMAGE),
    ],
)
def test_the_content_tells_the_kind_not_the_name(data: bytes, name: str, kind: Kind) -> None:
    assert find_kind(data, name) is kind


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (_ole("EncryptedPackage"), "mật khẩu"),
        (_ole("Workbook"), r"\.xlsx"),
        (_ole("PowerPoint Document"), "không phải văn bản Word"),
        (zip_file({"ppt/presentation.xml": ""}), "tệp nén hoặc loại tệp"),
        (zip_file({"content.xml": ""}), "OpenDocument"),
        (b"PK\x03\x04" + b"x" * 50, "bị hỏng"),
        (b"Rar!\x1a\x07", "tệp nén"),
        (b"MIME-Version: 1.0\r\n", r"\.mht"),
    ],
)
def test_other_kinds_are_refused_with_the_next_step(data: bytes, message: str) -> None:
    with pytest.raises(DocumentError, match=message):
        find_kind(data, "a.docx")


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("a.exe", b"x", "chỉ nhận các loại tệp"),
        ("a.txt", b"", "trống"),
        ("a.docx", b" \n", "trống"),
        ("a.md", b"---\n", "không có nội dung văn bản"),
        ("a.docx", word_file(""), "không có nội dung văn bản"),
        ("a.docx", zip_file({"word/document.xml": "<w:document"}), "bị hỏng"),
        ("a.pdf", b"%PDF-1.7 khong phai", "bị hỏng"),
    ],
)
def test_unreadable_files_are_refused_by_name(tmp_path: Path, name: str, data: bytes, message: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(DocumentError, match=message) as caught:
        load_document(path)
    assert name in str(caught.value)


def test_a_missing_and_a_huge_file_are_refused(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="Không mở được"):
        load_document(tmp_path / "khong-co.txt")
    huge = tmp_path / "to.pdf"
    with huge.open("wb") as file:
        file.truncate(50_000_001)
    with pytest.raises(DocumentError, match="quá lớn"):
        load_document(huge)


def test_every_suffix_is_lower_case_and_a_word_file_is_read_under_any_of_them(tmp_path: Path) -> None:
    assert all(suffix == suffix.lower() for suffix in SUFFIXES)
    path = tmp_path / "KeHoach.DOC"
    path.write_bytes(word_file(paragraph("Kế hoạch") + paragraph("năm 2025")))
    document = load_document(path)
    assert document.text == "Kế hoạch\n\nnăm 2025"
    assert [[document.text[s.start : s.end] for s in block.spans] for block in document.blocks] == [
        ["Kế hoạch"],
        ["năm 2025"],
    ]


def test_a_zip_bomb_is_refused_before_it_unfolds(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", bytes(41_000_000))
    path = tmp_path / "bom.docx"
    path.write_bytes(buffer.getvalue())
    with pytest.raises(DocumentError, match="giải nén ra quá lớn"):
        load_document(path)


def test_a_reader_that_takes_too_long_is_stopped() -> None:
    with pytest.raises(DocumentError, match="mất quá 0 giây"):
        read_isolated(Kind.WORD, word_file(paragraph("a")), "a.docx", timeout_s=0.01)


def test_a_reader_that_crashes_refuses_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(isolation, "_CHILD", "khong_co_mo_dun")
    with pytest.raises(DocumentError, match="bị hỏng hoặc cần quá nhiều bộ nhớ"):
        read_isolated(Kind.WORD, b"x", "a.docx")


def test_tables_nested_beyond_all_measure_refuse_the_file() -> None:
    deep = "<w:tbl><w:tr><w:tc>" * 5_000 + "</w:tc></w:tr></w:tbl>" * 5_000
    with pytest.raises(DocumentError, match=r"a\.docx"):
        read_isolated(Kind.WORD, word_file(deep), "a.docx")


def test_old_word_without_libreoffice_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(old_word, "find_program", lambda *_: None)
    with pytest.raises(DocumentError, match="apt-get install libreoffice-writer-nogui"):
        old_word.read_old_word(_ole("WordDocument"), "a.doc")


def test_old_word_that_libreoffice_cannot_open_is_refused(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    program = tmp_path / "soffice"
    program.write_text("#!/bin/sh\nexit 0\n")
    program.chmod(0o755)
    monkeypatch.setattr(old_word, "find_program", lambda *_: str(program))
    with pytest.raises(DocumentError, match="LibreOffice không mở được"):
        old_word.read_old_word(_ole("WordDocument"), "a.doc")
