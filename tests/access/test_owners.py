"""Whose conversations are whose, asked over HTTP."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI, Request
from starlette.testclient import TestClient

from assistant.access.accounts import Accounts
from assistant.access.control import AccessControl
from assistant.access.gate import SESSION_COOKIE, Gate
from assistant.access.owners import BROWSER_COOKIE, LOCAL, Owners, owner_of
from assistant.access.people import Role
from assistant.config import load_settings
from tests.serving import NO_ACCOUNTS

from .conftest import PASSWORD

PAGE = {"accept": "text/html"}


def build(**settings: object) -> FastAPI:
    """An application of one route, which tells the owner."""
    control = AccessControl(load_settings({}, {"accounts": NO_ACCOUNTS, **settings}))
    app = FastAPI()

    @app.get("/")
    @app.post("/")
    def tell(request: Request) -> str:
        return owner_of(request)

    app.add_middleware(Owners, only_local=control.only_local)
    app.add_middleware(Gate, control=control)
    return app


def client(app: FastAPI, address: str = "10.0.0.7", base: str = "http://10.0.0.1") -> TestClient:
    return TestClient(app, base_url=base, client=(address, 50_000))


def set_cookie(response: Any) -> str:
    """What a response has a browser keep; empty for nothing. The client comes with a class of responses of its own."""
    return str(response.headers.get("set-cookie", ""))


def test_a_server_that_nobody_else_reaches_has_one_owner_and_sets_no_cookie() -> None:
    response = client(build(), "127.0.0.1", "http://127.0.0.1").get("/", headers=PAGE)
    assert (response.json(), set_cookie(response)) == (LOCAL, "")


@pytest.mark.parametrize("address", ["10.0.0.7", "127.0.0.1"])
def test_on_an_open_server_each_browser_is_an_owner_of_its_own(address: str) -> None:
    app = build(host="0.0.0.0")
    owners = set()
    for _ in range(2):  # two browsers behind one address
        browser = client(app, address)
        opened = browser.get("/", headers=PAGE)
        cookie = set_cookie(opened)
        assert cookie.startswith(f"{BROWSER_COOKIE}=")
        assert "HttpOnly" in cookie
        assert "SameSite=lax" in cookie
        assert "Secure" not in cookie
        again = browser.post("/")
        assert (again.json(), set_cookie(again)) == (opened.json(), "")
        assert browser.cookies[BROWSER_COOKIE] not in opened.json()
        owners.add(opened.json())
    assert len(owners) == 2
    assert all(owner.startswith("browser:") for owner in owners)


def test_only_an_opened_page_makes_a_browser_known() -> None:
    program = client(build(host="0.0.0.0"))
    for response in (program.get("/"), program.post("/", headers=PAGE)):
        assert (response.json(), set_cookie(response)) == ("", "")


@pytest.mark.parametrize("forged", ["", "x", "a" * 42, "a" * 44, "local", "a" * 42 + "!"])
def test_a_cookie_that_was_never_given_is_replaced(forged: str) -> None:
    browser = client(build(host="0.0.0.0"))
    browser.cookies.set(BROWSER_COOKIE, forged)
    assert browser.post("/").json() == ""
    assert set_cookie(browser.get("/", headers=PAGE)) != ""


def test_cookies_are_for_https_alone_where_the_page_came_that_way() -> None:
    browser = client(build(host="0.0.0.0"), base="https://10.0.0.1")
    assert "Secure" in set_cookie(browser.get("/", headers=PAGE))


@pytest.fixture
def accounts(tmp_path: Path) -> Iterator[Accounts]:
    accounts = Accounts(tmp_path / "accounts.sqlite")
    for name in ("lan", "mai"):
        accounts.add(name, PASSWORD, Role.READER)
    yield accounts


def test_whoever_logs_in_is_the_owner_whatever_the_browser_held_before(
    accounts: Accounts, tmp_path: Path
) -> None:
    browser = client(build(host="0.0.0.0", accounts=tmp_path / "accounts.sqlite"))
    browser.cookies.set(BROWSER_COOKIE, "a" * 43)
    for name in ("lan", "mai"):
        browser.cookies.set(SESSION_COOKIE, accounts.open_session(name))
        response = browser.get("/", headers=PAGE)
        assert (response.json(), set_cookie(response)) == (f"user:{name}", "")
