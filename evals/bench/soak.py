"""A server at the highest rate that the cores hold, for a while: does anything fail, pile up or get slow?"""

import asyncio
import itertools
import os
import random
import time
from collections.abc import Iterator, Sequence

import numpy as np

from assistant.config import Settings
from assistant.embedding.encoder import QUERY_CACHE_SIZE
from assistant.web.sessions import MAX_SESSIONS
from evals.bench.chat import TURNS, Say
from evals.bench.crowd import Minute, ask_for
from evals.bench.measure import vary_questions
from evals.bench.model import MemoryReading, SoakBench, Trial, WayBench
from evals.bench.page import Done
from evals.bench.process import Watch, rss_mb
from evals.bench.serving import served

CROWDS = (1, 2, 4, 8, 16)
"""Numbers of people that are tried."""
TRIAL_S = 15.0
NEAR = 0.95
"""People enough for this share of the best rate fill the cores; more would only wait longer."""
WARM = max(MAX_SESSIONS * TURNS, QUERY_CACHE_SIZE)
"""Requests before memory is read first: the two stores of a fixed size that weigh most, pages and vectors of
questions, are full then. Those that fill later (5,000 answers as documents, 10 MB) count as growth."""
MAX_GROWTH = 0.05
MAX_SPREAD = 4.0
"""The slowest hundredth may take so many times as long as the middle."""
ENOUGH = 100
"""Requests of one way in whose slowest hundredth means something."""
_MINUTE_S = 60.0


def measure_soak(
    settings: Settings,
    questions: Sequence[str],
    minutes: float,
    say: Say,
    *,
    crowds: Sequence[int] = CROWDS,
    trial_s: float = TRIAL_S,
    warm: int = WARM,
) -> SoakBench:
    """Find the number of people, fill what has a fixed size, then measure.

    Args:
        settings: corpus, index and model; what visitors leave goes to a folder that is deleted.
        questions: questions to ask; varied, in a mixed order, from the beginning again when they are used up.
        minutes: how long is measured.
        say: told what is measured now.
        crowds: numbers of people to try, fewest first.
        trial_s: how long each is tried.
        warm: questions before memory is read first, those of the trials included.

    Raises:
        InternalError: the server did not start, or the page is not built as expected.
    """
    asked = _mixed(questions)
    with served(settings) as (address, pid):
        trials: list[Trial] = []
        answered = 0
        for users in crowds:
            say(f"trying {users} people")
            done, seconds = _ask(address, asked, users, trial_s)
            answered += len(done)
            trials.append(Trial(users, len(done) / seconds))
        users = choose_users(trials)
        while answered < warm:
            say(f"warming up: {answered} of {warm} questions")
            answered += len(_ask(address, asked, users, trial_s)[0])
        say(f"{minutes:g} minutes with {users} people")
        before = answered
        memory = [MemoryReading(before, rss_mb(pid))]

        def read_memory(done: int) -> None:
            memory.append(MemoryReading(before + done, rss_mb(pid)))
            say(f"{done} requests, {memory[-1].mb:.0f} MiB")

        watch = Watch(pid)
        done, seconds = _ask(address, asked, users, minutes * 60, Minute(_MINUTE_S, read_memory))
        used = watch.read()
        memory.append(MemoryReading(before + len(done), rss_mb(pid)))
    return SoakBench(
        cores=len(os.sched_getaffinity(0)),
        others_cores=used.others_s / seconds,
        trials=tuple(trials),
        users=users,
        warm_requests=before,
        seconds=seconds,
        ways=by_way(done),
        cpu_ms=used.process_s * 1000 / max(1, len(done)),
        errors=tuple(one.fault for one in done if one.fault is not None),
        memory=tuple(memory),
    )


def choose_users(trials: Sequence[Trial]) -> int:
    """The fewest people with whom the rate is near the best."""
    best = max(trial.per_second for trial in trials)
    return min(trial.users for trial in trials if trial.per_second >= NEAR * best)


def by_way(done: Sequence[Done]) -> tuple[WayBench, ...]:
    """Latencies of what was answered, the way of most requests first."""
    answered: dict[str, list[float]] = {}
    for one in done:
        if one.fault is None:
            answered.setdefault(one.way, []).append(one.seconds * 1000)
    ways = [
        WayBench(way, len(times), *map(float, np.percentile(times, (50, 95, 99))))
        for way, times in answered.items()
    ]
    return tuple(sorted(ways, key=lambda way: (-way.requests, way.way)))


def find_missed(bench: SoakBench) -> tuple[str, ...]:
    """What the server should have held and did not; nothing where all is well."""
    missed = [f"{len(bench.errors)} errors"] if bench.errors else []
    if not bench.ways:
        missed.append("nothing was answered")
    if bench.growth > MAX_GROWTH:
        missed.append(f"memory grew by {bench.growth:.1%}, more than {MAX_GROWTH:.0%}")
    missed += [
        f"{way.way}: p99 is {way.p99_ms / way.p50_ms:.1f} times p50, more than {MAX_SPREAD:g}"
        for way in bench.ways
        if way.requests >= ENOUGH and way.p99_ms > MAX_SPREAD * way.p50_ms
    ]
    return tuple(missed)


def _ask(
    address: str, asked: Iterator[str], users: int, seconds: float, minute: Minute | None = None
) -> tuple[list[Done], float]:
    started = time.perf_counter()
    done = asyncio.run(ask_for(address, asked, users, seconds, minute))
    return done, time.perf_counter() - started


def _mixed(questions: Sequence[str]) -> Iterator[str]:
    """All questions in all wordings, in an order that is the same each time, again and again."""
    varied = vary_questions(questions, len(questions) * 100)
    random.Random(0).shuffle(varied)
    return itertools.cycle(varied)
