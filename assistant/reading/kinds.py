"""What a file is, told by its content: names lie, and a .doc is often a web page or an RTF."""

import re
from enum import StrEnum

from assistant.errors import DocumentError
from assistant.reading.archive import Archive, password_error


class Kind(StrEnum):
    """The kinds of files that can be read."""

    TEXT = "text"
    MARKDOWN = "markdown"
    WEBPAGE = "webpage"
    WORD = "word"
    SHEET = "sheet"
    PDF = "pdf"
    SCAN = "scan"
    """A PDF without a text layer; told only by reading it."""
    RTF = "rtf"
    OLD_WORD = "old-word"
    IMAGE = "image"


_HEAD_BYTES = 4096
_PDF_HEAD_BYTES = 1024
"""PDF readers accept other bytes before the mark, up to here."""
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_IMAGES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*", b"BM", b"GIF8")
_ARCHIVES = (b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b")
_WEBPAGE = re.compile(
    rb"^\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_MAIL = re.compile(rb"^(?:MIME-Version:|From: <Saved by)", re.IGNORECASE)
_WORD_XML = re.compile(rb"<\?mso-application|<w:wordDocument|<pkg:package")
_MARKDOWN_SUFFIXES = (".md", ".markdown")
_WEBPAGE_SUFFIXES = (".html", ".htm")


def find_kind(data: bytes, name: str) -> Kind:
    """The kind of a file; only among kinds of text does the name decide.

    Raises:
        DocumentError: the file is of a kind that cannot be read, or is protected by a password.
    """
    head = data[:_HEAD_BYTES]
    if b"%PDF-" in data[:_PDF_HEAD_BYTES]:
        return Kind.PDF
    if head.startswith(_OLE):
        return _ole_kind(data, name)
    if head.startswith(_ZIP):
        return _zip_kind(data, name)
    if head.lstrip().startswith(b"{\\rtf"):
        return Kind.RTF
    if head.startswith(_IMAGES):
        return Kind.IMAGE
    if head.startswith(_ARCHIVES):
        raise DocumentError(f"“{name}” là tệp nén. Hãy giải nén rồi nạp từng tệp bên trong.")
    return _text_kind(head, name)


def _ole_kind(data: bytes, name: str) -> Kind:
    """Word, Excel and protected files share one container; streams in it have names in UTF-16."""

    def holds(stream: str) -> bool:
        return stream.encode("utf-16-le") in data

    if holds("EncryptedPackage"):
        raise password_error(name)
    if holds("WordDocument"):
        return Kind.OLD_WORD
    if holds("Workbook") or holds("Book"):
        raise DocumentError(
            f"“{name}” là bảng tính Excel đời cũ (.xls). Hãy mở bằng Excel và lưu lại thành .xlsx."
        )
    raise DocumentError(f"Không đọc được “{name}”: loại tệp này không phải văn bản Word hay bảng tính Excel.")


def _zip_kind(data: bytes, name: str) -> Kind:
    parts = Archive(data, name).parts
    if any(part.startswith("word/") for part in parts):
        return Kind.WORD
    if any(part.startswith("xl/") for part in parts):
        return Kind.SHEET
    if "content.xml" in parts:
        raise DocumentError(f"“{name}” là tệp OpenDocument (.odt/.ods). Hãy lưu lại thành .docx hoặc .xlsx.")
    raise DocumentError(
        f"“{name}” là tệp nén hoặc loại tệp không đọc được. Hãy giải nén rồi nạp từng tệp bên trong."
    )


def _text_kind(head: bytes, name: str) -> Kind:
    plain = (
        head.decode("utf-16", errors="ignore").encode() if head[:2] in (b"\xff\xfe", b"\xfe\xff") else head
    )
    plain = plain.removeprefix(b"\xef\xbb\xbf")
    if _MAIL.match(plain):
        raise DocumentError(
            f"“{name}” là trang web lưu dạng một tệp (.mht). Hãy lưu lại thành .html hoặc .docx."
        )
    if _WORD_XML.search(plain):
        return Kind.OLD_WORD
    if _WEBPAGE.match(plain) or name.lower().endswith(_WEBPAGE_SUFFIXES):
        return Kind.WEBPAGE
    return Kind.MARKDOWN if name.lower().endswith(_MARKDOWN_SUFFIXES) else Kind.TEXT
