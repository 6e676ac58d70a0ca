"""Means and ratios with intervals that respect that wordings of one question are not independent."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from evals.model import Frozen

RESAMPLES = 2_000
SEED = 20_240_119
"""Fixed, so that two runs over the same answers give the same interval."""
LEVEL = 0.95


@dataclass(frozen=True, slots=True)
class Sample:
    """What one task adds to a ratio: ``gain`` out of ``weight``, as part of its family."""

    family: str
    gain: float
    weight: float = 1.0


class Estimate(Frozen):
    """A mean or ratio with its 95 % interval."""

    value: float
    low: float
    high: float
    tasks: int
    """Tasks that it was taken over."""


def estimate(samples: Iterable[Sample]) -> Estimate | None:
    """Sum of gains over sum of weights, with a bootstrap interval over whole families.

    Percentile interval of the cluster bootstrap (Field and Welsh, JRSS B 2007): families are drawn with
    replacement and keep all their tasks. One family alone gives an interval without width.

    Returns:
        ``None`` where there is nothing to weigh.
    """
    gains: defaultdict[str, float] = defaultdict(float)
    weights: defaultdict[str, float] = defaultdict(float)
    tasks = 0
    for sample in samples:
        gains[sample.family] += sample.gain
        weights[sample.family] += sample.weight
        tasks += 1
    total = sum(weights.values())
    if total == 0:
        return None
    # Sorted, so that the order of the task files does not change the draws.
    families = sorted(weights)
    gain = np.array([gains[family] for family in families])
    weight = np.array([weights[family] for family in families])
    drawn = np.random.default_rng(SEED).integers(0, len(families), (RESAMPLES, len(families)))
    drawn_weight = weight[drawn].sum(axis=1)
    ratios = gain[drawn].sum(axis=1)[drawn_weight > 0] / drawn_weight[drawn_weight > 0]
    tail = (1 - LEVEL) / 2
    low, high = np.quantile(ratios, (tail, 1 - tail))
    return Estimate(value=float(gain.sum() / total), low=float(low), high=float(high), tasks=tasks)
