"""Plain text: lines, with table rows told by their tabs."""

import re
from collections.abc import Iterator

from assistant.errors import DocumentError
from assistant.text.normalise import nfc
from assistant.types import Block, BlockKind, Document, Span

_LINE = re.compile(r"[^\r\n]+")


def read_plain(data: bytes, name: str) -> Document:
    """Decode UTF-8 (or UTF-16 with a byte-order mark) and split into blocks.

    The stored text is the NFC form of the file and nothing else is changed, so that spans can be checked
    against the file. Consecutive lines without a tab or a blank line between them form one text block with
    a span a line; a line with a tab is a table row with a span a cell.

    Raises:
        DocumentError: the bytes are not text.
    """
    text = nfc(decode(data, name))
    return Document(text=text, blocks=tuple(text_blocks(text)))


def decode(data: bytes, name: str) -> str:
    """The text of a file in UTF-8, or in UTF-16 with a byte-order mark.

    Raises:
        DocumentError: the bytes are not text.
    """
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise DocumentError(
            f"Tệp “{name}” không phải văn bản UTF-8 (lỗi tại byte {error.start}). "
            "Hãy lưu lại tệp với bảng mã Unicode (UTF-8)."
        ) from error
    if "\x00" in text:
        raise DocumentError(f"Tệp “{name}” là tệp nhị phân, không phải văn bản.")
    return text


def text_blocks(text: str) -> Iterator[Block]:
    """The blocks of a text: a line with a tab is a table row, lines without a blank between them a text block."""
    run: list[Span] = []
    previous_end = 0
    for match in _LINE.finditer(text):
        blank_between = text.count("\n", previous_end, match.start()) > 1
        previous_end = match.end()
        is_row = "\t" in match.group()
        if run and (blank_between or is_row or not match.group().strip()):
            yield Block(BlockKind.TEXT, tuple(run))
            run = []
        if not match.group().strip():
            continue
        if is_row:
            yield Block(BlockKind.ROW, tuple(_cells(text, match.start(), match.end())))
        else:
            run.append(trim(text, match.start(), match.end()))
    if run:
        yield Block(BlockKind.TEXT, tuple(run))


def _cells(text: str, start: int, end: int) -> Iterator[Span]:
    while True:
        tab = text.find("\t", start, end)
        yield trim(text, start, end if tab < 0 else tab)
        if tab < 0:
            return
        start = tab + 1


def trim(text: str, start: int, end: int) -> Span:
    """The span without white space at its ends; an all-blank range gives an empty span at its start."""
    stripped = text[start:end].strip()
    if not stripped:
        return Span(start, start)
    lead = len(text[start:end]) - len(text[start:end].lstrip())
    return Span(start + lead, start + lead + len(stripped))
