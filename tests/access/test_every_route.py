"""Walks over every route of the application, the chat's own and the files it ships included."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import gradio
import httpx
import pytest
from starlette.routing import BaseRoute, Mount, Route

from assistant.access.gate import OPEN_PATHS
from assistant.web import addresses
from assistant.web.site import STATIC

from .conftest import Closed

FRONTEND = Path(gradio.__file__).parent / "templates" / "frontend"
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")


def walk(routes: Iterable[BaseRoute], prefix: str = "") -> Iterator[str]:
    """Every path that a route answers, with words for its parameters."""
    for route in routes:
        if isinstance(route, Mount):
            yield from walk(route.routes, prefix + route.path)
        elif isinstance(route, Route):
            yield re.sub(r"\{[^}]*\}", "x", prefix + route.path)
        else:  # how FastAPI keeps a router that was included; anything else fails here
            yield from walk(vars(route)["original_router"].routes, prefix)


def test_no_route_answers_a_stranger_but_login_and_health(closed: Closed, stranger: httpx.Client) -> None:
    paths = {*walk(closed.app.routes), "/", "/no/such/path"}
    assert len(paths) > 80
    assert {"/mcp", "/api/v1/ask", "/v1/chat/completions", "/config", "/gradio_api/queue/join"} <= paths
    assert {addresses.PLANS, addresses.TASKS, addresses.TASKS_FILE, addresses.WORD, addresses.INTAKE} <= paths
    opened = {
        (path, response.status_code)
        for path in sorted(paths - OPEN_PATHS)
        for method in METHODS
        if (response := stranger.request(method, path)).status_code != 401
    }
    assert opened == set()


def test_no_file_of_the_page_is_open(stranger: httpx.Client) -> None:
    files = sorted(path for path in FRONTEND.rglob("*") if path.is_file())[:200]
    assert files
    for path in files:
        assert stranger.get(f"/{path.relative_to(FRONTEND).as_posix()}").status_code == 401
    own = sorted(path for path in STATIC.rglob("*") if path.is_file())
    assert own
    for path in own:
        address = f"{addresses.STATIC}/{path.relative_to(STATIC).as_posix()}"
        assert stranger.get(address).status_code == 401
    for path_text in ("/theme.css", "/favicon.ico", "/login/", "/login/../config", "//login", "/healthz/"):
        assert stranger.get(path_text).status_code == 401


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/config",
        "/theme.css",
        "/api/v1/plans",
        "/api/v1/docs",
        "/v1/models",
        "/gradio_api/info",
        "/ke-hoach",
        "/nhiem-vu",
    ],
)
def test_the_same_routes_answer_who_is_known(program: httpx.Client, person: httpx.Client, path: str) -> None:
    assert program.get(path).status_code == 200
    assert person.get(path).status_code == 200


def test_who_is_sent_away_is_told_how_to_come_in(stranger: httpx.Client) -> None:
    refused = stranger.post("/api/v1/ask", json={"question": "a"})
    assert refused.headers["www-authenticate"] == "Bearer"
    assert refused.json()["error"] == {
        "message": (
            "Cần đăng nhập: mở trang /login, hoặc gửi tiêu đề “Authorization: Bearer MÃ” với mã còn hiệu lực."
        ),
        "type": "authentication_error",
        "param": None,
        "code": 401,
    }
    page = stranger.get("/config?a=1", headers={"accept": "text/html,*/*"})
    assert (page.status_code, page.headers["location"]) == (303, "/login?next=/config%3Fa%3D1")


def test_health_is_open_and_every_answer_carries_the_headers_that_protect_pages(
    stranger: httpx.Client, program: httpx.Client
) -> None:
    responses = [stranger.get("/healthz"), stranger.get("/readyz"), stranger.get("/login")]
    assert [response.status_code for response in responses] == [200, 200, 200]
    for response in (*responses, stranger.get("/config"), program.get("/"), program.get("/api/v1/plans")):
        assert "frame-ancestors" in response.headers["content-security-policy"]
        assert response.headers["x-content-type-options"] == "nosniff"
        assert response.headers["referrer-policy"] == "same-origin"
        assert response.headers["cross-origin-opener-policy"] == "same-origin"
