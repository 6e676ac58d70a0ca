"""An OpenAI-compatible server over real HTTP that plays what a test queues, and keeps what it was sent."""

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any


@dataclass(frozen=True)
class Play:
    """What the server does with one request."""

    text: str = ""
    status: int = 200
    finish_reason: str | None = "stop"
    wait_s: float = 0.0
    """Silence before the first byte."""
    drip_s: float | None = None
    """Seconds between comments that keep the connection alive in place of a reply."""
    body: bytes | None = None
    """Sent as it stands, whatever it is."""
    dropped: bool = False
    """The connection ends in the middle of the text."""


@dataclass
class Endpoint:
    """A running server."""

    url: str
    plays: list[Play | Callable[[str], Play]] = field(default_factory=list)
    """Played in order; the last one is played again and again. A function makes one from the prompt."""
    requests: list[dict[str, Any]] = field(default_factory=list)
    keys: list[str | None] = field(default_factory=list)

    def queue(self, *plays: Play | Callable[[str], Play]) -> None:
        """What is played from now on."""
        self.plays = list(plays)

    @property
    def prompts(self) -> list[str]:
        """What the model was told, in order."""
        return [request["messages"][0]["content"] for request in self.requests]

    def next(self, prompt: str) -> Play:
        play = self.plays.pop(0) if len(self.plays) > 1 else self.plays[0]
        return play if isinstance(play, Play) else play(prompt)


@contextmanager
def serve_endpoint() -> Iterator[Endpoint]:
    """A server on a free port of this machine."""
    endpoint = Endpoint("")

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            endpoint.requests.append(request)
            endpoint.keys.append(self.headers["Authorization"])
            play = endpoint.next(request["messages"][0]["content"])
            with suppress(BrokenPipeError, ConnectionResetError):  # the client has given up
                self._play(play, request["model"])

        def _play(self, play: Play, model: str) -> None:
            time.sleep(play.wait_s)
            self.close_connection = True
            self.send_response(play.status)
            self.send_header(
                "Content-Type", "text/event-stream" if play.status == 200 else "application/json"
            )
            self.send_header("Connection", "close")
            if play.body is not None or play.status != 200:
                body = (
                    play.body if play.body is not None else b'{"error": {"message": "secret-of-the-server"}}'
                )
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)
                return
            self.send_header("Transfer-Encoding", "chunked")
            self.end_headers()
            while play.drip_s is not None:
                self._chunk(b": processing\n\n")
                time.sleep(play.drip_s)
            half = len(play.text) // 2
            self._event(model, {"role": "assistant", "content": play.text[:half]}, None)
            if play.dropped:
                return
            self._event(model, {"content": play.text[half:]}, None)
            self._event(model, {}, play.finish_reason)
            self._chunk(b"data: [DONE]\n\n")
            self.wfile.write(b"0\r\n\r\n")

        def _event(self, model: str, delta: dict[str, str], finish_reason: str | None) -> None:
            choice = {"index": 0, "delta": delta, "finish_reason": finish_reason}
            event = {
                "id": "1",
                "object": "chat.completion.chunk",
                "created": 1,
                "model": model,
                "choices": [choice],
            }
            self._chunk(f"data: {json.dumps(event)}\n\n".encode())

        def _chunk(self, data: bytes) -> None:
            self.wfile.write(f"{len(data):x}\r\n".encode() + data + b"\r\n")
            self.wfile.flush()

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    endpoint.url = f"http://127.0.0.1:{server.server_port}/v1"
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield endpoint
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
