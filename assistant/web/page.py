"""The HTML page around the app, made Vietnamese and closed to other hosts on its way out."""

import re
from html import escape

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.web import addresses, strings
from assistant.web.gradio_strings import literals_as_json
from assistant.web.site import STATIC, missing

# Gradio compiles its templates in the browser, hence 'unsafe-eval'; inline styles and scripts are its own. No
# source but this host is named, so the browser itself refuses to ask any other.
CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'self'",
        "script-src 'self' 'unsafe-inline' 'unsafe-eval'",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "worker-src 'self' blob:",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
        "frame-ancestors 'self'",
    )
)

_SOCIAL_META = re.compile(r'<meta\s+(?:property="og:|name="twitter:)[^>]*>\s*')
_HTML_LANG = re.compile(r'(<html[^>]*?\blang=")en(")')
_HEAD = re.compile(r"<head>")
_APP = re.compile(r"<gradio-app\b")


class VietnamesePage:
    """ASGI middleware: rewrites gradio's page and sets the security headers of every response."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        script = (STATIC / "page.js").read_text("utf-8").replace("__TRANSLATIONS__", literals_as_json())
        self._head = (
            f"<title>{escape(strings.TITLE)}</title>"
            f'<meta name="description" content="{escape(strings.TAGLINE)}" />'
            f'<meta property="og:title" content="{escape(strings.TITLE)}" />'
            f'<meta property="og:description" content="{escape(strings.TAGLINE)}" />'
            f"<script>{script}</script>"
            # Linked rather than handed to gradio, which rewrites the selectors of what it is given.
            f'<link rel="stylesheet" href="{addresses.STATIC}/site.css" />'
            f'<link rel="stylesheet" href="{addresses.STATIC}/chat.css" />'
            f'<script src="{addresses.STATIC}/theme.js"></script>'
            f'<script src="{addresses.STATIC}/source.js" defer></script>'
            f'<script src="{addresses.STATIC}/copy.js" defer></script>'
            f'<script src="{addresses.STATIC}/rating.js" defer></script>'
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request; only pages (paths that end in a slash) are held back and rewritten."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        is_page = scope["path"].endswith("/")
        if is_page:
            # An unpacked body can be rewritten; the page is small.
            headers = [pair for pair in scope["headers"] if pair[0] != b"accept-encoding"]
            scope = {**scope, "headers": headers}
        wants_page = "text/html" in Headers(scope=scope).get("accept", "")
        await self._app(scope, receive, _Reply(send, self._head, rewrite=is_page, wants_page=wants_page))


def rewrite_page(html: str, head: str) -> str:
    """The page with ``lang="vi"``, without gradio's social tags, with ``head`` first in its head."""
    html = _HTML_LANG.sub(r"\1vi\2", html, count=1)
    html = _SOCIAL_META.sub("", html)
    html = _HEAD.sub(lambda mark: mark[0] + head, html, count=1)
    return _APP.sub(lambda mark: f"<noscript>{escape(strings.NO_SCRIPT)}</noscript>{mark[0]}", html, count=1)


class _Reply:
    """Sends one response on: adds the headers, rewrites the body where it is the page.

    Where a person opened an address that leads nowhere, gradio's words for programs give way to a page.
    """

    def __init__(self, send: Send, head: str, *, rewrite: bool, wants_page: bool) -> None:
        self._send = send
        self._head = head
        self._rewrite = rewrite
        self._wants_page = wants_page
        self._is_lost = False
        self._start: Message | None = None
        self._body = b""

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            headers.setdefault(
                "content-security-policy", CONTENT_SECURITY_POLICY
            )  # a page may set a stricter one
            headers["x-content-type-options"] = "nosniff"
            # Not "no-referrer": a form on plain http would then say that its origin is "null", and the gate refuse it.
            headers["referrer-policy"] = "same-origin"
            headers["cross-origin-opener-policy"] = "same-origin"
            headers["permissions-policy"] = "camera=(), geolocation=(), microphone=()"
            kind = Headers(scope=message).get("content-type", "")
            self._is_lost = message["status"] == 404 and self._wants_page and "text/html" not in kind
            if self._is_lost or (self._rewrite and "text/html" in kind):
                self._start = message
                return
        if self._start is None or message["type"] != "http.response.body":
            await self._send(message)
            return
        self._body += message.get("body", b"")
        if message.get("more_body"):
            return
        if self._is_lost:
            body = bytes(missing(strings.PAGE_GONE).body)
            MutableHeaders(scope=self._start)["content-type"] = "text/html; charset=utf-8"
        else:
            body = rewrite_page(self._body.decode("utf-8"), self._head).encode("utf-8")
        if body:
            MutableHeaders(scope=self._start)["content-length"] = str(len(body))
        await self._send(self._start)
        await self._send({**message, "body": body})
