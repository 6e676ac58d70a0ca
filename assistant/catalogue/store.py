"""Reads a finished catalogue: plans, passages, records and the indexes over them."""

import json
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from assistant.catalogue.connections import Connections, placeholders
from assistant.catalogue.embeddings import EmbeddingStore
from assistant.catalogue.lexical import LexicalIndex
from assistant.catalogue.meta import IndexMeta
from assistant.catalogue.numbers import postings_path, vectors_path
from assistant.catalogue.postings import PostingsReader
from assistant.catalogue.rows import PASSAGE, PLAN, RECORD, STRINGS
from assistant.catalogue.schema import SCHEMA_VERSION
from assistant.catalogue.spellings import SpellingIndex
from assistant.catalogue.traits import TraitIndex
from assistant.errors import IndexDamagedError, InternalError, UnknownPlanError
from assistant.types import ParsedPlan, Passage, Plan, Record

_PASSAGES = "SELECT passages.body FROM passages JOIN plans ON plans.key = passages.plan"
_RECORDS = "SELECT records.body FROM records JOIN plans ON plans.key = records.plan"

_AGREEMENTS = {
    "văn bản": "SELECT (SELECT count(*) FROM plans), (SELECT count(*) FROM plan_texts)",
    "đoạn": "SELECT (SELECT ifnull(sum(end_passage - first_passage), 0) FROM plans), (SELECT count(*) FROM passages)",
    "đoạn có vectơ": "SELECT (SELECT ifnull(sum(indexed), 0) FROM plans), (SELECT count(DISTINCT passage) FROM views)",
    "từ có danh sách đoạn": "SELECT (SELECT count(*) FROM spellings), (SELECT count(DISTINCT token) FROM postings)",
}
"""Pairs of numbers that are equal in a whole catalogue, by what they count."""


@dataclass(frozen=True, slots=True)
class Counts:
    """Sizes of a catalogue."""

    plans: int
    passages: int
    """Headings included."""
    indexed: int
    """Passages that search can return."""
    records: int
    """Table rows."""
    views: int
    """Vectors, several for a passage of several sentences."""


class Catalogue:
    """The stored plans; safe to use from several threads, close it when done."""

    def __init__(self, connections: Connections, path: Path, meta: IndexMeta) -> None:
        self._connections = connections
        self.meta = meta
        self.lexical = LexicalIndex(connections, PostingsReader(postings_path(path)))
        self.spellings = SpellingIndex(connections)
        self.embeddings = EmbeddingStore(connections, vectors_path(path), meta.dim)
        self.traits = TraitIndex(connections)

    def close(self) -> None:
        """Give up the file."""
        self._connections.close()

    def plans(self) -> tuple[Plan, ...]:
        """All plans in the order of the corpus."""
        rows = self._connections.fetch_all("SELECT body FROM plans ORDER BY position")
        return tuple(PLAN.load(body) for (body,) in rows)

    def plan(self, plan_id: str) -> Plan:
        """One plan.

        Raises:
            UnknownPlanError: there is none of this id.
        """
        return PLAN.load(self._plan_column(plan_id, "body"))

    def text(self, plan_id: str) -> str:
        """The stored NFC text that all spans of the plan count in.

        Raises:
            UnknownPlanError: there is no plan of this id.
        """
        key = self._plan_column(plan_id, "key")
        rows = self._connections.fetch_all("SELECT text FROM plan_texts WHERE plan = ?", (key,))
        return str(rows[0][0])

    def warnings(self, plan_id: str) -> tuple[str, ...]:
        """What the parser was unsure of.

        Raises:
            UnknownPlanError: there is no plan of this id.
        """
        return STRINGS.load(self._plan_column(plan_id, "warnings"))

    def digests(self) -> dict[str, str]:
        """Digest of the source of each plan, by plan id, in the order of the corpus."""
        return dict(self._connections.fetch_all("SELECT id, digest FROM plans ORDER BY position"))

    def passage_ranges(self, plan_ids: Collection[str] | None = None) -> dict[str, range]:
        """Ids of the passages of each plan, or of those asked for, by plan id in the order of the corpus."""
        rows = self._connections.fetch_all(
            "SELECT id, first_passage, end_passage FROM plans "
            "WHERE ?1 IS NULL OR id IN (SELECT value FROM json_each(?1)) ORDER BY position",
            (None if plan_ids is None else json.dumps(list(plan_ids)),),
        )
        return {plan_id: range(first, end) for plan_id, first, end in rows}

    def abbreviations(self, plan_id: str | None = None) -> tuple[tuple[str, str], ...]:
        """Pairs (short form, full form) that a plan defines, or all plans in turn."""
        rows = self._connections.fetch_all(
            "SELECT short, full FROM abbreviations JOIN plans ON plans.key = abbreviations.plan "
            "WHERE ?1 IS NULL OR plans.id = ?1 ORDER BY plans.position, abbreviations.rowid",
            (plan_id,),
        )
        return tuple(map(tuple, rows))

    def parsed_plan(self, plan_id: str) -> ParsedPlan:
        """Everything that was stored of a plan, equal to what the parser gave.

        Raises:
            UnknownPlanError: there is no plan of this id.
        """
        return ParsedPlan(
            plan=self.plan(plan_id),
            text=self.text(plan_id),
            passages=self.plan_passages(plan_id),
            records=self.records(plan_id),
            abbreviations=self.abbreviations(plan_id),
            warnings=self.warnings(plan_id),
            assignments=self.assignments(plan_id),
        )

    def passages(self, passage_ids: Sequence[int]) -> list[Passage]:
        """The passages of the given ids, in the given order.

        Raises:
            InternalError: an id is unknown.
        """
        rows = self._connections.fetch_all(
            f"SELECT id, body FROM passages WHERE id IN ({placeholders(len(passage_ids))})", passage_ids
        )
        found = {passage_id: PASSAGE.load(body) for passage_id, body in rows}
        if unknown := [passage_id for passage_id in passage_ids if passage_id not in found]:
            raise InternalError(
                f"Chỉ mục trả về đoạn không có trong danh mục: {unknown}. Xin báo cho người phát triển."
            )
        return [found[passage_id] for passage_id in passage_ids]

    def plan_passages(self, plan_id: str) -> tuple[Passage, ...]:
        """All passages of a plan in document order, headings included; empty for an unknown plan."""
        rows = self._connections.fetch_all(f"{_PASSAGES} WHERE plans.id = ? ORDER BY passages.id", (plan_id,))
        return tuple(PASSAGE.load(body) for (body,) in rows)

    def find_passage(self, plan_id: str, locator: str) -> Passage | None:
        """The passage at a locator, or ``None``."""
        rows = self._connections.fetch_all(
            f"{_PASSAGES} WHERE plans.id = ? AND passages.locator = ?", (plan_id, locator)
        )
        return PASSAGE.load(rows[0][0]) if rows else None

    def records(self, plan_id: str | None = None) -> tuple[Record, ...]:
        """The table rows of one plan, or of all, in document order; empty for an unknown plan."""
        return self._records("table", plan_id)

    def assignments(self, plan_id: str | None = None) -> tuple[Record, ...]:
        """What the running text of one plan, or of all, assigns; in document order, empty for an unknown plan."""
        return self._records("prose", plan_id)

    def find_record(self, plan_id: str, locator: str) -> Record | None:
        """The record at a locator, of whatever origin, or ``None`` where there is none."""
        rows = self._connections.fetch_all(
            f"{_RECORDS} WHERE plans.id = ? AND records.locator = ? ORDER BY records.id", (plan_id, locator)
        )
        return RECORD.load(rows[0][0]) if rows else None

    def counts(self) -> Counts:
        """Sizes of the tables."""
        (row,) = self._connections.fetch_all(
            "SELECT (SELECT count(*) FROM plans), (SELECT count(*) FROM passages), "
            "(SELECT ifnull(sum(indexed), 0) FROM plans), (SELECT count(*) FROM records WHERE origin = 'table'), "
            "(SELECT count(*) FROM views)"
        )
        return Counts(*row)

    def check_integrity(self) -> None:
        """Read every page of the file, and see that its tables hold one another's whole.

        Raises:
            IndexDamagedError: the file is damaged.
        """
        problems = [row[0] for row in self._connections.fetch_all("PRAGMA quick_check")]
        if problems != ["ok"]:
            raise IndexDamagedError(
                f"Chỉ mục bị hỏng ({problems[0]}). Hãy dựng lại bằng lệnh: assistant index"
            )
        agreements = [(what, *self._connections.fetch_all(query)[0]) for what, query in _AGREEMENTS.items()]
        for what, left, right in (*agreements, *self._ends()):
            if left != right:
                raise IndexDamagedError(
                    f"Chỉ mục thiếu dữ liệu ({what}: {left} và {right}). Hãy dựng lại bằng lệnh: assistant index"
                )

    def _ends(self) -> Iterator[tuple[str, int, int]]:
        """How far the tables say that the files of numbers reach, and how far of this they do."""
        ((vectors, postings),) = self._connections.fetch_all(
            "SELECT (SELECT ifnull(max(row) + 1, 0) FROM views), "
            "(SELECT ifnull(max(start + iif(is_column, length(lengths) / 4, 5 * passages)), 0) "
            "FROM postings JOIN blocks ON blocks.id = postings.block)"
        )
        yield "vectơ", vectors, min(vectors, self.embeddings.size)
        yield "danh sách đoạn", postings, min(postings, self.lexical.size)

    def _records(self, origin: str, plan_id: str | None) -> tuple[Record, ...]:
        rows = self._connections.fetch_all(
            f"{_RECORDS} WHERE records.origin = ?1 AND (?2 IS NULL OR plans.id = ?2) "
            "ORDER BY plans.position, records.id",
            (origin, plan_id),
        )
        return tuple(RECORD.load(body) for (body,) in rows)

    def _plan_column(self, plan_id: str, column: str) -> Any:
        rows = self._connections.fetch_all(f"SELECT {column} FROM plans WHERE id = ?", (plan_id,))
        if not rows:
            raise UnknownPlanError(
                f"Không có kế hoạch “{plan_id}” trong chỉ mục. Xem danh sách bằng lệnh: assistant plans"
            )
        return rows[0][0]


def open_catalogue(path: Path) -> Catalogue:
    """Open a finished catalogue for reading.

    Raises:
        IndexDamagedError: the file is missing, damaged, unfinished or of another schema version.
    """
    connections = Connections(path)
    try:
        return Catalogue(connections, path, _read_meta(connections, path))
    except IndexDamagedError:
        connections.close()
        raise


def _read_meta(connections: Connections, path: Path) -> IndexMeta:
    values = dict(connections.fetch_all("SELECT key, value FROM meta"))
    found = values.get("schema_version")
    if found != SCHEMA_VERSION:
        raise IndexDamagedError(
            f"Chỉ mục {path} có cấu trúc phiên bản {found or 'không rõ'}, chương trình cần phiên bản "
            f"{SCHEMA_VERSION}. Hãy dựng lại bằng lệnh: assistant index"
        )
    try:
        return IndexMeta.model_validate(values)
    except ValidationError as error:
        raise IndexDamagedError(
            f"Thông tin của chỉ mục {path} không hợp lệ. Hãy dựng lại bằng lệnh: assistant index"
        ) from error
