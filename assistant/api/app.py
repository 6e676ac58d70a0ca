"""The interfaces for programs as one application, onto which the chat is mounted."""

from collections.abc import Callable

from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import Response

from assistant import __version__
from assistant.access.gate import visitor_of
from assistant.access.people import Role
from assistant.access.problems import Problem, problem
from assistant.access.questions import Questions
from assistant.api.backend import ApiBackend
from assistant.api.desk import Desk
from assistant.api.errors import add_error_handlers
from assistant.api.guide import OPENAPI_PATH, add_guide
from assistant.api.mcp import build_mcp, mcp_routes
from assistant.api.openai import build_openai
from assistant.api.rest import build_rest
from assistant.measures import MEDIA_TYPE, Measures
from assistant.web import strings

_METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"]


def build_api(
    backend: ApiBackend, questions: Questions, draw_error: Callable[[int, str], Response]
) -> FastAPI:
    """Every interface for programs and the health checks, for an application behind the gate.

    Args:
        backend: answers.
        questions: counts them by visitor, and keeps them where that is set.
        draw_error: a page of status and sentence for people who meet an error on a page.
    """
    desk = Desk(backend, questions)
    mcp = build_mcp(desk)
    routes = mcp_routes(mcp)
    app = FastAPI(
        title=strings.TITLE,
        version=__version__,
        docs_url=None,
        redoc_url=None,
        openapi_url=OPENAPI_PATH,
        responses={"4XX": {"model": Problem}, "5XX": {"model": Problem}},
        lifespan=lambda app: mcp.session_manager.run(),
    )
    add_error_handlers(app, draw_error)
    _add_health(app, backend)
    _add_metrics(app, questions.measures)
    app.include_router(build_rest(desk))
    app.include_router(build_openai(desk))
    app.router.routes.extend(routes)
    add_guide(app)

    @app.api_route("/api/{path:path}", methods=_METHODS, include_in_schema=False)
    @app.api_route("/v1/{path:path}", methods=_METHODS, include_in_schema=False)
    def unknown(request: Request, path: str) -> Response:
        return problem(
            404,
            f"Không có địa chỉ {request.method} {request.url.path}. Xem /api/v1/docs để biết các địa chỉ.",
        )

    return app


def _add_metrics(app: FastAPI, measures: Measures) -> None:
    @app.get("/metrics", include_in_schema=False)
    def metrics(request: Request) -> Response:
        visitor_of(request).require(Role.ADMIN)
        return Response(measures.text(), media_type=MEDIA_TYPE)


def _add_health(app: FastAPI, backend: ApiBackend) -> None:
    @app.get("/healthz", tags=["Trạng thái"], summary="Máy chủ đang chạy")
    def healthz() -> dict[str, str | int]:
        return {"status": "ok", "plans": len(backend.plans())}

    @app.get("/readyz", tags=["Trạng thái"], summary="Chỉ mục đọc được, sẵn sàng trả lời")
    def readyz() -> dict[str, str]:
        backend.plans()  # reads the catalogue; what fails is answered with 503
        return {"status": "ready"}
