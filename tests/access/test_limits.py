"""Limits by themselves, and as each interface tells them."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import httpx2
import pytest
from mcp import Client as McpClient
from mcp.client.streamable_http import streamable_http_client
from mcp_types import CallToolResult
from openai import OpenAI, RateLimitError

from assistant.access.accounts import Accounts
from assistant.access.limits import Limit
from assistant.access.people import Role, User, Visitor
from assistant.errors import TooManyRequestsError
from tests.serving import build_app, run_async, serving
from tests.web.fakes import FakeBackend

from .conftest import PASSWORD


class Clock:
    now = 1000.0

    def __call__(self) -> float:
        return self.now


def taken(limit: Limit, key: str, tries: int) -> int:
    done = 0
    for _ in range(tries):
        try:
            limit.take(key)
        except TooManyRequestsError:
            continue
        done += 1
    return done


def test_a_minutes_worth_goes_at_once_and_comes_back_evenly() -> None:
    clock = Clock()
    limit = Limit(6, "Tối đa {limit}; chờ {wait} giây", clock)
    assert taken(limit, "lan", 10) == 6
    with pytest.raises(TooManyRequestsError, match=r"^Tối đa 6; chờ 10 giây$") as raised:
        limit.take("lan")
    assert raised.value.retry_after_s == 10
    clock.now += 25
    assert taken(limit, "lan", 10) == 2
    clock.now += 3600
    assert taken(limit, "lan", 10) == 6


def test_each_key_has_its_own_share_and_the_empty_one_no_limit() -> None:
    limit = Limit(1, "", Clock())
    assert [taken(limit, key, 3) for key in ("lan", "mai", "")] == [1, 1, 3]
    assert taken(Limit(0, "", Clock()), "lan", 100) == 100


def test_many_visitors_do_not_fill_the_memory_and_forget_no_empty_bucket() -> None:
    clock = Clock()
    limit = Limit(1, "", clock)
    for number in range(10_000):
        limit.take(str(number))
    clock.now += 61
    limit.take("lan")
    limit.take("mai")
    assert len(limit._buckets) == 2
    assert taken(limit, "lan", 1) == 0


@pytest.mark.parametrize(
    ("visitor", "key"),
    [
        (Visitor("127.0.0.1", User("lan", Role.ADMIN)), "lan"),
        (Visitor("10.0.0.7"), "10.0.0.7"),
        (Visitor("127.0.0.1"), ""),
        (Visitor("::1"), ""),
    ],
)
def test_users_are_counted_by_name_strangers_by_address_and_the_person_at_the_machine_not_at_all(
    visitor: Visitor, key: str
) -> None:
    assert visitor.limited_as == key


@pytest.fixture
def program(tmp_path: Path) -> Iterator[httpx.Client]:
    """A program whose user may ask two questions a minute."""
    path = tmp_path / "accounts.sqlite"
    accounts = Accounts(path)
    accounts.add("lan", PASSWORD, Role.READER)
    headers = {"authorization": f"Bearer {accounts.issue_token('lan', 'api')}"}
    app = build_app(FakeBackend(), {"accounts": path, "questions_a_minute": 2})
    with serving(app) as address, httpx.Client(base_url=address, headers=headers) as client:
        yield client


async def ask_over_mcp(program: httpx.Client, question: dict[str, str]) -> CallToolResult:
    headers = {"authorization": program.headers["authorization"]}
    async with (
        httpx2.AsyncClient(headers=headers, timeout=20) as http,
        McpClient(streamable_http_client(str(program.base_url.join("/mcp")), http_client=http)) as client,
    ):
        return await client.call_tool("ask", question)


def test_all_interfaces_share_one_limit_and_say_when_to_come_again(program: httpx.Client) -> None:
    ask = {"question": "ai chủ trì?"}
    assert program.post("/api/v1/ask", json=ask).status_code == 200
    assert program.get("/api/v1/search", params=ask).status_code == 200
    refused = program.post("/api/v1/ask", json=ask)
    wait_s = int(refused.headers["retry-after"])
    assert (refused.status_code, wait_s in {29, 30}) == (429, True)
    message = f"Mỗi người được hỏi 2 câu trong một phút. Hãy thử lại sau {wait_s} giây."
    assert refused.json()["error"]["message"] == message
    assert refused.json()["error"]["type"] == "rate_limit_error"
    assert program.get("/api/v1/plans").status_code == 200

    told = run_async(lambda: ask_over_mcp(program, ask))
    assert told.is_error
    assert "Hãy thử lại sau" in str(told.content)
    token = program.headers["authorization"].removeprefix("Bearer ")
    with (
        OpenAI(base_url=str(program.base_url.join("/v1")), api_key=token, max_retries=0) as official,
        pytest.raises(RateLimitError, match="Hãy thử lại sau"),
    ):
        official.chat.completions.create(
            model="vn-plan-assistant", messages=[{"role": "user", "content": "ai chủ trì?"}]
        )


def test_the_assistant_is_told_who_asks_so_that_it_counts_calls_by_user(tmp_path: Path) -> None:
    path, backend = tmp_path / "accounts.sqlite", FakeBackend()
    accounts = Accounts(path)
    accounts.add("lan", PASSWORD, Role.READER)
    headers = {"authorization": f"Bearer {accounts.issue_token('lan', 'api')}"}
    app = build_app(backend, {"accounts": path})
    with serving(app) as address, httpx.Client(base_url=address, headers=headers) as client:
        assert client.post("/api/v1/ask", json={"question": "ai chủ trì?"}).status_code == 200
    assert backend.users == ["lan"]
