"""Addresses under ``/ke-hoach``."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse

from assistant.access.gate import visitor_of
from assistant.access.people import Role
from assistant.answering.citing import source_line
from assistant.errors import UnknownPlanError
from assistant.types import Plan
from assistant.versions import versions_of
from assistant.web import addresses, strings
from assistant.web.addresses import MARK, read_ranges, reading_address
from assistant.web.backend import ChatBackend
from assistant.web.plans.listing import list_plans
from assistant.web.plans.place import RowPlace, find_place
from assistant.web.plans.reading import read_plan
from assistant.web.site import missing, page
from assistant.web.sources import printed_number

Marked = Annotated[str, Query(alias=MARK)]


def build_router(backend: ChatBackend, *, uploads: bool) -> APIRouter:
    """The list of plans, the reading view of each, its single places; ``uploads`` links editors to changes."""
    router = APIRouter(prefix=addresses.PLANS)

    @router.get("")
    def show_plans(request: Request, wanted: Annotated[str, Query(alias="tim")] = "") -> HTMLResponse:
        return page(
            request,
            "plans.html",
            current=addresses.PLANS,
            plans=list_plans(backend, wanted),
            versions=lambda plan: versions_of(plan, backend.plans()),
            facts=facts_of,
            wanted=wanted,
            uploads=uploads and visitor_of(request).role.covers(Role.EDITOR),
        )

    @router.get("/{plan_id}")
    def show_plan(request: Request, plan_id: str, marked: Marked = "") -> HTMLResponse:
        try:
            parsed = backend.plan(plan_id)
        except UnknownPlanError:
            return missing(strings.PLAN_GONE)
        return page(
            request,
            "plan.html",
            current=addresses.PLANS,
            plan=parsed.plan,
            versions=versions_of(parsed.plan, backend.plans()),
            facts=facts_of(parsed.plan),
            reading=read_plan(parsed, read_ranges(marked)),
        )

    @router.get("/{plan_id}/doan")
    def show_place(
        request: Request,
        plan_id: str,
        locator: Annotated[str, Query(alias="vi-tri")] = "",
        marked: Marked = "",
    ) -> HTMLResponse:
        spans = read_ranges(marked)
        try:
            parsed = backend.plan(plan_id)
        except UnknownPlanError:
            return page(request, "gone.html", status=404, message=strings.PLAN_GONE)
        place = find_place(parsed, locator, spans)
        label = next((p.label for p in parsed.passages if p.locator == locator), locator)
        return page(
            request,
            "place.html",
            status=200 if place else 404,
            title=parsed.plan.title,
            versions=versions_of(parsed.plan, backend.plans()),
            label=label,
            place=place,
            rows=isinstance(place, RowPlace),
            source_line=f"{source_line(parsed.plan)}; {label}",
            reading=reading_address(plan_id, locator if place else "", spans),
        )

    return router


def facts_of(plan: Plan) -> tuple[tuple[str, str | None], ...]:
    """What heads a plan, name by value; ``None`` where the print is blank."""
    return (
        ("Văn bản ban hành", plan.instrument),
        ("Số, ký hiệu", printed_number(plan)),
        ("Ngày ban hành", f"{plan.date:%d/%m/%Y}" if plan.date else None),
        ("Cơ quan ban hành", plan.issuer),
        ("Người ký", plan.signatory),
        ("Năm", ", ".join(map(str, plan.years)) or None),
        ("Tệp", plan.source),
    )
