"""The vocabulary of the project as frozen values; imports nothing of ours.

One meaning each: a *plan* is one document; a *passage* is the smallest unit that is cited; a *record*
is a table row with named cells; a *locator* is the address of a passage inside its plan; a *span* is a
half-open range of characters in the plan's stored NFC text; a *hit* is a passage with score and rank; a
*citation* is plan + locator + label + verbatim quote + spans.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Literal, Protocol

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]
"""Embedding matrix, shape ``(n, dim)``, rows of unit length."""

Progress = Callable[[str, int, int], None]
"""Called as ``progress(stage, done, total)``; ``stage`` is Vietnamese text for people."""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Half-open range ``[start, end)`` in characters of the stored NFC text."""

    start: int
    end: int


class BlockKind(StrEnum):
    """What a reader saw: running text or one line of a table."""

    TEXT = "text"
    ROW = "row"


@dataclass(frozen=True, slots=True)
class Block:
    """One line of a document as its reader found it.

    A text block has one span; a table row has one span a cell, in column order, empty cells included
    as empty spans.
    """

    kind: BlockKind
    spans: tuple[Span, ...]
    merged: frozenset[int] = frozenset()
    """Columns (from 0) of a table row that the file merges with the cell above; text files never say so."""


@dataclass(frozen=True, slots=True)
class Document:
    """Stored text (NFC, otherwise unchanged) and its blocks in reading order."""

    text: str
    blocks: tuple[Block, ...]
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LegalReference:
    """A document that a plan rests on. What the text does not say is ``None``; words are as printed."""

    kind: str
    """Kind of document, such as ``Nghị quyết``; ``Đề nghị`` for a proposal that names no document."""
    number: str | None
    """Number and symbol, such as ``76/NQ-CP``; ``/QĐ-UBND`` where the number is blank."""
    date: date | None
    issuer: str | None
    subject: str | None
    """What it is about, such as ``ban hành Chương trình …``; for a law its name."""
    locator: str
    """The passage that names it."""


@dataclass(frozen=True, slots=True)
class Signature:
    """The signature block as printed."""

    authority: str | None
    """For whom is signed, such as ``TM. ỦY BAN NHÂN DÂN``."""
    on_behalf: str | None
    """In whose place, such as ``KT. CHỦ TỊCH``."""
    position: str | None
    signatory: str | None


@dataclass(frozen=True, slots=True)
class Plan:
    """What is known about one document. Fields that the text leaves blank are ``None``, never guessed."""

    id: str
    title: str
    kind: str
    instrument: str
    """Kind of the document that carries number and date: ``Quyết định`` where one promulgates the plan."""
    number: str | None
    """Number and symbol as printed, such as ``2890/QĐ-UBND``; ``/KH-UBND`` where the number is blank."""
    issuer: str | None
    signatory: str | None
    province: str | None
    date: date | None
    date_text: str | None
    """The date line as printed, blanks included, such as ``ngày   tháng   năm 2024``."""
    years: tuple[int, ...]
    """Years that the plan covers, ascending."""
    source: str
    """File name inside the corpus."""
    legal_bases: tuple[LegalReference, ...] = ()
    """Documents on which it was issued, in the order of the text."""
    recipients: tuple[str, ...] = ()
    signature: Signature | None = None
    replaces: str | None = None
    """Id of the earlier version of this plan, as somebody has said; never read from the text."""
    replaced_by: str | None = None
    """Id of the newer version of this plan; ``None`` for a plan in force."""


class PassageKind(StrEnum):
    """The shape of a passage in its document."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    ROW = "row"
    FOOTNOTE = "footnote"


@dataclass(frozen=True, slots=True)
class Passage:
    """The smallest unit that is cited: a paragraph, a list item or one table row."""

    plan_id: str
    locator: str
    label: str
    kind: PassageKind
    text: str
    """Clean text for people: pieces joined, markup scraps removed; cells of a row separated by tabs."""
    spans: tuple[Span, ...]
    headings: tuple[str, ...]
    """Titles above the passage, outermost first."""
    index_text: str
    """What is indexed: the text with its plan, headings and column names."""
    answers: tuple[str, ...] = ()
    """What its place in the document tells: the keys of the filled cells of a row, ``document`` for number, date,
    signature and recipients, ``legal_basis`` for the grounds; empty for running text."""


class Level(StrEnum):
    """Level of government of an agency."""

    CENTRAL = "trung ương"
    PROVINCE = "tỉnh"
    DISTRICT = "huyện"
    COMMUNE = "xã"


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a record under its canonical key (or its own header where no key fits)."""

    key: str
    header: str
    text: str
    spans: tuple[Span, ...]
    inherited: bool = False


@dataclass(frozen=True, slots=True)
class Record:
    """One table row with named cells, in the order of its columns."""

    plan_id: str
    table: str
    """Locator of the table's appendix, such as ``phu-luc-1``."""
    section: str
    """Title of the section the row stands in, such as ``II. CẢI CÁCH THỂ CHẾ``; empty where none is printed."""
    number: str
    locator: str
    cells: tuple[Cell, ...]
    spans: tuple[Span, ...]
    origin: Literal["table", "prose"] = "table"
    """``prose`` for an assignment in running text: its table is empty and its locator is that of the passage
    with ``#`` and an ordinal."""

    def cell(self, key: str) -> Cell | None:
        """The cell under a canonical key, or ``None`` where the table has no such column or it is blank."""
        return next((cell for cell in self.cells if cell.key == key and cell.text), None)


@dataclass(frozen=True, slots=True)
class ParsedPlan:
    """Everything the parser understood of one document."""

    plan: Plan
    text: str
    passages: tuple[Passage, ...]
    records: tuple[Record, ...]
    """Rows of tables."""
    abbreviations: tuple[tuple[str, str], ...] = ()
    """Pairs (short form, full form) that the plan itself defines."""
    warnings: tuple[str, ...] = ()
    assignments: tuple[Record, ...] = ()
    """What the running text assigns to agencies, as records of origin ``prose``."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that was found: higher scores are better, rank counts from 1.

    ``score`` is the chance, in [0, 1], that the passage bears on the question, where both sides searched.

    ``dense_score`` is the cosine to the question and ``lexical_score`` the BM25 score, each ``None`` where
    that side did not return the passage.
    """

    passage: Passage
    score: float
    rank: int
    lexical_score: float | None = None
    dense_score: float | None = None


@dataclass(frozen=True, slots=True)
class Citation:
    """A verbatim quote with its address; ``quote`` equals the stored text under ``spans``, joined by spaces."""

    plan_id: str
    locator: str
    label: str
    quote: str
    spans: tuple[Span, ...]
    source_line: str
    """The source as a memo cites it first: kind, number, date, issuer, subject, then the place in the document."""
    later_line: str = ""
    """The source as a memo cites it after the same document was cited: kind and number, then the place."""


@dataclass(frozen=True, slots=True)
class SentenceCheck:
    """What the check found of one sentence of a draft before the answer left."""

    text: str
    kept: bool
    """``False`` where the sentence was dropped, or named by its address alone."""
    missing: tuple[str, ...] = ()
    """Numbers, dates, document numbers, agencies and quoted phrases that its citations do not hold."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the user gets: Vietnamese text with [n] marks that point into ``citations`` (from 1)."""

    text: str
    abstained: bool
    citations: tuple[Citation, ...] = ()
    nearest: tuple[Citation, ...] = ()
    """For a refusal: what comes nearest, marked as not an answer."""
    plan_ids: tuple[str, ...] = ()
    """Plans that the answer was looked up in."""
    suggestions: tuple[str, ...] = field(default=())
    """Questions that the same rows answer, for the user to click."""
    checks: tuple[SentenceCheck, ...] = ()
    """Every cited sentence of the draft, as checked; empty where nothing was drafted."""


class Encoder(Protocol):
    """Text to unit vectors; the one seam to the embedding model."""

    @property
    def model_id(self) -> str:
        """Name and content digest of the model; an index remembers it."""
        ...

    @property
    def dim(self) -> int:
        """Length of a vector."""
        ...

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        """Embed questions; shape ``(len(texts), dim)`` float32, unit length; ``(0, dim)`` for none."""
        ...

    def encode_passages(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        """Embed passages; shape ``(len(texts), dim)`` float32, unit length; ``(0, dim)`` for none."""
        ...
