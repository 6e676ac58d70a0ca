"""Addresses under ``/lich-su`` and ``/chia-se``."""

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Form, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from markupsafe import Markup

from assistant.access.owners import owner_of
from assistant.conversations.store import PAGE, Conversations
from assistant.web import addresses, strings
from assistant.web.addresses import history_address
from assistant.web.downloads import with_documents
from assistant.web.forms import FIELD, form_page, is_own_form
from assistant.web.render import draw_shared
from assistant.web.shelf import Shelf
from assistant.web.site import missing, page
from assistant.web.word import Exchange

MAX_PAGES = 10_000
_SEE_OTHER = 303

Wanted = Annotated[str, Query(alias="tim", max_length=200)]
PageNumber = Annotated[int, Query(alias="trang", ge=1, le=MAX_PAGES)]
Text = Annotated[str, Form(max_length=2000)]


def build_router(conversations: Conversations, shelf: Shelf[Exchange]) -> APIRouter:
    """The list with what can be done to each conversation, and the pages that are shared."""
    router = APIRouter()

    def show(request: Request, wanted: str, number: int, problem: str = "") -> HTMLResponse:
        listed = conversations.list(owner_of(request), wanted, number)
        return form_page(
            request,
            "history.html",
            current=addresses.HISTORY,
            status=400 if problem else 200,
            listed=listed.found,
            count=listed.count,
            wanted=wanted,
            number=number,
            pages=max(1, -(-listed.count // PAGE)),
            kept_days=conversations.kept_days,
            base=str(request.base_url).rstrip("/"),
            when=_when,
            problem=problem,
        )

    @router.get(addresses.HISTORY)
    def show_history(request: Request, wanted: Wanted = "", number: PageNumber = 1) -> HTMLResponse:
        return show(request, wanted, number)

    @router.post(addresses.HISTORY)
    def delete_all(request: Request, sent: Annotated[Text, Form(alias=FIELD)] = "") -> Response:
        if not is_own_form(request, sent):
            return show(request, "", 1, strings.FORM_EXPIRED)
        conversations.delete_all(owner_of(request))
        return RedirectResponse(addresses.HISTORY, _SEE_OTHER)

    @router.post(f"{addresses.HISTORY}/{{conversation_id}}")
    def change(
        request: Request,
        conversation_id: str,
        sent: Annotated[Text, Form(alias=FIELD)] = "",
        action: Annotated[Text, Form(alias="viec")] = "",
        title: Annotated[Text, Form(alias="ten")] = "",
        wanted: Annotated[Text, Form(alias="tim")] = "",
        number: Annotated[int, Form(alias="trang", ge=1, le=MAX_PAGES)] = 1,
    ) -> Response:
        if not is_own_form(request, sent):
            return show(request, wanted, number, strings.FORM_EXPIRED)
        problem = _change(conversations, owner_of(request), conversation_id, action, title)
        if problem:
            return show(request, wanted, number, problem)
        place = "" if action == "xoa" else conversation_id
        return RedirectResponse(history_address(wanted, number, place), _SEE_OTHER)

    @router.get(f"{addresses.SHARED}/{{token}}")
    def show_shared(request: Request, token: str) -> HTMLResponse:
        shared = conversations.find_shared(token)
        if shared is None:
            return missing(strings.SHARED_GONE)
        conversation = with_documents(shared.conversation, shelf)
        response = page(request, "shared.html", title=shared.title, turns=Markup(draw_shared(conversation)))
        response.headers["cache-control"] = "no-store"
        return response

    return router


def _change(conversations: Conversations, owner: str, conversation_id: str, action: str, title: str) -> str:
    """Do what a form asks; why it cannot be done, or nothing."""
    match action:
        case "ten":
            if not title.strip():
                return strings.NAME_MISSING
            done = conversations.rename(owner, conversation_id, title)
        case "xoa":
            done = conversations.delete(owner, conversation_id)
        case "chia-se":
            if conversations.find(owner, conversation_id) is None:
                return strings.CONVERSATION_GONE
            if conversations.share(owner, conversation_id) is None:
                return strings.NOTHING_TO_SHARE
            done = True
        case "thu-hoi":
            done = conversations.unshare(owner, conversation_id)
        case _:
            done = False
    return "" if done else strings.CONVERSATION_GONE


def _when(seconds: int) -> str:
    return f"{datetime.fromtimestamp(seconds).astimezone():%H:%M ngày %d/%m/%Y}"
