"""The parts of an answer's text, for everything that sets it: paragraphs, list lines and tables."""

from collections.abc import Sequence
from dataclasses import dataclass

_BULLETS = ("- ", "• ")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A line of running text."""

    text: str


@dataclass(frozen=True, slots=True)
class Item:
    """A line of a list without its dash."""

    text: str


@dataclass(frozen=True, slots=True)
class Table:
    """A comparison: column heads and rows of as many cells."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


Part = Paragraph | Item | Table


def table_line(cells: Sequence[str]) -> str:
    """One line of a table in an answer's text; a bar inside a cell is shown as a slash."""
    return f"| {' | '.join(cell.replace('|', '/') for cell in cells)} |"


def rule_line(columns: int) -> str:
    """The line between the heads and the rows."""
    return f"|{' --- |' * columns}"


def read_layout(text: str) -> tuple[Part, ...]:
    """The parts of an answer's text in order; blank lines are left out."""
    parts: list[Part] = []
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    at = 0
    while at < len(lines):
        line = lines[at]
        if line.startswith("|") and at + 1 < len(lines) and lines[at + 1].startswith("| ---"):
            head, at = _cells(line), at + 2
            rows = []
            while at < len(lines) and lines[at].startswith("|"):
                rows.append(_cells(lines[at]))
                at += 1
            parts.append(Table(head, tuple(rows)))
            continue
        parts.append(Item(line[2:]) if line.startswith(_BULLETS) else Paragraph(line))
        at += 1
    return tuple(parts)


def _cells(line: str) -> tuple[str, ...]:
    return tuple(cell.strip() for cell in line.strip("|").split("|"))
