"""Addresses that change what plans there are; served only where the settings allow it, and only to editors."""

import tempfile
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Query, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from starlette.datastructures import FormData, UploadFile

from assistant.access.audit import by_visitor, record
from assistant.access.gate import visitor_of
from assistant.access.people import Role
from assistant.config import Settings
from assistant.errors import AssistantError, UnknownPlanError
from assistant.reading.reader import MAX_BYTES, SUFFIXES
from assistant.web import addresses, strings
from assistant.web.addresses import reading_address
from assistant.web.backend import ChangingBackend
from assistant.web.forms import FIELD, form_page, is_own_form
from assistant.web.intake.publishing import Publisher
from assistant.web.intake.staging import Staged, Staging, free_id
from assistant.web.plans.listing import amounts_of
from assistant.web.plans.reading import read_plan
from assistant.web.plans.routes import facts_of
from assistant.web.site import missing

Token = Annotated[str, Form(alias=FIELD)]
_SEE_OTHER = 303


def build_router(backend: ChangingBackend, settings: Settings) -> APIRouter:
    """Upload, preview, publish, replace, withdraw; for editors."""
    router = APIRouter(dependencies=[Depends(_require_editor)])
    staging = Staging()
    publisher = Publisher(backend, settings.corpus)

    def show_form(request: Request, replaces: str, problem: str = "") -> HTMLResponse:
        replaced = next((plan for plan in backend.plans() if plan.id == replaces), None)
        return form_page(
            request,
            "intake_form.html",
            current=addresses.PLANS,
            replaced=replaced,
            problem=problem,
            suffixes=",".join(sorted(SUFFIXES)),
            status=400 if problem else 200,
        )

    def show_preview(request: Request, staged: Staged, plan_id: str, problem: str = "") -> HTMLResponse:
        return form_page(
            request,
            "intake_preview.html",
            current=addresses.PLANS,
            staged=staged,
            plan_id=plan_id,
            exists=plan_id in {plan.id for plan in backend.plans()},
            facts=facts_of(staged.parsed.plan),
            listed=amounts_of(staged.parsed),
            reading=read_plan(staged.parsed),
            problem=problem,
            status=400 if problem else 200,
        )

    @router.get(addresses.INTAKE)
    def ask_for_file(request: Request, replaces: Annotated[str, Query(alias="thay")] = "") -> HTMLResponse:
        return show_form(request, replaces)

    @router.post(addresses.INTAKE)
    async def take_file(request: Request) -> Response:
        length = request.headers.get("content-length", "")
        if not length.isdecimal() or int(length) > MAX_BYTES:
            return await run_in_threadpool(show_form, request, "", _too_large())
        async with request.form(max_files=1, max_fields=5) as form:
            return await run_in_threadpool(receive, request, form)

    def receive(request: Request, form: FormData) -> Response:
        upload, replaces = form.get("tep"), str(form.get("thay") or "")
        if not is_own_form(request, str(form.get(FIELD) or "")):
            return show_form(request, replaces, strings.FORM_EXPIRED)
        if not isinstance(upload, UploadFile) or not upload.filename:
            return show_form(request, replaces, strings.NO_FILE)
        if replaces and replaces not in {plan.id for plan in backend.plans()}:
            return missing(strings.PLAN_GONE)
        with tempfile.NamedTemporaryFile() as received:
            while piece := upload.file.read(1 << 20):
                received.write(piece)
            received.flush()
            try:
                staged = staging.read(Path(received.name), upload.filename, replaces)
            except AssistantError as error:
                return show_form(request, replaces, str(error))
        return RedirectResponse(f"{addresses.INTAKE}/{staged.token}", _SEE_OTHER)

    @router.get(f"{addresses.INTAKE}/{{token}}")
    def preview(request: Request, token: str) -> HTMLResponse:
        staged = staging.find(token)
        if staged is None:
            return missing(strings.FILE_GONE)
        taken = {plan.id for plan in backend.plans()} if staged.replaces else set()
        return show_preview(request, staged, free_id(staged.suggested_id, taken))

    @router.post(f"{addresses.INTAKE}/{{token}}")
    def decide(
        request: Request,
        token: str,
        sent: Token = "",
        plan_id: Annotated[str, Form(alias="ma")] = "",
        decision: Annotated[str, Form(alias="viec")] = "",
    ) -> Response:
        staged = staging.find(token)
        if staged is None:
            return missing(strings.FILE_GONE)
        if not is_own_form(request, sent):
            return show_preview(request, staged, plan_id, strings.FORM_EXPIRED)
        if decision == "bo":
            staging.drop(token)
            return RedirectResponse(addresses.PLANS, _SEE_OTHER)
        wanted_id = plan_id.strip()
        if decision == "thay" and staged.replaces:  # the same document in a better file
            wanted_id = staged.replaces
        supersede = staged.replaces if decision == "ban-moi" else ""
        try:
            publisher.publish(staged, wanted_id, replace=decision == "thay", supersede=supersede)
        except AssistantError as error:
            return show_preview(request, staged, wanted_id, str(error))
        staging.drop(token)
        event = "plan_replaced" if decision == "thay" else "plan_added"
        newer_of = {"replaces": supersede} if supersede else {}
        record(event, **by_visitor(visitor_of(request)), plan=wanted_id, **newer_of)
        return RedirectResponse(reading_address(wanted_id), _SEE_OTHER)

    _add_withdrawal(router, backend, publisher)
    return router


def _add_withdrawal(router: APIRouter, backend: ChangingBackend, publisher: Publisher) -> None:
    @router.get(f"{addresses.WITHDRAW}/{{plan_id}}")
    def ask_to_withdraw(request: Request, plan_id: str) -> HTMLResponse:
        plan = next((plan for plan in backend.plans() if plan.id == plan_id), None)
        if plan is None:
            return missing(strings.PLAN_GONE)
        return form_page(request, "withdraw.html", current=addresses.PLANS, plan=plan, problem="", status=200)

    @router.post(f"{addresses.WITHDRAW}/{{plan_id}}")
    def withdraw(request: Request, plan_id: str, sent: Token = "") -> Response:
        plan = next((plan for plan in backend.plans() if plan.id == plan_id), None)
        if plan is None:
            return missing(strings.PLAN_GONE)
        problem = strings.FORM_EXPIRED
        if is_own_form(request, sent):
            try:
                publisher.withdraw(plan_id)
            except UnknownPlanError:
                return missing(strings.PLAN_GONE)
            except AssistantError as error:
                problem = str(error)
            else:
                record("plan_withdrawn", **by_visitor(visitor_of(request)), plan=plan_id)
                return RedirectResponse(addresses.PLANS, _SEE_OTHER)
        return form_page(
            request, "withdraw.html", current=addresses.PLANS, plan=plan, problem=problem, status=400
        )


async def _require_editor(request: Request) -> None:
    visitor_of(request).require(Role.EDITOR)


def _too_large() -> str:
    return strings.FILE_TOO_LARGE.format(limit=MAX_BYTES // 1_000_000)
