"""Assignments in running text as records: by sentence, by the heading above, or by labelled lines."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from assistant.agencies import find_agencies
from assistant.parsing import patterns
from assistant.parsing.duties import Duty, Range, agency_list, read_duties
from assistant.parsing.markers import find_marker
from assistant.parsing.markup import AlignedText, align
from assistant.text.normalise import fold
from assistant.types import Cell, Passage, PassageKind, Record, Span

_TASK, _LEAD, _COORDINATE = "task", "lead", "coordinate"
_HEADERS = {_TASK: "Nhiệm vụ", _LEAD: "Cơ quan chủ trì", _COORDINATE: "Cơ quan phối hợp"}
_EXECUTION = re.compile(r"\bto chuc (?:trien khai )?thuc hien\b|\btrach nhiem\b|\bphan cong\b")
_ZONES = re.compile(
    r"(?:^|/)(?:noi-nhan|chu-ky|tieu-de|dau-van-ban|can-cu-\d+|mo-dau-\d+|ket-thuc-\d+)(?:~\d+)?$"
)
# "Đơn vị chủ trì: …; thời gian hoàn thành: …"
_LABEL = re.compile(r"(?:^|(?<=[;.] ))[-–+•]?\s*(?P<label>[^\W\d_][^:;.]{2,50}):\s+(?=\S)")
_LABEL_START = re.compile(
    r"^(?:cac )?(?:don vi|co quan|to chuc|trach nhiem|chu tri|phoi hop|dau moi|thoi (?:gian|han|diem)|tien do|lo trinh|"
    r"han |san pham|ket qua|kinh phi|nguon|du toan|cap |theo doi)"
)
_LABEL_KEYS = frozenset(
    {_LEAD, _COORDINATE, "implementer", "output", "deadline", "funding", "approver", "monitor"}
)
_WHO = frozenset({_LEAD, "implementer"})


@dataclass(frozen=True, slots=True)
class _Part:
    """Some words of a passage under the key of a cell."""

    key: str
    header: str
    passage: Passage
    range: Range
    inherited: bool = False


@dataclass(slots=True)
class _Labelled:
    """Labelled lines below a task."""

    owner: Passage
    parts: list[_Part] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)


def find_assignments(text: str, passages: Sequence[Passage]) -> tuple[Record, ...]:
    """Records of origin ``prose``, in document order.

    Args:
        text: the stored text.
        passages: of the document.
    """
    finder = _Finder(text)
    for passage in passages:
        finder.read(passage)
    finder.close()
    return tuple(finder.records)


class _Finder:
    def __init__(self, text: str) -> None:
        self._text = text
        self._headed: dict[str, _Part] = {}
        """Headings that name agencies, by their text."""
        self._labelled: _Labelled | None = None
        self._above: dict[str, Passage] = {}
        self._last: Passage | None = None
        self._counts: dict[str, int] = {}
        self._aligned: tuple[Passage, AlignedText] | None = None
        self.records: list[Record] = []

    def read(self, passage: Passage) -> None:
        """Take in the next passage."""
        if passage.kind is PassageKind.HEADING:
            self.close()
            self._open_heading(passage)
        elif _is_body(passage) and not self._read_labels(passage):
            self.close()
            self._read_sentences(passage)
        self._above[passage.locator] = passage
        self._last = passage

    def close(self) -> None:
        """Finish a task whose labelled lines have ended."""
        if self._labelled is None:
            return
        labelled, self._labelled = self._labelled, None
        task = _Part(_TASK, _HEADERS[_TASK], labelled.owner, _body(labelled.owner.text))
        if any(part.key in _WHO for part in labelled.parts):
            self._add(labelled.owner, [task, *labelled.parts], (*labelled.owner.spans, *labelled.spans))

    def _open_heading(self, passage: Passage) -> None:
        start, end = _body(passage.text)
        listed = agency_list(passage.text[start:end])
        if listed is not None and (_in_execution(passage) or find_agencies(passage.text)):
            self._headed[passage.text] = _Part(
                _LEAD, _HEADERS[_LEAD], passage, (start + listed[0], start + listed[1]), inherited=True
            )

    def _read_labels(self, passage: Passage) -> bool:
        parts, first = _labels(passage)
        if not parts:
            return False
        start, _ = _body(passage.text)
        if first > start:  # the task stands before its labels
            if not any(part.key in _WHO for part in parts):
                return False
            self.close()
            task = passage.text[start:first].rstrip(" ;.,")
            whole = _Part(_TASK, _HEADERS[_TASK], passage, (start, start + len(task)))
            self._add(passage, [whole, *parts], passage.spans)
            return True
        if self._labelled is None:
            owner = self._above.get(passage.locator.rpartition("/")[0]) or self._last
            if owner is None or owner.kind in {PassageKind.ROW, PassageKind.FOOTNOTE}:
                return False
            self._labelled = _Labelled(owner)
        self._labelled.parts += parts
        self._labelled.spans += passage.spans
        return True

    def _read_sentences(self, passage: Passage) -> None:
        start, end = _body(passage.text)
        body = passage.text[start:end]
        if body.endswith(":"):
            return
        heading = next(
            (self._headed[title] for title in reversed(passage.headings) if title in self._headed), None
        )
        duties = read_duties(body, is_headed=heading is not None, in_execution=_in_execution(passage))
        for duty in duties:
            self._add(passage, list(_parts(passage, start, duty, heading)), passage.spans)

    def _add(self, owner: Passage, parts: Iterable[_Part], spans: tuple[Span, ...]) -> None:
        cells: dict[str, Cell] = {}
        for part in parts:
            cell = self._cell(part)
            if cell is not None:
                cells.setdefault(part.key, cell)
        if _TASK not in cells or len(cells) == 1:
            return
        ordinal = self._counts.get(owner.locator, 0) + 1
        self._counts[owner.locator] = ordinal
        self.records.append(
            Record(
                plan_id=owner.plan_id,
                table="",
                section=owner.headings[-1] if owner.headings else "",
                number="",
                locator=f"{owner.locator}#{ordinal}",
                cells=tuple(cells.values()),
                spans=spans,
                origin="prose",
            )
        )

    def _align(self, passage: Passage) -> AlignedText:
        if self._aligned is None or self._aligned[0] is not passage:
            self._aligned = (passage, align(self._text, passage.spans))
        return self._aligned[1]

    def _cell(self, part: _Part) -> Cell | None:
        """The cell of some words; ``None`` if they cannot be shown in the stored text as they are."""
        start, end = part.range
        said = part.passage.text[start:end].strip()
        aligned = self._align(part.passage)
        if not said or aligned.text != part.passage.text:
            return None
        spans = aligned.spans(start, end)
        if align(self._text, spans).text != said:
            return None
        return Cell(part.key, part.header, said, spans, inherited=part.inherited)


def _parts(passage: Passage, start: int, duty: Duty, heading: _Part | None) -> Iterable[_Part]:
    yield _Part(_TASK, _HEADERS[_TASK], passage, (start + duty.task[0], start + duty.task[1]))
    key = _LEAD if duty.leads else _COORDINATE
    if duty.agency is not None:
        yield _Part(key, _HEADERS[key], passage, (start + duty.agency[0], start + duty.agency[1]))
    elif heading is not None:
        yield _Part(key, _HEADERS[key], heading.passage, heading.range, inherited=True)
    if duty.coordinate is not None:
        partners = (start + duty.coordinate[0], start + duty.coordinate[1])
        yield _Part(_COORDINATE, _HEADERS[_COORDINATE], passage, partners)


def _labels(passage: Passage) -> tuple[list[_Part], int]:
    """Labelled values of a passage, and where the first label starts."""
    found = [(match, key) for match in _LABEL.finditer(passage.text) if (key := _label_key(match["label"]))]
    parts = []
    for i, (match, key) in enumerate(found):
        end = found[i + 1][0].start() if i + 1 < len(found) else len(passage.text)
        value = passage.text[match.end() : end].rstrip(" ;.,")
        if key in _WHO and not find_agencies(value, broad=True):
            return [], 0
        parts.append(_Part(key, match["label"].strip(), passage, (match.end(), match.end() + len(value))))
    return parts, found[0][0].start("label") if found else 0


def _label_key(label: str) -> str | None:
    folded = " ".join(fold(label).split())
    if not _LABEL_START.match(folded):
        return None
    key = next((key for key, pattern in patterns.COLUMN_KEYS if pattern.search(folded)), None)
    return key if key in _LABEL_KEYS else None


def _is_body(passage: Passage) -> bool:
    return passage.kind in {PassageKind.ITEM, PassageKind.PARAGRAPH} and not _ZONES.search(passage.locator)


def _in_execution(passage: Passage) -> bool:
    return any(_EXECUTION.search(fold(title)) for title in passage.headings)


def _body(text: str) -> Range:
    """The text after its outline marker."""
    marker = find_marker(text)
    return (len(text) - len(marker.rest), len(text)) if marker is not None else (0, len(text))
