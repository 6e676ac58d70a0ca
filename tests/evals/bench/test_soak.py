import json
from dataclasses import replace

import pytest

from evals.bench.model import MemoryReading, SoakBench, Trial, WayBench
from evals.bench.page import Done
from evals.bench.report import render_soak_json, render_soak_markdown
from evals.bench.soak import by_way, choose_users, find_missed

HELD = SoakBench(
    cores=2,
    others_cores=0.04,
    trials=(Trial(1, 10.0), Trial(2, 18.0), Trial(4, 18.5)),
    users=2,
    warm_requests=1030,
    seconds=120.0,
    ways=(WayBench("chat", 1000, 100.0, 200.0, 400.0), WayBench("search", 99, 10.0, 50.0, 90.0)),
    cpu_ms=50.0,
    errors=(),
    memory=(MemoryReading(1030, 1000.0), MemoryReading(1600, 1060.0), MemoryReading(2129, 1050.0)),
)


@pytest.mark.parametrize(
    ("rates", "users"),
    [
        ((10.0,), 1),
        ((10.0, 19.0), 2),
        ((10.0, 19.0, 19.5, 18.0), 2),
        ((10.0, 9.0, 19.0, 18.9), 4),  # a busy moment of the machine hides nothing
    ],
)
def test_the_fewest_people_fill_the_cores(rates: tuple[float, ...], users: int) -> None:
    assert choose_users([Trial(2**number, rate) for number, rate in enumerate(rates)]) == users


def test_times_are_those_of_each_way_without_what_failed() -> None:
    done = [
        Done("ask", 0.5, None),
        *(Done("chat", seconds, None) for seconds in (0.1, 0.2, 0.3)),
        Done("chat", 60.0, "ReadTimeout()"),
    ]
    chat, ask = by_way(done)
    assert (chat.way, chat.requests, chat.p50_ms) == ("chat", 3, 200.0)
    assert ask == WayBench("ask", 1, 500.0, 500.0, 500.0)


def test_a_server_that_holds_misses_nothing() -> None:
    assert HELD.growth == 0.05
    assert find_missed(HELD) == ()  # searches are too few for their slowest hundredth to mean something


@pytest.mark.parametrize(
    ("bench", "missed"),
    [
        (replace(HELD, errors=("500",)), "1 errors"),
        (replace(HELD, ways=()), "nothing was answered"),
        (
            replace(HELD, memory=(MemoryReading(1, 1000.0), MemoryReading(2, 1051.0))),
            "memory grew by 5.1%, more than 5%",
        ),
        (
            replace(HELD, ways=(WayBench("ask", 100, 100.0, 200.0, 401.0),)),
            "ask: p99 is 4.0 times p50, more than 4",
        ),
    ],
)
def test_each_promise_that_is_missed_is_named(bench: SoakBench, missed: str) -> None:
    assert find_missed(bench) == (missed,)


def test_the_report_shows_whether_memory_levels_off_and_what_was_missed() -> None:
    table = render_soak_markdown(HELD, ())
    assert "2 people without a pause for 2 minutes, 2 cores" in table
    assert "people tried: 1: 10.0, 2: 18.0, 4: 18.5" in table
    assert "| chat, 1000 requests (p50 / p95 / p99) | 100 / 200 / 400 ms (p99 × 4.0) |" in table
    assert "| memory after 1030 … 2129 requests | 1000, 1060, 1050 MiB |" in table
    assert table.endswith("**held**")
    failed = render_soak_markdown(replace(HELD, errors=("500", "500")), ("2 errors",))
    assert failed.endswith("- 500\n\n**missed: 2 errors**")
    shape = json.loads(render_soak_json(HELD, ()))
    assert (shape["growth"], shape["missed"]) == (0.05, [])
