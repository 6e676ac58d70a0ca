"""Whose a conversation is: a user's, the one person's at this machine, or else that of one browser.

Where nobody logs in and several machines reach the server, a browser is known again by a random secret in a cookie
that scripts cannot read; of the secret only a digest goes further.
"""

import hashlib
import re
import secrets

from starlette.datastructures import MutableHeaders
from starlette.requests import HTTPConnection
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.access.people import Visitor, is_loopback

BROWSER_COOKIE = "assistant_browser"
LOCAL = "local"
"""Whoever sits at a machine whose server nobody else can reach."""

_SECRET = re.compile(r"[\w-]{43}")
_YEAR_S = 366 * 24 * 60 * 60


class Owners:
    """ASGI middleware behind the gate: puts the owner into the state of each request, empty where there is none."""

    def __init__(self, app: ASGIApp, only_local: bool) -> None:
        """Stand around ``app``.

        Args:
            app: the application behind the gate.
            only_local: whether nobody but this machine can reach the server.
        """
        self._app = app
        self._only_local = only_local

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request; a page that somebody opens is when a new browser gets its cookie."""
        if scope["type"] not in {"http", "websocket"}:
            await self._app(scope, receive, send)
            return
        connection = HTTPConnection(scope)
        secret = connection.cookies.get(BROWSER_COOKIE, "")
        is_new = not _SECRET.fullmatch(secret)
        visitor = getattr(connection.state, "visitor", None)
        scope["state"]["owner"] = self._owner(visitor, "" if is_new else secret)
        needs_cookie = is_new and visitor is not None and not scope["state"]["owner"]
        opens_page = scope.get("method") == "GET" and "text/html" in connection.headers.get("accept", "")
        if needs_cookie and opens_page:
            secret = secrets.token_urlsafe(32)
            scope["state"]["owner"] = self._owner(visitor, secret)
            await self._app(scope, receive, _with_cookie(send, secret, secure=scope["scheme"] == "https"))
        else:
            await self._app(scope, receive, send)

    def _owner(self, visitor: Visitor | None, secret: str) -> str:
        if visitor is None:
            return ""
        if visitor.user is not None:
            return owner_of_user(visitor.user.name)
        if self._only_local and is_loopback(visitor.address):
            return LOCAL
        return f"browser:{hashlib.sha256(secret.encode()).hexdigest()}" if secret else ""


def owner_of(connection: HTTPConnection) -> str:
    """Whose the conversations of a request are; empty for somebody who cannot be known again."""
    owner: str = connection.state.owner
    return owner


def owner_of_user(name: str) -> str:
    """Whose the conversations of an account are."""
    return f"user:{name}"


def _with_cookie(send: Send, secret: str, *, secure: bool) -> Send:
    cookie = Response()
    cookie.set_cookie(BROWSER_COOKIE, secret, max_age=_YEAR_S, httponly=True, samesite="lax", secure=secure)

    async def send_with_cookie(message: Message) -> None:
        if message["type"] == "http.response.start":
            MutableHeaders(scope=message).append("set-cookie", cookie.headers["set-cookie"])
        await send(message)

    return send_with_cookie
