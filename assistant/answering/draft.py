"""A draft answer: sentences with the citations that carry them, numbered when the text is made."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from assistant.answering.layout import rule_line, table_line
from assistant.types import Citation

_FOREIGN_MARK = re.compile(r"\[(\d+)\]")
"""A footnote mark in a quoted text would read as one of ours: it is shown in round brackets."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence or list line and what it cites; ``bullet`` lines stand on a line of their own."""

    text: str
    citations: tuple[Citation, ...] = ()
    bullet: bool = False
    prefix: str = ""
    """The number of a list line ("3. "); it asserts nothing."""
    cells: tuple[str, ...] = ()
    """Of a line of a table its cells; ``text`` holds the same words."""


@dataclass(slots=True)
class Draft:
    """Sentences in order."""

    sentences: list[Sentence] = field(default_factory=list)

    def say(self, text: str, *citations: Citation, bullet: bool = False, prefix: str = "") -> None:
        """Add a sentence."""
        self.sentences.append(Sentence(text, citations, bullet, prefix))

    def head(self, *cells: str) -> None:
        """Begin a table with its column heads."""
        self.sentences.append(Sentence("", (), bullet=True, cells=cells))
        self.sentences.append(Sentence(rule_line(len(cells)), (), bullet=True))

    def row(self, cells: tuple[str, ...], *citations: Citation) -> None:
        """Add a line to a table; its marks stand in the last cell."""
        self.sentences.append(Sentence("; ".join(cells), citations, bullet=True, cells=cells))

    def citations(self) -> tuple[Citation, ...]:
        """Citations in order of first use, each once."""
        return tuple(dict.fromkeys(c for sentence in self.sentences for c in sentence.citations))

    def render(self) -> str:
        """The text with [n] marks; bullets on lines of their own, other sentences run on."""
        numbers = {citation: i for i, citation in enumerate(self.citations(), start=1)}
        lines: list[str] = []
        for i, sentence in enumerate(self.sentences):
            text = _with_marks(sentence, numbers)
            run_on = lines and not sentence.bullet and not self.sentences[i - 1].bullet
            if run_on:
                lines[-1] = f"{lines[-1]} {text}"
            else:
                lines.append(text)
        return "\n".join(lines)


def _with_marks(sentence: Sentence, numbers: dict[Citation, int]) -> str:
    marks = " ".join(f"[{numbers[citation]}]" for citation in dict.fromkeys(sentence.citations))
    if sentence.cells:
        *cells, last = (_own(cell) for cell in sentence.cells)
        return table_line([*cells, f"{last} {marks}".strip()])
    body = _own(sentence.text)
    if not marks:
        return f"{sentence.prefix}{body}"
    body = body.rstrip()
    end = body[-1] if body and body[-1] in ".:" else ""
    return f"{sentence.prefix}{body.removesuffix(end)} {marks}{end}"


def _own(text: str) -> str:
    return _FOREIGN_MARK.sub(r"(\1)", text)


def join_names(names: Iterable[str]) -> str:
    """Names as a Vietnamese enumeration: "a, b và c"."""
    listed: Sequence[str] = list(names)
    if len(listed) < 2:
        return "".join(listed)
    return f"{', '.join(listed[:-1])} và {listed[-1]}"
