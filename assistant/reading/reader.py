"""The one way in: a file path to a ``Document``, by the kind of file."""

from pathlib import Path

from assistant.errors import DocumentError
from assistant.reading.plain import read_plain
from assistant.types import Document

MAX_BYTES = 50_000_000
"""A plan is at most a few megabytes of text; a file beyond this is not a plan."""

_READERS = {".txt": read_plain}
SUFFIXES = frozenset(_READERS)
"""File name endings that can be read."""


def load_document(path: Path) -> Document:
    """Read one file.

    Raises:
        DocumentError: the file is missing, empty, too large, of an unknown kind or cannot be decoded.
    """
    reader = _READERS.get(path.suffix.lower())
    if reader is None:
        known = ", ".join(sorted(SUFFIXES))
        raise DocumentError(f"Không đọc được “{path.name}”: chỉ nhận các loại tệp {known}.")
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise DocumentError(f"Tệp “{path.name}” quá lớn ({size:,} byte, tối đa {MAX_BYTES:,} byte).")
        data = path.read_bytes()
    except OSError as error:
        raise DocumentError(f"Không mở được tệp “{path.name}”: {error.strerror or error}.") from error
    document = reader(data, path.name)
    if not document.text.strip():
        raise DocumentError(f"Tệp “{path.name}” không có nội dung văn bản.")
    return document
