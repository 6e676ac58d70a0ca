"""Markdown: headings, lists, emphasis and pipe tables to plain paragraphs and rows."""

import html
import re

from assistant.reading.plain import decode
from assistant.reading.rendering import Rendering
from assistant.types import Document

_HEADING = re.compile(r"^ {0,3}#{1,6}(?:\s+|$)(.*?)(?:\s#+)?\s*$")
_RULE_LINE = re.compile(r"^\s*(?:(?:-\s*){3,}|(?:\*\s*){3,}|(?:_\s*){3,}|={3,})$")
_SEPARATOR = re.compile(r"^\s*(?:\|\s*)?:?-+:?\s*(?:\|\s*(?:(?::?-+:?|::?)\s*)?)*$")
_FENCE = re.compile(r"^\s*(?:```|~~~)")
_QUOTE = re.compile(r"^\s*(?:>\s?)+")
_BULLET = re.compile(r"^(\s*)\*\s+")
_PIPE = re.compile(r"(?<!\\)\|")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_TAG = re.compile(r"</?[A-Za-z][^<>\n]{0,200}>")
_IMAGE = re.compile(r"!\[([^\]\n]*)\]\([^)\n]*\)")
_LINK = re.compile(r"\[([^\]\n]+)\]\([^)\n]*\)")
_STRONG = re.compile(r"(?<!\\)(\*\*\*|\*\*|__)(?=\S)(.+?)(?<=[^\s\\])\1")
_EMPHASIS = re.compile(r"(?<![\\\w*])([*_])(?=[^\s*_])([^*_\n]*?[^\s\\*_])\1(?![\w*])")
_CODE = re.compile(r"(?<!`)`([^`\n]+)`(?!`)")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")


def read_markdown(data: bytes, name: str) -> Document:
    """Markdown without its marks: what a person sees of it.

    A line that starts with a pipe, or has one inside a table that a separator line opened, is a table row;
    text keeps its line breaks, numbers and dashes as typed.

    Raises:
        DocumentError: the bytes are not text.
    """
    lines = _COMMENT.sub(" ", decode(data, name)).replace("\r\n", "\n").split("\n")
    rendering = Rendering()
    paragraph: list[str] = []
    table: list[list[str]] = []
    in_table = False
    for i, line in enumerate(lines):
        bare = _QUOTE.sub("", line)
        following = lines[i + 1] if i + 1 < len(lines) else ""
        in_table = "|" in bare and (in_table or bool(_SEPARATOR.match(following) and "|" in following))
        is_row = in_table or _is_closed_row(bare)
        heading = _HEADING.match(bare)
        if table and not is_row:
            _flush_table(rendering, table)
        if paragraph and (is_row or heading or not bare.strip()):
            rendering.paragraph("\n".join(paragraph))
            paragraph.clear()
        if is_row:
            if not _SEPARATOR.match(bare):
                table.append(_cells(bare))
        elif heading:
            rendering.paragraph(_plain(heading.group(1)))
        elif not _RULE_LINE.match(bare) and not _FENCE.match(bare):
            paragraph.append(_plain(_BULLET.sub(r"\1- ", bare)))
    _flush_table(rendering, table)
    rendering.paragraph("\n".join(paragraph))
    return rendering.document()


def _is_closed_row(line: str) -> bool:
    stripped = line.strip()
    return len(stripped) > 2 and stripped.startswith("|") and len(_PIPE.findall(stripped)) > 1


def _cells(line: str) -> list[str]:
    stripped = line.strip()
    cells = _PIPE.split(stripped)
    if stripped.startswith("|"):
        cells = cells[1:]
    if len(cells) > 1 and not cells[-1].strip():
        cells = cells[:-1]
    return [_plain(cell) for cell in cells]


def _flush_table(rendering: Rendering, table: list[list[str]]) -> None:
    """Rows of one width each; the table is emptied in place."""
    width = max(map(len, table), default=0)
    if width == 1:
        for row in table:
            rendering.paragraph(row[0])
    else:
        rendering.rows([row + [""] * (width - len(row)) for row in table])
    table.clear()


def _plain(text: str) -> str:
    """Text without inline marks; what only looks like a mark (``5 * 3``, ``a_b``) stays."""
    text = _TAG.sub("", _BREAK.sub("\n", text)) if "<" in text else text
    text = _LINK.sub(r"\1", _IMAGE.sub(r"\1", text)) if "](" in text else text
    text = _CODE.sub(r"\1", text)
    for pattern in (_STRONG, _STRONG, _EMPHASIS, _EMPHASIS):
        text = pattern.sub(r"\2", text)
    return html.unescape(_ESCAPE.sub(r"\1", text))
