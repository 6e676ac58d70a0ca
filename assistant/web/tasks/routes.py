"""Addresses under ``/nhiem-vu``."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from assistant.web import addresses
from assistant.web.backend import ChatBackend
from assistant.web.sheets import MEDIA_TYPE
from assistant.web.site import page
from assistant.web.sources import plan_label
from assistant.web.tasks.book import TaskBook
from assistant.web.tasks.charts import deadline_bars, draw_bars, draw_columns, leader_bars
from assistant.web.tasks.selection import (
    NAMES,
    PAGE_SIZE,
    ROLE_NAMES,
    TIMING_NAMES,
    Role,
    Selection,
    Timing,
    page_count,
    page_number,
    read_selection,
    select,
)
from assistant.web.tasks.workbook import write_workbook

COLUMNS = (
    ("ke-hoach", "Kế hoạch"),
    ("nhiem-vu", "Nhiệm vụ"),
    ("", "Sản phẩm, chỉ tiêu"),
    ("chu-tri", "Chủ trì"),
    ("", "Phối hợp"),
    ("han", "Thời hạn"),
)
"""Columns of the page with the name that they are sorted by, empty where they are not."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A column with the address that sorts by it, and how it is sorted now (``ascending`` …)."""

    name: str
    address: str
    sorted: str


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter that is on, with the address without it."""

    text: str
    address: str


def build_router(backend: ChatBackend) -> APIRouter:
    """The page of tasks and its export."""
    router = APIRouter()
    book = TaskBook(backend)

    @router.get(addresses.TASKS)
    def show_tasks(request: Request) -> HTMLResponse:
        selection = read_selection(request.query_params)
        tasks = book.tasks()
        found = select(tasks, selection)
        number = page_number(selection, len(found))
        leaders, deadlines = leader_bars(found, selection), deadline_bars(found, selection)
        plans = {task.plan.id: task.plan for task in tasks}
        return page(
            request,
            "tasks.html",
            current=addresses.TASKS,
            names=NAMES,
            selection=selection,
            plans=[(plan_id, plan_label(plan)) for plan_id, plan in plans.items()],
            agencies=sorted({agency.name for task in tasks for agency in task.leaders}),
            sections=list(dict.fromkeys(task.record.section for task in tasks if task.record.section)),
            roles=ROLE_NAMES,
            timings=TIMING_NAMES,
            chips=_chips(selection, {plan_id: plan_label(plan) for plan_id, plan in plans.items()}),
            total=sum(task.plan.replaced_by is None or task.plan.id == selection.plan for task in tasks),
            count=len(found),
            tasks=found[(number - 1) * PAGE_SIZE : number * PAGE_SIZE],
            first=(number - 1) * PAGE_SIZE + 1,
            headings=_headings(selection),
            leaders=leaders,
            leader_chart=draw_bars(leaders),
            deadlines=deadlines,
            deadline_chart=draw_columns(deadlines),
            page_number=number,
            pages=[(n, selection.but(page=str(n)).address) for n in range(1, page_count(len(found)) + 1)],
        )

    @router.get(addresses.TASKS_FILE)
    def fetch_tasks(request: Request) -> Response:
        found = select(book.tasks(), read_selection(request.query_params))
        name = f"nhiem-vu-{datetime.now().astimezone():%Y%m%d-%H%M}.xlsx"
        return Response(
            write_workbook(found),
            media_type=MEDIA_TYPE,
            headers={"content-disposition": f'attachment; filename="{name}"'},
        )

    return router


def _headings(selection: Selection) -> list[Heading]:
    headings = []
    for order, name in COLUMNS:
        if not order:
            headings.append(Heading(name, "", "none"))
            continue
        now = selection.order or "ke-hoach"
        is_up = now == order
        state = "ascending" if is_up else ("descending" if now == f"-{order}" else "none")
        headings.append(Heading(name, selection.but(order=f"-{order}" if is_up else order).address, state))
    return headings


def _chips(selection: Selection, plans: dict[str, str]) -> Sequence[Chip]:
    """What is filtered by, each with the way to take it off."""
    role = f" ({ROLE_NAMES[Role(selection.role)].lower()})" if selection.role in set(Role) else ""
    timing = TIMING_NAMES[Timing(selection.timing)] if selection.timing in set(Timing) else ""
    texts = (
        (("words",), selection.words and f"Từ khóa: {selection.words}"),
        (("plan",), selection.plan and plans.get(selection.plan, selection.plan)),
        (("agency", "role"), selection.agency and f"{selection.agency}{role}"),
        (("since",), selection.since and f"Đến hạn từ {selection.since}"),
        (("until",), selection.until and f"Đến hạn đến {selection.until}"),
        (("timing",), timing),
        (("section",), selection.section and f"Mục: {selection.section}"),
    )
    return [Chip(text, selection.but(**dict.fromkeys(fields, "")).address) for fields, text in texts if text]
