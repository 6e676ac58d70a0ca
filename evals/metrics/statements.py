"""Statements of an answer with the citations that they point to."""

import re
from dataclasses import dataclass

from evals.metrics.asides import without_asides

_MARK = re.compile(r"\[(\d+)\]")
_MARKS = re.compile(r"\s*\[\d+\](?:[\s,;]*\[\d+\])*\s*[.;:]?")
_NUMBERING = re.compile(r"^\s*(?:[-–•*]|\d{1,3}[.)])\s+")


@dataclass(frozen=True, slots=True)
class Statement:
    """A stretch of an answer and the numbers of its citations (from 1), in order."""

    text: str
    citations: tuple[int, ...]


def without_marks(answer: str) -> str:
    """The answer without its citation marks, whose numbers are no facts."""
    return _MARK.sub("", answer)


def without_list(answer: str) -> str:
    """The answer without its list lines, whose numbering and rows may hold any number."""
    return "\n".join(line for line in answer.split("\n") if not _NUMBERING.match(line))


def find_statements(answer: str) -> list[Statement]:
    """Everything that an answer states, line by line.

    A statement runs up to the marks that follow it, so an unmarked sentence in front of a marked one must be
    borne out by the same citations. A line that only introduces others (it ends in a colon and carries no
    mark) states nothing; neither do asides nor lines of a table without marks. ``[]`` for an answer that states
    nothing.
    """
    statements: list[Statement] = []
    for line in without_asides(answer).split("\n"):
        if line.startswith("|") and not _MARK.search(line):
            continue  # the heads of a table, or a plan that it finds nothing in
        rest = _NUMBERING.sub("", line).strip("| ")
        while rest.strip():
            match = _MARKS.search(rest)
            if match is None:
                if not rest.rstrip().endswith(":"):
                    statements.append(Statement(rest.strip(), ()))
                break
            numbers = tuple(dict.fromkeys(int(mark) for mark in _MARK.findall(match.group())))
            if text := rest[: match.start()].strip():
                statements.append(Statement(text, numbers))
            rest = rest[match.end() :]
    return statements
