"""The chat as a browser asks it: gradio's own events and queue, with a connection held while the page is open."""

import asyncio
import json
import secrets
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Self

import httpx

from assistant.errors import InternalError

TIMEOUT_S = 60.0
CHAT = "chat"
"""Name of this way in."""
_ANSWERED = ('class=\\"reply answer', 'class=\\"reply refusal')


@dataclass(frozen=True, slots=True)
class Done:
    """One question or request: how long it took, and why there is no answer if there is none."""

    way: str
    seconds: float
    fault: str | None


def open_client(address: str) -> httpx.AsyncClient:
    """Connections to a server, as many as there are people."""
    # The server closes connections that are idle for 5 s; browsers then try again by themselves.
    limits = httpx.Limits(max_connections=None, max_keepalive_connections=None, keepalive_expiry=1)
    return httpx.AsyncClient(base_url=address, timeout=TIMEOUT_S, limits=limits)


@dataclass(frozen=True, slots=True)
class _Events:
    """Ids of the events of the page."""

    load: int
    begin: int
    answer: int


class Chat:
    """The chat of one server."""

    def __init__(self, client: httpx.AsyncClient, events: _Events) -> None:
        self._client = client
        self._events = events

    @classmethod
    async def find(cls, client: httpx.AsyncClient) -> Self:
        """Look up which events the page has.

        Raises:
            InternalError: the page is not built as expected.
        """
        return cls(client, _find_events((await client.get("/config")).json()))

    @asynccontextmanager
    async def open(self) -> AsyncIterator["Page"]:
        """A page that is open while the block runs."""
        session = secrets.token_hex(6)
        (await self._client.get("/", headers={"accept": "text/html"})).raise_for_status()
        beating = asyncio.create_task(self._hold_heartbeat(session))
        page = Page(self._client, self._events, session)
        try:
            await page.load()
            yield page
        finally:
            beating.cancel()
            await asyncio.gather(beating, return_exceptions=True)

    async def _hold_heartbeat(self, session: str) -> None:
        """The connection that a page holds while it is open; its end tells the server to forget the page."""
        address = f"/gradio_api/heartbeat/{session}"
        async with self._client.stream("GET", address, timeout=None) as response:
            async for _ in response.aiter_raw():
                pass


class Page:
    """One open page with its conversation."""

    def __init__(self, client: httpx.AsyncClient, events: _Events, session: str) -> None:
        self._client = client
        self._events = events
        self._session = session

    async def load(self) -> None:
        """Draw the page, as when it is opened."""
        await self._run(self._events.load, ["", ""])

    async def ask(self, question: str) -> Done:
        """Type a question, send it and wait for the answer in the queue."""
        started = time.perf_counter()
        try:
            await self._run(self._events.begin, [question, [""], None])
            fault = await self._answer()
        except httpx.HTTPError as error:
            fault = repr(error)
        return Done(CHAT, time.perf_counter() - started, fault)

    async def _run(self, event: int, data: list[object]) -> None:
        body = {"data": data, "fn_index": event, "session_hash": self._session}
        (await self._client.post("/gradio_api/run/predict", json=body)).raise_for_status()

    async def _answer(self) -> str | None:
        """Wait for the answer; why there is none, if so."""
        body = {"data": [None], "fn_index": self._events.answer, "session_hash": self._session}
        (await self._client.post("/gradio_api/queue/join", json=body)).raise_for_status()
        query = {"session_hash": self._session}
        async with self._client.stream("GET", "/gradio_api/queue/data", params=query) as response:
            response.raise_for_status()
            async for line in response.aiter_lines():
                message = json.loads(line.removeprefix("data:")) if line.startswith("data:") else {}
                if message.get("msg") == "process_completed":
                    shown = json.dumps(message["output"], ensure_ascii=False)
                    return None if any(mark in shown for mark in _ANSWERED) else shown[-300:]
        return "stream ended"


def _find_events(config: dict[str, list[dict[str, object]]]) -> _Events:
    """Where the page is opened, where a typed question begins, and what follows it."""
    load = begin = answer = None
    for event in config["dependencies"]:
        kinds = {kind for _, kind in event["targets"]}  # type: ignore[attr-defined]
        if "load" in kinds:
            load = event["id"]
        if "submit" in kinds:
            begin = event["id"]
        if begin is not None and event.get("trigger_after") == begin:
            answer = event["id"]
    if not (isinstance(load, int) and isinstance(begin, int) and isinstance(answer, int)):
        raise InternalError("Trang hỏi đáp không có các sự kiện mà phép đo cần.")
    return _Events(load, begin, answer)
