"""Paragraphs and tables of any format to the one text form that the plans of the corpus have.

Every reader but the plain one describes its file as paragraphs and tables; here they become lines as
text extraction of a plan gives them: a block of lines for a paragraph, one line with tabs for a table row,
a blank line around both. The blocks of a document are then read off that text, so that a table from Word
and the same table in a text file reach the parser alike.
"""

import re

from assistant.reading.plain import text_blocks
from assistant.reading.tables import Table
from assistant.reading.visible import is_rule, one_line
from assistant.text.normalise import nfc
from assistant.types import Document

_LINE_END = re.compile(r"\r\n|[\n\r\v\f\u0085\u2028\u2029]")


class Rendering:
    """Collects the paragraphs and tables of a document in reading order."""

    def __init__(self) -> None:
        self._groups: list[list[str]] = []

    def paragraph(self, text: str) -> None:
        """Add a paragraph; line breaks inside it stay, so that title lines can be told apart."""
        lines = [line for line in map(one_line, _LINE_END.split(text)) if line and not is_rule(line)]
        if lines:
            self._groups.append(lines)

    def table(self, table: Table) -> None:
        """Add a table, or its cells as paragraphs, column by column, where it only places them."""
        if table.is_layout:
            for cell in sorted(table.cells, key=lambda cell: (cell.column, cell.row)):
                for line in _LINE_END.split(cell.text):
                    self.paragraph(line)
        else:
            self.rows(table.lines())

    def rows(self, rows: list[list[str]]) -> None:
        """Add table rows as texts a column; rows without any text are left out."""
        lines = ["\t".join(map(one_line, cells)) for cells in rows if any(cells)]
        if lines:
            self._groups.append(lines)

    def document(self, warnings: tuple[str, ...] = ()) -> Document:
        """The stored text and its blocks."""
        text = nfc("\n\n".join("\n".join(lines) for lines in self._groups))
        return Document(text=text, blocks=tuple(text_blocks(text)), warnings=warnings)
