"""Measures of one ranking against graded judgements; definitions as in trec_eval, which BEIR uses.

*gains* maps the ids of relevant documents to their grades (1 or more). A relevant document that the ranking
lacks counts as lost, whether or not the collection holds it.
"""

import math
from collections.abc import Mapping, Sequence


def ndcg(ranking: Sequence[str], gains: Mapping[str, int], k: int) -> float:
    """Normalised discounted cumulative gain at ``k`` with linear gains, in [0, 1].

    Järvelin and Kekäläinen (TOIS 2002), with the discount log2(rank + 1). ``gains`` must not be empty.
    """
    found = _dcg([gains.get(document, 0) for document in ranking[:k]])
    best = _dcg(sorted(gains.values(), reverse=True)[:k])
    return found / best


def recall(ranking: Sequence[str], gains: Mapping[str, int], k: int) -> float:
    """Share of all relevant documents that stand among the first ``k``. ``gains`` must not be empty."""
    return len(gains.keys() & set(ranking[:k])) / len(gains)


def reciprocal_rank(ranking: Sequence[str], gains: Mapping[str, int], k: int) -> float:
    """One over the rank of the first relevant document among the first ``k``; 0 where there is none."""
    ranks = (rank for rank, document in enumerate(ranking[:k], start=1) if document in gains)
    return 1 / next(ranks, math.inf)


def _dcg(gains: Sequence[int]) -> float:
    return sum(gain / math.log2(rank + 1) for rank, gain in enumerate(gains, start=1))
