"""The address ``/tai-khoan``: what ``assistant users`` does, for administrators."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from assistant.access.accounts import Accounts, normal_name
from assistant.access.audit import by_visitor, record
from assistant.access.gate import visitor_of
from assistant.access.owners import owner_of_user
from assistant.access.people import Role
from assistant.conversations.store import Conversations
from assistant.errors import InputError
from assistant.feedback.store import FeedbackFile
from assistant.web import addresses, strings
from assistant.web.forms import FIELD, form_page, is_own_form

ROLES: Mapping[Role, str] = {
    Role.READER: "Người đọc: hỏi và tra cứu",
    Role.EDITOR: "Biên tập: thêm kế hoạch, xem chất lượng trả lời",
    Role.ADMIN: "Quản trị: thêm quyền quản lý tài khoản",
}
_SEE_OTHER = 303

Text = Annotated[str, Form(max_length=1000)]


@dataclass(frozen=True, slots=True)
class _Wish:
    """What a form asks for."""

    by: Mapping[str, str]
    """Who asks, for the audit."""
    name: str
    role: str = ""
    password: str = ""
    label: str = ""


def build_router(accounts: Accounts, conversations: Conversations, feedback: FeedbackFile) -> APIRouter:
    """List, add, change the role, disable, set a password, remove; tokens for programs."""
    router = APIRouter(dependencies=[Depends(_require_admin)])

    def show(request: Request, problem: str = "", token: str = "", token_of: str = "") -> HTMLResponse:
        visitor = visitor_of(request)
        return form_page(
            request,
            "users.html",
            current=addresses.USERS,
            status=400 if problem else 200,
            accounts=accounts.all(),
            own=visitor.user.name if visitor.user else "",
            roles=ROLES,
            problem=problem,
            token=token,
            token_of=token_of,
        )

    def add(wish: _Wish) -> None:
        if not accounts.exist() and wish.role != Role.ADMIN:
            raise InputError(strings.FIRST_IS_ADMIN)
        accounts.add(wish.name, wish.password, _role(wish.role))
        record("user_added", **wish.by, name=wish.name, role=wish.role)

    def change_role(wish: _Wish) -> None:
        accounts.set_role(wish.name, _role(wish.role))
        record("role_set", **wish.by, name=wish.name, role=wish.role)

    def disable(wish: _Wish) -> None:
        accounts.set_disabled(wish.name, True)
        record("user_disabled", **wish.by, name=wish.name)

    def enable(wish: _Wish) -> None:
        accounts.set_disabled(wish.name, False)
        record("user_enabled", **wish.by, name=wish.name)

    def set_password(wish: _Wish) -> None:
        accounts.set_password(wish.name, wish.password)
        record("password_set", **wish.by, name=wish.name)

    def remove(wish: _Wish) -> None:
        accounts.remove(wish.name)
        conversations.delete_all(owner_of_user(normal_name(wish.name)))
        feedback.forget_name(normal_name(wish.name))
        record("user_removed", **wish.by, name=wish.name)

    def revoke(wish: _Wish) -> None:
        accounts.revoke_token(wish.name, wish.label)
        record("token_revoked", **wish.by, name=wish.name, label=wish.label)

    actions: Mapping[str, Callable[[_Wish], None]] = {
        "them": add,
        "vai-tro": change_role,
        "khoa": disable,
        "mo": enable,
        "mat-khau": set_password,
        "go": remove,
        "thu-hoi": revoke,
    }

    @router.get(addresses.USERS)
    def show_users(request: Request) -> HTMLResponse:
        return show(request)

    @router.post(addresses.USERS)
    def change(
        request: Request,
        sent: Annotated[Text, Form(alias=FIELD)] = "",
        action: Annotated[Text, Form(alias="viec")] = "",
        name: Annotated[Text, Form(alias="ten")] = "",
        role: Annotated[Text, Form(alias="vai-tro")] = "",
        password: Annotated[Text, Form(alias="mat-khau")] = "",
        label: Annotated[Text, Form(alias="nhan")] = "",
    ) -> Response:
        if not is_own_form(request, sent):
            return show(request, strings.FORM_EXPIRED)
        wish = _Wish(by_visitor(visitor_of(request)), name, role, password, label.strip() or "api")
        user = visitor_of(request).user
        try:
            if user and normal_name(name) == user.name and action in {"vai-tro", "khoa", "go"}:
                raise InputError(strings.NOT_ONESELF)
            if action == "ma":
                secret = accounts.issue_token(wish.name, wish.label)
                record("token_issued", **wish.by, name=wish.name, label=wish.label)
                return show(request, token=secret, token_of=f"{normal_name(wish.name)}, {wish.label}")
            if action not in actions:
                raise InputError(strings.FORM_EXPIRED)
            actions[action](wish)
        except InputError as error:
            return show(request, str(error))
        return RedirectResponse(addresses.USERS, _SEE_OTHER)

    return router


async def _require_admin(request: Request) -> None:
    visitor_of(request).require(Role.ADMIN)


def _role(text: str) -> Role:
    try:
        return Role(text)
    except ValueError as error:
        raise InputError(strings.NO_SUCH_ROLE) from error
