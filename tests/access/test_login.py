import json
import logging
import re
from pathlib import Path

import httpx
import pytest

from assistant.access.accounts import Accounts
from assistant.access.people import Role
from tests.serving import build_app, serving
from tests.web.fakes import FakeBackend

from .conftest import PASSWORD

RIGHT = {"name": "Lan ", "password": PASSWORD}


def test_a_right_password_opens_a_session_that_scripts_and_other_sites_cannot_use(
    stranger: httpx.Client,
) -> None:
    response = stranger.post("/login", data={**RIGHT, "next": "/api/v1/docs"})
    assert (response.status_code, response.headers["location"]) == (303, "/api/v1/docs")
    cookie = response.headers["set-cookie"]
    assert re.fullmatch(r"assistant_session=[\w-]{43}; HttpOnly; Max-Age=43200; Path=/; SameSite=lax", cookie)
    assert stranger.get("/api/v1/plans").status_code == 200


def test_logging_out_ends_the_session_on_the_server(stranger: httpx.Client) -> None:
    stranger.post("/login", data=RIGHT)
    session = stranger.cookies["assistant_session"]
    assert "Tài khoản: <strong>lan</strong>" in stranger.get("/login").text
    assert stranger.post("/logout").headers["location"] == "/login"
    assert "assistant_session" not in stranger.cookies
    stranger.cookies.set("assistant_session", session)
    assert stranger.get("/api/v1/plans").status_code == 401


@pytest.mark.parametrize(
    "wrong", [{"name": "lan", "password": "sai"}, {"name": "ai đó", "password": PASSWORD}]
)
def test_a_wrong_name_and_a_wrong_password_get_the_same_answer(
    stranger: httpx.Client, wrong: dict[str, str]
) -> None:
    response = stranger.post("/login", data=wrong)
    assert response.status_code == 401
    assert '<p role="alert">Tên đăng nhập hoặc mật khẩu không đúng.</p>' in response.text
    assert f'value="{wrong["name"]}"' in response.text
    assert wrong["password"] not in response.text
    assert "set-cookie" not in response.headers


@pytest.mark.parametrize(
    "elsewhere", ["https://example.org/", "//example.org", "/\\example.org", "", "/a\nb"]
)
def test_nobody_is_led_to_another_host_after_login(stranger: httpx.Client, elsewhere: str) -> None:
    page = stranger.get("/login", params={"next": elsewhere})
    assert 'name="next" value="/"' in page.text


def test_the_page_is_vietnamese_and_runs_and_loads_nothing(stranger: httpx.Client) -> None:
    page = stranger.get("/login", params={"next": '/"><script>alert(1)</script>'})
    assert '<html lang="vi">' in page.text
    assert not re.search(r"<(script|link|img|iframe)\b", page.text)
    assert page.headers["content-security-policy"].startswith("default-src 'none'; style-src 'sha256-")
    assert page.headers["cache-control"] == "no-store"


def test_logins_are_logged_without_secrets(stranger: httpx.Client, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, logger="assistant.audit"):
        stranger.post("/login", data={"name": "lan", "password": "sai rồi đấy"})
        stranger.post("/login", data=RIGHT)
        stranger.post("/logout")
    lines = [json.loads(message) for message in caplog.messages if message.startswith("{")]
    assert lines == [
        {"event": event, "name": "lan", "address": "127.0.0.1"}
        for event in ("login_failed", "login", "logout")
    ]


def test_guessing_is_slowed_down(tmp_path: Path) -> None:
    path = tmp_path / "accounts.sqlite"
    Accounts(path).add("lan", PASSWORD, Role.READER)
    with (
        serving(build_app(FakeBackend(), {"accounts": path})) as address,
        httpx.Client(base_url=address) as client,
    ):
        tries = [client.post("/login", data={"name": "lan", "password": "sai"}) for _ in range(11)]
    assert [response.status_code for response in tries] == [401] * 10 + [429]
    assert "Hãy thử lại sau" in tries[-1].text
    assert int(tries[-1].headers["retry-after"]) in range(1, 7)


def test_without_accounts_there_is_nothing_to_log_in_to() -> None:
    with serving(build_app(FakeBackend())) as address, httpx.Client(base_url=address) as client:
        assert "Không cần đăng nhập" in client.get("/login").text
        assert client.post("/login", data=RIGHT).headers["location"] == "/"
