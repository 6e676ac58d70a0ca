"""Writes a new catalogue file, plan after plan."""

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from assistant.catalogue.meta import IndexMeta
from assistant.catalogue.rows import PASSAGE, PLAN, RECORD, STRINGS
from assistant.catalogue.schema import FILL_SPELLINGS, OPTIMIZE_LEXICAL, TABLES
from assistant.errors import InternalError
from assistant.text.normalise import fold
from assistant.text.tokens import bigrams, syllables
from assistant.types import ParsedPlan, Passage, PassageKind


@dataclass(frozen=True, slots=True)
class StoredView:
    """One text under which a passage is embedded, with its float32 vector as bytes."""

    passage_id: int
    position: int
    digest: bytes
    vector: bytes


def is_indexed(passage: Passage) -> bool:
    """Whether search may return a passage. Headings are stored for reading; those below them repeat them."""
    return passage.kind is not PassageKind.HEADING


class CatalogueWriter:
    """A catalogue under construction; a context manager that leaves an unfinished file behind on errors."""

    def __init__(self, path: Path) -> None:
        self._connection = sqlite3.connect(path, isolation_level=None)
        # A build that dies is thrown away as a whole, so nothing has to be safe before finish().
        self._connection.execute("PRAGMA journal_mode = OFF")
        self._connection.execute("PRAGMA synchronous = OFF")
        self._connection.create_function("fold", 1, fold, deterministic=True)
        self._connection.executescript(TABLES)
        self._connection.execute("BEGIN")
        self._plans = 0
        self._passages = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._connection.close()

    def add_plan(self, parsed: ParsedPlan, digest: str) -> range:
        """Store a plan after those before it; returns the ids of its passages, in their order.

        Raises:
            InternalError: two passages of the plan share a locator.
        """
        self._plans += 1
        position = self._plans
        self._connection.execute(
            "INSERT INTO plans VALUES (?, ?, ?, ?, ?)",
            (position, parsed.plan.id, digest, PLAN.dump(parsed.plan), STRINGS.dump(parsed.warnings)),
        )
        self._connection.execute("INSERT INTO plan_texts VALUES (?, ?)", (position, parsed.text))
        self._connection.executemany(
            "INSERT INTO abbreviations VALUES (?, ?, ?)", ((position, *pair) for pair in parsed.abbreviations)
        )
        self._connection.executemany(
            "INSERT INTO records (plan, locator, origin, body) VALUES (?, ?, ?, ?)",
            (
                (position, record.locator, record.origin, RECORD.dump(record))
                for record in (*parsed.records, *parsed.assignments)
            ),
        )
        return self._add_passages(position, parsed.passages)

    def add_views(self, views: Iterable[StoredView]) -> None:
        """Store the embedded views of passages; equal digests share one vector."""
        for view in views:
            self._connection.execute(
                "INSERT OR IGNORE INTO embeddings (digest, vector) VALUES (?, ?)", (view.digest, view.vector)
            )
            self._connection.execute(
                "INSERT INTO views SELECT ?, ?, id FROM embeddings WHERE digest = ?",
                (view.passage_id, view.position, view.digest),
            )

    def finish(self, meta: IndexMeta) -> None:
        """Write what is counted over all passages, then the meta data; the file is complete after this."""
        self._connection.execute(OPTIMIZE_LEXICAL)
        self._connection.execute(FILL_SPELLINGS)
        self._connection.executemany(
            "INSERT INTO meta VALUES (?, ?)", ((key, str(value)) for key, value in meta.model_dump().items())
        )
        self._connection.execute("COMMIT")
        self._connection.execute("PRAGMA optimize")

    def _add_passages(self, position: int, passages: Sequence[Passage]) -> range:
        first = self._passages + 1
        for passage in passages:
            self._passages += 1
            try:
                self._connection.execute(
                    "INSERT INTO passages VALUES (?, ?, ?, ?, ?)",
                    (
                        self._passages,
                        position,
                        passage.locator,
                        " ".join(passage.answers),
                        PASSAGE.dump(passage),
                    ),
                )
            except sqlite3.IntegrityError as error:
                raise InternalError(
                    f"Kế hoạch {passage.plan_id} có hai đoạn cùng vị trí {passage.locator}. "
                    "Đây là lỗi của chương trình, xin báo cho người phát triển."
                ) from error
            if is_indexed(passage):
                tokens = syllables(passage.index_text)
                self._connection.execute(
                    "INSERT INTO lexical (rowid, syllables, bigrams) VALUES (?, ?, ?)",
                    (self._passages, " ".join(tokens), " ".join(bigrams(tokens))),
                )
        return range(first, self._passages + 1)
