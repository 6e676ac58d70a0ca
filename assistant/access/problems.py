"""How a refused request is told to a program: one JSON shape, that of OpenAI's errors, on every route."""

from collections.abc import Mapping

from pydantic import BaseModel
from starlette.responses import JSONResponse

_TYPES = {
    400: "invalid_request_error",
    401: "authentication_error",
    403: "permission_error",
    404: "not_found_error",
    405: "invalid_request_error",
    413: "invalid_request_error",
    422: "invalid_request_error",
    429: "rate_limit_error",
}


class ProblemDetail(BaseModel):
    """What is wrong."""

    message: str
    """In Vietnamese, with what to do."""
    type: str
    param: None = None
    code: int
    """The HTTP status again."""


class Problem(BaseModel):
    """The body of every refusal."""

    error: ProblemDetail


def problem(status: int, message: str, headers: Mapping[str, str] | None = None) -> JSONResponse:
    """A response that says in Vietnamese what is wrong and what to do.

    Args:
        status: HTTP status; programs tell errors apart by it.
        message: a sentence that can be shown to an official as it stands.
        headers: further headers, such as ``Retry-After``.
    """
    kind = _TYPES.get(status, "server_error")
    body = Problem(error=ProblemDetail(message=message, type=kind, code=status))
    return JSONResponse(body.model_dump(), status_code=status, headers=dict(headers or {}))
