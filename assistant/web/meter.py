"""Middleware that counts requests and the time they take, writes a log line for each, and knows the endless ones."""

import logging
import time
from urllib.parse import quote

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.access.people import Visitor
from assistant.logs import with_fields
from assistant.measures import Measures
from assistant.web import addresses
from assistant.web.stopping import ENDLESS, Streams

_log = logging.getLogger("assistant.requests")

_PARTS = (
    ("/gradio_api/", "chat"),
    ("/api/", "rest"),
    ("/v1/", "openai"),
    ("/mcp", "mcp"),
    (addresses.PLANS, "pages"),
    (addresses.TASKS, "pages"),
    (addresses.WORD, "pages"),
    (addresses.INTAKE, "intake"),
    (addresses.WITHDRAW, "intake"),
    ("/log", "login"),
    (addresses.STATIC, "files"),
    ("/assets", "files"),
    ("/healthz", "health"),
    ("/readyz", "health"),
    ("/metrics", "health"),
)
"""Few, whatever addresses strangers think of: each is a series of figures."""
_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
_MAX_PATH = 200


class Meter:
    """Stands around everything else; passes each request on as it is."""

    def __init__(self, app: ASGIApp, measures: Measures, streams: Streams) -> None:
        self._app = app
        self._measures = measures
        self._streams = streams

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        scope.setdefault("state", {})  # where the gate leaves the visitor for the line in the log
        status, is_whole = 500, False

        async def watch(message: Message) -> None:
            nonlocal status, is_whole
            if message["type"] == "http.response.start":
                status = message["status"]
            is_whole = message["type"] == "http.response.body" and not message.get("more_body")
            await send(message)

        started = time.perf_counter()
        try:
            if scope["path"].startswith(ENDLESS):
                if not await self._streams.follow(self._app(scope, receive, watch)) and not is_whole:
                    await send({"type": "http.response.body"})
            else:
                with self._measures.working():
                    await self._app(scope, receive, watch)
        finally:
            self._tell(scope, status, time.perf_counter() - started)

    def _tell(self, scope: Scope, status: int, seconds: float) -> None:
        method = scope["method"] if scope["method"] in _METHODS else "other"
        path: str = scope["path"]
        if not path.startswith(ENDLESS):
            self._measures.request(_part_of(path), method, status, seconds)
        visitor: Visitor | None = scope["state"].get("visitor")
        # Without the query: that of a search is a question.
        fields = {
            "event": "request",
            "method": method,
            "path": quote(path[:_MAX_PATH]),
            "status": status,
            "ms": round(seconds * 1000, 1),
            "visitor": visitor.name if visitor else "",
        }
        _log.info("%(method)s %(path)s %(status)d %(ms).1f ms %(visitor)s", fields, extra=with_fields(fields))


def _part_of(path: str) -> str:
    if path == addresses.CHAT:
        return "chat"
    return next((part for start, part in _PARTS if path.startswith(start)), "other")
