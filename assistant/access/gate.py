"""The gate through which every request passes: size, origin, identity, role; closed where nothing opens it."""

from ipaddress import ip_address
from urllib.parse import quote, urlsplit

import anyio.to_thread
from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.requests import HTTPConnection
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from assistant.access.control import AccessControl, Credentials
from assistant.access.people import Visitor, is_loopback
from assistant.access.problems import problem
from assistant.errors import SetupError

LOGIN_PATH = "/login"
LOGOUT_PATH = "/logout"
OPEN_PATHS = frozenset({LOGIN_PATH, "/healthz", "/readyz"})
"""What is answered before anybody has logged in; nothing else is."""
SESSION_COOKIE = "assistant_session"
MAX_BODY_BYTES = 1024 * 1024
"""Above any conversation that a program sends along; files have paths of their own."""

_SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
_TOO_LARGE = f"Nội dung gửi lên lớn quá {MAX_BODY_BYTES // 1024} KiB. Hãy rút gọn."
_FOREIGN_HOST = (
    "Máy chủ này chỉ trả lời trên chính máy đang chạy. Hãy mở http://127.0.0.1 với cổng của máy chủ."
)
_FOREIGN_ORIGIN = "Yêu cầu đến từ một trang web khác nên bị từ chối. Hãy mở trang của trợ lý rồi thử lại."
_WHO = "Cần đăng nhập: mở trang /login, hoặc gửi tiêu đề “Authorization: Bearer MÃ” với mã còn hiệu lực."


class Gate:
    """ASGI middleware around the whole application, static files and the chat's own routes included."""

    def __init__(
        self, app: ASGIApp, control: AccessControl, file_paths: frozenset[str] = frozenset()
    ) -> None:
        """Stand around ``app``; the routes at ``file_paths`` take files and bound them themselves."""
        self._app = app
        self._control = control
        self._file_paths = file_paths
        # Sets scheme and client from X-Forwarded-*, where the connected machine is a trusted proxy.
        self._forwarded = ProxyHeadersMiddleware(self._admit, trusted_hosts=list(control.proxies))  # type: ignore[arg-type]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        if scope["type"] not in {"http", "websocket"}:
            await self._app(scope, receive, send)
            return
        scope.setdefault("state", {})["peer"] = scope["client"][0] if scope.get("client") else ""
        await self._forwarded(scope, receive, send)  # type: ignore[arg-type]

    async def _admit(self, scope: Scope, receive: Receive, send: Send) -> None:
        refusal = await self._refuse(scope)
        if refusal is None:
            bounded = scope["type"] == "http" and scope["path"] not in self._file_paths
            await self._app(scope, _Bounded(receive) if bounded else receive, send)
        elif scope["type"] == "http":
            await refusal(scope, receive, send)
        else:
            await receive()
            await send({"type": "websocket.close", "code": 1008})

    async def _refuse(self, scope: Scope) -> Response | None:
        """Why the request may not pass, or ``None`` where it may; its visitor is then in its state."""
        headers = Headers(scope=scope)
        length = _int_or_zero(headers.get("content-length"))
        if length > MAX_BODY_BYTES and scope["path"] not in self._file_paths:
            return problem(413, _TOO_LARGE)
        shown = self._read_credentials(scope, headers)
        try:
            visitor = await anyio.to_thread.run_sync(self._control.identify, shown)
        except SetupError as error:
            return problem(503, str(error))
        is_open = visitor is not None and visitor.user is None
        if is_open and self._control.only_local and not _is_own_name(headers.get("host", "")):
            return problem(421, _FOREIGN_HOST)
        method = scope.get("method", "GET")
        if method not in _SAFE_METHODS and shown.token is None and is_cross_site(headers):
            return problem(403, _FOREIGN_ORIGIN)
        scope["state"]["visitor"] = visitor
        path = scope["path"]
        return _ask_to_log_in(scope, headers) if visitor is None and path not in OPEN_PATHS else None

    def _read_credentials(self, scope: Scope, headers: Headers) -> Credentials:
        kind, _, token = headers.get("authorization", "").partition(" ")
        sso_name = headers.get(self._control.sso_header) if self._control.sso_header else None
        return Credentials(
            peer=scope["state"]["peer"],
            address=scope["client"][0] if scope.get("client") else "",
            token=token.strip() if kind.lower() == "bearer" else None,
            session=HTTPConnection(scope).cookies.get(SESSION_COOKIE),
            sso_name=sso_name,
        )


def visitor_of(connection: HTTPConnection) -> Visitor:
    """The visitor whom the gate let in; only where the gate stands around the application."""
    visitor: Visitor = connection.state.visitor
    return visitor


def is_cross_site(headers: Headers) -> bool:
    """Whether a browser says that another site made this request; programs say neither and pass.

    ``Sec-Fetch-Site`` decides, and ``Origin`` against ``Host`` for browsers that do not send it.
    """
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site not in {"same-origin", "none"}
    origin = headers.get("origin")
    return origin is not None and urlsplit(origin).netloc != headers.get("host", "")


def _int_or_zero(text: str | None) -> int:
    """The whole number that a header gives, 0 where it gives none."""
    return int(text) if text and text.isdecimal() else 0


def _is_own_name(host: str) -> bool:
    """Whether a ``Host`` is an address or this machine's own name; other names may be pointed here by anybody."""
    name = urlsplit(f"//{host}").hostname or ""
    if is_loopback(name):
        return True
    try:
        ip_address(name)
    except ValueError:
        return False
    return True


def _ask_to_log_in(scope: Scope, headers: Headers) -> Response:
    wants_page = scope.get("method") == "GET" and "text/html" in headers.get("accept", "")
    if wants_page and "authorization" not in headers:
        query = scope["query_string"].decode("latin-1")
        wanted = quote(scope["path"]) + (f"?{query}" if query else "")
        return RedirectResponse(f"{LOGIN_PATH}?next={quote(wanted)}", status_code=303)
    return problem(401, _WHO, {"www-authenticate": "Bearer"})


class _Bounded:
    """Passes a request's body on until it is too large, whatever its length was said to be."""

    def __init__(self, receive: Receive) -> None:
        self._receive = receive
        self._size = 0

    async def __call__(self) -> Message:
        message = await self._receive()
        if message["type"] == "http.request":
            self._size += len(message.get("body", b""))
            if self._size > MAX_BODY_BYTES:
                raise HTTPException(413, _TOO_LARGE)  # in the route that reads, which answers with it
        return message
