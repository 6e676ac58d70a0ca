"""A server that finishes what it is working on before it stops."""

import asyncio
import signal
import threading
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from socket import socket

import uvicorn

FINISH_S = 30.0
"""Longest wait for answers under way; systemd and container engines wait longer before they kill."""
_CLOSE_S = 5
"""Then for what cannot be counted as work, such as a slow reader of a file."""
_DELIVER_S = 0.2
"""An answer of the chat is read off its queue twenty times a second."""
ENDLESS = ("/gradio_api/heartbeat/", "/gradio_api/queue/data")
"""Streams that last as long as a page is open; the question behind them is counted as work by itself."""


class Streams:
    """The endless streams of a server, which end when it stops; only within one event loop."""

    def __init__(self) -> None:
        self._open: set[asyncio.Future[None]] = set()

    def end(self) -> None:
        """End all that are open."""
        for stream in self._open:
            stream.cancel()

    async def follow(self, stream: Awaitable[None]) -> bool:
        """Run a stream to its end; false where it was ended before."""
        task = asyncio.ensure_future(stream)
        self._open.add(task)
        try:
            await asyncio.wait({task})
        except asyncio.CancelledError:
            task.cancel()
            raise
        finally:
            self._open.discard(task)
        if task.cancelled():
            return False
        task.result()
        return True


class PatientServer(uvicorn.Server):
    """On SIGTERM or Ctrl+C takes no more connections, finishes its work, then closes what is open."""

    def __init__(self, config: uvicorn.Config, count_work: Callable[[], int], streams: Streams) -> None:
        """Serve as configured.

        Args:
            config: of uvicorn.
            count_work: how much is still under way.
            streams: those of open pages, which are ended when nothing is under way.
        """
        super().__init__(config)
        config.timeout_graceful_shutdown = _CLOSE_S
        self._count_work = count_work
        self._streams = streams

    async def shutdown(self, sockets: list[socket] | None = None) -> None:
        """Stop as soon as nothing is under way, or after ``FINISH_S`` seconds, or at once on a second Ctrl+C."""
        for server in self.servers:
            server.close()
        for connection in list(self.server_state.connections):
            connection.shutdown()
        deadline = time.monotonic() + FINISH_S
        while self._count_work() and time.monotonic() < deadline and not self.force_exit:
            await asyncio.sleep(0.05)
        await asyncio.sleep(_DELIVER_S)
        self._streams.end()
        await super().shutdown(sockets)


@contextmanager
def outliving_sigterm() -> Iterator[None]:
    """While the block runs, SIGTERM only stops the server: what comes after it still happens.

    uvicorn raises the signal again once it has stopped; by default that ends the process with the index open.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    former = signal.signal(signal.SIGTERM, lambda number, frame: None)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, former)
