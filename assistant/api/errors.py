"""Errors of the routes for programs as JSON: one handler for ours, one for input that does not fit its model."""

import logging
from collections.abc import Callable, Sequence
from typing import Any

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from assistant.access.problems import problem
from assistant.errors import (
    AssistantError,
    InputError,
    NotAllowedError,
    SetupError,
    TooManyRequestsError,
    UnknownModelError,
    UnknownPlanError,
)

_log = logging.getLogger(__name__)

_STATUS: tuple[tuple[type[AssistantError], int], ...] = (
    (UnknownPlanError, 404),
    (UnknownModelError, 404),
    (InputError, 400),
    (SetupError, 503),
    (NotAllowedError, 403),
    (TooManyRequestsError, 429),
    (AssistantError, 500),
)
"""The first class that fits decides."""

_COMPLAINTS = {
    "missing": "thiếu",
    "extra_forbidden": "không có trường này",
    "string_type": "phải là chuỗi ký tự",
    "int_type": "phải là số nguyên",
    "int_parsing": "phải là số nguyên",
    "bool_type": "phải là true hoặc false",
    "bool_parsing": "phải là true hoặc false",
    "list_type": "phải là danh sách",
    "tuple_type": "phải là danh sách",
    "json_invalid": "nội dung gửi lên không phải JSON hợp lệ",
    "string_too_long": "dài quá {max_length} ký tự",
    "string_too_short": "để trống",
    "too_long": "có quá {max_length} mục",
    "too_short": "cần ít nhất {min_length} mục",
    "greater_than_equal": "phải từ {ge} trở lên",
    "less_than_equal": "không quá {le}",
    "literal_error": "phải là một trong: {expected}",
    "enum": "phải là một trong: {expected}",
}
"""What pydantic finds, by its type of error."""


def status_of(error: AssistantError) -> int:
    """The HTTP status for an error of ours."""
    return next(status for kind, status in _STATUS if isinstance(error, kind))


def describe_faults(faults: Sequence[Any]) -> str:
    """What is wrong with input that pydantic refused, as one Vietnamese sentence."""
    return f"Yêu cầu không hợp lệ: {'; '.join(map(_describe, faults))}."


def _describe(fault: Any) -> str:
    place = ".".join(str(part) for part in fault["loc"] if part not in {"body", "query", "path"})
    pattern = _COMPLAINTS.get(fault["type"], "không hợp lệ")
    complaint = pattern.format(**fault.get("ctx", {}))
    return f"“{place}” {complaint}" if place and fault["type"] != "json_invalid" else complaint


def add_error_handlers(app: FastAPI, draw_page: Callable[[int, str], Response]) -> None:
    """Answer every error of the application's own routes with a Vietnamese sentence.

    Args:
        app: the application.
        draw_page: a page of status and sentence for people, whose browsers ask for pages; programs get JSON.
    """

    @app.exception_handler(AssistantError)
    def on_error(request: Request, error: AssistantError) -> Response:
        status = status_of(error)
        if status >= 500:
            _log.error("%s failed: %s", request.url.path, error)
        if isinstance(error, TooManyRequestsError):
            return problem(status, str(error), {"retry-after": str(error.retry_after_s)})
        if "text/html" in request.headers.get("accept", ""):
            return draw_page(status, str(error))
        return problem(status, str(error))

    @app.exception_handler(HTTPException)
    def on_http_error(request: Request, error: HTTPException) -> Response:
        return problem(error.status_code, error.detail, error.headers)

    @app.exception_handler(RequestValidationError)
    def on_bad_input(request: Request, error: RequestValidationError) -> Response:
        return problem(422, describe_faults(error.errors()))
