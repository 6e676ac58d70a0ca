"""Scraps of HTML and markdown that text extraction leaves behind, removed from text for people."""

import html
import re
from collections.abc import Iterable

_TAG = re.compile(
    r"</?(?:p|i|b|u|em|strong|ul|ol|li|br|span|div|sup|sub|font|a|table|tr|td|th)\b[^<>]*>", re.IGNORECASE
)
_BREAKING_TAG = re.compile(r"<(?:br|/?p|/?li|/?ul|/?ol|/?div|/?tr)\b[^<>]*>", re.IGNORECASE)
_EMPHASIS = re.compile(r"\*\*|__|(?<![\w*])\*(?=\S)|(?<=\S)\*(?![\w*])")
_SPACE = re.compile(r"\s+")


def clean(text: str) -> str:
    """Text without tags, emphasis marks and runs of white space; the words are untouched."""
    if "<" in text:
        text = _TAG.sub("", _BREAKING_TAG.sub(" ", text))
    if "&" in text:
        text = html.unescape(text)
    if "*" in text or "__" in text:
        text = _EMPHASIS.sub("", text)
    return _SPACE.sub(" ", text).strip()


def join_pieces(pieces: Iterable[str]) -> str:
    """Pieces of one text that a page break cut; a hyphen at the cut closes up ("NĐ-" + "CP")."""
    joined: list[str] = []
    end = ""
    for piece in pieces:
        if not piece:
            continue
        is_open = end[-1:] == "-" and end[-2:-1].isalpha() and piece[0].isalpha()
        separator = " " if joined and not is_open else ""
        joined.append(f"{separator}{piece}")
        end = f"{end}{joined[-1]}"[-2:] if len(joined[-1]) < 2 else joined[-1][-2:]
    return "".join(joined)
