"""Makes one ranking of two; all functions take aligned scores of the candidates, and higher is better."""

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float64]
"""Shape ``(n_candidates,)``, higher is better."""

_SLOPE, _INTERCEPT = 0.76, -7.84
"""Logistic regression of "this passage is evidence" on the fused score, over the first ten hits of the dev tasks;
on the test tasks it is .01 off on average (expected calibration error over seven bins), area under the curve .95.
Cosine does not add to it, the share of words found hardly (.953)."""


def standard_score_sum(lexical: Scores, dense: Scores) -> Scores:
    """Sum of both sides after each is brought to mean 0 and deviation 1 over the candidates.

    Keeps how far apart the candidates are, which ranks throw away: nDCG@10 on XQuAD vi .980 against .972 of
    reciprocal rank fusion, on law articles .911 against .831 (design.md). A side that does not tell candidates
    apart adds nothing.
    """
    return _standardise(lexical) + _standardise(dense)


def chance_of_fit(fused: Scores) -> Scores:
    """The chance, in [0, 1], that a passage of this fused score bears on the question; keeps the order.

    Where nothing fits no passage stands out from the others, and all chances are low.
    """
    return np.asarray(1 / (1 + np.exp(-(_SLOPE * fused + _INTERCEPT))), np.float64)


def _standardise(scores: Scores) -> Scores:
    deviation = float(scores.std()) if len(scores) else 0.0
    if deviation == 0.0:
        return np.zeros_like(scores)
    return np.asarray((scores - scores.mean()) / deviation, np.float64)
