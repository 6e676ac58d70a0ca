"""Paragraphs to passages: the outline of a document and an address for every piece of it."""

from collections import Counter
from dataclasses import dataclass, field

from assistant.parsing import patterns
from assistant.parsing.markers import RANKS, Marker, find_marker
from assistant.parsing.paragraphs import Paragraph
from assistant.text.normalise import fold
from assistant.types import Passage, PassageKind

_MAX_HEADING_CHARS = 300
"""A numbered line longer than this carries content of its own, even if items stand below it."""


@dataclass(slots=True)
class _Node:
    """An open heading or item: rank, locator segment, label and title of the place."""

    rank: int
    segment: str
    label: str
    title: str
    children: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True, slots=True)
class _Zone:
    """A stretch without markers: locator segment, label, and whether its lines are one passage."""

    segment: str
    label: str
    merged: bool


_CLOSING_ZONE = _Zone("ket-thuc", "phần kết", merged=False)


class Outline:
    """Walks a document from top to bottom and hands out passages with locators and labels.

    Parts (the promulgating decision, the plan, the appendices) each start a fresh outline. Errs towards
    paragraphs: what cannot be placed hangs under the last open heading.
    """

    def __init__(self, plan_id: str) -> None:
        self._plan_id = plan_id
        self._used: Counter[str] = Counter()
        self._stack: list[_Node] = []
        self._root = _Node(-1, "", "", "")
        self._zone: _Zone | None = None

    @property
    def is_open(self) -> bool:
        """Whether a numbered heading or item is open in the current part."""
        return bool(self._stack)

    @property
    def headings(self) -> tuple[str, ...]:
        """Titles of the open headings, outermost first."""
        return tuple(node.title for node in (self._root, *self._stack) if node.title)

    @property
    def place(self) -> tuple[str, str]:
        """Locator and label of the innermost open place; empty at the top of the main part."""
        nodes = [node for node in (self._root, *self._stack) if node.segment]
        return "/".join(n.segment for n in nodes), ", ".join(n.label for n in nodes)

    def start_part(self, segment: str, label: str, title: str) -> None:
        """Open a part of the document; an empty segment is the main part."""
        self._root = _Node(-1, segment, label, title)
        self._stack.clear()
        self._zone = None

    def enter_zone(self, segment: str, label: str, *, merged: bool = False) -> None:
        """Collect the next unmarked or dashed lines under one name (recipients, signature, legal bases).

        The lines of a merged zone share one locator: they are one passage.
        """
        self._stack.clear()
        self._zone = _Zone(segment, label, merged)

    def leave_zone(self) -> None:
        """Go back to the ordinary outline."""
        self._zone = None

    def add(self, paragraph: Paragraph, following: Paragraph | None) -> Passage:
        """The passage for a paragraph; ``following`` tells whether a numbered line is a heading."""
        marker = find_marker(paragraph.text)
        if marker is not None and RANKS[marker.kind] < RANKS["dash"]:
            self._zone = None
        if self._zone is not None:
            locator, label = self._in_zone(self._zone)
            if self._zone.merged:
                self._used[locator] = 0
            return self._passage(paragraph, locator, label, PassageKind.PARAGRAPH)
        if marker is None:
            if patterns.CLOSING.search(paragraph.text):
                self._stack.clear()
                return self._passage(paragraph, *self._in_zone(_CLOSING_ZONE), PassageKind.PARAGRAPH)
            return self._passage(paragraph, *self._child("doan", "đoạn"), PassageKind.PARAGRAPH)
        return self._add_marked(paragraph, marker, following)

    def footnote(self, paragraph: Paragraph, mark: str) -> Passage:
        """The passage for a footnote of the innermost open place, which it neither closes nor counts in."""
        place, label = self.place
        return self._passage(
            paragraph,
            "/".join(part for part in (place, f"chu-thich-{mark}") if part),
            ", ".join(part for part in (label, f"chú thích {mark}") if part),
            PassageKind.FOOTNOTE,
        )

    def _add_marked(self, paragraph: Paragraph, marker: Marker, following: Paragraph | None) -> Passage:
        while self._stack and self._stack[-1].rank >= marker.rank:
            self._stack.pop()
        parent = self._stack[-1] if self._stack else self._root
        parent.children[marker.kind] += 1
        ordinal = parent.children[marker.kind]
        segment = marker.segment(ordinal)
        heading = _is_heading(paragraph, marker, following)
        title = paragraph.text if heading else ""
        self._stack.append(_Node(marker.rank, segment, marker.label(ordinal), ""))
        locator, label = self.place
        kind = PassageKind.HEADING if heading else PassageKind.ITEM
        passage = self._passage(paragraph, locator, label, kind)
        self._stack[-1].title = title
        return passage

    def _in_zone(self, zone: _Zone) -> tuple[str, str]:
        place, place_label = self.place
        segment, label = zone.segment, zone.label
        if not zone.merged:
            self._root.children[segment] += 1
            segment, label = (
                f"{segment}-{self._root.children[segment]}",
                f"{label}, đoạn {self._root.children[segment]}",
            )
        return "/".join(p for p in (place, segment) if p), ", ".join(p for p in (place_label, label) if p)

    def _child(self, segment: str, label: str) -> tuple[str, str]:
        parent = self._stack[-1] if self._stack else self._root
        parent.children[segment] += 1
        ordinal = parent.children[segment]
        locator, place_label = self.place
        return (
            "/".join(part for part in (locator, f"{segment}-{ordinal}") if part),
            ", ".join(part for part in (place_label, f"{label} {ordinal}") if part),
        )

    def _passage(self, paragraph: Paragraph, locator: str, label: str, kind: PassageKind) -> Passage:
        self._used[locator] += 1
        if self._used[locator] > 1:
            locator = f"{locator}~{self._used[locator]}"
        return Passage(
            plan_id=self._plan_id,
            locator=locator,
            label=label[:1].upper() + label[1:],
            kind=kind,
            text=paragraph.text,
            spans=paragraph.spans,
            headings=self.headings,
            index_text=paragraph.text,
        )


def appendix_segment(number: str) -> str:
    """Locator segment of an appendix: ``phu-luc`` or ``phu-luc-1``."""
    return f"phu-luc-{fold(number)}" if number else "phu-luc"


def _is_heading(paragraph: Paragraph, marker: Marker, following: Paragraph | None) -> bool:
    if marker.rank <= RANKS["roman"]:
        return True
    if following is None or len(paragraph.text) > _MAX_HEADING_CHARS:
        return False
    if marker.rank >= RANKS["dash"]:
        return False
    below = find_marker(following.text)
    ends_like_text = paragraph.text.rstrip().endswith((".", ";"))
    if below is not None:
        return below.rank > marker.rank and not ends_like_text
    # An unmarked paragraph below belongs to a title; below a full sentence it is its second paragraph.
    return not ends_like_text and not patterns.CLOSING.search(paragraph.text)
