from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import httpx
import pytest
from prometheus_client.parser import text_string_to_metric_families

from assistant.access.accounts import Accounts
from assistant.access.people import Role
from assistant.errors import InputError
from assistant.wording.phraser import Fallback
from assistant.wording.tally import Tally
from tests.serving import build_app, local_client, serving
from tests.web.fakes import ANSWERED, REFUSED, FakeBackend

ASK = {"question": "ai chủ trì?"}


class WordingFake(FakeBackend):
    wordings = Tally()


def read(text: str) -> dict[str, float]:
    """Samples by name and labels, in the order of their names."""
    return {
        f"{sample.name}{sorted(sample.labels.items())}": sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def of(samples: dict[str, float], name: str) -> dict[str, float]:
    return {key.removeprefix(name): value for key, value in samples.items() if key.startswith(name + "[")}


def test_questions_are_counted_by_way_and_outcome() -> None:
    backend = FakeBackend([ANSWERED, REFUSED, InputError("Hỏng."), ANSWERED])
    app = build_app(backend, {"questions_a_minute": 4, "host": "0.0.0.0"})
    with closing(local_client(app, "10.0.0.7")) as stranger:
        for _ in range(3):
            stranger.post("/api/v1/ask", json=ASK)
        chat = {"model": "vn-plan-assistant", "messages": [{"role": "user", "content": "ai chủ trì?"}]}
        assert stranger.post("/v1/chat/completions", json=chat).status_code == 200
        assert stranger.post("/api/v1/ask", json=ASK).status_code == 429
    with closing(local_client(app)) as master:
        samples = read(master.get("/metrics").text)
    assert of(samples, "assistant_questions_total") == {
        "[('outcome', 'answered'), ('way', 'rest')]": 1.0,
        "[('outcome', 'refused'), ('way', 'rest')]": 1.0,
        "[('outcome', 'failed'), ('way', 'rest')]": 1.0,
        "[('outcome', 'limited'), ('way', 'rest')]": 1.0,
        "[('outcome', 'answered'), ('way', 'openai')]": 1.0,
    }
    assert of(samples, "assistant_question_seconds_count") == {
        "[('way', 'rest')]": 2.0,
        "[('way', 'openai')]": 1.0,
    }


def test_requests_are_counted_in_few_series_whatever_is_asked_for() -> None:
    app = build_app(FakeBackend())
    with closing(local_client(app)) as client:
        client.get("/ke-hoach")
        client.get("/ke-hoach/an-lac")
        for i in range(5):
            client.get(f"/no/such/path/{i}")
        client.request("BREW", "/no/such/path")
        samples = read(client.get("/metrics").text)
    counted = of(samples, "assistant_http_requests_total")
    assert counted["[('method', 'GET'), ('part', 'other'), ('status', '404')]"] == 5.0
    assert sum(value for key, value in counted.items() if "'pages'" in key) == 2.0
    assert [key for key in counted if "'other'), ('part', 'other')" in key]
    assert samples["assistant_work_under_way[]"] == 1.0  # the reading itself


def test_the_index_and_the_wordings_are_told() -> None:
    WordingFake.wordings.add(None)
    WordingFake.wordings.add(Fallback.UNFAITHFUL)
    WordingFake.wordings.add(Fallback.UNFAITHFUL)
    with closing(local_client(build_app(WordingFake()))) as client:
        response = client.get("/metrics")
        samples = read(response.text)
    assert response.headers["content-type"] == "text/plain; version=0.0.4; charset=utf-8"
    assert samples["assistant_index_plans[]"] == 2.0
    assert [key for key in samples if key.startswith("assistant_index_info") and "'toy'" in key]
    assert of(samples, "assistant_wordings_total") == {
        "[('outcome', 'worded anew')]": 1.0,
        "[('outcome', 'other facts than the answer')]": 2.0,
    }
    assert samples["process_resident_memory_bytes[]"] > 0


@pytest.fixture
def closed(tmp_path: Path) -> Iterator[tuple[str, Accounts]]:
    accounts = Accounts(tmp_path / "accounts.sqlite")
    for name, role in (("lan", Role.READER), ("minh", Role.EDITOR), ("quan", Role.ADMIN)):
        accounts.add(name, "mật khẩu dài của ai đó", role)
    with serving(build_app(FakeBackend(), {"accounts": tmp_path / "accounts.sqlite"})) as address:
        yield address, accounts


def test_only_an_administrator_reads_them(closed: tuple[str, Accounts]) -> None:
    address, accounts = closed
    statuses = {"": httpx.get(f"{address}/metrics").status_code}
    for name in ("lan", "minh", "quan"):
        token = {"authorization": f"Bearer {accounts.issue_token(name, 'prometheus')}"}
        statuses[name] = httpx.get(f"{address}/metrics", headers=token).status_code
    assert statuses == {"": 401, "lan": 403, "minh": 403, "quan": 200}


def test_on_an_open_server_only_the_machine_itself_reads_them() -> None:
    app = build_app(FakeBackend(), {"host": "0.0.0.0"})
    with closing(local_client(app, "10.0.0.7")) as stranger:
        assert stranger.get("/metrics").status_code == 403
    with closing(local_client(app)) as master:
        assert master.get("/metrics").status_code == 200
