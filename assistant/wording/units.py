"""The stretches of an answer between its citation marks, which is how far a mark carries."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby, pairwise

_MARK = re.compile(r"\[(\d+)\]")
_MARKS = re.compile(r"\s*\[\d+\](?:[\s,;]*\[\d+\])*\s*[.,;:]?")
_SEVERAL = re.compile(r"\[(\d+(?:\s*[,;]\s*\d+)+)\]")
_BULLET = re.compile(r"^\s*[-–•]\s+")


@dataclass(frozen=True, slots=True)
class Unit:
    """A stretch of text with the marks that follow it."""

    text: str
    """Without marks and bullets."""
    marks: tuple[int, ...]
    """Citation numbers (from 1), ascending; empty for text that cites nothing."""
    printed: str
    """As it stands, marks and bullet included."""
    line: int


def read_units(answer: str) -> list[Unit]:
    """The units of an answer in order; ``[]`` for blank text. A mark of several numbers counts as several marks."""
    spread = _SEVERAL.sub(lambda m: " ".join(f"[{n}]" for n in re.findall(r"\d+", m.group(1))), answer)
    units: list[Unit] = []
    for number, line in enumerate(spread.split("\n")):
        start = 0
        while line[start:].strip():
            match = _MARKS.search(line, start)
            end = match.end() if match is not None else len(line)
            text = line[start : match.start()] if match is not None else line[start:]
            marks = sorted({int(mark) for mark in _MARK.findall(match.group())}) if match is not None else []
            printed = line[start:end].strip()
            units.append(Unit(_BULLET.sub("", text).strip(), tuple(marks), printed, number))
            start = end
    return units


def merge_units(units: Iterable[Unit]) -> list[Unit]:
    """Neighbours with the same marks as one unit: where a sentence ends between them does not matter."""
    merged = []
    for marks, group in groupby(units, key=lambda unit: unit.marks):
        own = list(group)
        printed = own[0].printed
        for before, unit in pairwise(own):
            printed += f"{' ' if unit.line == before.line else chr(10)}{unit.printed}"
        merged.append(Unit(". ".join(unit.text for unit in own), marks, printed, own[0].line))
    return merged


def print_units(units: Iterable[Unit]) -> str:
    """The units as text again, each line where it stood."""
    return "\n".join(
        " ".join(unit.printed for unit in own) for _, own in groupby(units, key=lambda unit: unit.line)
    )
