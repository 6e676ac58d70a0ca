"""Many people in the chat at once: the real server in a process of its own, asked as a browser asks it.

Everybody asks the next question a while after the last answer is there, and opens the page anew after some questions.
The people share the machine with the server, so the figures are a lower bound of what it bears.
"""

import asyncio
import json
import os
import random
import secrets
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import numpy as np

from assistant.config import ENV_PREFIX, Settings
from assistant.errors import InternalError
from evals.bench.measure import vary_questions
from evals.bench.model import ChatBench
from evals.bench.process import cpu_s, rss_mb

TURNS = 5
"""Questions of one conversation; then the page is opened anew."""
WARM = 100
"""Questions before memory is read first: caches of a fixed size are full then."""
START_S = 600.0
"""The index may have to be built first."""
TIMEOUT_S = 60.0
_ANSWERED = ('class=\\"reply answer', 'class=\\"reply refusal')

Say = Callable[[str], object]


def measure_chat(
    settings: Settings, questions: Sequence[str], users: int, count: int, pause_s: float, say: Say
) -> ChatBench:
    """Latency, errors and memory of the server under load.

    Args:
        settings: corpus, index and model; what visitors leave goes to a folder that is deleted.
        questions: questions to ask; too few are varied.
        users: people at once.
        count: questions of all of them together.
        pause_s: mean time between an answer and the next question; 0 for no moment to read.
        say: told what is measured now.

    Raises:
        InternalError: the server did not start, or the page is not built as expected.
    """
    asked = vary_questions(questions, WARM + count)
    with _served(settings) as (address, pid):
        say("warming up")
        asyncio.run(_ask_all(address, asked[:WARM], users, 0))
        before_mb = rss_mb(pid)
        say(f"{count} questions of {users} people")
        started, used_s = time.perf_counter(), cpu_s(pid)
        done = asyncio.run(_ask_all(address, asked[WARM:], users, pause_s))
        seconds, used_s = time.perf_counter() - started, cpu_s(pid) - used_s
        after_mb = rss_mb(pid)
    answered = [one.seconds * 1000 for one in done if one.fault is None]
    if not answered:
        raise InternalError(f"Không câu hỏi nào được trả lời: {done[0].fault}")
    p50, p95, p99 = map(float, np.percentile(answered, (50, 95, 99)))
    return ChatBench(
        cores=len(os.sched_getaffinity(0)),
        users=users,
        pause_s=pause_s,
        questions=len(done),
        seconds=seconds,
        p50_ms=p50,
        p95_ms=p95,
        p99_ms=p99,
        cpu_ms=used_s * 1000 / len(done),
        errors=tuple(one.fault for one in done if one.fault is not None),
        before_mb=before_mb,
        after_mb=after_mb,
    )


@contextmanager
def _served(settings: Settings) -> Iterator[tuple[str, int]]:
    """Address and process id of a server of its own."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    environment = {name: value for name, value in os.environ.items() if not name.startswith(ENV_PREFIX)}
    with tempfile.TemporaryDirectory(prefix="bench-chat-") as folder:
        own = {
            "corpus": settings.corpus.resolve(),
            "index": settings.index.resolve(),
            "model": settings.model,
            "cache": settings.cache,
            "port": port,
            "accounts": Path(folder) / "accounts.sqlite",
            "conversations": Path(folder) / "conversations.sqlite",
            "feedback": Path(folder) / "feedback.sqlite",
            "question_log": Path(folder) / "questions.sqlite",
            "question_log_days": 1,
        }
        environment |= {f"{ENV_PREFIX}{name.upper()}": str(value) for name, value in own.items()}
        command = [str(Path(sys.executable).with_name("assistant")), "serve"]
        server = subprocess.Popen(command, env=environment)
        try:
            address = f"http://127.0.0.1:{port}"
            _wait_until_ready(address, server)
            yield address, server.pid
        finally:
            server.terminate()
            server.wait(timeout=30)


def _wait_until_ready(address: str, server: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + START_S
    while time.monotonic() < deadline and server.poll() is None:
        try:
            if httpx.get(f"{address}/readyz").status_code == 200:
                return
        except httpx.TransportError:
            time.sleep(0.5)
    raise InternalError(f"Máy chủ không khởi động được trong {START_S:.0f} giây.")


@dataclass(frozen=True, slots=True)
class _Done:
    """One question: how long it took, and why there is no answer if there is none."""

    seconds: float
    fault: str | None


@dataclass(frozen=True, slots=True)
class _Events:
    """Ids of the events of the page."""

    load: int
    begin: int
    answer: int


async def _ask_all(address: str, questions: Sequence[str], users: int, pause_s: float) -> list[_Done]:
    waiting = list(reversed(questions))
    # The server closes connections that are idle for 5 s; browsers then try again by themselves.
    limits = httpx.Limits(max_connections=None, max_keepalive_connections=None, keepalive_expiry=1)
    async with httpx.AsyncClient(base_url=address, timeout=TIMEOUT_S, limits=limits) as client:
        events = _find_events((await client.get("/config")).json())

        async def sit() -> list[_Done]:
            done: list[_Done] = []
            while waiting:
                done += await _converse(client, events, waiting, pause_s)
            return done

        return [one for each in await asyncio.gather(*(sit() for _ in range(users))) for one in each]


async def _converse(
    client: httpx.AsyncClient, events: _Events, waiting: list[str], pause_s: float
) -> list[_Done]:
    """Open the page, ask some of the questions, close it."""
    session = secrets.token_hex(6)
    await client.get("/", headers={"accept": "text/html"})
    beating = asyncio.create_task(_hold_heartbeat(client, session))
    await _run(client, session, events.load, ["", ""])
    done: list[_Done] = []
    for _ in range(TURNS):
        await asyncio.sleep(random.uniform(0, 2 * pause_s))
        if not waiting:
            break
        question = waiting.pop()
        started = time.perf_counter()
        try:
            await _run(client, session, events.begin, [question, [""], None])
            fault = await _answer(client, session, events.answer)
        except httpx.HTTPError as error:
            fault = repr(error)
        done.append(_Done(time.perf_counter() - started, fault))
    beating.cancel()
    await asyncio.gather(beating, return_exceptions=True)
    return done


async def _hold_heartbeat(client: httpx.AsyncClient, session: str) -> None:
    """The connection that a page holds while it is open; its end tells the server to forget the page."""
    async with client.stream("GET", f"/gradio_api/heartbeat/{session}", timeout=None) as response:
        async for _ in response.aiter_raw():
            pass


async def _run(client: httpx.AsyncClient, session: str, event: int, data: list[object]) -> None:
    body = {"data": data, "fn_index": event, "session_hash": session}
    (await client.post("/gradio_api/run/predict", json=body)).raise_for_status()


async def _answer(client: httpx.AsyncClient, session: str, event: int) -> str | None:
    """Wait for the answer in the queue; why there is none, if so."""
    body = {"data": [None], "fn_index": event, "session_hash": session}
    (await client.post("/gradio_api/queue/join", json=body)).raise_for_status()
    async with client.stream("GET", "/gradio_api/queue/data", params={"session_hash": session}) as response:
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
