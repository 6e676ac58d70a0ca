"""Table headers: which line is one, what each column holds, and whether it recurs on the next page."""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from assistant.parsing import patterns
from assistant.text.normalise import fold, starts_lower

_MAX_HEADER_CHARS = 90
"""No column title of an administrative table is longer; a longer cell is content."""
_MIN_KNOWN = 2
"""A header names at least two columns that we know (say task and lead)."""
_SAME_HEADER = 0.85
"""Share of equal characters from which a line counts as the header again, in spite of OCR slips."""
_MAX_COLUMNS = 40
"""No table of a plan is wider; comparing wider lines would cost the square of their length."""


@dataclass(frozen=True, slots=True)
class Column:
    """One content column: position, canonical key (or own title) and title as printed."""

    index: int
    key: str
    title: str


@dataclass(frozen=True, slots=True)
class Header:
    """The columns of a table; ``number_index`` is the column of row numbers, if there is one."""

    columns: tuple[Column, ...]
    number_index: int | None
    width: int
    lines: tuple[str, ...]
    """The folded header lines, to know them again."""

    def repeats(self, cells: Sequence[str]) -> bool:
        """Whether a line is one of this header's lines again."""
        if sum(map(len, cells)) > 2 * max(map(len, self.lines)):
            return False
        line = _folded_line(cells)
        return bool(line) and any(line == known or _is_alike(line, known) for known in self.lines)


def find_header(first: Sequence[str], second: Sequence[str] | None) -> Header | None:
    """The header that a line starts, reading a second header line where there is one.

    Args:
        first: cell texts of the line.
        second: cell texts of the next line, if any.
    """
    if not _is_header_line(first, _MIN_KNOWN):
        return None
    lines = [first]
    titles = list(first)
    if second is not None and _is_second_line(first, second):
        lines.append(second)
        titles += [""] * (len(second) - len(titles))
        titles = [(second[i] if i < len(second) and second[i] else title) for i, title in enumerate(titles)]
    number_index = next((i for i, title in enumerate(titles) if _is_number_title(title)), None)
    return Header(
        columns=_columns(titles, number_index),
        number_index=number_index,
        width=len(titles),
        lines=tuple(_folded_line(line) for line in lines),
    )


def _is_alike(line: str, known: str) -> bool:
    """Whether two lines differ by a few letters; the cheap upper bounds are asked first."""
    matcher = SequenceMatcher(None, line, known)
    return (
        matcher.real_quick_ratio() >= _SAME_HEADER
        and matcher.quick_ratio() >= _SAME_HEADER
        and matcher.ratio() >= _SAME_HEADER
    )


def _is_header_line(cells: Sequence[str], min_known: int) -> bool:
    if len(cells) > _MAX_COLUMNS or any(len(cell) > _MAX_HEADER_CHARS for cell in cells):
        return False
    filled = [cell for cell in cells if cell]
    known = sum(_key_rank(cell) is not None for cell in filled)
    return (
        known >= min_known
        and (known + sum(map(_is_number_title, filled))) * 2 > len(filled)
        and not any(patterns.ROW_NUMBER.match(cell) or starts_lower(cell) for cell in filled)
    )


def _is_second_line(first: Sequence[str], second: Sequence[str]) -> bool:
    """A second line titles only columns that the first leaves blank or groups under a vaguer title."""
    if not second or second[0] or not _is_header_line(second, 1):
        return False
    open_columns = {
        i for i in range(len(second)) if i >= len(first) or not first[i] or _key_rank(first[i]) is None
    }
    return all(i in open_columns for i, cell in enumerate(second) if cell)


def _columns(titles: Sequence[str], number_index: int | None) -> tuple[Column, ...]:
    ranks = {i: _key_rank(title) for i, title in enumerate(titles) if i != number_index}
    best: dict[str, int] = {}
    for i, rank in sorted(ranks.items(), key=lambda item: (item[1] is None, item[1], item[0])):
        if rank is not None:
            best.setdefault(patterns.COLUMN_KEYS[rank][0], i)
    columns = []
    for i, rank in ranks.items():
        key = patterns.COLUMN_KEYS[rank][0] if rank is not None else None
        own = titles[i] or f"cột {i + 1}"
        columns.append(Column(i, key if key is not None and best[key] == i else own, titles[i]))
    return tuple(columns)


def _key_rank(title: str) -> int | None:
    folded = " ".join(fold(title).split())
    if not folded:
        return None
    return next((i for i, (_, pattern) in enumerate(patterns.COLUMN_KEYS) if pattern.search(folded)), None)


def _is_number_title(title: str) -> bool:
    return bool(patterns.NUMBER_HEADER.match(" ".join(fold(title).split())))


def _folded_line(cells: Sequence[str]) -> str:
    return "|".join(" ".join(fold(cell).split()) for cell in cells).strip("|")
