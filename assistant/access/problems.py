"""How a refused request is told to a program: one JSON shape, that of OpenAI's errors, on every route."""

from collections.abc import Mapping

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


def problem(status: int, message: str, headers: Mapping[str, str] | None = None) -> JSONResponse:
    """A response that says in Vietnamese what is wrong and what to do.

    Args:
        status: HTTP status; programs tell errors apart by it.
        message: a sentence that can be shown to an official as it stands.
        headers: further headers, such as ``Retry-After``.
    """
    kind = _TYPES.get(status, "server_error")
    body = {"error": {"message": message, "type": kind, "param": None, "code": status}}
    return JSONResponse(body, status_code=status, headers=dict(headers or {}))
