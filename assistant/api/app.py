"""Puts the interfaces for programs on the application."""

from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import Response

from assistant.access.problems import problem
from assistant.api.backend import ApiBackend
from assistant.api.desk import Desk
from assistant.api.errors import add_error_handlers
from assistant.api.guide import add_guide
from assistant.api.openai import build_openai
from assistant.api.rest import build_rest

_METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"]


def add_api(app: FastAPI, backend: ApiBackend) -> None:
    """Add every interface over ``backend``; the chat is mounted after it, at what is left."""
    desk = Desk(backend)
    add_error_handlers(app)
    app.include_router(build_rest(desk))
    app.include_router(build_openai(desk))
    add_guide(app)

    @app.api_route("/api/{path:path}", methods=_METHODS, include_in_schema=False)
    @app.api_route("/v1/{path:path}", methods=_METHODS, include_in_schema=False)
    def unknown(request: Request, path: str) -> Response:
        return problem(
            404,
            f"Không có địa chỉ {request.method} {request.url.path}. Xem /api/v1/docs để biết các địa chỉ.",
        )
