"""Latency: how long an answer takes, as people feel it."""

from collections.abc import Sequence

import numpy as np

from evals.model import Frozen


class Latency(Frozen):
    """Percentiles over all questions, in milliseconds; lower is better."""

    p50_ms: float
    p95_ms: float
    max_ms: float


def measure_latency(latencies_ms: Sequence[float]) -> Latency | None:
    """Percentiles with linear interpolation; ``None`` for no questions."""
    if not latencies_ms:
        return None
    p50, p95 = np.percentile(latencies_ms, (50, 95))
    return Latency(p50_ms=float(p50), p95_ms=float(p95), max_ms=max(latencies_ms))
