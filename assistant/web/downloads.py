"""Addresses that hand out answers as files."""

from dataclasses import replace
from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import Response

from assistant.conversations.turns import Conversation, Reply, Turn
from assistant.web import addresses, strings
from assistant.web.shelf import Shelf
from assistant.web.site import missing
from assistant.web.word import MEDIA_TYPE, Exchange, write_word

MAX_ANSWERS = 200
"""Answers of one document; far more than a conversation has."""


def with_documents(conversation: Conversation, shelf: Shelf[Exchange]) -> Conversation:
    """A conversation that was kept, with its answers on the shelf again so that links can fetch them."""
    questions = tuple(turn.question for turn in conversation.turns)

    def put(number: int, turn: Turn) -> Turn:
        if not isinstance(turn.outcome, Reply):
            return turn
        token = shelf.keep(Exchange(turn.question, turn.outcome, questions[:number], turn.id))
        return replace(turn, outcome=replace(turn.outcome, token=token))

    turns = tuple(put(number, turn) for number, turn in enumerate(conversation.turns))
    return replace(conversation, turns=turns)


def build_router(shelf: Shelf[Exchange]) -> APIRouter:
    """Word documents of the answers on the shelf."""
    router = APIRouter()

    @router.get(addresses.WORD)
    def fetch_word(tokens: Annotated[str, Query(alias="luot")] = "") -> Response:
        found = [shelf.find(token) for token in tokens.split(",")[:MAX_ANSWERS]]
        exchanges = [exchange for exchange in found if exchange is not None]
        if not exchanges:
            return missing(strings.WORD_GONE)
        now = datetime.now().astimezone()
        name = f"tra-cuu-ke-hoach-{now:%Y%m%d-%H%M}.docx"
        return Response(
            write_word(exchanges, now),
            media_type=MEDIA_TYPE,
            headers={"content-disposition": f'attachment; filename="{name}"', "cache-control": "no-store"},
        )

    return router
