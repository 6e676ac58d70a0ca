"""An answer with its sources, ready to paste into a document or into a plain text field."""

import re
from dataclasses import dataclass
from html import escape

from assistant.types import Answer
from assistant.web import strings

# Word takes font and size from the pasted paragraphs: Nghị định 30/2020/NĐ-CP asks for Times New Roman 13-14.
_PARAGRAPH = "<p style=\"font-family:'Times New Roman',serif;font-size:13pt;margin:0 0 6pt\">{}</p>"
_MARK = re.compile(r"\s*\[\d+\]")


@dataclass(frozen=True, slots=True)
class Memo:
    """The same content twice, for rich and for plain paste targets."""

    html: str
    plain: str


def memo_with_sources(answer: Answer) -> Memo:
    """The answer text, then its sources as numbered lines."""
    sources = [f"[{n}] {citation.source_line}" for n, citation in enumerate(answer.citations, 1)]
    lines = [*_lines(answer.text), *([strings.MEMO_SOURCES, *sources] if sources else [])]
    return Memo("".join(_PARAGRAPH.format(escape(line)) for line in lines), "\n".join(lines))


def memo_without_sources(answer: Answer) -> Memo:
    """The answer text alone, without [n] marks that would point nowhere."""
    lines = [_MARK.sub("", line) for line in _lines(answer.text)]
    return Memo("".join(_PARAGRAPH.format(escape(line)) for line in lines), "\n".join(lines))


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]
