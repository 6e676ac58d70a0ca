"""What an answer took from a place that it cites: the cells or sentences whose words stand before its mark.

A citation holds a whole row or paragraph, so that it can be checked; people want to see where in it the answer
stands. Where nothing can be told for sure, the whole citation is marked.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise

from assistant.parsing.markup import AlignedText, align
from assistant.text.normalise import comparable
from assistant.types import Citation, ParsedPlan, Span

_MARKS = re.compile(r"(?:\s*\[\d+\])+")
_NUMBER = re.compile(r"\[(\d+)\]")
_WORD = re.compile(r"[^\W_]+")
_RUN = 6
"""Words in a row that an answer and a long cell or paragraph must share; fewer may be chance."""
_PLAIN = 2
"""Cells of so few words ("Kế hoạch") count only where they are written alike, capitals included."""


def find_taken(answer_text: str, number: int, citation: Citation, parsed: ParsedPlan) -> tuple[Span, ...]:
    """The spans of a citation that the answer's words before mark ``[number]`` come from."""
    said = " ".join(_said_before(answer_text, number))
    inside = citation.spans
    pieces = [piece for piece in _pieces(parsed, citation) if _overlap(piece, inside)]
    aligned = [align(parsed.text, piece) for piece in pieces]
    words = _words(said)
    taken: list[Span] = []
    # Whole cells before parts, long ones first: "Kế hoạch" is looked for in what "Kế hoạch tuyên truyền …" leaves.
    rest: list[AlignedText] = []
    for text in sorted(aligned, key=lambda text: len(text.text), reverse=True):
        own = _words(text.text)
        whole = _shared(own, words, len(own))
        taken += [span for start, end in whole for span in text.spans(own[start].start, own[end - 1].end)]
        rest += [] if whole else [text]
    for text in rest:
        own = _words(text.text)
        for start, end in _shared(own, words, _RUN):
            taken += text.spans(own[start].start, own[end - 1].end)
    return tuple(sorted(taken)) or citation.spans


@dataclass(slots=True)
class _Word:
    written: str
    compared: str
    start: int
    end: int


def _words(text: str) -> list[_Word]:
    return [_Word(m.group(), comparable(m.group()), m.start(), m.end()) for m in _WORD.finditer(text)]


def _said_before(text: str, number: int) -> Iterator[str]:
    """What stands between the marks before it, on its own line, and each group of marks that holds a number."""
    for line in text.splitlines():
        groups = list(_MARKS.finditer(line))
        starts = [0, *(group.end() for group in groups)]
        for (start, _), group in zip(pairwise([*starts, len(line)]), groups, strict=False):
            if str(number) in _NUMBER.findall(group.group()):
                yield line[start : group.start()]


def _pieces(parsed: ParsedPlan, citation: Citation) -> list[tuple[Span, ...]]:
    """The cells of a cited row, or the cited paragraph as one."""
    record = next((record for record in parsed.records if record.locator == citation.locator), None)
    if record is not None:
        return [cell.spans for cell in record.cells if cell.text]
    return [passage.spans for passage in parsed.passages if passage.locator == citation.locator]


def _shared(own: list[_Word], said: list[_Word], needed: int) -> list[tuple[int, int]]:
    """Runs of at least ``needed`` words of ``own`` that ``said`` holds; they are struck out of ``said`` in place."""
    if not own or len(own) < needed:
        return []
    if len(own) <= _PLAIN:
        first, second = [word.written for word in own], [word.written for word in said]
    else:
        first, second = [word.compared for word in own], [word.compared for word in said]
    blocks = SequenceMatcher(None, first, second, autojunk=False).get_matching_blocks()
    runs = [block for block in blocks if block.size >= needed]
    for block in runs:
        for word in said[block.b : block.b + block.size]:
            word.written = word.compared = ""
    return [(block.a, block.a + block.size) for block in runs]


def _overlap(piece: Sequence[Span], inside: Sequence[Span]) -> bool:
    return any(span.start < other.end and other.start < span.end for span in piece for other in inside)
