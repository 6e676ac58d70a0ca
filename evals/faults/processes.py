"""Processes that faults are made on: commands that wait for the word, and a real server."""

import re
import socket
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from multiprocessing import get_context
from pathlib import Path
from typing import Self

import httpx

from assistant.config import Settings
from assistant.web import addresses
from evals.faults.ground import VECTORS, Ground, environment
from evals.faults.worker import VECTORS_VARIABLE, run

_TOKEN = re.compile(r'name="bieu_mau" value="([^"]+)"')
_START_S = 180.0
_END_S = 300.0


_CONTEXT = get_context("forkserver")
_CONTEXT.set_forkserver_preload(["evals.faults.worker"])


class Command:
    """One command of the program in a process of its own, loaded and waiting; a context manager."""

    def __init__(
        self,
        ground: Ground,
        settings: Settings,
        *arguments: str,
        clock_shift_s: float = 0.0,
        env: Mapping[str, str] | None = None,
    ) -> None:
        self._word, other = _CONTEXT.Pipe()
        environ = {
            **environment(settings),
            VECTORS_VARIABLE: str(ground.folder / VECTORS),
            **(env or {}),
        }
        self._process = _CONTEXT.Process(target=run, args=(arguments, environ, clock_shift_s, other))
        self._process.start()
        other.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.kill()

    @property
    def pid(self) -> int:
        """Id of the process."""
        assert self._process.pid is not None
        return self._process.pid

    def start(self) -> None:
        """Wait until it is loaded, and give it the word."""
        if not self._word.poll(_START_S) or self._word.recv() != "ready":
            raise RuntimeError("the command did not get ready")
        self._word.send("go")

    def kill_after(self, seconds: float) -> None:
        """Kill it (SIGKILL) some time after the word, if it is still running."""
        self._process.join(seconds)
        self.kill()

    def end(self) -> object:
        """Wait for its end; its exit status, or the id of the model that it has loaded."""
        if not self._word.poll(_END_S):
            raise RuntimeError("the command did not end")
        result: object = self._word.recv()
        self._process.join()
        return result

    def kill(self) -> None:
        """Kill it and wait until it is gone."""
        self._process.kill()
        self._process.join()


class Server:
    """A server as ``assistant serve`` starts it, with an editor at its own machine."""

    def __init__(self, ground: Ground, settings: Settings) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self.address = f"http://127.0.0.1:{port}"
        self._command = Command(
            ground,
            settings,
            "serve",
            env={
                # Without accounts whoever sits at the machine is the editor.
                "ASSISTANT_ACCOUNTS": str(settings.corpus.parent / "nobody.sqlite"),
                "ASSISTANT_PORT": str(port),
                "ASSISTANT_UPLOADS": "true",
                "ASSISTANT_QUESTIONS_A_MINUTE": "0",
                "ASSISTANT_QUESTION_LOG_DAYS": "0",
            },
        )
        self._command.start()
        self.pid = self._command.pid
        self._wait()

    def _wait(self) -> None:
        deadline = time.monotonic() + _START_S
        while time.monotonic() < deadline:
            try:
                if httpx.get(f"{self.address}/readyz").status_code == httpx.codes.OK:
                    return
            except httpx.TransportError:
                time.sleep(0.2)
        raise RuntimeError("the server did not start")

    def kill(self) -> None:
        """Kill it (SIGKILL)."""
        self._command.kill()

    def stage(self, client: httpx.Client, path: Path) -> dict[str, str]:
        """Hand a file in; the form that publishes it, with its address under ``address``."""
        intake = f"{self.address}{addresses.INTAKE}"
        form = {"bieu_mau": _token_of(client.get(intake).text)}
        response = client.post(intake, data=form, files={"tep": (path.name, path.read_bytes())})
        preview = f"{self.address}{response.headers['location']}"
        token = _token_of(client.get(preview).text)
        return {"address": preview, "bieu_mau": token, "viec": "cong-bo", "ma": path.stem}


def _token_of(text: str) -> str:
    found = _TOKEN.search(text)
    if found is None:
        raise RuntimeError("the page holds no form")
    return found[1]


@contextmanager
def serving(ground: Ground, settings: Settings) -> Iterator[Server]:
    """A server that is gone after the block."""
    server = Server(ground, settings)
    try:
        yield server
    finally:
        server.kill()


def duration_of(ground: Ground, settings: Settings, *arguments: str) -> float:
    """Seconds that a command takes from the word to its end when nothing disturbs it."""
    with Command(ground, settings, *arguments) as command:
        command.start()
        started = time.monotonic()
        command.end()
        return time.monotonic() - started
