"""Finds the passages for a question: candidates by words and by meaning, fused into one ranking."""

import logging
from collections.abc import Collection
from enum import StrEnum

import numpy as np
from llama_index.core.retrievers import BaseRetriever
from llama_index.core.schema import NodeWithScore, QueryBundle
from numpy.typing import NDArray

from assistant.catalogue import inside
from assistant.indexing import Index, answer_node
from assistant.retrieval.diversity import without_crowds
from assistant.retrieval.fusion import Scores, chance_of_fit, standard_score_sum
from assistant.retrieval.query import PreparedQuery, PrepareQuery, plain_query
from assistant.types import Encoder, Hit, Vectors
from assistant.vectors import DamagedVectorsError

CANDIDATES = 200
"""Passages taken from each side before fusion: ten times what is usually asked for. With 150 by meaning a search of
100,000 passages takes 0.3 ms less, nDCG@10 on XQuAD vi is the same, and one answer of the dev tasks gets worse."""
DEFAULT_K = 20
_LOOKED_AT = 2
"""Passages read for each one wanted, so that others can take the place of copies."""
ANSWER_BOOST = 2.0
"""For a passage whose place tells what is asked (a row with a lead agency for "ai chủ trì"), in deviations of the
fused scores. On the dev tasks MRR rises from .893 to .905; 1 gives .902, 3 gives .909 and hides more running text."""
PLAN_BOOST = 1.0
"""For a passage of the plan whose year or subject the question names."""
_DROPPED_AT_MOST = 2
"""Passages looked up for each candidate where the chosen plans hold at least half of all."""

_log = logging.getLogger(__name__)


class Mode(StrEnum):
    """Which sides a search uses."""

    LEXICAL = "lexical"
    DENSE = "dense"
    HYBRID = "hybrid"


class PlanRetriever(BaseRetriever):
    """Searches one index; safe to use from several threads."""

    def __init__(
        self,
        index: Index,
        encoder: Encoder,
        prepare: PrepareQuery = plain_query,
        *,
        mode: Mode = Mode.HYBRID,
    ) -> None:
        super().__init__()
        self._index = index
        self._encoder = encoder
        self._prepare = prepare
        self._mode = mode

    def search(self, question: str, k: int = DEFAULT_K, plan_ids: Collection[str] | None = None) -> list[Hit]:
        """The ``k`` best passages for a question, best first; equal scores in document order.

        Args:
            question: as typed.
            k: number of passages wanted.
            plan_ids: plans to search; ``None`` for all, an empty collection finds nothing.

        Returns:
            Hits ranked from 1; ``[]`` for a blank question. ``Hit.score`` is the chance that the passage bears on
            the question; in a mode of one side it is that side's score.

        Raises:
            IndexDamagedError: the catalogue became unreadable.
        """
        return self.search_prepared(self._prepare(question), k, plan_ids)

    def search_prepared(
        self, query: PreparedQuery, k: int = DEFAULT_K, plan_ids: Collection[str] | None = None
    ) -> list[Hit]:
        """As :meth:`search`, for a question that was prepared already."""
        plan_ids = _common(plan_ids, query.plan_ids)
        spread = plan_ids is None or len(plan_ids) > 1  # one plan does not repeat itself
        by_words = self._mode is not Mode.DENSE
        by_meaning = self._mode is not Mode.LEXICAL and bool(query.text)
        vector = self._encoder.encode_queries([query.text])[0] if by_meaning else None
        # One after the other: the model takes all cores to itself, and what comes after is too short to share them.
        wanted = max(CANDIDATES, k)
        near = np.empty(0, np.int64) if vector is None else self._find_dense(vector, wanted, plan_ids)
        lexical = self._index.catalogue.lexical.search(query.tokens if by_words else (), plan_ids)
        candidates = np.union1d(lexical.best(wanted).passage_ids, near)
        bm25 = lexical.of(candidates)
        if vector is None:
            return self._hits(candidates, bm25, k, spread=spread, lexical=bm25)
        cosine = self._index.catalogue.embeddings.similarities(vector, candidates)
        if not by_words:
            return self._hits(candidates, cosine, k, spread=spread, dense=cosine)
        scores = chance_of_fit(standard_score_sum(bm25, cosine) + self._boosts(query, candidates))
        return self._hits(candidates, scores, k, spread=spread, lexical=bm25, dense=cosine)

    def _retrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        """LlamaIndex's entry: the best as nodes with their clean text, plan, headings and label."""
        hits = self.search(query_bundle.query_str)
        return [NodeWithScore(node=answer_node(hit.passage), score=hit.score) for hit in hits]

    def _boosts(self, query: PreparedQuery, candidates: NDArray[np.int64]) -> Scores:
        """What the candidates gain by being where the question points, shape ``(n_candidates,)``."""
        boosts = np.zeros(len(candidates))
        if query.wanted:
            boosts += ANSWER_BOOST * self._index.catalogue.traits.tells(candidates, query.wanted)
        if query.favoured:
            favoured = self._index.catalogue.passage_ranges(query.favoured).values()
            boosts += PLAN_BOOST * inside(candidates, favoured)
        return boosts

    def _find_dense(
        self, vector: Vectors, wanted: int, plan_ids: Collection[str] | None
    ) -> NDArray[np.int64]:
        """The ``wanted`` passages nearest in meaning, in no order."""
        catalogue = self._index.catalogue
        ranges = None if plan_ids is None else catalogue.passage_ranges(plan_ids).values()
        if ranges is not None:
            within = catalogue.embeddings.find_within(ranges)
            if within is not None:
                nearest = np.argsort(-catalogue.embeddings.similarities(vector, within), kind="stable")
                return within[nearest[:wanted]]
        # To a filter that leaves most plans, some more hits cost Chroma much less than the filter.
        drop = ranges is not None and _DROPPED_AT_MOST * sum(map(len, ranges)) >= self._index.vectors.count()
        try:
            hits = self._index.vectors.query(
                vector, wanted * (_DROPPED_AT_MOST if drop else 1), None if drop else plan_ids
            )
        except DamagedVectorsError as error:
            # Words still find most passages, and those keep their exact cosines; the next opening repairs.
            _log.error("dense search of build %s failed: %s", self._index.build_id, error)
            hits = []
        near = np.array([hit.passage_id for hit in hits], np.int64)
        if drop and ranges is not None:
            near = near[inside(near, ranges)]
        return near[:wanted]

    def _hits(
        self,
        candidates: NDArray[np.int64],
        scores: Scores,
        k: int,
        *,
        spread: bool,
        lexical: Scores | None = None,
        dense: Scores | None = None,
    ) -> list[Hit]:
        best = np.argsort(-scores, kind="stable")[: k * (_LOOKED_AT if spread else 1)]
        if spread:
            best = best[without_crowds(self._index.catalogue.traits.copies(candidates[best]))[:k]]
        # A copy that went back scores no more than what now stands before it.
        falling = np.minimum.accumulate(scores[best])
        passages = self._index.catalogue.passages(candidates[best].tolist())
        return [
            Hit(
                passage=passage,
                score=score,
                rank=rank,
                # A passage without any of the words has no BM25 score, not a score of 0.
                lexical_score=_found(lexical, place),
                dense_score=None if dense is None else float(dense[place]),
            )
            for rank, (place, passage, score) in enumerate(
                zip(best.tolist(), passages, falling.tolist(), strict=True), start=1
            )
        ]


def _found(lexical: Scores | None, place: int) -> float | None:
    return None if lexical is None or lexical[place] <= 0 else float(lexical[place])


def _common(chosen: Collection[str] | None, meant: Collection[str] | None) -> Collection[str] | None:
    """Plans to search: those that the question means among the chosen, or all chosen where it means others."""
    if chosen is None or meant is None:
        return meant if chosen is None else chosen
    return [plan_id for plan_id in chosen if plan_id in meant] or chosen
