"""Paragraphs and tables of any format to the one text form that the plans of the corpus have.

Every reader but the plain one describes its file as paragraphs and tables; here they become lines as
text extraction of a plan gives them: a block of lines for a paragraph, one line with tabs for a table row,
a blank line around both. The blocks of a document are then read off that text, so that a table from Word
and the same table in a text file reach the parser alike.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from assistant.reading.plain import text_blocks
from assistant.reading.tables import Table
from assistant.reading.visible import is_rule, one_line
from assistant.text.normalise import nfc
from assistant.types import Block, Document

_LINE_END = re.compile(r"\r\n|[\n\r\v\f\u0085\u2028\u2029]")


def merge_blocks(blocks: Iterable[Block], merged: Mapping[int, frozenset[int]]) -> tuple[Block, ...]:
    """Blocks with the columns that the file merges with the row above.

    Args:
        blocks: as read off the text.
        merged: the columns, by where the row starts in the text.
    """
    return tuple(replace(block, merged=merged.get(block.spans[0].start, block.merged)) for block in blocks)


class Rendering:
    """Collects the paragraphs and tables of a document in reading order."""

    def __init__(self) -> None:
        self._groups: list[list[str]] = []
        self._merged: dict[tuple[int, int], frozenset[int]] = {}
        """Columns merged with the row above, by group and line."""
        self._in_title = False

    def title_line(self, text: str) -> None:
        """Add a centred line: one that follows another in the same case goes on with the same title.

        ``KẾ HOẠCH`` and its subject, or a subject of two lines, each centred as a paragraph of its own, thus
        become one block as in a text file. Call :meth:`gap` where an empty line stands between.
        """
        last = self._groups[-1] if self._groups and self._in_title else None
        line = one_line(text)
        goes_on = not line.startswith("(") and not line.endswith((":", ";", "."))
        if last and line and goes_on and line.isupper() == last[-1].isupper():
            last.extend(self._lines(text))
        else:
            self.paragraph(text)
        self._in_title = bool(line)

    def gap(self) -> None:
        """An empty line: what follows is no longer the same title."""
        self._in_title = False

    def paragraph(self, text: str) -> None:
        """Add a paragraph; line breaks inside it stay, so that title lines can be told apart."""
        self._add(self._lines(text))

    def table(self, table: Table) -> None:
        """Add a table, or its cells as paragraphs, column by column, where it only places them."""
        if table.is_layout:
            for cell in sorted(table.cells, key=lambda cell: (cell.column, cell.row)):
                for line in _LINE_END.split(cell.text):
                    self.paragraph(line)
        else:
            self.rows(table.lines(), table.merged())

    def rows(self, rows: Sequence[Sequence[str]], merged: Sequence[frozenset[int]] = ()) -> None:
        """Add table rows as texts a column; rows without any text are left out.

        Args:
            rows: cells a row.
            merged: for each row the columns that go on from the row above; empty where none does.
        """
        lines: list[str] = []
        for cells, going_on in zip(rows, merged or [frozenset[int]()] * len(rows), strict=True):
            line = "\t".join(one_line(cell) for cell in cells)
            if line.strip():
                if going_on:
                    self._merged[len(self._groups), len(lines)] = going_on
                lines.append(line)
        self._add(lines)

    def document(self, warnings: tuple[str, ...] = ()) -> Document:
        """The stored text and its blocks."""
        merged: dict[int, frozenset[int]] = {}
        pieces: list[str] = []
        length = 0
        for i, group in enumerate(self._groups):
            for k, line in enumerate(map(nfc, group)):
                separator = "" if not pieces else "\n" if k else "\n\n"
                if (i, k) in self._merged:
                    merged[length + len(separator)] = self._merged[i, k]
                pieces += [separator, line]
                length += len(separator) + len(line)
        text = "".join(pieces)
        return Document(text=text, blocks=merge_blocks(text_blocks(text), merged), warnings=warnings)

    def _add(self, lines: list[str]) -> None:
        self._in_title = False
        if lines:
            self._groups.append(lines)

    @staticmethod
    def _lines(text: str) -> list[str]:
        return [line for line in map(one_line, _LINE_END.split(text)) if line and not is_rule(line)]
