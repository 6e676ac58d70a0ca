"""Word's automatic numbers: what Word prints before a paragraph but does not store in its text."""

import re
from collections import defaultdict
from dataclasses import dataclass

from lxml.etree import _Element as Element

from assistant.reading.ordinals import ordinal_text
from assistant.reading.word.xml import W, child_value, int_value

_PLACE = re.compile(r"%([1-9])")
_LEVELS = 9


@dataclass(frozen=True, slots=True)
class _Level:
    """One level of a list: number format, text with ``%1`` … for the numbers, and its first number."""

    number_format: str
    text: str
    start: int
    is_legal: bool
    restarts_after: int | None
    """Level (from 1) after whose numbers this one starts again; ``None`` for any outer one, 0 for never."""


class Numbering:
    """Counts the numbered paragraphs of a document, in document order."""

    def __init__(self, root: Element | None) -> None:
        """``root`` is the numbering part, ``None`` where the document has none."""
        self._lists: dict[int, int] = {}
        self._levels: dict[int, dict[int, _Level]] = {}
        self._starts: dict[tuple[int, int], int] = {}
        self._own_levels: dict[tuple[int, int], _Level] = {}
        self._counts: dict[int, list[int | None]] = defaultdict(lambda: [None] * _LEVELS)
        self._begun: set[tuple[int, int]] = set()
        self.level_of_style: dict[tuple[int, str], int] = {}
        if root is not None:
            self._read(root)

    def label(self, list_id: int, level: int) -> str:
        """What is printed before the next paragraph of a list; empty where the list prints nothing."""
        abstract = self._lists.get(list_id)
        if abstract is None or not 0 <= level < _LEVELS:
            return ""
        definition = self._level(list_id, level)
        if definition is None:
            return ""
        counts = self._counts[abstract]
        start = self._starts.get((list_id, level))
        if start is not None and (list_id, level) not in self._begun:
            counts[level] = start
        elif (count := counts[level]) is None:
            counts[level] = definition.start
        else:
            counts[level] = count + 1
        self._begun.add((list_id, level))
        self._restart_deeper(list_id, level, counts)
        if definition.number_format == "bullet":
            return _bullet(definition.text)
        return _PLACE.sub(
            lambda match: self._number(list_id, int(match.group(1)) - 1, definition, counts), definition.text
        )

    def _number(self, list_id: int, level: int, shown: _Level, counts: list[int | None]) -> str:
        definition = self._level(list_id, level)
        if definition is None:
            return ""
        count = counts[level]
        if count is None:
            count = counts[level] = definition.start
        return ordinal_text(count, "decimal" if shown.is_legal else definition.number_format)

    def _restart_deeper(self, list_id: int, level: int, counts: list[int | None]) -> None:
        for deeper in range(level + 1, _LEVELS):
            definition = self._level(list_id, deeper)
            after = definition.restarts_after if definition else None
            if after is None or level < after:
                counts[deeper] = None

    def _level(self, list_id: int, level: int) -> _Level | None:
        own = self._own_levels.get((list_id, level))
        return own or self._levels.get(self._lists[list_id], {}).get(level)

    def _read(self, root: Element) -> None:
        style_links: dict[str, int] = {}
        linked: dict[int, str] = {}
        for abstract in root.iterchildren(W + "abstractNum"):
            abstract_id = int_value(abstract.get(W + "abstractNumId"), -1)
            self._levels[abstract_id] = {}
            for element in abstract.iterchildren(W + "lvl"):
                level = int_value(element.get(W + "ilvl"), 0)
                self._levels[abstract_id][level] = _read_level(element)
                if style := child_value(element, "pStyle"):
                    self.level_of_style[abstract_id, style] = level
            if style := child_value(abstract, "styleLink"):
                style_links[style] = abstract_id
            if style := child_value(abstract, "numStyleLink"):
                linked[abstract_id] = style
        for abstract_id, style in linked.items():
            self._levels[abstract_id] = self._levels.get(style_links.get(style, -1), {})
        for number in root.iterchildren(W + "num"):
            list_id = int_value(number.get(W + "numId"), -1)
            self._lists[list_id] = int_value(child_value(number, "abstractNumId"), -1)
            for override in number.iterchildren(W + "lvlOverride"):
                level = int_value(override.get(W + "ilvl"), 0)
                own = override.find(W + "lvl")
                if own is not None:
                    self._own_levels[list_id, level] = _read_level(own)
                if start := child_value(override, "startOverride"):
                    self._starts[list_id, level] = int_value(start, 1)

    def style_level(self, list_id: int, style: str) -> int:
        """The level at which a paragraph style stands in a list; 0 where the list does not name it."""
        return self.level_of_style.get((self._lists.get(list_id, -1), style), 0)


def _read_level(element: Element) -> _Level:
    restart = child_value(element, "lvlRestart")
    return _Level(
        number_format=child_value(element, "numFmt") or "decimal",
        text=child_value(element, "lvlText") or "",
        start=int_value(child_value(element, "start"), 0),
        is_legal=element.find(W + "isLgl") is not None,
        restarts_after=int_value(restart, 0) if restart else None,
    )


def _bullet(text: str) -> str:
    """Dashes and plus signs tell the level in administrative texts; every other bullet prints as one."""
    return text if text in {"-", "–", "+"} else ("-" if text in {"\uf02d", "—", "−"} else "•")
