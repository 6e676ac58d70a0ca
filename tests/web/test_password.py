"""People change their own password."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI
from playwright.sync_api import Browser, expect
from starlette.testclient import TestClient

from assistant.access import passwords
from assistant.access.accounts import Accounts
from assistant.access.control import LOGINS_A_MINUTE, AccessControl
from assistant.access.gate import SESSION_COOKIE, Gate
from assistant.access.people import Role, User
from assistant.config import load_settings
from assistant.web import password, strings
from assistant.web.addresses import PASSWORD as ADDRESS
from tests.serving import local_client

from .conftest import Serve, build_app, find_english
from .fakes import FakeBackend
from .test_browser_access import faults_of

TOKEN = re.compile(r'name="bieu_mau" value="([^"]+)"')
OLD, NEW = "mật khẩu cũ của Lan", "mật khẩu mới của Lan"
LAN = User("lan", Role.READER)


@pytest.fixture(autouse=True)
def cheap_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passwords, "_N", 2)


@pytest.fixture
def accounts(tmp_path: Path) -> Accounts:
    made = Accounts(tmp_path / "accounts.sqlite")
    made.add("lan", OLD, Role.READER)
    return made


@pytest.fixture
def client(tmp_path: Path, accounts: Accounts) -> Iterator[TestClient]:
    settings = {
        "accounts": tmp_path / "accounts.sqlite",
        "trusted_proxies": "127.0.0.1",
        "sso_header": "X-User",
    }
    control = AccessControl(load_settings({}, settings))
    app = FastAPI()
    app.include_router(password.build_router(control))
    app.add_middleware(Gate, control=control)
    with local_client(app) as client:
        client.cookies.set(SESSION_COOKIE, accounts.open_session("lan"))
        yield client


def send(client: TestClient, old: str, new: str, again: str | None = None) -> tuple[int, str]:
    """Send the form; the status and what the page says."""
    found = TOKEN.search(client.get(ADDRESS).text)
    assert found is not None
    form = {"bieu_mau": found[1], "cu": old, "moi": new, "lai": new if again is None else again}
    response = client.post(ADDRESS, data=form)
    said = re.search(r'role="(?:alert|status)">(.*?)<', response.text)
    assert said is not None
    assert all(typed not in response.text for typed in (old, new))
    assert response.headers["cache-control"] == "no-store"
    return response.status_code, said[1]


def events(caplog: pytest.LogCaptureFixture) -> list[dict[str, str]]:
    return [json.loads(entry.message) for entry in caplog.records if entry.name == "assistant.audit"]


def test_the_new_password_holds_and_other_sessions_end(
    client: TestClient, accounts: Accounts, caplog: pytest.LogCaptureFixture
) -> None:
    other, token = accounts.open_session("lan"), accounts.issue_token("lan", "api")
    assert send(client, OLD, NEW) == (200, strings.PASSWORD_CHANGED)
    assert (accounts.check_password("lan", OLD), accounts.check_password("lan", NEW)) == (None, LAN)
    assert (accounts.find_session(other), accounts.find_token(token)) == (None, LAN)
    assert client.get(ADDRESS).status_code == 200  # this session goes on
    assert events(caplog) == [
        {"event": "own_password_set", "by": "lan", "address": "127.0.0.1", "way": "web"}
    ]


@pytest.mark.parametrize(
    ("old", "new", "again", "problem"),
    [
        ("không phải mật khẩu", NEW, NEW, strings.WRONG_PASSWORD),
        (OLD, NEW, NEW + "x", strings.PASSWORDS_DIFFER),
        (OLD, OLD, OLD, strings.PASSWORD_UNCHANGED),
        (OLD, "ngắn quá", "ngắn quá", "Mật khẩu phải có từ 10 đến 200 ký tự."),
    ],
)
def test_what_is_refused_says_why_and_changes_nothing(
    client: TestClient, accounts: Accounts, old: str, new: str, again: str, problem: str
) -> None:
    other = accounts.open_session("lan")
    assert send(client, old, new, again) == (400, problem)
    assert accounts.check_password("lan", OLD) == LAN
    assert accounts.find_session(other) == LAN


def test_guessing_the_old_password_is_slowed_down_as_at_the_login(
    client: TestClient, accounts: Accounts, caplog: pytest.LogCaptureFixture
) -> None:
    tries = [send(client, f"đoán lần thứ {n}", NEW)[0] for n in range(LOGINS_A_MINUTE)]
    status, said = send(client, OLD, NEW)
    assert (tries, status) == ([400] * LOGINS_A_MINUTE, 429)
    assert said.startswith("Đăng nhập sai hoặc quá nhiều lần.")
    assert accounts.check_password("lan", OLD) == LAN
    assert [event["event"] for event in events(caplog)] == [
        *["own_password_refused"] * LOGINS_A_MINUTE,
        "own_password_throttled",
    ]


def test_a_form_of_another_site_changes_nothing(client: TestClient, accounts: Accounts) -> None:
    form = {"cu": OLD, "moi": NEW, "lai": NEW}
    assert client.post(ADDRESS, data=form).status_code == 400
    client.get(ADDRESS)
    assert client.post(ADDRESS, data={**form, "bieu_mau": "đoán"}).status_code == 400
    refused = client.post(ADDRESS, data=form, headers={"sec-fetch-site": "cross-site"})
    assert refused.status_code == 403
    assert accounts.check_password("lan", OLD) == LAN


def test_who_has_no_password_here_is_told_so(client: TestClient, accounts: Accounts) -> None:
    client.cookies.clear()
    signed_on = {"x-user": "mai"}
    page = client.get(ADDRESS, headers=signed_on)
    assert page.status_code == 404
    assert strings.NO_OWN_PASSWORD in page.text
    assert (
        client.post(ADDRESS, data={"cu": OLD, "moi": NEW, "lai": NEW}, headers=signed_on).status_code == 404
    )
    assert accounts.find_user("mai") is None
    assert client.get(ADDRESS).status_code == 401


@pytest.mark.browser
@pytest.mark.parametrize(("width", "dark"), [(1280, False), (390, True)])
def test_a_password_is_changed_by_keyboard_alone(
    serve: Serve, browser: Browser, accounts: Accounts, tmp_path: Path, width: int, dark: bool
) -> None:
    address = serve(build_app(FakeBackend(), {"accounts": tmp_path / "accounts.sqlite"}))
    context = browser.new_context(
        viewport={"width": width, "height": 844}, locale="vi-VN", color_scheme="dark" if dark else "light"
    )
    page = context.new_page()
    page.goto(f"{address}/login")
    page.get_by_label("Tên đăng nhập").fill("lan")
    page.get_by_label("Mật khẩu").fill(OLD)
    page.keyboard.press("Enter")
    link = page.get_by_role("link", name=strings.CHANGE_PASSWORD)
    expect(link).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") == width
    link.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(strings.CHANGE_PASSWORD)
    assert faults_of(page) == []
    assert find_english(page) == []
    page.get_by_label("Mật khẩu đang dùng").focus()
    for typed in ("không phải mật khẩu", NEW, NEW):
        page.keyboard.type(typed)
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_have_text(strings.WRONG_PASSWORD)
    assert faults_of(page) == []
    page.get_by_label("Mật khẩu đang dùng").focus()
    for typed in (OLD, NEW, NEW):
        page.keyboard.type(typed)
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_have_text(strings.PASSWORD_CHANGED)
    assert faults_of(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") == width
    context.close()
    assert accounts.check_password("lan", NEW) == LAN
