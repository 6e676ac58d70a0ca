from collections import Counter
from itertools import repeat

from evals.bench.crowd import Minute, ask_for
from tests.serving import build_app, run_async, serving
from tests.web.fakes import FakeBackend


def test_people_come_by_every_way_and_are_answered() -> None:
    backend, heard = FakeBackend(), list[int]()
    with serving(build_app(backend)) as address:
        done = run_async(
            lambda: ask_for(address, repeat("ai chủ trì số hóa?"), 3, 0, Minute(0.001, heard.append))
        )
    assert [one.fault for one in done] == [None] * 6
    assert Counter(one.way for one in done) == {"chat": 3, "ask": 1, "search": 1, "records": 1}
    assert [call.question for call in backend.calls] == ["ai chủ trì số hóa?"] * 4
    assert heard == sorted(heard)
    assert 0 <= heard[0] <= heard[-1] <= 6


def test_a_question_without_an_answer_is_a_fault() -> None:
    backend = FakeBackend()
    backend.reset(RuntimeError("broken"))
    with serving(build_app(backend)) as address:
        done = run_async(lambda: ask_for(address, repeat("ai chủ trì số hóa?"), 3, 0))
    # Behind an error the server closes the connection, and a request that just takes it up may fail too.
    assert Counter(one.way for one in done if one.fault and one.way in {"chat", "ask"}) == {
        "chat": 3,
        "ask": 1,
    }
