"""The vectors of an index as the catalogue keeps them: to fill vector stores and to score single passages."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from assistant.catalogue.connections import Connections, placeholders
from assistant.catalogue.numbers import map_numbers
from assistant.types import Vectors

_UNIT = 32_767.0
"""Stored numbers are 32,767ths: half the bytes of float32 to keep and to read, cosines change by about 1e-5, and
unlike half-precision numbers they are turned into float32 at no cost worth naming."""
_MAX_PARAMETERS = 10_000
"""Below SQLite's limit of 32,766 bound values in one statement."""
EXACT_WITHIN = 5_000
"""Passages of chosen plans whose vectors are all compared. Chroma's filter takes 30 ms at 20,000 vectors, however
few pass it."""

Ids = NDArray[np.int64]
Scores = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class ViewKey:
    """What names a view: its passage, and 0 for the whole text or the number of the sentence."""

    passage_id: int
    position: int


@dataclass(frozen=True, slots=True)
class ViewBatch:
    """Views of passages with their vectors, row by row."""

    plan_ids: tuple[str, ...]
    passage_ids: tuple[int, ...]
    positions: tuple[int, ...]
    vectors: Vectors
    """Shape ``(n, dim)`` float32, unit length."""


class _Rows(NamedTuple):
    """Where the vectors of each passage lie, by passage id."""

    first: NDArray[np.uint32]
    views: NDArray[np.uint16]
    """0 for a passage without vectors."""


def to_stored(vectors: Vectors) -> NDArray[np.int16]:
    """Unit vectors, shape ``(n, dim)``, as the file keeps them."""
    return np.asarray(np.rint(vectors * _UNIT), np.int16)


def from_stored(stored: NDArray[np.int16]) -> Vectors:
    """The unit vectors of what :func:`to_stored` made."""
    return stored.astype(np.float32) / np.float32(_UNIT)


class EmbeddingStore:
    """Vectors in a finished catalogue."""

    def __init__(self, connections: Connections, vectors: Path, dim: int) -> None:
        """Map the file of vectors.

        Raises:
            IndexDamagedError: it is missing or cut off.
        """
        self._connections = connections
        self._stored: NDArray[np.int16] = map_numbers(vectors, np.int16, row=dim)

    @property
    def size(self) -> int:
        """How many vectors the file holds, those of removed passages included."""
        return len(self._stored)

    def find(self, digests: Collection[bytes]) -> dict[bytes, Vectors]:
        """Vectors, shape ``(dim,)``, that are known under the digests; unknown ones are left out."""
        found: dict[bytes, Vectors] = {}
        for chunk in chunks(digests):
            rows = self._connections.fetch_all(
                f"SELECT digest, row FROM views WHERE digest IN ({placeholders(len(chunk))})", chunk
            )
            found.update((digest, from_stored(self._stored[row])) for digest, row in rows)
        return found

    def similarities(self, query: Vectors, passage_ids: Ids) -> Scores:
        """Cosine of a question (shape ``(dim,)``, unit length) to each passage: the best of its views.

        Args:
            query: the question.
            passage_ids: passages that have vectors.
        """
        if not len(passage_ids):
            return np.empty(0)
        counts = self._rows.views[passage_ids].astype(np.int64)
        starts = np.cumsum(counts) - counts
        rows = np.repeat(self._rows.first[passage_ids] - starts, counts) + np.arange(counts.sum())
        cosines = self._stored[rows].astype(np.float32) @ (query / np.float32(_UNIT))
        return np.asarray(np.maximum.reduceat(cosines, starts), np.float64)

    def find_within(self, passages: Collection[range]) -> Ids | None:
        """The passages of some ranges that have vectors, ascending.

        ``None`` where there are more than :data:`EXACT_WITHIN`, so that comparing them all takes longer than a
        search among all.
        """
        if sum(map(len, passages)) > EXACT_WITHIN:
            return None
        ids = np.array([passage_id for span in passages for passage_id in span], np.int64)
        return np.sort(ids[self._rows.views[ids] > 0])

    def batches(self, size: int, first_passage: int = 0) -> Iterator[ViewBatch]:
        """The views for a vector store from a passage on, by passage and position, at most ``size`` at a time."""
        after = (first_passage, -1)
        while rows := self._connections.fetch_all(
            "SELECT plans.id, views.passage, views.position, views.row FROM views "
            "JOIN passages ON passages.id = views.passage JOIN plans ON plans.key = passages.plan "
            "WHERE views.searched = 1 AND (views.passage, views.position) > (?, ?) "
            "ORDER BY views.passage, views.position LIMIT ?",
            (*after, size),
        ):
            plan_ids, passage_ids, positions, places = zip(*rows, strict=True)
            yield ViewBatch(plan_ids, passage_ids, positions, from_stored(self._stored[list(places)]))
            after = (passage_ids[-1], positions[-1])

    def count_searched(self) -> int:
        """How many views a vector store must hold."""
        return int(self._connections.fetch_all("SELECT count(*) FROM views WHERE searched = 1")[0][0])

    @cached_property
    def _rows(self) -> _Rows:
        """Read once, 6 bytes a passage."""
        (end,) = self._connections.fetch_all("SELECT ifnull(max(end_passage), 0) FROM plans")[0]
        found = self._connections.fetch_all("SELECT passage, min(row), count(*) FROM views GROUP BY passage")
        rows = _Rows(np.zeros(end, np.uint32), np.zeros(end, np.uint16))
        if found:
            passages, first, count = (np.array(column) for column in zip(*found, strict=True))
            rows.first[passages], rows.views[passages] = first, count
        return rows


def chunks(digests: Collection[bytes]) -> Iterator[list[bytes]]:
    """Digests in lists that fit one statement."""
    wanted = list(digests)
    for start in range(0, len(wanted), _MAX_PARAMETERS):
        yield wanted[start : start + _MAX_PARAMETERS]
