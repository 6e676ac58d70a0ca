"""The whole application on a real port, for tests of several folders."""

import asyncio
import socket
import threading
import time
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

import pytest
import uvicorn
from fastapi import FastAPI

from assistant.config import load_settings
from assistant.web.server import Backend, create_app

START_TIMEOUT_S = 30.0


def build_app(backend: Backend, settings: Mapping[str, Any] | None = None) -> FastAPI:
    """The application, built inside a loop: outside one gradio opens loops it never closes."""

    async def build() -> FastAPI:
        return create_app(backend, load_settings({}, settings))

    # In a thread of its own: Playwright's synchronous interface keeps a loop running in this one.
    with ThreadPoolExecutor(max_workers=1) as thread:
        return thread.submit(asyncio.run, build()).result()


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
