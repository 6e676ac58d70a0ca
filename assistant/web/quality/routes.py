"""Addresses under ``/chat-luong``, for editors."""

import time
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from markupsafe import Markup

from assistant.access.gate import visitor_of
from assistant.access.people import Role
from assistant.access.questions import Questions
from assistant.conversations.turns import Conversation, Turn
from assistant.feedback.grouping import Finding, Kind, group
from assistant.feedback.store import Feedback, FeedbackFile
from assistant.feedback.words import describe, local_time
from assistant.web import addresses, strings
from assistant.web.forms import FIELD, form_page, is_own_form
from assistant.web.render import draw_shared
from assistant.web.sheets import MEDIA_TYPE, write_sheet
from assistant.web.site import missing

KINDS = {
    Kind.DISPUTED: "Trả lời bị góp ý chưa đúng",
    Kind.REFUSED: "Câu hỏi chưa có câu trả lời",
    Kind.DOUBTFUL: "Trả lời chưa chắc chắn",
}
"""Sections of the page in their order."""
PERIODS = {7: "7 ngày", 30: "30 ngày", 90: "90 ngày", 0: "tất cả"}
"""Days that the page can look back; 0 for all."""
MAX_QUESTIONS = 5_000
"""Questions of the log that are looked at, the latest; grouping them takes a second."""
MAX_GROUPS = 50
"""Groups shown in a section; the file has all."""
_DAY_S = 24 * 60 * 60
_SEE_OTHER = 303

Days = Annotated[int, Query(alias="ngay", ge=0, le=3650)]
WithHandled = Annotated[bool, Query(alias="ca-da-xu-ly")]


def build_router(questions: Questions, feedback: FeedbackFile) -> APIRouter:
    """The page, its file, and a page of each feedback."""
    router = APIRouter(dependencies=[Depends(_require_editor)])

    def find(days: int, with_handled: bool) -> list[Finding]:
        since = int(time.time()) - days * _DAY_S if days else 0
        said = [one for one in feedback.all(since) if with_handled or not one.handled]
        asked = [one for one in questions.kept(MAX_QUESTIONS, 0) if one.asked >= since]
        found = [Finding(Kind.REFUSED, one.question, one.asked) for one in asked if one.abstained]
        found += [Finding(Kind.DOUBTFUL, one.question, one.asked) for one in asked if one.doubtful]
        return found + [_finding(one) for one in said if not one.rated.helpful]

    @router.get(addresses.QUALITY)
    def show(request: Request, days: Days = 30, with_handled: WithHandled = False) -> HTMLResponse:
        found = find(days, with_handled)
        since = int(time.time()) - days * _DAY_S if days else 0
        return form_page(
            request,
            "quality.html",
            current=addresses.QUALITY,
            sections=[
                (kind, title, group(one for one in found if one.kind is kind))
                for kind, title in KINDS.items()
            ],
            limit=MAX_GROUPS,
            right=sum(one.rated.helpful for one in feedback.all(since)),
            periods=PERIODS,
            days=days,
            with_handled=with_handled,
            kept_days=questions.kept_days,
            when=_when,
        )

    @router.get(addresses.QUALITY_FILE)
    def fetch(days: Days = 30, with_handled: WithHandled = False) -> Response:
        found = find(days, with_handled)
        rows = [
            [KINDS[kind], one.question, str(one.count), _when(finding.when), finding.question, finding.said]
            for kind in KINDS
            for one in group(each for each in found if each.kind is kind)
            for finding in one.findings
        ]
        header = ["Loại", "Nhóm câu hỏi", "Số lần", "Thời điểm", "Câu hỏi", "Góp ý"]
        return Response(
            write_sheet("Chất lượng trả lời", header, rows, narrow=(3,)),
            media_type=MEDIA_TYPE,
            headers={
                "content-disposition": 'attachment; filename="chat-luong-tra-loi.xlsx"',
                "cache-control": "no-store",
            },
        )

    @router.get(f"{addresses.QUALITY}/{{number}}")
    def show_feedback(request: Request, number: int) -> HTMLResponse:
        return show_one(request, number, "")

    @router.post(f"{addresses.QUALITY}/{{number}}")
    def change(
        request: Request,
        number: int,
        sent: Annotated[str, Form(alias=FIELD, max_length=100)] = "",
        action: Annotated[str, Form(alias="viec", max_length=20)] = "",
    ) -> Response:
        if not is_own_form(request, sent):
            return show_one(request, number, strings.FORM_EXPIRED)
        if action == "xoa":
            feedback.delete(number)
        else:
            feedback.set_handled(number, action == "xong")
        return RedirectResponse(addresses.QUALITY, _SEE_OTHER)

    def show_one(request: Request, number: int, problem: str) -> HTMLResponse:
        one = feedback.find(number)
        if one is None:
            return missing(strings.FEEDBACK_GONE)
        turn = Turn(one.rated.question, outcome=one.rated.reply)
        return form_page(
            request,
            "feedback.html",
            current=addresses.QUALITY,
            status=400 if problem else 200,
            one=one,
            said=describe(one.rated),
            when=_when(one.given),
            turn=Markup(draw_shared(Conversation((turn,)))),
            problem=problem,
        )

    return router


async def _require_editor(request: Request) -> None:
    visitor_of(request).require(Role.EDITOR)


def _finding(one: Feedback) -> Finding:
    return Finding(Kind.DISPUTED, one.rated.question, one.given, one.number, describe(one.rated))


def _when(seconds: int) -> str:
    return f"{local_time(seconds):%H:%M ngày %d/%m/%Y}"
