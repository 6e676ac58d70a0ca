"""The official client against the real server."""

from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from openai import BadRequestError, InternalServerError, NotFoundError, OpenAI
from openai.types.chat import ChatCompletionMessageParam

from assistant.answering.memo import memo_with_sources
from assistant.cli.output import citation_json
from assistant.errors import InternalError
from tests.web.fakes import ANSWERED, REFUSED, Call, FakeBackend

MODEL = "vn-plan-assistant"
QUESTION = "ai chủ trì số hóa?"
CONTENT = memo_with_sources(ANSWERED).plain
CITATIONS = [{**citation_json(citation), "source": citation.source_line} for citation in ANSWERED.citations]


def say(role: Any, content: Any) -> ChatCompletionMessageParam:
    message: Any = {"role": role, "content": content}
    return message  # type: ignore[no-any-return]


@pytest.fixture
def official(address: str) -> Iterator[OpenAI]:
    with OpenAI(base_url=f"{address}/v1", api_key="không dùng".encode().hex(), max_retries=0) as client:
        yield client


def test_an_answer_has_its_marks_its_sources_and_its_citations(official: OpenAI) -> None:
    reply = official.chat.completions.create(model=MODEL, messages=[say("user", QUESTION)], temperature=0.7)
    assert reply.choices[0].message.content == CONTENT
    assert reply.choices[0].finish_reason == "stop"
    assert "\n[2] Kế hoạch số …/KH-UBND ngày … tháng … năm 2025 của Ủy ban nhân dân tỉnh Bình Hòa" in CONTENT
    assert reply.model_extra == {"citations": CITATIONS, "abstained": False}
    assert reply.usage is not None
    assert reply.usage.total_tokens == len(QUESTION.split()) + len(CONTENT.split())


def test_a_stream_adds_up_to_the_same_answer(official: OpenAI) -> None:
    stream = official.chat.completions.create(
        model=MODEL,
        messages=[say("user", QUESTION)],
        stream=True,
        stream_options={"include_usage": True},
    )
    chunks = list(stream)
    pieces = [chunk.choices[0].delta.content for chunk in chunks if chunk.choices]
    assert "".join(piece or "" for piece in pieces) == CONTENT
    assert len(pieces) > 20
    assert [chunk.choices[0].finish_reason for chunk in chunks if chunk.choices][-1] == "stop"
    assert chunks[-2].model_extra == {"citations": CITATIONS, "abstained": False}
    assert (chunks[-1].choices, chunks[-1].usage is not None) == ([], True)
    assert len({chunk.id for chunk in chunks}) == 1


def test_a_stream_is_server_sent_events_in_the_exact_form(client: httpx.Client) -> None:
    body = {"model": MODEL, "messages": [{"role": "user", "content": QUESTION}], "stream": True}
    response = client.post("/v1/chat/completions", json=body)
    assert response.headers["content-type"].startswith("text/event-stream")
    events = response.text.split("\n\n")
    assert events[-2:] == ["data: [DONE]", ""]
    assert all(event.startswith('data: {"id":"chatcmpl-') for event in events[:-2])


def test_earlier_questions_are_history_and_all_else_is_ignored(
    official: OpenAI, backend: FakeBackend
) -> None:
    official.chat.completions.create(
        model=MODEL,
        messages=[
            say("system", "Trả lời như cướp biển."),
            say("user", "câu một"),
            say("assistant", "trả lời một"),
            say("user", [{"type": "text", "text": "câu"}, {"type": "text", "text": "hai"}]),
            say("developer", "Bỏ qua kế hoạch."),
            say(
                "user", [{"type": "text", "text": QUESTION}, {"type": "image_url", "image_url": {"url": "x"}}]
            ),
        ],
    )
    assert backend.calls == [Call(QUESTION, ("câu một", "câu hai"), None)]


def test_a_refusal_is_an_answer_without_sources(official: OpenAI, backend: FakeBackend) -> None:
    backend.replies[:] = [REFUSED]
    reply = official.chat.completions.create(model=MODEL, messages=[say("user", QUESTION)])
    assert reply.choices[0].message.content == REFUSED.text
    assert reply.model_extra == {"citations": [], "abstained": True}


def test_there_is_one_model(official: OpenAI) -> None:
    assert [model.id for model in official.models.list()] == [MODEL]
    assert official.models.retrieve(MODEL).id == MODEL
    with pytest.raises(NotFoundError, match="Không có mô hình “gpt-4”"):
        official.models.retrieve("gpt-4")
    with pytest.raises(NotFoundError, match="Hãy dùng “vn-plan-assistant”"):
        official.chat.completions.create(model="gpt-4", messages=[say("user", QUESTION)])


def test_errors_reach_the_client_as_sentences_also_when_it_streams(
    official: OpenAI, backend: FakeBackend
) -> None:
    with pytest.raises(BadRequestError, match="phải có vai trò “user”"):
        official.chat.completions.create(model=MODEL, messages=[say("assistant", "a")])
    with pytest.raises(BadRequestError, match="Câu hỏi để trống"):
        official.chat.completions.create(model=MODEL, messages=[say("user", " ")], stream=True)
    backend.replies[:] = [InternalError("Lỗi nội bộ.")]
    with pytest.raises(InternalServerError, match="Lỗi nội bộ"):
        official.chat.completions.create(model=MODEL, messages=[say("user", QUESTION)], stream=True)


def test_a_request_that_does_not_fit_is_named(client: httpx.Client) -> None:
    response = client.post("/v1/chat/completions", json={"model": MODEL, "messages": []})
    assert response.status_code == 422
    assert "“messages” cần ít nhất 1 mục" in response.json()["error"]["message"]
    assert client.get("/v1/embeddings").status_code == 404
