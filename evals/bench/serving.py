"""The real server in a process of its own."""

import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

from assistant.config import ENV_PREFIX, Settings
from assistant.errors import InternalError

START_S = 600.0
"""The index may have to be built first."""


@contextmanager
def served(settings: Settings) -> Iterator[tuple[str, int]]:
    """Address and process id of a server that runs while the block does.

    What visitors leave goes to a folder that is deleted.

    Raises:
        InternalError: it did not start.
    """
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    environment = {name: value for name, value in os.environ.items() if not name.startswith(ENV_PREFIX)}
    with tempfile.TemporaryDirectory(prefix="bench-served-") as folder:
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
