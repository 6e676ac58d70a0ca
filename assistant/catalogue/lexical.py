"""BM25 over syllables and syllable pairs, by SQLite's FTS5."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.catalogue.connections import Connections, placeholders

SYLLABLE_WEIGHT = 1.0
BIGRAM_WEIGHT = 1.0
"""Weights of the two columns in FTS5's bm25(). On XQuAD vi bigrams raise nDCG@10 from .958 to .964 (weight
.5: .966, 2: .960) and leave the fused ranking at .979 to .980. FTS5 fixes k1 = 1.2 and b = .75; k1 = .9 and
b = .4 gave .960 for the same tokens."""
MAX_POSTINGS = 200_000
"""Passages that one question may touch, counted once a token: about 0.15 s on one core. Rare tokens go
first, so that past some ten thousand passages the commonest syllables are left out; before, none is."""


@dataclass(frozen=True, slots=True)
class LexicalHit:
    """A passage that shares a token with the question; higher scores are better."""

    passage_id: int
    bm25_score: float


@dataclass(frozen=True, slots=True)
class LexicalScores:
    """BM25 of all passages that share a token with the question."""

    passage_ids: NDArray[np.int64]
    """Shape ``(n,)``, ascending, which is document order."""
    scores: NDArray[np.float64]
    """Shape ``(n,)``, higher is better."""

    @classmethod
    def none(cls) -> "LexicalScores":
        """No passage at all."""
        return cls(np.empty(0, np.int64), np.empty(0))

    def best(self, k: int) -> NDArray[np.int64]:
        """Ids of the ``k`` best passages, best first; equal scores in document order."""
        order = np.argsort(-self.scores, kind="stable")[:k]
        return self.passage_ids[order]

    def of(self, passage_ids: NDArray[np.int64]) -> NDArray[np.float64]:
        """Scores of the given passages, shape ``(len(passage_ids),)``; 0 where no token is shared."""
        if not len(self.passage_ids):
            return np.zeros(len(passage_ids))
        places = np.minimum(np.searchsorted(self.passage_ids, passage_ids), len(self.passage_ids) - 1)
        return np.where(self.passage_ids[places] == passage_ids, self.scores[places], 0.0)


class LexicalIndex:
    """Search by tokens in a finished catalogue."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    def find(
        self, tokens: Sequence[str], k: int, plan_ids: Collection[str] | None = None
    ) -> list[LexicalHit]:
        """The ``k`` best passages for the tokens, best first; ``[]`` where none shares a token."""
        scores = self.score(tokens, plan_ids)
        best = scores.best(k)
        return [LexicalHit(int(i), float(s)) for i, s in zip(best, scores.of(best), strict=True)]

    def score(self, tokens: Sequence[str], plan_ids: Collection[str] | None = None) -> LexicalScores:
        """BM25 of every passage that shares a token with the question, within ``plan_ids`` if given.

        Args:
            tokens: syllables and pairs as :mod:`assistant.text.tokens` makes them; a token that is given
                twice counts twice.
            plan_ids: plans to search; ``None`` for all, an empty collection finds nothing.
        """
        kept = self._affordable(tokens)
        if not kept:
            return LexicalScores.none()
        sql = (
            "SELECT rowid, -bm25(lexical, ?, ?) FROM lexical WHERE lexical MATCH ?"
            f"{'' if plan_ids is None else _within(plan_ids)} ORDER BY rowid"
        )
        match = " OR ".join(f'"{token}"' for token in kept)
        rows = self._connections.fetch_all(sql, (SYLLABLE_WEIGHT, BIGRAM_WEIGHT, match, *(plan_ids or ())))
        ids, scores = zip(*rows, strict=True) if rows else ((), ())
        return LexicalScores(np.array(ids, np.int64), np.array(scores, np.float64))

    def _affordable(self, tokens: Sequence[str]) -> list[str]:
        """The tokens that occur at all, without the commonest ones past :data:`MAX_POSTINGS`, as ordered."""
        distinct = list(dict.fromkeys(tokens))
        counts: dict[str, int] = dict(
            self._connections.fetch_all(
                f"SELECT token, passages FROM spellings WHERE token IN ({placeholders(len(distinct))})",
                distinct,
            )
        )
        kept: set[str] = set()
        postings = 0
        for token in sorted(counts, key=lambda token: (counts[token], token)):
            postings += counts[token]
            if kept and postings > MAX_POSTINGS:
                break
            kept.add(token)
        return [token for token in tokens if token in kept]


def _within(plan_ids: Collection[str]) -> str:
    return (
        " AND +rowid IN (SELECT passages.id FROM passages JOIN plans ON plans.position = passages.plan "
        f"WHERE plans.id IN ({placeholders(len(plan_ids))}))"
    )
