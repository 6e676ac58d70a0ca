"""Lines of a page to paragraphs: by margins, indents and line spacing, columns one after the other."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from assistant.reading.pdf.lines import Line, join_lines
from assistant.text.normalise import starts_lower

_INDENT = 8.0
"""Points by which a first line stands in; the smallest indent in use is 1 cm, 28 points."""
_SAME_EDGE = 3.0
_WIDE_SPACING = 1.25
"""Share of the usual distance of lines from which a line starts a new paragraph."""
_CENTRED_SHIFT = 12.0
_CENTRED_ROOM = 20.0
"""A centred line leaves this much on both sides (points), and as much on one as on the other."""
_COMMON_EDGE = 0.04
_ITEM = re.compile(r"^(?:[-–•+*]\s|\d{1,3}(?:\.\d{1,2})*[.)]\s|[a-zđ][.)]\s|\(\d+\)|Điều\s+\d)")
_TERMINAL = re.compile(r"[.;:!?…”)]\s*$")


@dataclass(frozen=True, slots=True)
class Margins:
    """The left and right edge of running text and the usual distance of its lines."""

    left: float
    right: float
    leading: float

    def is_centred(self, line: Line) -> bool:
        """Whether a line stands in the middle, as titles do."""
        before, after = line.left - self.left, self.right - line.right
        is_middle = min(before, after) > _CENTRED_ROOM and abs(before - after) < _CENTRED_SHIFT
        return is_middle and not _ITEM.match(line.text)

    def is_indented(self, line: Line) -> bool:
        """Whether a line starts further in than running text."""
        return line.left > self.left + _INDENT


def find_margins(pages: Iterable[Sequence[Line]]) -> Margins:
    """The margins that lines of pages of one size share."""
    lefts: list[float] = []
    rights: list[float] = []
    steps: list[float] = []
    for lines in pages:
        lefts += [line.left for line in lines]
        rights += [line.right for line in lines]
        steps += [b.baseline - a.baseline for a, b in pairwise(lines)]
    if not lefts:
        return Margins(0, 0, 0)
    rare = int(len(lefts) * _COMMON_EDGE)
    return Margins(
        left=sorted(lefts)[min(rare, len(lefts) - 1)],
        right=sorted(rights)[-1 - min(rare, len(rights) - 1)],
        leading=median(step for step in steps if step > 0) if any(step > 0 for step in steps) else 0,
    )


@dataclass(frozen=True, slots=True)
class TextPiece:
    """Lines of one paragraph."""

    lines: tuple[Line, ...]
    is_centred: bool = False
    is_placed: bool = False
    """Whether it stands in a column beside another one (a letterhead, a signature block)."""
    after_gap: bool = False

    @property
    def text(self) -> str:
        """The lines as one."""
        return join_lines(self.lines)


def build_pieces(lines: Sequence[Line], margins: Margins) -> list[TextPiece]:
    """Paragraphs of lines that follow each other on a page."""
    pieces: list[TextPiece] = []
    before: Line | None = None
    for line, is_placed in _in_reading_order(lines):
        after_gap = before is not None and line.baseline - before.baseline > _WIDE_SPACING * margins.leading
        before = line
        last = pieces[-1] if pieces else None
        if is_placed or margins.is_centred(line):
            pieces.append(TextPiece((line,), not is_placed, is_placed, after_gap))
        elif (
            last is None
            or last.is_centred
            or last.is_placed
            or _starts_paragraph(last.lines, line, margins, after_gap)
        ):
            pieces.append(TextPiece((line,), after_gap=after_gap))
        else:
            pieces[-1] = TextPiece((*last.lines, line), after_gap=last.after_gap)
    return pieces


def continues_page(before: TextPiece, after: TextPiece, margins: Margins) -> bool:
    """Whether a paragraph at the foot of a page goes on at the head of the next."""
    if before.is_centred or before.is_placed or after.is_centred or after.is_placed:
        return False
    last, line = before.lines[-1], after.lines[0]
    if _has_room(last, line, margins):
        return False
    if starts_lower(line.text) and not _ITEM.match(line.text):
        return True
    return not margins.is_indented(line) and not _TERMINAL.search(last.text) and not _ITEM.match(line.text)


def _has_room(last: Line, line: Line, margins: Margins) -> bool:
    """Whether the first word of a line would have stood on the line before: then a paragraph ended there."""
    space = last.height * 0.3
    return last.right + space + line.first_word_width < margins.right - _SAME_EDGE


def _starts_paragraph(lines: Sequence[Line], line: Line, margins: Margins, after_gap: bool) -> bool:
    last = lines[-1]
    if _has_room(last, line, margins):
        return True
    if _ITEM.match(line.text):
        return after_gap or bool(_TERMINAL.search(last.text)) or margins.is_indented(line)
    if starts_lower(line.text):
        return False
    if after_gap:
        return True
    if not margins.is_indented(line):
        return False
    return abs(line.left - last.left) > _SAME_EDGE if len(lines) > 1 else line.left > last.left - _SAME_EDGE


def _in_reading_order(lines: Sequence[Line]) -> Iterator[tuple[Line, bool]]:
    """Lines with columns one after the other, each with whether it stands in a column."""
    i = 0
    while i < len(lines):
        end, gutter = _columns_end(lines, i)
        if gutter is None:
            yield lines[i], False
            i += 1
            continue
        parts = [part for line in lines[i:end] for part in (line.segments or (line,))]
        yield from ((line, True) for line in _column(part for part in parts if part.left < gutter))
        yield from ((line, True) for line in _column(part for part in parts if part.left >= gutter))
        i = end


def _column(parts: Iterable[Line]) -> Iterator[Line]:
    """Lines of one column, the parts of a line with a blank in it ("Số:      /KH-UBND") put together again."""
    same: list[Line] = []
    for part in parts:
        if same and part.baseline != same[-1].baseline:
            yield _merged(same)
            same = []
        same.append(part)
    if same:
        yield _merged(same)


def _merged(parts: Sequence[Line]) -> Line:
    first, last = parts[0], parts[-1]
    text = " ".join(part.text for part in parts)
    return Line(
        text, first.left, last.right, first.top, first.baseline, first.height, (), last.ends_with_space
    )


def _columns_end(lines: Sequence[Line], start: int) -> tuple[int, float | None]:
    """Where the two columns that start at a line end, and the gutter between them; ``None`` without columns."""
    if not lines[start].segments:
        return start, None
    free = [(a.right, b.left) for a, b in pairwise(lines[start].segments)]
    end, paired = start + 1, 1
    for i in range(start + 1, len(lines)):
        narrowed = [common for gap in free for room in _rooms(lines[i]) if (common := _overlap(gap, room))]
        if not narrowed:
            break
        free, end = narrowed, i + 1
        paired += bool(lines[i].segments)
    if paired < 2:
        return start, None
    widest = max(free, key=lambda gap: gap[1] - gap[0])
    return end, sum(widest) / 2


def _rooms(line: Line) -> list[tuple[float, float]]:
    """Where nothing stands on a line."""
    parts = line.segments or (line,)
    inner = [(a.right, b.left) for a, b in pairwise(parts)]
    return [(float("-inf"), line.left), *inner, (line.right, float("inf"))]


def _overlap(a: tuple[float, float], b: tuple[float, float]) -> tuple[float, float] | None:
    left, right = max(a[0], b[0]), min(a[1], b[1])
    return (left, right) if right - left > 1 else None
