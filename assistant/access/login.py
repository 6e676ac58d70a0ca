"""Logging in with name and password, and out again; sessions live in a cookie that scripts cannot read."""

from typing import Annotated

from fastapi import APIRouter, Form
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from assistant.access.accounts import SESSION_S
from assistant.access.audit import record
from assistant.access.control import AccessControl
from assistant.access.gate import LOGIN_PATH, LOGOUT_PATH, SESSION_COOKIE
from assistant.access.pages import draw_logged_in, draw_login, draw_no_accounts
from assistant.access.people import Visitor
from assistant.errors import TooManyRequestsError

_WRONG = "Tên đăng nhập hoặc mật khẩu không đúng."

# Longer than any name or password that can be right: what is longer is wrong, not malformed.
_Text = Annotated[str, Form(max_length=1000)]


def build_login(control: AccessControl) -> APIRouter:
    """The routes ``/login`` and ``/logout``."""
    router = APIRouter()

    @router.get(LOGIN_PATH)
    def show(request: Request, next: str = "/") -> Response:
        visitor: Visitor | None = request.state.visitor
        if visitor is None:
            return draw_login(_local(next))
        return draw_logged_in(visitor.user.name) if visitor.user else draw_no_accounts()

    @router.post(LOGIN_PATH)
    def log_in(request: Request, name: _Text, password: _Text, next: _Text = "/") -> Response:
        address = request.client.host if request.client else ""
        if not control.closed():
            return RedirectResponse("/", status_code=303)
        try:
            control.logins.take(f"name:{name}")
            control.logins.take(f"address:{address}")
        except TooManyRequestsError as error:
            record("login_throttled", name=name, address=address)
            page = draw_login(_local(next), name=name, fault=str(error), status=429)
            page.headers["retry-after"] = str(error.retry_after_s)
            return page
        user = control.accounts.check_password(name, password)
        if user is None:
            record("login_failed", name=name, address=address)
            return draw_login(_local(next), name=name, fault=_WRONG, status=401)
        record("login", name=user.name, address=address)
        response = RedirectResponse(_local(next), status_code=303)
        response.set_cookie(
            SESSION_COOKIE,
            control.accounts.open_session(user.name),
            max_age=SESSION_S,
            httponly=True,
            samesite="lax",
            secure=request.url.scheme == "https",
        )
        return response

    @router.post(LOGOUT_PATH)
    def log_out(request: Request) -> Response:
        session = request.cookies.get(SESSION_COOKIE)
        visitor: Visitor = request.state.visitor
        if session:
            control.accounts.close_session(session)
            record("logout", name=visitor.name, address=visitor.address)
        response = RedirectResponse(LOGIN_PATH, status_code=303)
        response.delete_cookie(SESSION_COOKIE, httponly=True, samesite="lax")
        return response

    return router


def _local(path: str) -> str:
    """A path of this server, ``/`` for anything that could lead elsewhere."""
    is_path = path.startswith("/") and not path.startswith(("//", "/\\")) and path.isprintable()
    return path if is_path else "/"
