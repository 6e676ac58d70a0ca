"""The assistant as tools of the Model Context Protocol, over streamable HTTP at ``/mcp``."""

from collections.abc import Awaitable
from typing import Annotated, TypeVar

from mcp.server import MCPServer
from mcp.server.mcpserver import Context
from mcp.server.mcpserver.exceptions import ToolError
from mcp.server.transport_security import TransportSecuritySettings
from mcp_types import CallToolResult, TextContent, ToolAnnotations
from pydantic import Field
from starlette.requests import Request
from starlette.routing import BaseRoute

from assistant import __version__
from assistant.access.gate import visitor_of
from assistant.access.people import Visitor
from assistant.access.questions import Way
from assistant.answering.memo import memo_with_sources
from assistant.api.desk import MAX_PASSAGES, MAX_RECORDS, Desk
from assistant.api.rest import History, PlanId, PlanIds, Question
from assistant.api.shapes import (
    AnswerShape,
    PassagesShape,
    PlanShape,
    PlansShape,
    RecordsShape,
)
from assistant.errors import AssistantError

PATH = "/mcp"

_INSTRUCTIONS = (
    "Tra cứu các kế hoạch của Ủy ban nhân dân tỉnh. Dùng ask để có câu trả lời đã kiểm tra kèm trích dẫn; giữ nguyên "
    "các dấu [n] và nguồn. Khi ask từ chối (abstained), các kế hoạch không nêu điều được hỏi: không tự suy đoán."
)
_READS = ToolAnnotations(read_only_hint=True, open_world_hint=False)

Found = TypeVar("Found")


def build_mcp(desk: Desk) -> MCPServer:
    """The tools over a desk; its ``session_manager`` has to run while they are served."""
    server = MCPServer(
        "vn-plan-assistant",
        instructions=_INSTRUCTIONS,
        version=__version__,
        log_level="ERROR",  # it sets the level of the whole program where nobody has yet
    )

    @server.tool(
        title="Hỏi",
        description="Trả lời câu hỏi về các kế hoạch, kèm trích dẫn nguyên văn; từ chối khi các kế hoạch không nêu.",
        annotations=_READS,
    )
    async def ask(
        context: Context, question: Question, history: History = (), plans: PlanIds = ()
    ) -> Annotated[CallToolResult, AnswerShape]:
        done = await _tell_errors(desk.ask(_visitor(context), Way.MCP, question, history, plans))
        return CallToolResult(
            content=[TextContent(type="text", text=memo_with_sources(done.answer).plain)],
            structured_content=AnswerShape.of(done.answer).model_dump(mode="json"),
        )

    @server.tool(
        title="Tìm đoạn", description="Các đoạn của kế hoạch gần nhất với câu hỏi.", annotations=_READS
    )
    async def search(
        context: Context,
        question: Question,
        k: Annotated[int, Field(ge=1, le=MAX_PASSAGES, description="số đoạn")] = 10,
        plans: PlanIds = (),
    ) -> PassagesShape:
        return PassagesShape.of(await _tell_errors(desk.search(_visitor(context), question, k, plans)))

    @server.tool(
        title="Bảng nhiệm vụ",
        description="Các dòng của bảng nhiệm vụ: nhiệm vụ, cơ quan chủ trì, phối hợp, sản phẩm, thời hạn.",
        annotations=_READS,
    )
    async def records(
        plan: Annotated[PlanId | None, Field(description="mã kế hoạch; bỏ trống là tất cả")] = None,
        limit: Annotated[int, Field(ge=1, le=MAX_RECORDS, description="số nhiệm vụ tối đa")] = 50,
        offset: Annotated[int, Field(ge=0, description="bỏ qua bao nhiêu nhiệm vụ đầu")] = 0,
    ) -> RecordsShape:
        return RecordsShape.page(await _tell_errors(desk.records(plan)), limit, offset)

    @server.tool(title="Kế hoạch", description="Các kế hoạch đã nạp và mã của chúng.", annotations=_READS)
    async def plans() -> PlansShape:
        return PlansShape(plans=tuple(map(PlanShape.of, await _tell_errors(desk.plans()))))

    return server


def mcp_routes(server: MCPServer) -> list[BaseRoute]:
    """The routes at ``PATH``; every request stands alone, so any process can answer it."""
    # Hosts and origins are checked for the whole application, not here.
    open_hosts = TransportSecuritySettings(enable_dns_rebinding_protection=False)
    app = server.streamable_http_app(
        streamable_http_path=PATH, json_response=True, stateless_http=True, transport_security=open_hosts
    )
    return list(app.routes)


def _visitor(context: Context) -> Visitor:
    request = context.request_context.request
    assert isinstance(request, Request)  # every call comes over HTTP
    return visitor_of(request)


async def _tell_errors(work: Awaitable[Found]) -> Found:
    try:
        return await work
    except AssistantError as error:
        raise ToolError(str(error)) from error
