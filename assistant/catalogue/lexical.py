"""BM25 over syllables and syllable pairs, from the postings that the catalogue keeps."""

import json
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from assistant.catalogue.connections import Connections, placeholders
from assistant.text.tokens import PAIR

K1 = 0.6
B = 0.5
"""Saturation and length normalisation of BM25, for syllables and pairs together. On the dev tasks nDCG@10 is .937
with k1 = .6, .933 with 1.2 and .939 with .3 (all with b = .6); on XQuAD vi it does not depend on them (±.001).
Rows and paragraphs hardly repeat a word by chance; articles of law, which are longer, do, so the lowest is not
taken."""
PAIR_WEIGHT = 0.7
"""Of a pair beside its two syllables, which count as well. Hybrid nDCG@10 with weight 1, .7 and .5 is .983, .983
and .984 on XQuAD vi, and .864, .860 and .858 on the dev tasks searched as typed: between the two."""
MAX_POSTINGS = 100_000
"""Postings that one question may gather before passages are told apart: a millisecond or two. The rarest tokens
go first; the others, past some ten thousand passages the commonest syllables, are added to the best alone.
SQLite's FTS5, which this replaced, took 2.8 ms a question over 700 passages where this takes 0.8, handed all
scores to Python one by one, and fixes k1 and b."""
POOL = 1.5
"""Passages that get their full score for each one wanted, where tokens were left out at first: 2.3 ms for 200 wanted
of 100,000 synthetic passages, and .92 of them are found, of the best 20 all but .001; with 4 it is 4.9 ms and .99."""
EXACT_WITHIN = 2_000
"""Passages of chosen plans that are all scored in full, whatever the postings of the tokens."""

Ids = NDArray[np.int64]
Scores = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class LexicalHit:
    """A passage that shares a token with the question; higher scores are better."""

    passage_id: int
    bm25_score: float


@dataclass(frozen=True, slots=True)
class LexicalScores:
    """BM25 of the passages that share a token with the question."""

    passage_ids: Ids
    """Shape ``(n,)``, ascending."""
    scores: Scores
    """Shape ``(n,)``, higher is better."""
    rest: Callable[[Ids], Scores] | None = None
    """What the tokens that are not in ``scores`` add for given passages; ``None`` where all are."""

    @classmethod
    def none(cls) -> "LexicalScores":
        """No passage at all."""
        return cls(np.empty(0, np.int64), np.empty(0))

    def best(self, k: int) -> "LexicalScores":
        """The ``k`` best passages with their full scores; of equal ones those of lower id."""
        if self.rest is None:
            places = np.sort(_first(self.scores, k))
            return LexicalScores(self.passage_ids[places], self.scores[places])
        pool = self.passage_ids[np.sort(_first(self.scores, int(POOL * k)))]
        return LexicalScores(pool, self.of(pool)).best(k)

    def ranked(self) -> Ids:
        """Ids of all passages by their scores, best first; of equal ones the lower id first."""
        return self.passage_ids[np.argsort(-self.scores, kind="stable")]

    def of(self, passage_ids: Ids) -> Scores:
        """Full scores of given passages, shape ``(len(passage_ids),)``; 0 where no token is shared."""
        scores = np.zeros(len(passage_ids))
        if len(self.passage_ids):
            places = np.minimum(np.searchsorted(self.passage_ids, passage_ids), len(self.passage_ids) - 1)
            scores = np.where(self.passage_ids[places] == passage_ids, self.scores[places], 0.0)
        return scores if self.rest is None else scores + self.rest(passage_ids)


@dataclass(frozen=True, slots=True)
class _Token:
    """A token of the question that the passages know."""

    id: int
    passages: int
    weight: float
    """Inverse document frequency, times how often the question has the token."""


@dataclass(frozen=True, slots=True)
class _Lengths:
    """What BM25 needs to know of all passages; read once."""

    indexed: int
    norms: NDArray[np.float64]
    """By passage id: ``k1 * (1 - b + b * length / mean)``; infinite where there is nothing to find."""


class LexicalIndex:
    """Search by tokens in a finished catalogue."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    def find(
        self, tokens: Sequence[str], k: int, plan_ids: Collection[str] | None = None
    ) -> list[LexicalHit]:
        """The ``k`` best passages for the tokens, best first; ``[]`` where none shares a token."""
        best = self.score(tokens, plan_ids).best(k)
        ranked = best.ranked()
        return [LexicalHit(int(i), float(s)) for i, s in zip(ranked, best.of(ranked), strict=True)]

    def score(
        self, tokens: Sequence[str], plan_ids: Collection[str] | None = None, *, exact: bool = False
    ) -> LexicalScores:
        """BM25 of the passages that share a token with the question, within ``plan_ids`` if given.

        Args:
            tokens: syllables and pairs as :mod:`assistant.text.tokens` makes them; a token that is given
                twice counts twice.
            plan_ids: plans to search; ``None`` for all, an empty collection finds nothing.
            exact: gather the postings of all tokens, however many.
        """
        known = self._known(tokens)
        ranges = None if plan_ids is None else self._ranges(plan_ids)
        if not known or ranges == []:
            return LexicalScores.none()
        kept, left = (known, []) if exact else _split_by_cost(known)
        if left and ranges is not None and sum(map(len, ranges)) <= EXACT_WITHIN:
            passage_ids = np.concatenate([np.arange(r.start, r.stop) for r in ranges])
            scores = self._score_terms(known, passage_ids)
            return LexicalScores(passage_ids[scores > 0], scores[scores > 0])
        passage_ids, scores = self._score_postings(kept)
        if ranges is not None:
            chosen = inside(passage_ids, ranges)
            passage_ids, scores = passage_ids[chosen], scores[chosen]
        if not left:
            return LexicalScores(passage_ids, scores)
        return LexicalScores(passage_ids, scores, lambda ids: self._score_terms(left, ids))

    def _known(self, tokens: Sequence[str]) -> list[_Token]:
        times = Counter(tokens)
        rows = self._connections.fetch_all(
            f"SELECT id, token, passages FROM spellings WHERE token IN ({placeholders(len(times))})",
            list(times),
        )
        indexed = self._lengths.indexed
        return [
            _Token(token_id, passages, times[token] * _weight(token, passages, indexed))
            for token_id, token, passages in rows
        ]

    def _ranges(self, plan_ids: Collection[str]) -> list[range]:
        rows = self._connections.fetch_all(
            "SELECT first_passage, end_passage FROM plans "
            f"WHERE id IN ({placeholders(len(plan_ids))}) ORDER BY first_passage",
            list(plan_ids),
        )
        return [range(first, end) for first, end in rows]

    def _score_postings(self, tokens: Sequence[_Token]) -> tuple[Ids, Scores]:
        weights = {token.id: token.weight for token in tokens}
        rows = self._connections.fetch_all(
            f"SELECT token, passages, counts FROM postings WHERE token IN ({placeholders(len(weights))})",
            list(weights),
        )
        passages = np.frombuffer(b"".join(row[1] for row in rows), np.uint32)
        counts = np.frombuffer(b"".join(row[2] for row in rows), np.uint8)
        weight = np.repeat([weights[row[0]] for row in rows], [len(row[2]) for row in rows])
        parts = weight * self._saturation(counts, passages)
        scores = np.zeros(len(self._lengths.norms))
        np.add.at(scores, passages, parts)
        passage_ids = np.flatnonzero(scores)  # a removed passage has no score
        return passage_ids, scores[passage_ids]

    def _score_terms(self, tokens: Sequence[_Token], passage_ids: Ids) -> Scores:
        """What the tokens add for given passages, from the passages' own terms."""
        ids: list[int] = passage_ids.tolist()
        rows = self._connections.fetch_all(
            "SELECT passage, tokens, counts FROM terms WHERE passage IN (SELECT value FROM json_each(?))",
            (json.dumps(ids),),
        )
        token_ids = np.frombuffer(b"".join(row[1] for row in rows), np.uint32)
        counts = np.frombuffer(b"".join(row[2] for row in rows), np.uint8)
        passages = np.repeat([row[0] for row in rows], [len(row[2]) for row in rows])
        # By id, so that no search among the tokens is needed for each of a hundred thousand; the last is for others.
        weights = np.zeros(max(token.id for token in tokens) + 2)
        weights[[token.id for token in tokens]] = [token.weight for token in tokens]
        weight = weights[np.minimum(token_ids, len(weights) - 1)]
        hits = np.flatnonzero(weight)
        parts = weight[hits] * self._saturation(counts[hits], passages[hits])
        order = np.argsort(passage_ids)
        rows_of = order[np.searchsorted(passage_ids, passages[hits], sorter=order)]
        return np.bincount(rows_of, weights=parts, minlength=len(passage_ids)).astype(np.float64, copy=False)

    def _saturation(self, counts: NDArray[np.uint8], passages: NDArray[np.integer]) -> Scores:
        frequencies = counts.astype(np.float64)
        return np.asarray(frequencies * (K1 + 1) / (frequencies + self._lengths.norms[passages]))

    @cached_property
    def _lengths(self) -> _Lengths:
        rows = self._connections.fetch_all("SELECT first_passage, lengths FROM blocks ORDER BY first_passage")
        lengths = np.zeros(1 + sum(len(row[1]) // 4 for row in rows))
        for first, block in rows:
            lengths[first : first + len(block) // 4] = np.frombuffer(block, np.uint32)
        indexed = lengths > 0
        mean = lengths[indexed].mean() if indexed.any() else 1.0
        norms = np.where(indexed, K1 * (1 - B + B * lengths / mean), np.inf)
        return _Lengths(int(indexed.sum()), norms)


def _weight(token: str, passages: int, indexed: int) -> float:
    """Inverse document frequency as Lucene has it, which stays above zero; a pair counts for less."""
    rarity = float(np.log1p((indexed - passages + 0.5) / (passages + 0.5)))
    return rarity * PAIR_WEIGHT if PAIR in token else rarity


def _split_by_cost(tokens: Sequence[_Token]) -> tuple[list[_Token], list[_Token]]:
    """The tokens whose postings are gathered, rarest first, and those that cost too much."""
    ordered = sorted(tokens, key=lambda token: (token.passages, token.id))
    total = np.cumsum([token.passages for token in ordered])
    kept = max(int(np.searchsorted(total, MAX_POSTINGS, side="right")), 1)
    return ordered[:kept], ordered[kept:]


def inside(passage_ids: Ids, ranges: Collection[range]) -> NDArray[np.bool_]:
    """Which ids lie in one of the ranges, which do not overlap; in none where there are none."""
    if not ranges:
        return np.zeros(len(passage_ids), np.bool_)
    ordered = sorted(ranges, key=lambda passages: passages.start)
    starts = np.array([passages.start for passages in ordered])
    ends = np.array([passages.stop for passages in ordered])
    places = np.searchsorted(starts, passage_ids, side="right") - 1
    return (places >= 0) & (passage_ids < ends[places])


def _first(scores: Scores, k: int) -> NDArray[np.int64]:
    """Places of the ``k`` highest scores, best first; equal scores in the given order."""
    if k >= len(scores):
        return np.argsort(-scores, kind="stable")
    # Sorting all takes ten times as long as looking for the k-th score first.
    limit = np.partition(scores, len(scores) - k)[len(scores) - k] if k > 0 else np.inf
    near = np.flatnonzero(scores >= limit)
    return near[np.argsort(-scores[near], kind="stable")[:k]]
