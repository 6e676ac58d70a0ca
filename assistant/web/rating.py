"""The address that takes what people say of an answer."""

from fastapi import APIRouter, Request
from fastapi.responses import Response
from pydantic import BaseModel, ConfigDict, Field

from assistant.access.gate import visitor_of
from assistant.access.limits import Limit
from assistant.access.problems import problem
from assistant.feedback.store import FeedbackFile, Rated, Reason
from assistant.text.normalise import clean_question
from assistant.web import addresses, strings
from assistant.web.shelf import Shelf
from assistant.web.word import Exchange

MAX_COMMENT_CHARS = 1000
RATINGS_A_MINUTE = 30
"""Far above what anybody means to say; keeps a script from filling the file."""


class _Sent(BaseModel):
    model_config = ConfigDict(extra="forbid")

    answer: str = Field(max_length=100)
    """Token of the answer on the shelf; who has it has seen the answer."""
    helpful: bool
    reason: Reason = Reason.NONE
    comment: str = Field("", max_length=MAX_COMMENT_CHARS)


def build_router(feedback: FeedbackFile, shelf: Shelf[Exchange]) -> APIRouter:
    """Keeps feedback with the question, what was asked before, and the answer as it was shown.

    Other sites cannot send it: the gate refuses what a browser says comes from one, and JSON needs its leave.
    """
    router = APIRouter()
    limit = Limit(RATINGS_A_MINUTE, "Góp ý quá nhanh. Hãy thử lại sau {wait} giây.")

    @router.post(addresses.RATING)
    def take(request: Request, sent: _Sent) -> Response:
        visitor = visitor_of(request)
        limit.take(visitor.limited_as)
        exchange = shelf.find(sent.answer)
        if exchange is None or not exchange.turn_id:
            return problem(404, strings.ANSWER_GONE)
        feedback.put(
            Rated(
                turn_id=exchange.turn_id,
                question=exchange.question,
                history=exchange.history,
                reply=exchange.reply,
                helpful=sent.helpful,
                reason=Reason.NONE if sent.helpful else sent.reason,
                comment=clean_question(sent.comment),
                name=visitor.user.name if visitor.user else "",
            )
        )
        return Response(status_code=204)

    return router
