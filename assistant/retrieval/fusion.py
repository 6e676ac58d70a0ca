"""Ways to make one ranking of two; all take aligned scores of the candidates, and higher is better."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float64]
"""Shape ``(n_candidates,)``, higher is better."""
Fuse = Callable[[Scores, Scores], Scores]
"""Takes lexical and dense scores of the same candidates, in document order."""

RRF_K = 60
"""Cormack, Clarke and Büttcher (SIGIR 2009)."""


def standard_score_sum(lexical: Scores, dense: Scores) -> Scores:
    """Sum of both sides after each is brought to mean 0 and deviation 1 over the candidates.

    Keeps how far apart the candidates are, which ranks throw away: nDCG@10 on XQuAD vi .980 against .972 of
    :func:`reciprocal_ranks`, on law articles .911 against .831 (design.md). A side that does not tell
    candidates apart adds nothing.
    """
    return _standardise(lexical) + _standardise(dense)


def reciprocal_ranks(lexical: Scores, dense: Scores) -> Scores:
    """Reciprocal rank fusion with :data:`RRF_K`; equal scores are ranked in document order."""
    return _reciprocal_rank(lexical) + _reciprocal_rank(dense)


def _standardise(scores: Scores) -> Scores:
    deviation = float(scores.std()) if len(scores) else 0.0
    if deviation == 0.0:
        return np.zeros_like(scores)
    return np.asarray((scores - scores.mean()) / deviation, np.float64)


def _reciprocal_rank(scores: Scores) -> Scores:
    ranks = np.empty(len(scores))
    ranks[np.argsort(-scores, kind="stable")] = np.arange(1, len(scores) + 1)
    return 1.0 / (RRF_K + ranks)
