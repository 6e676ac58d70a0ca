"""Forms that only pages of this host can send: a token in a cookie that other sites' forms do not carry."""

import secrets
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse, Response

from assistant.web.site import page

COOKIE = "bieu-mau"
FIELD = "bieu_mau"


def form_page(request: Request, template: str, **values: Any) -> HTMLResponse:
    """A page with forms, which no browser keeps for whoever comes next (see ``site.page``)."""
    token = form_token(request)
    response = page(request, template, field=FIELD, form_token=token, **values)
    give_token(response, token)
    response.headers["cache-control"] = "no-store"
    return response


def form_token(request: Request) -> str:
    """The visitor's token: the one that the browser holds, or a new one."""
    return request.cookies.get(COOKIE) or secrets.token_urlsafe(16)


def give_token(response: Response, token: str) -> None:
    """Leave a token with the browser, for this host's own forms alone."""
    response.set_cookie(COOKIE, token, httponly=True, samesite="strict")


def is_own_form(request: Request, sent: str) -> bool:
    """Whether a form came from a page of this host."""
    held = request.cookies.get(COOKIE, "")
    return bool(held) and secrets.compare_digest(held.encode(), sent.encode())
