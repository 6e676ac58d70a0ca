"""A real client of the protocol against the real server, in both of its forms."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from mcp import Client
from mcp_types import CallToolResult, TextContent

from assistant.answering.memo import memo_with_sources
from assistant.api.shapes import AnswerShape, PassagesShape, PlanShape, RecordShape
from assistant.errors import InternalError
from tests.serving import run_async
from tests.web.fakes import AN_LAC, ANSWERED, BY_ID, PLANS, Call, FakeBackend

Talk = Callable[[Client], Awaitable[Any]]


def talk(address: str, work: Talk, mode: str = "auto") -> Any:
    """Run ``work`` with a connected client."""

    async def run() -> Any:
        async with Client(f"{address}/mcp", mode=mode) as client:
            return await work(client)

    return run_async(run)


def call(address: str, name: str, arguments: dict[str, Any], mode: str = "auto") -> CallToolResult:
    async def work(client: Client) -> CallToolResult:
        return await client.call_tool(name, arguments)

    result = talk(address, work, mode)
    assert isinstance(result, CallToolResult)
    return result


def text_of(result: CallToolResult) -> str:
    (content,) = result.content
    assert isinstance(content, TextContent)
    return content.text


def test_the_tools_say_in_vietnamese_what_they_do_and_that_they_only_read(address: str) -> None:
    async def work(client: Client) -> Any:
        return await client.list_tools()

    tools = {tool.name: tool for tool in talk(address, work).tools}
    assert set(tools) == {"ask", "search", "records", "plans"}
    for tool in tools.values():
        assert tool.title
        assert tool.description
        assert tool.output_schema
        assert tool.annotations
        assert tool.annotations.read_only_hint is True
    assert tools["ask"].input_schema["required"] == ["question"]


@pytest.mark.parametrize("mode", ["auto", "legacy"])
def test_an_answer_has_sources_in_its_text_and_as_data(address: str, backend: FakeBackend, mode: str) -> None:
    asked = {"question": "ai chủ trì?", "history": ["trước"], "plans": [AN_LAC.id]}
    result = call(address, "ask", asked, mode)
    assert text_of(result) == memo_with_sources(ANSWERED).plain
    assert result.structured_content == AnswerShape.of(ANSWERED).model_dump(mode="json")
    assert backend.calls == [Call("ai chủ trì?", ("trước",), (AN_LAC.id,))]


def test_search_records_and_plans_give_the_shapes_of_rest(address: str, backend: FakeBackend) -> None:
    found = call(address, "search", {"question": "số hóa", "k": 2}).structured_content
    assert found == PassagesShape.of(backend.search("số hóa", 2, None)).model_dump(mode="json")
    records = BY_ID[AN_LAC.id].records
    assert call(address, "records", {"plan": AN_LAC.id}).structured_content == {
        "total": len(records),
        "records": [RecordShape.of(record).model_dump(mode="json") for record in records],
    }
    assert call(address, "plans", {}).structured_content == {
        "plans": [PlanShape.of(plan).model_dump(mode="json") for plan in PLANS]
    }


def test_errors_are_told_to_the_model_as_sentences(address: str, backend: FakeBackend) -> None:
    unknown = call(address, "records", {"plan": "khong-co"})
    assert unknown.is_error
    assert text_of(unknown) == "Error executing tool records: Không có kế hoạch “khong-co”."
    backend.replies[:] = [InternalError("Lỗi nội bộ.")]
    failed = call(address, "ask", {"question": "a"})
    assert failed.is_error
    assert text_of(failed) == "Error executing tool ask: Lỗi nội bộ."


def test_a_question_out_of_bounds_is_refused(address: str, backend: FakeBackend) -> None:
    assert call(address, "ask", {"question": "a" * 2001}).is_error
    assert call(address, "search", {"question": "a", "k": 1000}).is_error
    assert backend.calls == []
