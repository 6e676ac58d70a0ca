"""The address ``/mat-khau``: whoever knows the password of their account gives it another one."""

from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, Response

from assistant.access.accounts import Accounts
from assistant.access.audit import by_visitor, record
from assistant.access.control import AccessControl
from assistant.access.gate import SESSION_COOKIE, visitor_of
from assistant.access.passwords import MAX_CHARS, MIN_CHARS, check_new_password
from assistant.errors import InputError, TooManyRequestsError
from assistant.web import addresses, strings
from assistant.web.forms import FIELD, form_page, is_own_form
from assistant.web.site import missing

Text = Annotated[str, Form(max_length=1000)]


def build_router(control: AccessControl) -> APIRouter:
    """Ask for the old and the new password; tries count as those of the login form, under the same limit."""
    router = APIRouter()
    accounts = control.accounts

    def show(request: Request, name: str, *, problem: str = "", done: bool = False) -> HTMLResponse:
        return form_page(
            request,
            "password.html",
            current=addresses.PASSWORD,
            status=400 if problem else 200,
            name=name,
            problem=problem,
            done=done,
            min_chars=MIN_CHARS,
            max_chars=MAX_CHARS,
        )

    @router.get(addresses.PASSWORD)
    def ask(request: Request) -> HTMLResponse:
        name = _own_account(request, accounts)
        return show(request, name) if name else missing(strings.NO_OWN_PASSWORD)

    @router.post(addresses.PASSWORD)
    def change(
        request: Request,
        sent: Annotated[Text, Form(alias=FIELD)] = "",
        old: Annotated[Text, Form(alias="cu")] = "",
        new: Annotated[Text, Form(alias="moi")] = "",
        again: Annotated[Text, Form(alias="lai")] = "",
    ) -> Response:
        name = _own_account(request, accounts)
        if not name:
            return missing(strings.NO_OWN_PASSWORD)
        if not is_own_form(request, sent):
            return show(request, name, problem=strings.FORM_EXPIRED)
        visitor = visitor_of(request)
        try:
            _check_wish(old, new, again)
            control.logins.take(f"name:{name}")
            control.logins.take(f"address:{visitor.address}")
        except InputError as error:
            return show(request, name, problem=str(error))
        except TooManyRequestsError as error:
            record("own_password_throttled", **by_visitor(visitor))
            page = show(request, name, problem=str(error))
            page.status_code = 429
            page.headers["retry-after"] = str(error.retry_after_s)
            return page
        if accounts.check_password(name, old) is None:
            record("own_password_refused", **by_visitor(visitor))
            return show(request, name, problem=strings.WRONG_PASSWORD)
        accounts.set_password(name, new, kept_session=request.cookies.get(SESSION_COOKIE))
        record("own_password_set", **by_visitor(visitor))
        return show(request, name, done=True)

    return router


def _own_account(request: Request, accounts: Accounts) -> str:
    """Name of the visitor's account; empty for those who have none here, as with single sign-on alone."""
    user = visitor_of(request).user
    return user.name if user and accounts.find_user(user.name) else ""


def _check_wish(old: str, new: str, again: str) -> None:
    check_new_password(new)
    if new != again:
        raise InputError(strings.PASSWORDS_DIFFER)
    if new == old:
        raise InputError(strings.PASSWORD_UNCHANGED)
