"""The vectors of an index as the catalogue keeps them: to fill vector stores and to score single passages."""

import json
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from assistant.catalogue.connections import Connections, placeholders
from assistant.types import Vectors

_STORED = np.dtype(np.int16)
_UNIT = 32_767.0
"""Stored numbers are 32,767ths: half the bytes of float32 to keep and to read, cosines change by about 1e-5, and
unlike half-precision numbers they are turned into float32 at no cost worth naming."""
_MAX_PARAMETERS = 10_000
"""Below SQLite's limit of 32,766 bound values in one statement."""
EXACT_WITHIN = 5_000
"""Passages of chosen plans whose vectors are all compared: about 8 ms, a plan of 300 takes 0.6 ms. Chroma's
filter takes 30 ms at 20,000 vectors, however few pass it."""


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


def to_stored(vectors: Vectors) -> bytes:
    """Unit vectors, shape ``(n, dim)``, as the catalogue keeps them."""
    stored: bytes = np.rint(vectors * _UNIT).astype(_STORED).tobytes()
    return stored


def find_single_vectors(
    connections: Connections, digests: Collection[bytes], dim: int
) -> dict[bytes, Vectors]:
    """Vectors, shape ``(dim,)``, out of a file of table versions 1 to 5, which kept each by itself as float32."""
    found: dict[bytes, Vectors] = {}
    for chunk in _chunks(digests):
        rows = connections.fetch_all(
            f"SELECT digest, vector FROM embeddings WHERE digest IN ({placeholders(len(chunk))})", chunk
        )
        found.update(
            (digest, np.frombuffer(vector, np.float32)) for digest, vector in rows if len(vector) == 4 * dim
        )
    return found


class EmbeddingStore:
    """Vectors in a finished catalogue."""

    def __init__(self, connections: Connections, dim: int) -> None:
        self._connections = connections
        self._dim = dim
        self._size = dim * _STORED.itemsize

    def find(self, digests: Collection[bytes]) -> dict[bytes, Vectors]:
        """Vectors, shape ``(dim,)``, that are known under the digests; unknown ones are left out."""
        found: dict[bytes, Vectors] = {}
        for chunk in _chunks(digests):
            rows = self._connections.fetch_all(
                "SELECT views.digest, substr(vectors.vectors, views.position * ? + 1, ?) FROM views "
                f"JOIN vectors USING (passage) WHERE views.digest IN ({placeholders(len(chunk))})",
                (self._size, self._size, *chunk),
            )
            found.update((digest, self._matrix([vector])[0]) for digest, vector in rows)
        return found

    def similarities(self, query: Vectors, passage_ids: Sequence[int]) -> dict[int, float]:
        """Cosine of a question (shape ``(dim,)``, unit length) to each passage: the best of its views."""
        rows = self._connections.fetch_all(
            "SELECT passage, vectors FROM vectors WHERE passage IN (SELECT value FROM json_each(?))",
            (json.dumps(passage_ids),),
        )
        return self._best_views(rows, query)

    def find_within(self, query: Vectors, plan_ids: Collection[str]) -> dict[int, float] | None:
        """Cosine of a question to every passage of some plans.

        ``None`` where they have more than :data:`EXACT_WITHIN` passages, so that another way is faster.
        """
        plans = f"plans WHERE plans.id IN ({placeholders(len(plan_ids))})"
        ((passages,),) = self._connections.fetch_all(
            f"SELECT ifnull(sum(end_passage - first_passage), 0) FROM {plans}", list(plan_ids)
        )
        if passages > EXACT_WITHIN:
            return None
        rows = self._connections.fetch_all(
            "SELECT vectors.passage, vectors.vectors "
            f"FROM (SELECT first_passage, end_passage FROM {plans}) AS chosen CROSS JOIN vectors "
            "ON vectors.passage >= chosen.first_passage AND vectors.passage < chosen.end_passage",
            list(plan_ids),
        )
        return self._best_views(rows, query)

    def batches(self, size: int, first_passage: int = 0) -> Iterator[ViewBatch]:
        """The views for a vector store from a passage on, by passage and position, at most ``size`` at a time."""
        after = (first_passage, -1)
        while rows := self._connections.fetch_all(
            "SELECT plans.id, views.passage, views.position, substr(vectors.vectors, views.position * ? + 1, ?) "
            "FROM views JOIN vectors USING (passage) "
            "JOIN passages ON passages.id = views.passage JOIN plans ON plans.key = passages.plan "
            "WHERE views.searched = 1 AND (views.passage, views.position) > (?, ?) "
            "ORDER BY views.passage, views.position LIMIT ?",
            (self._size, self._size, *after, size),
        ):
            plan_ids, passage_ids, positions, vectors = zip(*rows, strict=True)
            yield ViewBatch(plan_ids, passage_ids, positions, self._matrix(vectors))
            after = (passage_ids[-1], positions[-1])

    def count_searched(self) -> int:
        """How many views a vector store must hold."""
        return int(self._connections.fetch_all("SELECT count(*) FROM views WHERE searched = 1")[0][0])

    def _best_views(self, rows: Sequence[tuple[int, bytes]], query: Vectors) -> dict[int, float]:
        if not rows:
            return {}
        starts = np.cumsum([0, *(len(vectors) // self._size for _, vectors in rows[:-1])])
        cosines = self._stored([vectors for _, vectors in rows]) @ (query / np.float32(_UNIT))
        best: list[float] = np.maximum.reduceat(cosines, starts).tolist()
        return dict(zip((passage_id for passage_id, _ in rows), best, strict=True))

    def _matrix(self, vectors: Sequence[bytes]) -> Vectors:
        return self._stored(vectors) / np.float32(_UNIT)

    def _stored(self, vectors: Sequence[bytes]) -> Vectors:
        """The stored numbers as they are, shape ``(n, dim)``."""
        return np.frombuffer(b"".join(vectors), _STORED).reshape(-1, self._dim).astype(np.float32)


def _chunks(digests: Collection[bytes]) -> Iterator[list[bytes]]:
    wanted = list(digests)
    for start in range(0, len(wanted), _MAX_PARAMETERS):
        yield wanted[start : start + _MAX_PARAMETERS]
