"""The vectors of an index as the catalogue keeps them: to fill vector stores and to score single passages."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from assistant.catalogue.connections import Connections, placeholders
from assistant.types import Vectors

_MAX_PARAMETERS = 10_000
"""Below SQLite's limit of 32,766 bound values in one statement."""
EXACT_WITHIN = 5_000
"""Passages of chosen plans whose vectors are all compared: about 8 ms, a plan of 300 takes 0.6 ms. Chroma's
filter takes 30 ms at 20,000 vectors, however few pass it."""


@dataclass(frozen=True, slots=True)
class ViewKey:
    """What names a view: its passage, and 0 for the whole text or the number of the window."""

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


class EmbeddingStore:
    """Vectors in a finished catalogue."""

    def __init__(self, connections: Connections, dim: int) -> None:
        self._connections = connections
        self._dim = dim

    def find(self, digests: Collection[bytes]) -> dict[bytes, bytes]:
        """Vectors (float32 bytes) that are known under the digests; unknown ones are left out."""
        wanted = list(digests)
        found: dict[bytes, bytes] = {}
        for start in range(0, len(wanted), _MAX_PARAMETERS):
            chunk = wanted[start : start + _MAX_PARAMETERS]
            found.update(
                self._connections.fetch_all(
                    f"SELECT digest, vector FROM embeddings WHERE digest IN ({placeholders(len(chunk))})",
                    chunk,
                )
            )
        return found

    def similarities(self, query: Vectors, passage_ids: Sequence[int]) -> dict[int, float]:
        """Cosine of a question (shape ``(dim,)``, unit length) to each passage: the best of its views."""
        best: dict[int, float] = {}
        for start in range(0, len(passage_ids), _MAX_PARAMETERS):
            chunk = passage_ids[start : start + _MAX_PARAMETERS]
            rows = self._connections.fetch_all(
                "SELECT views.passage, embeddings.vector FROM views JOIN embeddings "
                f"ON embeddings.id = views.embedding WHERE views.passage IN ({placeholders(len(chunk))})",
                chunk,
            )
            best.update(self._best_views(rows, query))
        return best

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
            "SELECT views.passage, embeddings.vector "
            f"FROM (SELECT first_passage, end_passage FROM {plans}) AS chosen "
            "CROSS JOIN views ON views.passage >= chosen.first_passage AND views.passage < chosen.end_passage "
            "JOIN embeddings ON embeddings.id = views.embedding",
            list(plan_ids),
        )
        return self._best_views(rows, query)

    def batches(self, size: int, first_passage: int = 0) -> Iterator[ViewBatch]:
        """All views from a passage on, by passage and position, at most ``size`` at a time."""
        after = (first_passage, -1)
        while rows := self._connections.fetch_all(
            "SELECT plans.id, views.passage, views.position, embeddings.vector FROM views "
            "JOIN embeddings ON embeddings.id = views.embedding "
            "JOIN passages ON passages.id = views.passage JOIN plans ON plans.key = passages.plan "
            "WHERE (views.passage, views.position) > (?, ?) ORDER BY views.passage, views.position LIMIT ?",
            (*after, size),
        ):
            plan_ids, passage_ids, positions, vectors = zip(*rows, strict=True)
            yield ViewBatch(plan_ids, passage_ids, positions, self._matrix(vectors))
            after = (passage_ids[-1], positions[-1])

    def count(self) -> int:
        """How many views there are."""
        return int(self._connections.fetch_all("SELECT count(*) FROM views")[0][0])

    def _best_views(self, rows: Sequence[tuple[int, bytes]], query: Vectors) -> dict[int, float]:
        best: dict[int, float] = {}
        cosines = self._matrix([vector for _, vector in rows]) @ query
        for (passage_id, _), cosine in zip(rows, cosines.tolist(), strict=True):
            best[passage_id] = max(cosine, best.get(passage_id, -1.0))
        return best

    def _matrix(self, vectors: Sequence[bytes]) -> Vectors:
        return np.frombuffer(b"".join(vectors), np.float32).reshape(-1, self._dim)
