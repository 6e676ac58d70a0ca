"""HTML: the text of a page without its menus, with lists numbered and merged cells in place."""

import re

from lxml import html as lxml_html
from lxml.etree import ParserError
from lxml.etree import _Element as Element

from assistant.errors import DocumentError
from assistant.reading.ordinals import ordinal_text
from assistant.reading.rendering import Rendering
from assistant.reading.tables import Table, TableCell
from assistant.reading.visible import superscript
from assistant.types import Document

_CHARSET = re.compile(rb"""charset\s*=\s*["']?\s*([A-Za-z0-9_\-]+)""", re.IGNORECASE)
_HEAD_BYTES = 4096
_SKIPPED_TAGS = frozenset(
    "head script style noscript template svg math canvas object iframe nav footer aside button select input textarea "
    "video audio".split()
)
_SKIPPED_ROLES = frozenset(
    {"navigation", "banner", "contentinfo", "search", "menu", "tab", "tablist", "dialog"}
)
_HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|position\s*:\s*(?:fixed|sticky)", re.IGNORECASE
)
_ALIGNMENT = re.compile(r"text-align\s*:\s*(\w+)", re.IGNORECASE)
_FURNITURE = frozenset({"sticky", "fixed", "breadcrumb", "breadcrumbs", "navbar", "sidebar", "menu"})
"""Class names of bars that stay in place while the document scrolls."""
_BLOCK_TAGS = frozenset(
    "address article blockquote body center dd details div dl dt fieldset figcaption figure form h1 h2 h3 h4 h5 h6 "
    "header hr html legend li main ol p pre section summary table tbody td tfoot th thead tr ul".split()
)
_LINK_BLOCKS = frozenset({"div", "ul", "ol", "section", "header", "p"})
_MAX_MENU_CHARS = 2000
_MENU_SHARE = 0.6
"""A short block whose text is mostly links is a menu; a plan's paragraph links a law here and there at most."""
_MAX_COLUMNS = 100
_MAX_DEPTH = 400
"""Elements inside elements; a page made by people or by Word stays far below."""
_LIST_FORMATS = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_SPACE = re.compile(r"[ \t\r\n\f]+")
_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")


def read_webpage(data: bytes, name: str) -> Document:
    """The visible text of a page: paragraphs, list items with their numbers or dashes, table rows.

    Menus, scripts, forms and hidden parts are left out.

    Raises:
        DocumentError: the bytes are not text in the encoding that the page declares, or the page is nested
            beyond all measure.
    """
    parser = lxml_html.HTMLParser(huge_tree=True, remove_comments=True, remove_pis=True, no_network=True)
    text = _decode(data, name)
    try:
        root = lxml_html.document_fromstring(_XML_DECLARATION.sub("", text), parser=parser)
    except ParserError as error:
        raise DocumentError(f"Tệp “{name}” không có nội dung văn bản.") from error
    rendering = Rendering()
    _Page(rendering, name).walk(root)
    return rendering.document()


def _decode(data: bytes, name: str) -> str:
    declared = _CHARSET.search(data[:_HEAD_BYTES])
    candidates = ["utf-16"] if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ["utf-8-sig"]
    if declared:
        candidates.append(declared.group(1).decode("ascii"))
    for encoding in candidates:
        try:
            return data.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    raise DocumentError(
        f"Trang “{name}” không phải văn bản Unicode. Hãy mở trang trong trình duyệt và lưu lại với bảng mã UTF-8."
    )


class _Page:
    """Walks the element tree and hands paragraphs and tables to a rendering."""

    def __init__(self, rendering: Rendering, name: str) -> None:
        self._rendering = rendering
        self._name = name
        self._pieces: list[str] = []
        self._mark = ""
        self._is_centred = False

    def walk(self, element: Element, depth: int = 0) -> None:
        """Render one element and what follows in it."""
        if depth > _MAX_DEPTH:
            raise DocumentError(f"Tệp “{self._name}” lồng quá nhiều lớp thẻ HTML; tệp có thể bị hỏng.")
        if _is_hidden(element):
            return
        tag = str(element.tag)
        if tag == "table" and not _holds_table(element):
            table = _read_table(element)
            if not table.is_layout:
                self._flush()
                self._rendering.table(table)
                return
        if tag in _BLOCK_TAGS:
            self._flush()
        was_centred = self._is_centred
        self._is_centred = _centring(element, inherited=was_centred)
        if tag == "br":
            self._pieces.append("\n")
        elif tag == "li":
            self._mark = _item_mark(element)
        if tag == "sup":
            self._pieces.append(_superscript_text(element))
        else:
            self._text(element.text, keep_lines=tag == "pre")
            for child in element:
                self.walk(child, depth + 1)
                self._text(child.tail, keep_lines=tag == "pre")
        if tag in _BLOCK_TAGS:
            self._flush()
        if tag == "li":
            self._mark = ""
        self._is_centred = was_centred

    def _text(self, text: str | None, *, keep_lines: bool) -> None:
        if text:
            self._pieces.append(text if keep_lines else _SPACE.sub(" ", text))

    def _flush(self) -> None:
        """Hand over the paragraph so far; the mark of a list item waits for the first text inside the item."""
        text = "".join(self._pieces)
        self._pieces = []
        if not text.strip():
            return
        if self._is_centred:
            self._rendering.title_line(self._mark + text)
        else:
            self._rendering.paragraph(self._mark + text.lstrip())
        self._mark = ""


def _centring(element: Element, *, inherited: bool) -> bool:
    if element.tag == "center":
        return True
    alignment = _ALIGNMENT.search(element.get("style") or "")
    said = alignment.group(1) if alignment else element.get("align")
    return inherited if said is None else said.lower() == "center"


def _is_hidden(element: Element) -> bool:
    if not isinstance(element.tag, str) or element.tag in _SKIPPED_TAGS:
        return True
    if element.get("hidden") is not None or element.get("role") in _SKIPPED_ROLES:
        return True
    if _HIDDEN.search(element.get("style") or ""):
        return True
    if element.tag not in _LINK_BLOCKS:
        return False
    return not _FURNITURE.isdisjoint((element.get("class") or "").split()) or _is_menu(element)


def _is_menu(element: Element) -> bool:
    links = element.findall(".//a[@href]")
    if not links:
        return False
    chars = _chars("".join(element.itertext()))
    return (
        0 < chars <= _MAX_MENU_CHARS
        and sum(_chars("".join(a.itertext())) for a in links) > _MENU_SHARE * chars
    )


def _chars(text: str) -> int:
    return len(" ".join(text.split()))


def _item_mark(item: Element) -> str:
    owner = item.getparent()
    if owner is None or owner.tag != "ol":
        return "- "
    number = _number(owner.get("start"), 1)
    for sibling in owner.iterchildren("li"):
        number = _number(sibling.get("value"), number)
        if sibling is item:
            break
        number += 1
    return ordinal_text(number, _LIST_FORMATS.get(owner.get("type") or "", "decimal")) + ". "


def _number(text: str | None, default: int) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 7 else default


def _superscript_text(element: Element) -> str:
    text = "".join(element.itertext()).strip()
    return superscript(text) if text.isascii() and text.isdigit() else text


def _holds_table(table: Element) -> bool:
    return table.find(".//table") is not None


def _read_table(table: Element) -> Table:
    cells: list[TableCell] = []
    taken: dict[int, int] = {}
    row = -1
    for row, line in enumerate(table.iter("tr")):
        column = 0
        for cell in line.iterchildren("td", "th"):
            while taken.get(column, 0) > row:
                column += 1
            width = min(max(_number(cell.get("colspan"), 1), 1), _MAX_COLUMNS)
            height = max(_number(cell.get("rowspan"), 1), 1)
            cells.append(TableCell(row, column, _cell_text(cell), height, width))
            for covered in range(column, column + width):
                taken[covered] = row + height
            column += width
            if column >= _MAX_COLUMNS:
                break
    return Table(tuple(cells))


def _cell_text(cell: Element) -> str:
    pieces: list[str] = []
    for element in cell.iter():
        if not isinstance(element.tag, str):
            continue
        if element is not cell and (element.tag in _BLOCK_TAGS or element.tag == "br"):
            pieces.append("\n")
        if element.tag == "li":
            pieces.append(_item_mark(element))
        pieces.append(_SPACE.sub(" ", element.text or ""))
        if element is not cell:
            if element.tag in _BLOCK_TAGS:
                pieces.append("\n")
            pieces.append(_SPACE.sub(" ", element.tail or ""))
    return "".join(pieces)
