"""One pass over a document from top to bottom: passages with addresses, records of tables, titles."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from assistant.parsing import patterns
from assistant.parsing.columns import Header, find_header
from assistant.parsing.footnotes import attach, find_mark, find_owner
from assistant.parsing.labels import row_label, row_noun
from assistant.parsing.markers import find_marker
from assistant.parsing.markup import clean, join_pieces
from assistant.parsing.metadata import Title
from assistant.parsing.outline import Outline, appendix_segment
from assistant.parsing.paragraphs import Paragraph, TableLine
from assistant.parsing.rows import build_rows
from assistant.parsing.tables import Section, build_records
from assistant.text.normalise import fold
from assistant.types import Passage, PassageKind, Record, Span

_Element = Paragraph | TableLine
_MAX_APPENDIX_TITLE = 200
"""A longer line that starts with "Phụ lục" is a sentence about one."""

_LETTERHEAD_ELEMENTS = 30
"""Paragraphs and table lines among which the letterhead stands."""


class Walk:
    """Walks a document once, on creation, and keeps what it found."""

    def __init__(self, plan_id: str, text: str, elements: Sequence[_Element]) -> None:
        self._plan_id = plan_id
        self._text = text
        self._elements = elements
        self._outline = Outline(plan_id)
        self._tables = 0
        self._locators: set[str] = set()
        self._merged: list[Passage] = []
        self.passages: list[Passage] = []
        self.records: list[Record] = []
        self.titles: list[Title] = []
        self.warnings: list[str] = []
        self._run()

    def plain_lines(self) -> list[str]:
        """Clean text of every paragraph and cell, for metadata."""
        lines: list[str] = []
        for element in self._elements:
            lines += [element.text] if isinstance(element, Paragraph) else self._cells(element)
        return lines

    def first_lines(self) -> list[str]:
        """Clean text of the first physical lines and cells, in which the letterhead stands."""
        spans: list[Span] = []
        for element in self._elements[:_LETTERHEAD_ELEMENTS]:
            spans += element.spans if isinstance(element, Paragraph) else element.cells
        return [line for span in spans if (line := clean(self._text[span.start : span.end]))]

    def _run(self) -> None:
        main_title = self._last_title_index()
        self._outline.start_part("", "", "")
        self._outline.enter_zone("dau-van-ban", "Phần đầu văn bản", merged=True)
        i = 0
        while i < len(self._elements):
            element = self._elements[i]
            i = self._table(i) if isinstance(element, TableLine) else self._paragraph(i, element, main_title)
        self._flush()

    def _last_title_index(self) -> int:
        """Where the main document starts: its last title before the appendices."""
        last = -1
        for i, element in enumerate(self._elements):
            if not isinstance(element, Paragraph):
                continue
            if (
                patterns.APPENDIX.match(element.text)
                and last >= 0
                and len(element.text) < _MAX_APPENDIX_TITLE
            ):
                break
            if patterns.KIND_TITLE.match(element.text):
                last = i
        return last

    def _paragraph(self, i: int, paragraph: Paragraph, main_title: int) -> int:
        text = paragraph.text
        appendix = patterns.APPENDIX.match(text)
        if appendix and self.titles and _is_appendix_heading(text, appendix.group(2)):
            return self._start_appendix(i, appendix.group(1) or "", appendix.group(2))
        if patterns.KIND_TITLE.match(text) and i <= main_title:
            return self._start_document(i, text, is_main=i == main_title)
        if mark := find_mark(text):
            self._footnote(paragraph, mark)
            return i + 1
        if not self._enter_closing(text):
            if patterns.LEGAL_BASIS.match(text) and not self._outline.is_open:
                self._outline.enter_zone("can-cu", "Căn cứ ban hành")
            elif patterns.ENACTING.match(text) or (
                find_marker(text) is not None and not text.startswith("-")
            ):
                self._outline.leave_zone()
        self._keep(self._outline.add(paragraph, self._next_paragraph(i)))
        return i + 1

    def _enter_closing(self, text: str) -> bool:
        """Whether recipients or a signature start here."""
        if patterns.RECIPIENTS.match(text):
            self._outline.enter_zone("noi-nhan", "Nơi nhận", merged=True)
        elif patterns.SIGNATURE.match(text):
            self._outline.enter_zone("chu-ky", "Phần ký", merged=True)
        else:
            return False
        return True

    def _footnote(self, paragraph: Paragraph, mark: str) -> None:
        """Put a footnote after the passage that refers to it and the notes that stand there already."""
        self._flush()
        note = self._outline.footnote(paragraph, mark)
        owner = find_owner(self.passages, mark)
        at = len(self.passages)
        if owner is not None:
            note = attach(note, self.passages[owner], mark)
            at = owner + 1
            while at < len(self.passages) and self.passages[at].kind is PassageKind.FOOTNOTE:
                at += 1
        self.passages.insert(at, self._with_own_locator(note))

    def _keep(self, passage: Passage) -> None:
        """Add a passage; lines of a block that is read as one (recipients, signature) go into one passage."""
        if self._merged and self._merged[-1].locator != passage.locator:
            self._flush()
        self._merged.append(passage)

    def _flush(self) -> None:
        if not self._merged:
            return
        spans = tuple(span for passage in self._merged for span in passage.spans)
        text = clean(join_pieces(self._text[span.start : span.end] for span in spans))
        self.passages.append(self._with_own_locator(replace(self._merged[0], text=text, spans=spans)))
        self._merged.clear()

    def _with_own_locator(self, passage: Passage) -> Passage:
        return replace(passage, locator=self._own_locator(passage.locator))

    def _own_locator(self, locator: str) -> str:
        """The locator, told apart from equal ones before it (an outline and a table may share numbers)."""
        own, count = locator, 1
        while own in self._locators:
            count += 1
            own = f"{locator}~{count}"
        self._locators.add(own)
        return own

    def _next_paragraph(self, i: int) -> Paragraph | None:
        following = self._elements[i + 1] if i + 1 < len(self._elements) else None
        return following if isinstance(following, Paragraph) else None

    def _start_document(self, i: int, kind_line: str, *, is_main: bool) -> int:
        kind = kind_title(kind_line)
        subject, end = self._title_lines(i + 1)
        self.titles.append(Title(kind, subject))
        title = f"{kind} {subject}".strip()
        segment = "" if is_main else fold(kind).replace(" ", "-")
        self._outline.start_part(segment, "" if is_main else kind, title)
        self._outline.enter_zone("tieu-de", "Tên văn bản", merged=True)
        self._keep_all(self._elements[i:end])
        self._outline.enter_zone("mo-dau", "Phần mở đầu")
        return end

    def _start_appendix(self, i: int, number: str, inline_title: str) -> int:
        subject, end = self._title_lines(i + 1)
        title = " ".join(part for part in (inline_title, subject) if part)
        label = f"Phụ lục {number}".strip()
        self._outline.start_part(appendix_segment(number), label, f"{label}. {title}" if title else label)
        self._tables = 0
        self._outline.enter_zone("tieu-de", "Tên phụ lục", merged=True)
        self._keep_all(self._elements[i:end])
        self._outline.leave_zone()
        return end

    def _keep_all(self, elements: Iterable[_Element]) -> None:
        for element in elements:
            if isinstance(element, Paragraph):
                self._keep(self._outline.add(element, None))

    def _title_lines(self, start: int) -> tuple[str, int]:
        """The subject below a kind or appendix line, and where the title block ends."""
        subject: list[str] = []
        i = start
        while i < len(self._elements):
            element = self._elements[i]
            if not isinstance(element, Paragraph):
                break
            text = element.text
            if text.startswith("(") and "kèm theo" in text[:40].lower():
                i += 1
                continue
            if subject or _is_body_start(text):
                break
            subject.append(text)
            i += 1
        return " ".join(subject), i

    def _table(self, start: int) -> int:
        """Read the table that starts at ``start``; returns the index after it."""
        first = self._cells_at(start)
        second = self._cells_at(start + 1) if start + 1 < len(self._elements) else None
        header = find_header(first or [], second)
        if header is None:
            return self._loose_line(start)
        self._flush()
        end = self._table_end(start, header)
        lines = [
            element if isinstance(element, TableLine) else TableLine(element.spans)
            for element in self._elements[start + len(header.lines) : end]
        ]
        self._tables += 1
        place, label = self._outline.place
        table = (
            place
            if place and self._tables == 1
            else "/".join(p for p in (place, f"bang-{self._tables}") if p)
        )
        content = build_records(self._plan_id, table, header, build_rows(self._text, header, lines))
        if not content.records:
            self.warnings.append(f"Bảng tại “{label or table}” không có dòng nào đọc được.")
        shown = label if table == place else f"{label}, bảng {self._tables}".removeprefix(", ")
        for record in content.records:
            own = replace(record, locator=self._own_locator(record.locator))
            self.records.append(own)
            self.passages.append(self._row_passage(own, shown, row_noun(header)))
        for i, section in enumerate(content.empty_sections, start=1):
            self.passages.append(self._section_passage(section, f"{table}/nhom-{i}", shown))
        return end

    def _table_end(self, start: int, header: Header) -> int:
        """The table goes on over page breaks; a section title may stand between its lines as a paragraph."""
        i = start
        while i < len(self._elements):
            element = self._elements[i]
            if isinstance(element, TableLine):
                cells = self._cells(element)
                if i > start + 1 and not header.repeats(cells) and find_header(cells, None) is not None:
                    break
            else:
                marker = find_marker(element.text)
                section = marker is not None and marker.kind in {"roman", "upper"}
                after = self._elements[i + 1] if i + 1 < len(self._elements) else None
                if not (section and isinstance(after, TableLine)):
                    break
            i += 1
        return i

    def _loose_line(self, i: int) -> int:
        """A table line without a header (a letterhead, a signature block): kept as a paragraph.

        Recipients on the left and the signature on the right are two paragraphs.
        """
        element = self._elements[i]
        assert isinstance(element, TableLine)
        spans = tuple(span for span in element.cells if span.end > span.start)
        texts = [clean(self._text[span.start : span.end]) for span in spans]
        if any(patterns.RECIPIENTS.match(text) or patterns.SIGNATURE.match(text) for text in texts):
            for text, span in zip(texts, spans, strict=True):
                self._enter_closing(text)
                self._keep(self._outline.add(Paragraph(text, (span,)), None))
        elif spans:
            text = clean(" ".join(self._text[s.start : s.end] for s in spans))
            self._keep(self._outline.add(Paragraph(text, spans), None))
        return i + 1

    def _row_passage(self, record: Record, table_label: str, noun: str) -> Passage:
        return Passage(
            plan_id=self._plan_id,
            locator=record.locator,
            label=row_label(record, table_label[:1].upper() + table_label[1:], noun),
            kind=PassageKind.ROW,
            text="\t".join(
                [*([record.number] if record.number else []), *(cell.text for cell in record.cells)]
            ),
            spans=record.spans,
            headings=(*self._outline.headings, *([record.section] if record.section else [])),
            index_text="",
        )

    def _section_passage(self, section: Section, locator: str, table_label: str) -> Passage:
        """A group's name that no row below it carries as its heading."""
        return Passage(
            plan_id=self._plan_id,
            locator=self._own_locator(locator),
            label=f"{table_label[:1].upper()}{table_label[1:]}, “{section.printed()}”".removeprefix(", "),
            kind=PassageKind.HEADING,
            text=clean(join_pieces(self._text[span.start : span.end] for span in section.spans)),
            spans=section.spans,
            headings=self._outline.headings,
            index_text="",
        )

    def _cells_at(self, i: int) -> list[str] | None:
        element = self._elements[i]
        return self._cells(element) if isinstance(element, TableLine) else None

    def _cells(self, line: TableLine) -> list[str]:
        return [clean(self._text[span.start : span.end]) for span in line.cells]


def _is_appendix_heading(text: str, rest: str) -> bool:
    """A heading names the appendix and stops, or goes on with its title; a sentence refers to one."""
    return not rest or (
        len(text) < _MAX_APPENDIX_TITLE and not rest[:1].islower() and not rest.startswith("kèm")
    )


def kind_title(line: str) -> str:
    """The kind of document that a title line names: ``Chương trình hành động`` of ``… CỦA CHÍNH PHỦ``."""
    name = re.sub(r"\s+CỦA\s.*$", "", line.strip())
    known = next((kind for kind in patterns.KINDS if fold(name).startswith(fold(kind))), None)
    return known + name[len(known) :].lower() if known else name.capitalize()


def _is_body_start(text: str) -> bool:
    return (
        find_marker(text) is not None
        or bool(patterns.LEGAL_BASIS.match(text))
        or bool(patterns.AUTHORITY.match(text))
        or bool(patterns.ENACTING.match(text))
    )
