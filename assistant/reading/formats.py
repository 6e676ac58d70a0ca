"""Which reader reads which kind of file."""

from collections.abc import Callable

from assistant.errors import InternalError
from assistant.reading.kinds import Kind
from assistant.types import Document

Reader = Callable[[bytes, str], Document | None]
"""Content and name to a document; to nothing for a PDF without a text layer."""


def load_reader(kind: Kind) -> Reader:
    """The reader of a kind that is read in isolation.

    Each library takes 50 to 200 ms to import, and a child process reads one file: only its own is loaded.
    """
    match kind:
        case Kind.WEBPAGE:
            from assistant.reading.webpage import read_webpage  # noqa: PLC0415

            return read_webpage
        case Kind.WORD:
            from assistant.reading.word import read_word  # noqa: PLC0415

            return read_word
        case Kind.SHEET:
            from assistant.reading.sheet import read_sheet  # noqa: PLC0415

            return read_sheet
        case Kind.PDF:
            from assistant.reading.pdf import read_pdf  # noqa: PLC0415

            return read_pdf
        case Kind.SCAN:
            from assistant.reading.ocr import read_scan  # noqa: PLC0415

            return read_scan
        case Kind.IMAGE:
            from assistant.reading.ocr import read_image  # noqa: PLC0415

            return read_image
        case Kind.RTF:
            from assistant.reading.rtf import read_rtf  # noqa: PLC0415

            return read_rtf
        case Kind.OLD_WORD:
            from assistant.reading.old_word import read_old_word  # noqa: PLC0415

            return read_old_word
        case Kind.TEXT | Kind.MARKDOWN:
            raise InternalError(f"Loại tệp {kind} không cần đọc riêng.")
