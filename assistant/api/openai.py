"""The assistant in the form of OpenAI's API under ``/v1``, for programs that speak nothing else."""

import re
import time
import uuid
from collections.abc import Iterator

from fastapi import APIRouter
from fastapi.responses import StreamingResponse
from starlette.requests import Request

from assistant.access.gate import visitor_of
from assistant.access.questions import Way
from assistant.answering.memo import memo_with_sources
from assistant.api.desk import Asked, Desk
from assistant.api.openai_shapes import (
    Choice,
    Chunk,
    ChunkChoice,
    Completion,
    CompletionMessage,
    CompletionRequest,
    Delta,
    Message,
    Model,
    Models,
    Usage,
)
from assistant.api.shapes import CitationShape
from assistant.errors import InputError, UnknownModelError

PREFIX = "/v1"
MODEL = "vn-plan-assistant"

_PIECE = re.compile(r"\S+\s*|\s+")
"""Streams go word by word: clients draw them as they come."""


def build_openai(desk: Desk) -> APIRouter:
    """The OpenAI routes over a desk."""
    router = APIRouter(prefix=PREFIX, tags=["OpenAI"])
    started = int(time.time())
    model = Model(id=MODEL, created=started, owned_by=MODEL)

    @router.get("/models", summary="Danh sách mô hình (một)")
    async def models() -> Models:
        return Models(data=(model,))

    @router.get("/models/{name}", summary="Thông tin mô hình")
    async def find_model(name: str) -> Model:
        _check_model(name)
        return model

    @router.post("/chat/completions", summary="Hỏi theo giao diện OpenAI", response_model=Completion)
    async def complete(request: Request, asked: CompletionRequest) -> Completion | StreamingResponse:
        _check_model(asked.model)
        question, history = split_messages(asked.messages)
        done = await desk.ask(visitor_of(request), Way.OPENAI, question, history, ())
        # The answer is whole before the first piece leaves: every sentence has been checked, and an error still
        # has its own status.
        completion = _complete(done, asked.messages)
        if not asked.stream:
            return completion
        include_usage = bool(asked.stream_options and asked.stream_options.include_usage)
        return StreamingResponse(_stream(completion, include_usage), media_type="text/event-stream")

    return router


def split_messages(messages: tuple[Message, ...]) -> tuple[str, tuple[str, ...]]:
    """The question and the questions before it; messages of every other role are left out.

    Raises:
        InputError: the last message is not the user's.
    """
    last = messages[-1]
    if last.role != "user":
        raise InputError("Tin nhắn cuối cùng phải có vai trò “user”: đó là câu hỏi.")
    return last.text, tuple(message.text for message in messages[:-1] if message.role == "user")


def _check_model(name: str) -> None:
    if name != MODEL:
        raise UnknownModelError(f"Không có mô hình “{name}”. Hãy dùng “{MODEL}”.")


def _complete(done: Asked, messages: tuple[Message, ...]) -> Completion:
    content = memo_with_sources(done.answer).plain
    asked, said = sum(_count(message.text) for message in messages), _count(content)
    return Completion(
        id=f"chatcmpl-{uuid.uuid4().hex}",
        created=int(time.time()),
        model=MODEL,
        choices=(Choice(message=CompletionMessage(content=content)),),
        usage=Usage(prompt_tokens=asked, completion_tokens=said, total_tokens=asked + said),
        citations=tuple(map(CitationShape.of, done.answer.citations)),
        abstained=done.answer.abstained,
    )


def _count(text: str) -> int:
    return len(text.split())


def _stream(completion: Completion, include_usage: bool) -> Iterator[str]:
    def event(*choices: ChunkChoice, **extra: object) -> str:
        chunk = Chunk.model_validate(
            {"id": completion.id, "created": completion.created, "model": MODEL, "choices": choices, **extra}
        )
        return f"data: {_dump(chunk)}\n\n"

    yield event(ChunkChoice(delta=Delta(role="assistant", content="")))
    for piece in _PIECE.findall(completion.choices[0].message.content):
        yield event(ChunkChoice(delta=Delta(content=piece)))
    last = ChunkChoice(delta=Delta(), finish_reason="stop")
    yield event(last, citations=completion.citations, abstained=completion.abstained)
    if include_usage:
        yield event(usage=completion.usage)
    yield "data: [DONE]\n\n"


def _dump(chunk: Chunk) -> str:
    # Absent, not null: clients take a null "content" for the end of one.
    return chunk.model_dump_json(exclude_none=True)
