"""Writes the files of a catalogue: plan after plan into new ones, or into copies of those before."""

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np

from assistant.catalogue.embeddings import ViewKey, to_stored
from assistant.catalogue.meta import IndexMeta
from assistant.catalogue.numbers import postings_path, vectors_path
from assistant.catalogue.postings import PostingsWriter
from assistant.catalogue.rows import PASSAGE, PLAN, RECORD, STRINGS
from assistant.catalogue.schema import TABLES
from assistant.catalogue.traits import write_traits
from assistant.errors import InternalError
from assistant.types import ParsedPlan, Passage, PassageKind, Vectors


@dataclass(frozen=True, slots=True)
class StoredView:
    """One text under which a passage is embedded."""

    passage_id: int
    position: int
    """0 for the first view of the passage, and on without gaps."""
    digest: bytes
    vector: Vectors
    """Shape ``(dim,)``, unit length."""
    searched: bool = True
    """Whether the vector store is to hold it."""


def is_indexed(passage: Passage) -> bool:
    """Whether search may return a passage. Headings are stored for reading; those below them repeat them."""
    return passage.kind is not PassageKind.HEADING


def _index_text(passage: Passage) -> str | None:
    """The text that is searched; ``None`` for a passage that is not to be found."""
    return passage.index_text if is_indexed(passage) else None


class CatalogueWriter:
    """A catalogue under construction; a context manager that leaves an unfinished file behind on errors."""

    def __init__(self, path: Path) -> None:
        """Start a new file, or open a finished one to change it; nobody may be reading it."""
        is_new = not path.exists()
        self._connection = sqlite3.connect(path, isolation_level=None)
        self._vectors = vectors_path(path).open("wb" if is_new else "ab")
        # A build that dies is thrown away as a whole, so nothing has to be safe before finish().
        self._connection.execute("PRAGMA journal_mode = OFF")
        self._connection.execute("PRAGMA synchronous = OFF")
        if is_new:
            self._connection.executescript(TABLES)
        self._connection.execute("DELETE FROM meta")  # the mark of a finished file
        self._connection.execute("BEGIN")
        self._postings = PostingsWriter(self._connection, postings_path(path))
        self.first_passage = self._postings.next_passage
        """Passages from this id on are new."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._vectors.close()
        self._postings.close()
        self._connection.close()

    def remove_plan(self, plan_id: str) -> list[ViewKey]:
        """Take a plan out of a file that holds it; returns the views that the vector store has to forget."""
        key, first, end = self._connection.execute(
            "SELECT key, first_passage, end_passage FROM plans WHERE id = ?", (plan_id,)
        ).fetchone()
        within = (first, end)
        views = self._connection.execute(
            "SELECT passage, position FROM views WHERE passage >= ? AND passage < ? AND searched = 1", within
        ).fetchall()
        self._connection.execute("DELETE FROM views WHERE passage >= ? AND passage < ?", within)
        passages = self._connection.execute("SELECT body FROM passages WHERE plan = ?", (key,)).fetchall()
        self._postings.remove(range(first, end), (_index_text(PASSAGE.load(body)) for (body,) in passages))
        for table in ("passages", "traits", "records", "abbreviations", "plan_texts"):
            self._connection.execute(f"DELETE FROM {table} WHERE plan = ?", (key,))
        self._connection.execute("DELETE FROM plans WHERE key = ?", (key,))
        return [ViewKey(passage, position) for passage, position in views]

    def add_plan(self, parsed: ParsedPlan, digest: str) -> range:
        """Store a plan after those before it; returns the ids of its passages, in their order.

        Raises:
            InternalError: two passages of the plan share a locator.
        """
        first = self._postings.next_passage
        passage_ids = range(first, first + len(parsed.passages))
        (key,) = self._connection.execute(
            "INSERT INTO plans (position, first_passage, end_passage, indexed, id, digest, body, warnings) "
            "VALUES ((SELECT ifnull(max(key), 0) + 1 FROM plans), ?, ?, ?, ?, ?, ?, ?) RETURNING key",
            (
                passage_ids.start,
                passage_ids.stop,
                sum(map(is_indexed, parsed.passages)),
                parsed.plan.id,
                digest,
                PLAN.dump(parsed.plan),
                STRINGS.dump(parsed.warnings),
            ),
        ).fetchone()
        self._connection.execute("INSERT INTO plan_texts VALUES (?, ?)", (key, parsed.text))
        self._connection.executemany(
            "INSERT INTO abbreviations VALUES (?, ?, ?)", ((key, *pair) for pair in parsed.abbreviations)
        )
        self._connection.executemany(
            "INSERT INTO records (plan, locator, origin, body) VALUES (?, ?, ?, ?)",
            (
                (key, record.locator, record.origin, RECORD.dump(record))
                for record in (*parsed.records, *parsed.assignments)
            ),
        )
        self._add_passages(key, passage_ids, parsed.passages)
        return passage_ids

    def add_views(self, views: Iterable[StoredView]) -> None:
        """Store the embedded views of passages: all of a passage at once, in the order of their positions."""
        for passage_id, group in groupby(views, key=attrgetter("passage_id")):
            of_passage = list(group)
            stored = to_stored(np.stack([view.vector for view in of_passage]))
            first_row = self._vectors.tell() // stored[0].nbytes
            self._vectors.write(stored.tobytes())
            self._connection.executemany(
                "INSERT INTO views VALUES (?, ?, ?, ?, ?)",
                (
                    (passage_id, view.position, view.digest, view.searched, row)
                    for row, view in enumerate(of_passage, start=first_row)
                ),
            )

    def finish(self, meta: IndexMeta, order: Sequence[str] = ()) -> None:
        """Write what is counted over all passages, then the meta data; the file is complete after this.

        Args:
            meta: what the file remembers of its origin.
            order: ids of all plans in the order of the corpus, where that is not the order of adding.
        """
        self._postings.finish()
        self._vectors.flush()
        self._connection.executemany(
            "UPDATE plans SET position = ? WHERE id = ?",
            ((position, plan_id) for position, plan_id in enumerate(order, start=1)),
        )
        self._connection.executemany(
            "INSERT INTO meta VALUES (?, ?)", ((key, str(value)) for key, value in meta.model_dump().items())
        )
        self._connection.execute("COMMIT")
        self._connection.execute("PRAGMA optimize")

    def _add_passages(self, plan: int, passage_ids: range, passages: Sequence[Passage]) -> None:
        for passage_id, passage in zip(passage_ids, passages, strict=True):
            try:
                self._connection.execute(
                    "INSERT INTO passages VALUES (?, ?, ?, ?)",
                    (passage_id, plan, passage.locator, PASSAGE.dump(passage)),
                )
            except sqlite3.IntegrityError as error:
                raise InternalError(
                    f"Kế hoạch {passage.plan_id} có hai đoạn cùng vị trí {passage.locator}. "
                    "Đây là lỗi của chương trình, xin báo cho người phát triển."
                ) from error
            self._postings.add(_index_text(passage))
        write_traits(self._connection, plan, passages)
