"""Rich Text Format: paragraphs, tables and the fonts that say how old Vietnamese text is encoded."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from assistant.errors import DocumentError
from assistant.reading.legacy_fonts import FontText, decode_runs, font_encoding
from assistant.reading.rendering import Rendering
from assistant.reading.tables import PlacedCell, align
from assistant.reading.visible import superscript
from assistant.types import Document

_TOKEN = re.compile(
    r"\\(?P<word>[a-zA-Z]{1,32})(?P<number>-?\d{1,10})? ?|\\'(?P<hex>[0-9a-fA-F]{2})|\\(?P<symbol>[^a-zA-Z])"
    r"|(?P<brace>[{}])|(?P<text>[^\\{}\r\n]+)"
)
_SKIPPED = frozenset(
    "fonttbl colortbl stylesheet info pict object header headerl headerr headerf footer footerl footerr footerf "
    "nonshppict fldinst themedata datastore rsidtbl generator xmlnstbl listtable listoverridetable revtbl "
    "bkmkstart bkmkend annotation atnid atnauthor latentstyles private upr".split()
)
"""Groups whose text is not part of the document."""
_KEPT_MARKED = frozenset({"shptxt", "ud", "pntext"})
"""Groups that are text although a program may skip them (``\\*``)."""
_CHARACTERS = {
    "emdash": "—", "endash": "–", "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”", "bullet": "•",
    "tab": " ", "emspace": " ", "enspace": " ", "line": "\n", "page": "\n", "column": "\n",
}  # fmt: skip
_SYMBOLS = {"~": "\u00a0", "-": "\u00ad", "_": "-", "\n": "\n", "\r": "\n", "{": "{", "}": "}", "\\": "\\"}
_CODE_PAGES = {
    163: "cp1258",
    238: "cp1250",
    204: "cp1251",
    161: "cp1253",
    162: "cp1254",
    186: "cp1257",
    77: "mac_roman",
}
"""Code pages by a font's character set; a set that is not listed has that of the document."""
_KNOWN_PAGES = frozenset({437, 850, 1250, 1251, 1252, 1253, 1254, 1257, 1258})
_MAX_DEPTH = 500
_MAX_FONT_TABLE = 500_000
"""Characters in which the font table and the document's code page are looked for."""
_EDGE_TOLERANCE_TWIPS = 120
_DEFAULT_COLUMN_TWIPS = 1000


@dataclass(frozen=True, slots=True)
class _State:
    """What a group hands down to the groups inside it."""

    font: int | None = None
    is_hidden: bool = False
    is_raised: bool = False
    has_capitals: bool = False
    is_skipped: bool = False
    skipped_after_unicode: int = 1


@dataclass(slots=True)
class _RowFormat:
    """Edges and merges of a table row, as far as they are defined."""

    edges: list[float] = field(default_factory=list)
    covered: list[bool] = field(default_factory=list)
    next_is_covered: bool = False


def read_rtf(data: bytes, name: str) -> Document:
    """The text of a file; text in TCVN3 and VNI fonts comes out as Unicode.

    Raises:
        DocumentError: the file is cut off or nested beyond all measure.
    """
    source = data.decode("latin-1")
    return _Reader(source, name).read()


class _Reader:
    """Goes through the tokens once, collecting runs, paragraphs, cells and rows."""

    def __init__(self, source: str, name: str) -> None:
        self._source = source
        self._name = name
        self._rendering = Rendering()
        self._state = _State()
        self._stack: list[_State] = []
        self._fonts = _read_fonts(source)
        self._page = _document_page(source)
        self._default_font = _first_number(source, r"\\deff(\d{1,5})")
        self._runs: list[FontText] = []
        self._to_skip = 0
        self._is_centred = False
        self._in_table = False
        self._cell: list[str] = []
        self._row: list[str] = []
        self._format = _RowFormat()
        self._cells: list[PlacedCell] = []
        self._table_rows = 0
        self._notes: list[str] = []
        self._open_notes: list[tuple[int, list[FontText]]] = []

    def read(self) -> Document:
        """The document.

        Raises:
            DocumentError: a group is not closed, or groups nest too deep.
        """
        position = 0
        while match := _TOKEN.search(self._source, position):
            position = match.end()
            if match["brace"] == "{":
                self._stack.append(self._state)
                if len(self._stack) > _MAX_DEPTH:
                    raise self._broken()
            elif match["brace"] == "}":
                self._close_group()
            elif match["word"]:
                number = int(match["number"]) if match["number"] else None
                if match["word"] == "bin":
                    position += max(number or 0, 0)
                self._word(match["word"], number, match.start())
            elif match["hex"]:
                self._byte(int(match["hex"], 16))
            elif match["symbol"]:
                self._symbol(match["symbol"])
            elif not self._state.is_skipped:
                for char in match["text"]:
                    self._byte(ord(char))
        if self._stack:
            raise self._broken()
        self._end_paragraph()
        self._end_table()
        return self._rendering.document()

    def _broken(self) -> DocumentError:
        return DocumentError(
            f"Tệp RTF “{self._name}” bị hỏng hoặc tải về chưa đủ. Hãy mở bằng Word, lưu lại rồi nạp lại."
        )

    def _close_group(self) -> None:
        if self._open_notes and self._open_notes[-1][0] == len(self._stack):
            _, outer = self._open_notes.pop()
            mark = superscript(str(len(self._notes) + 1))
            self._notes.append(f"{mark} {' '.join(decode_runs(self._runs).split())}")
            self._runs = [*outer, FontText(mark, None)]
        self._state = self._stack.pop() if self._stack else _State()

    def _word(self, word: str, number: int | None, start: int) -> None:
        if word in _SKIPPED or (self._is_marked(start) and word not in _KEPT_MARKED):
            self._state = replace(self._state, is_skipped=True)
        elif word in _CHARACTERS:
            self._text(_CHARACTERS[word])
        elif word == "u" and number is not None:
            self._text(_code_point(number))
            self._to_skip = self._state.skipped_after_unicode
        elif word == "footnote" and not self._state.is_skipped:
            self._open_notes.append((len(self._stack), self._runs))
            self._runs = []
        elif not self._state.is_skipped:
            self._character_format(word, number)
            self._paragraph_format(word)
            self._table_format(word, number)

    def _is_marked(self, start: int) -> bool:
        return self._source[max(start - 2, 0) : start] == "\\*"

    def _character_format(self, word: str, number: int | None) -> None:
        is_on = number != 0
        match word:
            case "f":
                self._state = replace(self._state, font=number)
            case "plain":
                self._state = replace(
                    self._state, font=self._default_font, is_hidden=False, is_raised=False, has_capitals=False
                )
            case "v":
                self._state = replace(self._state, is_hidden=is_on)
            case "super":
                self._state = replace(self._state, is_raised=is_on)
            case "nosupersub":
                self._state = replace(self._state, is_raised=False)
            case "caps":
                self._state = replace(self._state, has_capitals=is_on)
            case "uc":
                self._state = replace(self._state, skipped_after_unicode=min(max(number or 0, 0), 8))
            case _:
                return

    def _paragraph_format(self, word: str) -> None:
        match word:
            case "par" | "sect":
                self._end_paragraph()
            case "pard":
                self._is_centred = self._in_table = False
            case "qc":
                self._is_centred = True
            case "ql" | "qr" | "qj":
                self._is_centred = False
            case _:
                return

    def _table_format(self, word: str, number: int | None) -> None:
        match word:
            case "intbl":
                self._in_table = True
            case "cell" | "nestcell":
                self._in_table = True
                self._end_paragraph()
                if word == "cell":
                    self._row.append("\n".join(self._cell))
                    self._cell.clear()
            case "row":
                self._end_row()
            case "trowd":
                self._format = _RowFormat()
            case "clvmrg" | "clmrg":
                self._format.next_is_covered = True
            case "cellx":
                self._format.edges.append(float(number or 0))
                self._format.covered.append(self._format.next_is_covered)
                self._format.next_is_covered = False
            case _:
                return

    def _symbol(self, symbol: str) -> None:
        if symbol in _SYMBOLS:
            self._text(_SYMBOLS[symbol])

    def _byte(self, code: int) -> None:
        if self._to_skip:
            self._to_skip -= 1
            return
        font, character_set = self._fonts.get(
            self._state.font if self._state.font is not None else -1, (None, 0)
        )
        page = "cp1252" if font_encoding(font) != "unicode" else _CODE_PAGES.get(character_set, self._page)
        self._text(bytes([code]).decode(page, errors="ignore"))

    def _text(self, text: str) -> None:
        state = self._state
        if state.is_skipped or state.is_hidden:
            return
        if state.is_raised and text.isascii() and text.isdigit():
            text = superscript(text)
        font = self._fonts.get(state.font if state.font is not None else -1, (None, 0))[0]
        self._runs.append(FontText(text.upper() if state.has_capitals else text, font))

    def _end_paragraph(self) -> None:
        if self._open_notes:
            self._runs.append(FontText(" ", None))
            return
        text = decode_runs(self._runs)
        self._runs = []
        if self._in_table:
            self._cell.append(text)
            return
        self._end_table()
        if not text.strip():
            self._rendering.gap()
        elif self._is_centred:
            self._rendering.title_line(text)
        else:
            self._rendering.paragraph(text)
        self._print_notes()

    def _end_row(self) -> None:
        left = 0.0
        for i, text in enumerate(self._row):
            known = i < len(self._format.edges)
            right = self._format.edges[i] if known else left + _DEFAULT_COLUMN_TWIPS
            covered = known and self._format.covered[i]
            self._cells.append(
                PlacedCell(self._table_rows, left, max(right, left + 1), "" if covered else text)
            )
            left = max(right, left + 1)
        self._table_rows += 1
        self._row, self._cell = [], []
        self._in_table = False

    def _end_table(self) -> None:
        if self._cells:
            self._rendering.table(align(self._cells, _EDGE_TOLERANCE_TWIPS))
            self._cells, self._table_rows = [], 0
            self._print_notes()

    def _print_notes(self) -> None:
        for note in self._notes:
            self._rendering.paragraph(note)
        self._notes = []


def _read_fonts(source: str) -> dict[int, tuple[str | None, int]]:
    """Name and character set by number."""
    table = source.find("{\\fonttbl")
    fonts: dict[int, tuple[str | None, int]] = {}
    if table < 0:
        return fonts
    for entry in _font_entries(source, table):
        number, character_set = (
            _first_number(entry, r"\\f(\d{1,5})"),
            _first_number(entry, r"\\fcharset(\d{1,3})"),
        )
        # The name is what is left of the entry without control words and the groups in it.
        bare = re.sub(r"\{[^{}]*\}|\\[a-z]+-?\d* ?|[{}]", "", entry)
        if number is not None:
            fonts[number] = (bare.rstrip(";\r\n ").strip() or None, character_set or 0)
    return fonts


def _font_entries(source: str, table: int) -> Iterator[str]:
    """The entries of the font table, each a group of its own or all in one ended by semicolons."""
    depth, start = 0, table + len("{\\fonttbl")
    for match in re.finditer(r"(?<!\\)[{};]", source[table : table + _MAX_FONT_TABLE]):
        position = table + match.start()
        depth += {"{": 1, "}": -1, ";": 0}[match.group()]
        if depth == 0:
            return
        if match.group() == ";" and depth <= 2:
            yield source[start:position]
            start = position + 1


def _document_page(source: str) -> str:
    number = _first_number(source, r"\\ansicpg(\d{3,5})")
    return f"cp{number}" if number in _KNOWN_PAGES else "cp1252"


def _first_number(source: str, pattern: str) -> int | None:
    match = re.search(pattern, source[:_MAX_FONT_TABLE])
    return int(match.group(1)) if match else None


def _code_point(number: int) -> str:
    """RTF writes code points above 32767 as negative numbers."""
    code = number + 0x10000 if number < 0 else number
    return chr(code) if 0 < code < 0x110000 else ""
