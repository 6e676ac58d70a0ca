"""The console script as a process of its own, as an office runs it."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from tests.serving import find_free_port

PROJECT = Path(__file__).parents[2]
START_TIMEOUT_S = 120.0


@dataclass(frozen=True)
class Served:
    """A server in a process of its own."""

    address: str
    process: subprocess.Popen[bytes]
    log: Path


def environment(folder: Path, more: Mapping[str, str]) -> dict[str, str]:
    """Only this folder is used, whatever the developer has set."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("ASSISTANT_")}
    own = {"CORPUS": folder / "corpus", "INDEX": folder / "indexes", "ACCOUNTS": folder / "accounts.sqlite"}
    return {
        **inherited,
        **{f"ASSISTANT_{name}": str(value) for name, value in own.items()},
        "ASSISTANT_QUESTION_LOG": str(folder / "questions.sqlite"),
        "ASSISTANT_THREADS": "1",
        **more,
    }


def run_command(folder: Path, *arguments: str, **more: str) -> subprocess.CompletedProcess[bytes]:
    """One command over the folder, to its end."""
    command = [
        sys.executable,
        "-c",
        "import sys; from assistant.cli import main; sys.exit(main())",
        *arguments,
    ]
    return subprocess.run(
        command, cwd=PROJECT, env=environment(folder, more), capture_output=True, timeout=300, check=True
    )


@contextmanager
def serving_process(folder: Path, **more: str) -> Iterator[Served]:
    """``assistant serve`` over the folder while the block runs; killed if it is still there at the end."""
    port = find_free_port()
    log = folder / f"serve-{port}.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-c", "import sys; from assistant.cli import main; sys.exit(main())", "serve"],
            cwd=PROJECT,
            env=environment(folder, {"ASSISTANT_PORT": str(port), **more}),
            stdout=output,
            stderr=output,
        )
    served = Served(f"http://127.0.0.1:{port}", process, log)
    try:
        _wait(served)
        yield served
    finally:
        process.kill()
        process.wait(timeout=30)


def _wait(served: Served) -> None:
    deadline = time.monotonic() + START_TIMEOUT_S
    while True:
        try:
            if httpx.get(f"{served.address}/readyz").status_code == 200:
                return
        except httpx.TransportError:
            pass
        if served.process.poll() is not None or time.monotonic() > deadline:
            pytest.fail(f"the server did not start: {served.log.read_text(encoding='utf-8')[-2000:]}")
        time.sleep(0.1)
