"""The whole application on a real port, for tests of several folders."""

import asyncio
import socket
import tempfile
import threading
import time
from collections.abc import Callable, Coroutine, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import pytest
import uvicorn
from fastapi import FastAPI
from starlette.testclient import TestClient

from assistant.config import load_settings
from assistant.web.server import Backend, create_app

T = TypeVar("T")
START_TIMEOUT_S = 30.0
NO_ACCOUNTS = Path("no-such-folder/accounts.sqlite")
"""Not the file that a developer may have beside the code."""
_LEFT_BEHIND = tempfile.TemporaryDirectory(prefix="assistant-tests-")
"""What visitors of test servers leave goes here, a folder for each server, not beside the code."""


def build_app(backend: Backend, settings: Mapping[str, Any] | None = None) -> FastAPI:
    """The application, built inside a loop: outside one gradio opens loops it never closes."""

    async def build() -> FastAPI:
        folder = Path(tempfile.mkdtemp(dir=_LEFT_BEHIND.name))
        chosen = {
            "accounts": NO_ACCOUNTS,
            "conversations": folder / "conversations.sqlite",
            "feedback": folder / "feedback.sqlite",
            **(settings or {}),
        }
        return create_app(backend, load_settings({}, chosen))

    return run_async(build)


def run_async(work: Callable[[], Coroutine[Any, Any, T]]) -> T:
    """What ``work`` gives, run in a thread of its own: Playwright keeps a loop running in this one."""
    with ThreadPoolExecutor(max_workers=1) as thread:
        return thread.submit(lambda: asyncio.run(work())).result()


def find_free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


def local_client(app: FastAPI, address: str = "127.0.0.1") -> TestClient:
    """A client in this process at an address, by default in the place of a person at the machine itself."""
    return TestClient(app, base_url="http://127.0.0.1", client=(address, 50_000))


@contextmanager
def serving(app: FastAPI) -> Iterator[str]:
    """Serve an application on a free port in a thread while the block runs; gives its address."""
    listener = socket.create_server(("127.0.0.1", 0))
    config = uvicorn.Config(app, log_level="warning", timeout_graceful_shutdown=1, proxy_headers=False)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    deadline = time.monotonic() + START_TIMEOUT_S
    while not server.started:
        if not thread.is_alive() or time.monotonic() > deadline:
            pytest.fail("the web server did not start")
        time.sleep(0.02)
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(timeout=10)
