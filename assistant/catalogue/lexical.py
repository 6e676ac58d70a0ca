"""BM25 over syllables and syllable pairs, from the postings that the catalogue keeps."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from operator import attrgetter

import numpy as np
from numpy.typing import NDArray

from assistant.catalogue.connections import Connections, placeholders
from assistant.catalogue.postings import Postings, PostingsReader
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
POOL = 4_000
"""Passages that get their full score for one question: those that are best by its rarer tokens. What the commonest add
is left out until then, unless there are no more than :data:`EXACT_WITHIN` passages. Of the 200 best of 100,000
synthetic passages .93 to .97 are found in 0.9 ms; with 2,000 .03 fewer in 0.7 ms, with 8,000 nearly all in 1.5 ms."""
EXACT_WITHIN = 4 * POOL
"""Passages that are all scored in full."""

Ids = NDArray[np.int64]
Scores = NDArray[np.float64]
_Norms = NDArray[np.float32]
"""``k1 * (1 - b + b * length / mean)`` of passages; infinite where there is nothing to find."""


@dataclass(frozen=True, slots=True)
class LexicalHit:
    """A passage that shares a token with the question; higher scores are better."""

    passage_id: int
    bm25_score: float


@dataclass(frozen=True, slots=True)
class LexicalScores:
    """BM25 of some passages that share a token with the question."""

    passage_ids: Ids
    """Shape ``(n,)``, ascending."""
    scores: Scores
    """Shape ``(n,)``, higher is better."""

    def best(self, k: int) -> "LexicalScores":
        """The ``k`` best of them; of equal ones those of lower id."""
        places = np.sort(_first(self.scores, k))
        return LexicalScores(self.passage_ids[places], self.scores[places])

    def hits(self) -> list[LexicalHit]:
        """The passages by their scores, best first; of equal ones the lower id first."""
        order = np.argsort(-self.scores, kind="stable")
        return [LexicalHit(int(self.passage_ids[place]), float(self.scores[place])) for place in order]


@dataclass(frozen=True, slots=True)
class _List:
    """The postings of a token of the question in one block."""

    weight: float
    """Inverse document frequency of the token, times how often the question has it."""
    block: range
    start: int
    passages: int
    is_column: bool


class LexicalSearch:
    """BM25 for one question; the commonest tokens, which have columns, are added where it matters alone.

    What a token adds is rounded to float32 and summed in float64, so that the order of the tokens does not matter.
    """

    def __init__(self, reader: PostingsReader, lists: Iterable[_List], norms: _Norms, first: int) -> None:
        """Gather the lists of the rarer tokens.

        Args:
            reader: reads the lists.
            lists: those of the tokens of the question.
            norms: of the passages that may be found, one after the other.
            first: id of the first of them.
        """
        self._reader = reader
        self._norms = norms
        self._first = first
        self._end = first + len(norms)
        near = [each for each in lists if each.block.start < self._end and each.block.stop > first]
        self._scores = self._gather([each for each in near if not each.is_column])
        """Without what the columns in ``_left`` add."""
        self._left = sorted((each for each in near if each.is_column), key=lambda each: each.weight)

    def best(self, k: int) -> LexicalScores:
        """The ``k`` best passages with their full scores; of equal ones those of lower id."""
        if len(self._scores) <= EXACT_WITHIN:
            self.add_columns()
        while not (limit := _reached(self._scores, max(POOL, k))) and self._left:
            self._add_column()
        pool = np.flatnonzero(self._scores >= limit if limit else self._scores) + self._first
        return LexicalScores(pool, self.of(pool)).best(k)

    def of(self, passage_ids: Ids) -> Scores:
        """Full scores of given passages (ids ascending), shape ``(n,)``; 0 where no token is shared."""
        places = passage_ids - self._first
        scores, norms = self._scores[places], self._norms[places]
        for block, columns in groupby(sorted(self._left, key=_start_of_block), attrgetter("block")):
            begin, end = np.searchsorted(passage_ids, (block.start, block.stop))
            rows = passage_ids[begin:end] - block.start
            of_block = list(columns)
            counts = np.stack([self._column(column).take(rows) for column in of_block])
            weights = np.array([[column.weight] for column in of_block], np.float32)
            scores[begin:end] += _parts(weights, counts, norms[begin:end]).sum(axis=0, dtype=np.float64)
        return scores

    def add_columns(self) -> None:
        """Add what all columns add to all passages."""
        while self._left:
            self._add_column()

    def _add_column(self) -> None:
        """Add what the rarest token that was left out adds to all passages."""
        column = self._left.pop()
        begin, end = max(column.block.start, self._first), min(column.block.stop, self._end)
        counts = self._column(column)[begin - column.block.start : end - column.block.start]
        part = slice(begin - self._first, end - self._first)
        self._scores[part] += _parts(np.float32(column.weight), counts, self._norms[part])

    def _column(self, column: _List) -> NDArray[np.uint8]:
        return self._reader.read_column(column.start, len(column.block))

    def _gather(self, lists: Sequence[_List]) -> Scores:
        found = [self._within(each) for each in lists]
        if not found:
            return np.zeros(len(self._norms))
        places = np.concatenate([each.passages for each in found]) - np.uint32(self._first)
        counts = np.concatenate([each.counts for each in found])
        weights = np.array([each.weight for each in lists], np.float32)
        parts = _parts(np.repeat(weights, [len(each.counts) for each in found]), counts, self._norms[places])
        return np.bincount(places, parts, len(self._norms)).astype(np.float64, copy=False)

    def _within(self, each: _List) -> Postings:
        found = self._reader.read(each.start, each.passages)
        if each.block.start >= self._first and each.block.stop <= self._end:
            return found
        begin, end = np.searchsorted(found.passages, np.array([self._first, self._end], np.uint32))
        return Postings(found.passages[begin:end], found.counts[begin:end])


@dataclass(frozen=True, slots=True)
class _Lengths:
    """What BM25 needs to know of all passages; read once, 4 bytes a passage."""

    indexed: int
    norms: _Norms
    """By passage id."""
    blocks: dict[int, range]
    """Ids of the passages of each block."""


class LexicalIndex:
    """Search by tokens in a finished catalogue."""

    def __init__(self, connections: Connections, reader: PostingsReader) -> None:
        self._connections = connections
        self._reader = reader

    @property
    def size(self) -> int:
        """Bytes of all lists."""
        return self._reader.size

    def find(
        self, tokens: Sequence[str], k: int, plan_ids: Collection[str] | None = None
    ) -> list[LexicalHit]:
        """The ``k`` best passages for the tokens, best first; ``[]`` where none shares a token."""
        return self.search(tokens, plan_ids).best(k).hits()

    def search(self, tokens: Sequence[str], plan_ids: Collection[str] | None = None) -> LexicalSearch:
        """BM25 of the passages that share a token with the question, within ``plan_ids`` if given.

        Args:
            tokens: syllables and pairs as :mod:`assistant.text.tokens` makes them; a token that is given
                twice counts twice.
            plan_ids: plans to search; ``None`` for all, an empty collection finds nothing.
        """
        norms, first = self._lengths.norms, 0
        if plan_ids is not None:
            ranges = self._ranges(plan_ids)
            first = min((passages.start for passages in ranges), default=0)
            norms = np.full(
                max((passages.stop for passages in ranges), default=0) - first, np.inf, np.float32
            )
            for passages in ranges:
                part = slice(passages.start - first, passages.stop - first)
                norms[part] = self._lengths.norms[passages.start : passages.stop]
        return LexicalSearch(self._reader, self._lists(tokens) if len(norms) else [], norms, first)

    def _lists(self, tokens: Sequence[str]) -> list[_List]:
        times = Counter(tokens)
        rows = self._connections.fetch_all(
            "SELECT spellings.token, spellings.passages, block, start, postings.passages, is_column "
            "FROM spellings CROSS JOIN postings ON postings.token = spellings.id "
            f"WHERE spellings.token IN ({placeholders(len(times))})",
            list(times),
        )
        indexed, blocks = self._lengths.indexed, self._lengths.blocks
        return [
            _List(
                times[token] * _weight(token, holding, indexed),
                blocks[block],
                start,
                passages,
                bool(is_column),
            )
            for token, holding, block, start, passages, is_column in rows
        ]

    def _ranges(self, plan_ids: Collection[str]) -> list[range]:
        rows = self._connections.fetch_all(
            f"SELECT first_passage, end_passage FROM plans WHERE id IN ({placeholders(len(plan_ids))})",
            list(plan_ids),
        )
        return [range(first, end) for first, end in rows]

    @cached_property
    def _lengths(self) -> _Lengths:
        rows = self._connections.fetch_all("SELECT id, first_passage, lengths FROM blocks")
        blocks = {block: range(first, first + len(lengths) // 4) for block, first, lengths in rows}
        lengths = np.zeros(max((passages.stop for passages in blocks.values()), default=1))
        for block, _, written in rows:
            lengths[blocks[block].start : blocks[block].stop] = np.frombuffer(written, np.uint32)
        indexed = lengths > 0
        mean = lengths[indexed].mean() if indexed.any() else 1.0
        norms = np.where(indexed, K1 * (1 - B + B * lengths / mean), np.inf).astype(np.float32)
        return _Lengths(int(indexed.sum()), norms, blocks)


def _parts(weights: NDArray[np.float32] | np.float32, counts: NDArray[np.uint8], norms: _Norms) -> _Norms:
    """What tokens add to passages that hold them so often."""
    parts = counts.astype(np.float32)
    parts /= parts + norms
    parts *= weights * np.float32(K1 + 1)
    return parts


def _start_of_block(each: _List) -> int:
    return each.block.start


def _weight(token: str, passages: int, indexed: int) -> float:
    """Inverse document frequency as Lucene has it, which stays above zero; a pair counts for less."""
    rarity = float(np.log1p((indexed - passages + 0.5) / (passages + 0.5)))
    return rarity * PAIR_WEIGHT if PAIR in token else rarity


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


def _reached(scores: Scores, wanted: int) -> float:
    """A score that at least ``wanted`` passages reach, and not many more; 0 where so many have none.

    Of groups of passages the best are looked at, because looking for the place among all takes five times as long.
    """
    size = max(len(scores) // (4 * wanted), 1)
    best = scores[: len(scores) // size * size].reshape(size, -1).max(axis=0) if size > 1 else scores
    if len(best) <= wanted:
        return 0.0
    return float(np.partition(best, len(best) - wanted)[len(best) - wanted])
