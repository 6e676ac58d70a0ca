"""REST under ``/api/v1``: ask, search, records, plans."""

from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import Field
from starlette.requests import Request

from assistant.access.gate import visitor_of
from assistant.access.questions import Way
from assistant.api.desk import MAX_HISTORY, MAX_PASSAGES, MAX_PLANS, MAX_RECORDS, Desk
from assistant.api.shapes import (
    AnswerShape,
    PassagesShape,
    PlanShape,
    PlansShape,
    QuestionsShape,
    RecordsShape,
    Shape,
)
from assistant.web.typed import MAX_QUESTION_CHARS

PREFIX = "/api/v1"

Question = Annotated[
    str, Field(min_length=1, max_length=MAX_QUESTION_CHARS, description="câu hỏi bằng tiếng Việt")
]
History = Annotated[
    tuple[Question, ...],
    Field(max_length=MAX_HISTORY, description="các câu hỏi trước trong cuộc trao đổi, cũ trước"),
]
PlanId = Annotated[str, Field(min_length=1, max_length=200)]
PlanIds = Annotated[
    tuple[PlanId, ...], Field(max_length=MAX_PLANS, description="chỉ tra cứu trong các kế hoạch này (mã)")
]


class AskRequest(Shape):
    """A question with what bears on it."""

    question: Question
    history: History = ()
    plans: PlanIds = ()


class AskReply(AnswerShape):
    """An answer and how long it took."""

    latency_ms: float


class SearchRequest(Shape):
    """What to search for."""

    question: Question
    k: int = Field(20, ge=1, le=MAX_PASSAGES, description="số đoạn")
    plan: PlanIds = ()


class Page(Shape):
    """Which part of a list."""

    limit: int = Field(100, ge=1, le=MAX_RECORDS, description="số mục tối đa")
    offset: int = Field(0, ge=0, description="bỏ qua bao nhiêu mục đầu")


class RecordsRequest(Page):
    """Which records."""

    plan: PlanId | None = Field(None, description="mã kế hoạch; bỏ trống là tất cả")


def build_rest(desk: Desk) -> APIRouter:
    """The REST routes over a desk."""
    router = APIRouter(prefix=PREFIX, tags=["REST"])

    @router.post("/ask", summary="Hỏi một câu")
    async def ask(request: Request, asked: AskRequest) -> AskReply:
        done = await desk.ask(visitor_of(request), Way.REST, asked.question, asked.history, asked.plans)
        return AskReply(**dict(AnswerShape.of(done.answer)), latency_ms=done.latency_ms)

    @router.get("/search", summary="Tìm các đoạn gần nhất với câu hỏi")
    async def search(request: Request, asked: Annotated[SearchRequest, Query()]) -> PassagesShape:
        return PassagesShape.of(await desk.search(visitor_of(request), asked.question, asked.k, asked.plan))

    @router.get("/records", summary="Các dòng của bảng nhiệm vụ")
    async def records(asked: Annotated[RecordsRequest, Query()]) -> RecordsShape:
        return RecordsShape.page(await desk.records(asked.plan), asked.limit, asked.offset)

    @router.get("/plans", summary="Các kế hoạch đã nạp")
    async def plans() -> PlansShape:
        return PlansShape(plans=tuple(map(PlanShape.of, await desk.plans())))

    @router.get("/questions", summary="Nhật ký câu hỏi, mới trước (chỉ người quản trị)")
    async def questions(request: Request, page: Annotated[Page, Query()]) -> QuestionsShape:
        return QuestionsShape.of(await desk.asked(visitor_of(request), page.limit, page.offset))

    return router
