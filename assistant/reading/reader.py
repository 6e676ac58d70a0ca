"""The one way in: a file path to a ``Document``, by what the file holds."""

from pathlib import Path

from assistant.errors import DocumentError
from assistant.reading.isolation import read_isolated
from assistant.reading.kinds import Kind, find_kind
from assistant.reading.markdown import read_markdown
from assistant.reading.plain import read_plain
from assistant.types import Document

MAX_BYTES = 50_000_000
"""A plan is at most a few megabytes; scans of a hundred pages have twenty."""

SUFFIXES = frozenset(
    ".txt .md .markdown .html .htm .docx .xlsx .pdf .doc .rtf .png .jpg .jpeg .tif .tiff".split()
)
"""File name endings that can be read."""


def load_document(path: Path) -> Document:
    """Read one file; its kind is told by its content, since names lie.

    Raises:
        DocumentError: the file is missing, empty, too large, protected, broken or of a kind that cannot be
            read; the message says what to do.
    """
    if path.suffix.lower() not in SUFFIXES:
        known = ", ".join(sorted(SUFFIXES))
        raise DocumentError(f"Không đọc được “{path.name}”: chỉ nhận các loại tệp {known}.")
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise DocumentError(f"Tệp “{path.name}” quá lớn ({size:,} byte, tối đa {MAX_BYTES:,} byte).")
        data = path.read_bytes()
    except OSError as error:
        raise DocumentError(f"Không mở được tệp “{path.name}”: {error.strerror or error}.") from error
    if not data.strip():
        raise DocumentError(f"Tệp “{path.name}” trống (không có nội dung).")
    document = _read(data, path.name)
    if not document.text.strip():
        raise DocumentError(f"Tệp “{path.name}” không có nội dung văn bản.")
    return document


def _read(data: bytes, name: str) -> Document:
    """Text takes time and memory in proportion to its size; everything else is read in isolation."""
    match kind := find_kind(data, name):
        case Kind.TEXT:
            return read_plain(data, name)
        case Kind.MARKDOWN:
            return read_markdown(data, name)
        case _:
            return read_isolated(kind, data, name)
