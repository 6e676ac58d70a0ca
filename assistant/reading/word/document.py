"""Word documents (.docx): paragraphs and tables in body order, with the numbers that Word prints by itself.

The XML is walked directly: python-docx offers paragraphs and cells, but neither the automatic numbers, nor
footnotes, text boxes, deleted text or the cells of rows that leave out columns.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import accumulate

from lxml.etree import _Element as Element

from assistant.reading.archive import Archive
from assistant.reading.legacy_fonts import FontText, decode_runs
from assistant.reading.rendering import Rendering
from assistant.reading.tables import PlacedCell, Table, align
from assistant.reading.visible import superscript
from assistant.reading.word.numbering import Numbering
from assistant.reading.word.styles import Look, Styles, paragraph_look, run_look
from assistant.reading.word.xml import W, child_value, int_value, parse_part
from assistant.types import Document

_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_WRAPPERS = frozenset(
    W + name
    for name in (
        "sdt",
        "sdtContent",
        "customXml",
        "smartTag",
        "ins",
        "moveTo",
        "hyperlink",
        "fldSimple",
        "dir",
        "bdo",
    )
)
"""Elements that only wrap runs, paragraphs, rows or cells."""
_CONTENTS_PREFIX = "toc"
"""Style names of a table of contents: its lines repeat the headings."""
_EDGE_TOLERANCE_TWIPS = 120
_DEFAULT_COLUMN_TWIPS = 1000
_SYMBOL_FONTS = ("symbol", "wingdings")
_MAX_GRID_SPAN = 100


def read_word(data: bytes, name: str) -> Document:
    """The text of a document as Word prints it.

    Automatic numbers and dashes stand before their paragraphs, footnotes after the paragraph that refers to
    them, text boxes after the paragraph they are anchored in; deleted and hidden text, tables of contents,
    page headers and footers are left out.

    Raises:
        DocumentError: the file is broken, protected or too large.
    """
    archive = Archive(data, name)
    main = _related(archive, "", "officeDocument") or "word/document.xml"
    body = parse_part(archive, main).find(W + "body")
    reader = _Body(
        numbering=Numbering(_part(archive, main, "numbering")),
        styles=Styles(_part(archive, main, "styles")),
        notes={
            kind: _note_elements(_part(archive, main, kind + "s"), kind) for kind in ("footnote", "endnote")
        },
    )
    if body is not None:
        reader.render(body)
    return reader.rendering.document()


def _related(archive: Archive, part: str, kind: str) -> str | None:
    """Name of the part that another one refers to under a kind of relation."""
    folder, _, file = part.rpartition("/")
    relations = f"{folder}/_rels/{file}.rels".lstrip("/")
    if relations not in archive.parts:
        return None
    for relation in parse_part(archive, relations).iterchildren(_RELATIONS + "Relationship"):
        if (relation.get("Type") or "").rpartition("/")[2] == kind:
            target = relation.get("Target") or ""
            found = target.lstrip("/") if target.startswith("/") else f"{folder}/{target}".lstrip("/")
            if found in archive.parts:
                return found
    return None


def _part(archive: Archive, main: str, kind: str) -> Element | None:
    part = _related(archive, main, kind)
    return parse_part(archive, part) if part else None


def _note_elements(root: Element | None, kind: str) -> dict[str, Element]:
    if root is None:
        return {}
    return {note.get(W + "id") or "": note for note in root.iterchildren(W + kind)}


@dataclass(frozen=True, slots=True)
class _Paragraph:
    """A paragraph with its number; blank ones matter between title lines."""

    text: str
    is_centred: bool


@dataclass(frozen=True, slots=True)
class _PlacedTable:
    """A table and the content of its cells in document order, for tables that only place text."""

    table: Table
    contents: "list[list[_Paragraph | _PlacedTable]]"


_Item = _Paragraph | _PlacedTable


def _text(items: Iterable[_Item]) -> str:
    """Everything in a cell as lines."""
    return "\n".join(
        item.text if isinstance(item, _Paragraph) else "\n".join(map(_text, item.contents)) for item in items
    )


class _Body:
    """Renders paragraphs and tables, counting numbers and notes in document order."""

    def __init__(self, numbering: Numbering, styles: Styles, notes: dict[str, dict[str, Element]]) -> None:
        self.rendering = Rendering()
        self._numbering = numbering
        self._styles = styles
        self._notes = notes
        self._noted = 0
        self._waiting_notes: list[str] = []

    def render(self, container: Element) -> None:
        """Render the paragraphs and tables of a body."""
        for item in self._items(container):
            self._render_item(item)
            for note in self._waiting_notes:
                self.rendering.paragraph(note)
            self._waiting_notes.clear()

    def _render_item(self, item: _Item) -> None:
        if isinstance(item, _PlacedTable):
            if item.table.is_layout:
                for content in item.contents:
                    for inner in content:
                        self._render_item(inner)
                    self.rendering.gap()
            else:
                self.rendering.table(item.table)
        elif not item.text.strip():
            self.rendering.gap()
        elif item.is_centred:
            self.rendering.title_line(item.text)
        else:
            self.rendering.paragraph(item.text)

    def _items(self, container: Element, *, in_cell: bool = False) -> Iterator[_Item]:
        for element in _unwrapped(container):
            if element.tag == W + "p":
                yield from self._paragraph(element, in_cell=in_cell)
            elif element.tag == W + "tbl":
                yield self._table(element)

    def _paragraph(self, element: Element, *, in_cell: bool) -> Iterator[_Item]:
        properties = element.find(W + "pPr")
        style = child_value(properties, "pStyle")
        look = paragraph_look(properties).over(self._styles.paragraph(style))
        boxes: list[Element] = []
        text = decode_runs(self._runs(element, look, boxes))
        label = self._label(look)
        is_contents = look.name.startswith(_CONTENTS_PREFIX)
        if not is_contents:
            # Without text, Word prints a number in a cell (a column of row numbers) as in the body; in the body
            # it is an empty line that somebody left over.
            is_numbered = bool(label) and (in_cell or bool(text.strip()))
            yield _Paragraph(f"{label} {text.lstrip()}" if is_numbered else text, look.is_centred is True)
        for box in boxes:
            yield from self._items(box, in_cell=in_cell)

    def _label(self, look: Look) -> str:
        """The automatic number; ``w:numId`` 0 takes a paragraph out of its style's list."""
        if not look.list_id:
            return ""
        level = look.list_level
        if level is None:
            level = self._numbering.style_level(look.list_id, look.list_style) if look.list_style else 0
        return self._numbering.label(look.list_id, level)

    def _runs(self, element: Element, paragraph: Look, boxes: list[Element]) -> Iterator[FontText]:
        for child in _unwrapped(element):
            if child.tag == W + "r":
                properties = child.find(W + "rPr")
                look = (
                    run_look(properties)
                    .over(self._styles.character(child_value(properties, "rStyle")))
                    .over(paragraph)
                )
                if not look.hidden:
                    is_raised = child_value(properties, "vertAlign") == "superscript"
                    text = self._run_text(child, boxes)
                    if is_raised and text.isascii() and text.isdigit():
                        text = superscript(text)
                    yield FontText(text.upper() if look.capitals else text, look.font)
            elif child.tag == _MATH + "oMath" or child.tag == _MATH + "oMathPara":
                yield FontText("".join(text.text or "" for text in child.iter(_MATH + "t")), None)

    def _run_text(self, run: Element, boxes: list[Element]) -> str:
        pieces: list[str] = []
        for child in _alternatives(run):
            match str(child.tag).removeprefix(W):
                case "t":
                    pieces.append(child.text or "")
                case "br" | "cr":
                    pieces.append("\n")
                case "tab" | "ptab":
                    pieces.append(" ")
                case "noBreakHyphen":
                    pieces.append("-")
                case "softHyphen":
                    # The letter ư of the TCVN3 fonts; in Unicode text it shows nothing and is removed later.
                    pieces.append("\u00ad")
                case "sym":
                    pieces.append(_symbol(child))
                case "footnoteReference" | "endnoteReference":
                    pieces.append(self._note(child))
                case "drawing" | "pict" | "object":
                    boxes.extend(_text_boxes(child))
                case _:
                    continue
        return "".join(pieces)

    def _note(self, reference: Element) -> str:
        kind = str(reference.tag).removeprefix(W).removesuffix("Reference")
        note = self._notes[kind].get(reference.get(W + "id") or "")
        if note is None:
            return ""
        self._noted += 1
        mark = superscript(str(self._noted))
        self._waiting_notes.append(f"{mark} {' '.join(_text(self._items(note)).split())}")
        return mark

    def _table(self, element: Element) -> _PlacedTable:
        edges = _grid_edges(element)
        cells: list[PlacedCell] = []
        contents: list[list[_Item]] = []
        tall: dict[int, int] = {}
        """By grid column the index of the cell that a merged one below it belongs to."""
        for row, line in enumerate(child for child in _unwrapped(element) if child.tag == W + "tr"):
            properties = line.find(W + "trPr")
            if properties is not None and properties.find(W + "del") is not None:
                continue
            column = int_value(child_value(properties, "gridBefore"), 0)
            for cell in (child for child in _unwrapped(line) if child.tag == W + "tc"):
                content = list(self._items(cell, in_cell=True))
                cell_properties = cell.find(W + "tcPr")
                width = min(max(int_value(child_value(cell_properties, "gridSpan"), 1), 1), _MAX_GRID_SPAN)
                text = "" if _is_covered(cell_properties) else _text(content)
                if not _goes_on_from_above(cell_properties):
                    tall[column] = len(cells)
                elif (top := tall.get(column)) is not None:
                    cells[top] = replace(cells[top], rows=row - cells[top].row + 1)
                cells.append(PlacedCell(row, _edge(edges, column), _edge(edges, column + width), text))
                contents.append(content)
                column += width
        return _PlacedTable(align(cells, _EDGE_TOLERANCE_TWIPS), contents)


def _unwrapped(container: Element) -> Iterator[Element]:
    """Child elements, those inside wrappers in their places; deleted and moved-away content left out."""
    for child in _alternatives(container):
        if child.tag in _WRAPPERS:
            if not _is_contents_table(child):
                yield from _unwrapped(child)
        else:
            yield child


def _alternatives(container: Element) -> Iterator[Element]:
    """Child elements; of content given twice for old and new versions of Word, the new one."""
    for child in container.iterchildren():
        if child.tag == _COMPATIBILITY + "AlternateContent":
            for choice in child.iterchildren(_COMPATIBILITY + "Choice", _COMPATIBILITY + "Fallback"):
                yield from choice.iterchildren()
                break
        else:
            yield child


def _is_contents_table(wrapper: Element) -> bool:
    gallery = wrapper.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery")
    return gallery is not None and gallery.get(W + "val") == "Table of Contents"


def _text_boxes(drawing: Element) -> list[Element]:
    """The outermost text boxes of a drawing."""
    boxes = drawing.iter(W + "txbxContent")
    return [
        box for box in boxes if not any(parent.tag == W + "txbxContent" for parent in box.iterancestors())
    ]


def _symbol(element: Element) -> str:
    """A symbol by its code, in the private-use area where Word keeps it."""
    code = element.get(W + "char") or ""
    try:
        number = int(code, 16)
    except ValueError:
        return ""
    is_symbol_font = (element.get(W + "font") or "").lower().startswith(_SYMBOL_FONTS)
    if is_symbol_font and number < 0x100:
        number += 0xF000
    return chr(number) if 0x20 <= number < 0xFFFE and not 0xD800 <= number < 0xE000 else ""


def _grid_edges(table: Element) -> list[int]:
    grid = table.find(W + "tblGrid")
    widths = (
        [int_value(column.get(W + "w"), 0) for column in grid.iterchildren(W + "gridCol")]
        if grid is not None
        else []
    )
    if not all(width > 0 for width in widths):
        widths = [_DEFAULT_COLUMN_TWIPS] * len(widths)
    return [0, *accumulate(widths)]


def _edge(edges: list[int], column: int) -> float:
    """Position of a grid line; beyond the declared grid, columns of a default width."""
    beyond = column - (len(edges) - 1)
    return edges[column] if beyond <= 0 else edges[-1] + beyond * _DEFAULT_COLUMN_TWIPS


def _is_covered(properties: Element | None) -> bool:
    """Whether the cell only continues the merged cell above it or to its left."""
    return _goes_on_from_above(properties) or _goes_on(properties, "hMerge")


def _goes_on_from_above(properties: Element | None) -> bool:
    return _goes_on(properties, "vMerge")


def _goes_on(properties: Element | None, direction: str) -> bool:
    merge = None if properties is None else properties.find(W + direction)
    return merge is not None and merge.get(W + "val") != "restart"
