"""Characters to lines of text: words in reading order, raised digits as footnote marks."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from assistant.reading.pdf.page import Char
from assistant.reading.visible import superscript

_SAME_BASELINE = 0.3
"""Baselines nearer than this share of the line's height are one line."""
_WORD_GAP = 0.15
"""Share of the height that parts words, spaces or not, for PDFium swallows some: of 12,000 words of a plan of
Hà Nội this glues none and splits none; from 0.2 on words are glued."""
_SMALL = 0.8
_RAISED_AT_MOST = 0.9
_BESIDE = 1.0
"""A footnote mark is smaller than the line, at most so much higher, and that near to a letter of it."""
COLUMN_GAP = 2.0
"""A gap this many heights wide parts columns; justified words stand closer."""

_SYMBOL_END = re.compile(r"[\dA-ZĐ][-/]$")
_SYMBOL_START = re.compile(r"[A-ZĐ]{2}")
_SYMBOL_REST = re.compile(r"-[A-ZĐ]{2}")
"""Symbols of documents: ``48-`` + ``KL/TW``, ``NĐ`` + ``-CP``."""
_VOWEL_END = re.compile(
    r"[aeiouyàáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ]$", re.IGNORECASE
)
_FINAL_START = re.compile(r"(?:ch|c|m|ng|nh|n|p|t)(?![\w)./])", re.IGNORECASE)
_HALF_FINAL = re.compile(r"(?:[nc]h|ng)(?![\w)./])", re.IGNORECASE)
"""The end of a syllable that a narrow column broke off: ``Nhiệ`` + ``m``, ``HÀN`` + ``H``."""
_DATE_START = re.compile(r"(?<!\d)\d{1,2}/(\d{1,3})$")
_DIGITS_START = re.compile(r"\d{1,3}(?!\d)")
_YEAR_DIGITS = 4


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text as it stands on the page."""

    text: str
    left: float
    right: float
    top: float
    baseline: float
    height: float
    segments: tuple["Line", ...] = ()
    """The parts between wide gaps, where there is more than one."""
    ends_with_space: bool = False
    first_word_width: float = 0.0
    is_note: bool = False
    """Whether the line starts with a raised digit, as a footnote does."""


def build_lines(chars: Sequence[Char]) -> list[Line]:
    """Lines from top to bottom; characters may come in any order."""
    rows = _rows(chars)
    lines = []
    for row in rows:
        line = _line(row)
        if line is not None:
            lines.append(line)
    return sorted(lines, key=lambda line: line.baseline)


def _rows(chars: Sequence[Char]) -> list[list[Char]]:
    """Characters by line; small raised ones go to the line that they stand beside."""
    rows: list[list[Char]] = []
    for char in sorted(chars, key=lambda c: c.baseline):
        if rows and char.baseline - rows[-1][-1].baseline <= _SAME_BASELINE * min(
            char.height, rows[-1][-1].height
        ):
            rows[-1].append(char)
        else:
            rows.append([char])
    kept: list[list[Char]] = []
    for i, row in enumerate(rows):
        host = rows[i + 1] if i + 1 < len(rows) else None
        if host is not None and _is_raised(row, host):
            host.extend(row)
        else:
            kept.append(row)
    return kept


def _is_raised(row: Sequence[Char], host: Sequence[Char]) -> bool:
    visible = [char for char in row if not char.text.isspace()]
    letters = [char for char in host if not char.text.isspace()]
    if not visible or not letters:
        return not visible
    height = max(char.height for char in letters)
    base = median(char.baseline for char in letters)
    if (
        max(char.height for char in visible) > _SMALL * height
        or base - visible[0].baseline > _RAISED_AT_MOST * height
    ):
        return False
    return all(
        any(abs(char.left - other.right) < _BESIDE * height or abs(other.left - char.right) < _BESIDE * height
            for other in letters)
        for char in visible
    )  # fmt: skip


def _line(row: list[Char]) -> Line | None:
    row.sort(key=lambda c: (c.left + c.right) / 2)
    visible = [char for char in row if not char.text.isspace()]
    if not visible:
        return None
    height = median(char.height for char in visible)
    base = median(char.baseline for char in visible)
    parts: list[list[Char]] = [[]]
    for char in row:
        before = next((c for c in reversed(parts[-1]) if not c.text.isspace()), None)
        if before is not None and not char.text.isspace() and char.left - before.right > COLUMN_GAP * height:
            parts.append([])
        parts[-1].append(char)
    segments = [_segment(part, height, base) for part in parts]
    if len(segments) == 1:
        return segments[0]
    return Line(
        text=" ".join(segment.text for segment in segments),
        left=segments[0].left,
        right=segments[-1].right,
        top=min(segment.top for segment in segments),
        baseline=base,
        height=height,
        segments=tuple(segments),
        ends_with_space=segments[-1].ends_with_space,
        first_word_width=segments[0].first_word_width,
        is_note=segments[0].is_note,
    )


def _segment(chars: Sequence[Char], height: float, base: float) -> Line:
    pieces: list[str] = []
    before: Char | None = None
    first_word_end: float | None = None
    visible = [char for char in chars if not char.text.isspace()]
    for char in chars:
        if char.text.isspace():
            pieces.append(" ")
            if before is not None and first_word_end is None:
                first_word_end = before.right
            continue
        if before is not None and char.left - before.right > _WORD_GAP * height:
            pieces.append(" ")
            first_word_end = first_word_end or before.right
        is_raised = (
            char.text.isdigit() and char.height < _SMALL * height and base - char.baseline > 0.1 * height
        )
        pieces.append(superscript(char.text) if is_raised else char.text)
        before = char
    text = "".join(pieces)
    left, right = min(char.left for char in visible), max(char.right for char in visible)
    return Line(
        text=" ".join(text.split()),
        left=left,
        right=right,
        top=min(char.top for char in visible),
        baseline=base,
        height=height,
        ends_with_space=text.endswith(" "),
        first_word_width=(first_word_end or right) - left,
        is_note=text.lstrip()[:1] in "⁰¹²³⁴⁵⁶⁷⁸⁹",
    )


def join_lines(lines: Sequence[Line]) -> str:
    """The text of lines that belong together; what a narrow column broke inside a word closes up."""
    text = ""
    for i, line in enumerate(lines):
        glued = i > 0 and _is_broken_word(text, line.text, after_space=lines[i - 1].ends_with_space)
        text = f"{text}{line.text}" if glued or not text else f"{text} {line.text}"
    return text


def _is_broken_word(before: str, after: str, *, after_space: bool) -> bool:
    """Whether a line break fell inside a word: at its hyphen or slash, before its stop, inside a date."""
    if _SYMBOL_END.search(before) and _SYMBOL_START.match(after):
        return True
    if after[0] in ".,;:)”" or (before[-1].isupper() and _SYMBOL_REST.match(after)):
        return True
    if _VOWEL_END.search(before) and _FINAL_START.match(after):
        return True
    if _HALF_FINAL.match(before[-1] + after):
        return True
    year, rest = _DATE_START.search(before), _DIGITS_START.match(after)
    if year and rest:
        return len(year.group(1)) + len(rest.group()) == _YEAR_DIGITS
    return before[-1] in "-/" and not before[-2:-1].isspace() and not after_space
