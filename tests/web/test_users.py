"""Accounts as a page, for administrators."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI
from playwright.sync_api import expect
from starlette.testclient import TestClient

from assistant.access import passwords
from assistant.access.accounts import Account, Accounts
from assistant.access.control import AccessControl
from assistant.access.gate import SESSION_COOKIE, Gate
from assistant.access.owners import owner_of_user
from assistant.access.people import Role, User
from assistant.config import load_settings
from assistant.conversations.store import Conversations
from assistant.conversations.turns import Conversation, begin
from assistant.feedback.store import FeedbackFile
from assistant.web import strings, users
from assistant.web.addresses import USERS
from tests.serving import local_client

from .conftest import OpenPage, Serve, build_app
from .fakes import FakeBackend
from .test_browser_access import faults_of

TOKEN = re.compile(r'name="bieu_mau" value="([^"]+)"')
PASSWORD = "mật khẩu dài"


@pytest.fixture(autouse=True)
def cheap_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passwords, "_N", 2)


@pytest.fixture
def accounts(tmp_path: Path) -> Accounts:
    return Accounts(tmp_path / "accounts.sqlite")


@pytest.fixture
def kept(tmp_path: Path) -> Conversations:
    return Conversations(tmp_path / "conversations.sqlite", 90)


@pytest.fixture
def client(tmp_path: Path, accounts: Accounts, kept: Conversations) -> Iterator[TestClient]:
    control = AccessControl(load_settings({}, {"accounts": tmp_path / "accounts.sqlite"}))
    app = FastAPI()
    app.include_router(users.build_router(accounts, kept, FeedbackFile(tmp_path / "feedback.sqlite")))
    app.add_middleware(Gate, control=control)
    with local_client(app) as client:
        yield client


def log_in(client: TestClient, accounts: Accounts, name: str, role: Role) -> None:
    accounts.add(name, PASSWORD, role)
    client.cookies.set(SESSION_COOKIE, accounts.open_session(name))


def send(client: TestClient, action: str, name: str, **fields: str) -> tuple[int, str]:
    """Send a form of the page; its status and, where it was refused, why."""
    found = TOKEN.search(client.get(USERS).text)
    assert found is not None
    form = {"bieu_mau": found[1], "viec": action, "ten": name, **fields}
    response = client.post(USERS, data=form, follow_redirects=False)
    problem = re.search(r'role="alert">(.*?)<', response.text)
    return response.status_code, problem[1] if problem else ""


def test_an_administrator_does_all_that_the_command_does(
    client: TestClient, accounts: Accounts, kept: Conversations
) -> None:
    log_in(client, accounts, "an", Role.ADMIN)
    an = Account(User("an", Role.ADMIN), ())
    assert send(client, "them", "Lan", **{"mat-khau": PASSWORD, "vai-tro": "reader"}) == (303, "")
    assert send(client, "vai-tro", "lan", **{"vai-tro": "editor"}) == (303, "")
    assert send(client, "mat-khau", "lan", **{"mat-khau": "mật khẩu khác"}) == (303, "")
    assert accounts.check_password("lan", "mật khẩu khác") == User("lan", Role.EDITOR)
    assert send(client, "khoa", "lan") == (303, "")
    assert accounts.all() == (an, Account(User("lan", Role.EDITOR), (), disabled=True))
    assert "đang khóa" in client.get(USERS).text
    assert send(client, "mo", "lan") == (303, "")
    kept.begin(begin(Conversation(owner=owner_of_user("lan")), "một", (), ()))
    assert send(client, "go", "lan") == (303, "")
    assert (accounts.all(), kept.list(owner_of_user("lan")).count) == ((an,), 0)
    assert send(client, "khoa", "lan")[0] == 400


def test_a_token_is_shown_once_and_revoked(client: TestClient, accounts: Accounts) -> None:
    log_in(client, accounts, "an", Role.ADMIN)
    found = TOKEN.search(client.get(USERS).text)
    assert found is not None
    form = {"bieu_mau": found[1], "viec": "ma", "ten": "an", "nhan": "báo cáo"}
    issued = client.post(USERS, data=form)
    secret = re.search(r'id="ma-moi" readonly value="(vnp_[^"]+)"', issued.text)
    assert secret is not None
    assert accounts.find_token(secret[1]) == User("an", Role.ADMIN)
    assert issued.headers["cache-control"] == "no-store"
    assert secret[1] not in client.get(USERS).text
    assert send(client, "thu-hoi", "an", nhan="báo cáo") == (303, "")
    assert accounts.find_token(secret[1]) is None


def test_what_cannot_be_is_said_and_changes_nothing(client: TestClient, accounts: Accounts) -> None:
    log_in(client, accounts, "an", Role.ADMIN)
    for action in ("vai-tro", "khoa", "go"):
        assert send(client, action, "AN", **{"vai-tro": "reader"}) == (400, strings.NOT_ONESELF)
    assert send(client, "them", "mai", **{"mat-khau": PASSWORD, "vai-tro": "vua"}) == (
        400,
        strings.NO_SUCH_ROLE,
    )
    assert send(client, "them", "mai", **{"mat-khau": "ngắn", "vai-tro": "reader"}) == (
        400,
        "Mật khẩu phải có từ 10 đến 200 ký tự.",
    )
    assert client.post(USERS, data={"viec": "them", "ten": "mai"}).status_code == 400
    assert send(client, "gì đó", "an") == (400, strings.FORM_EXPIRED)
    assert [account.user.name for account in accounts.all()] == ["an"]


@pytest.mark.parametrize("role", [Role.READER, Role.EDITOR])
def test_nobody_else_sees_or_changes_accounts(client: TestClient, accounts: Accounts, role: Role) -> None:
    log_in(client, accounts, "lan", role)
    with pytest.raises(Exception, match="không có quyền làm việc này"):
        client.get(USERS)
    with pytest.raises(Exception, match="không có quyền làm việc này"):
        client.post(USERS, data={"viec": "vai-tro", "ten": "lan", "vai-tro": "admin"})
    assert accounts.find_user("lan") == User("lan", role)


@pytest.mark.browser
@pytest.mark.parametrize(("width", "dark"), [(1280, False), (390, True)])
def test_the_first_account_closes_the_server_and_manages_the_next(
    serve: Serve, open_page: OpenPage, accounts: Accounts, tmp_path: Path, width: int, dark: bool
) -> None:
    address = serve(build_app(FakeBackend(), {"accounts": tmp_path / "accounts.sqlite"}))
    page = open_page(address, width=width, dark=dark)
    page.get_by_role("link", name=strings.NAV_USERS).click()
    assert faults_of(page) == []
    page.get_by_label("Tên đăng nhập").fill("an")
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.get_by_role("button", name="Thêm tài khoản").click()
    page.get_by_label("Tên đăng nhập").fill("an")
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập").click()
    expect(page.locator("main [role=status]")).to_have_text("1 tài khoản.")
    page.get_by_label("Tên đăng nhập").fill("lan")
    page.locator("#mat-khau").fill(PASSWORD)
    page.get_by_role("button", name="Thêm tài khoản").click()
    expect(page.locator(".conversations > li")).to_have_count(2)
    page.locator("summary", has_text="Đổi vai trò").click()
    assert page.evaluate("document.documentElement.scrollWidth") == width
    page.locator("#vai-tro-2").select_option("editor")
    page.get_by_role("button", name="Lưu vai trò").click()
    expect(page.locator(".conversations > li").nth(1)).to_contain_text("Biên tập")
    page.locator("summary", has_text="Cấp mã truy cập").nth(1).click()
    page.get_by_role("button", name="Cấp mã", exact=True).click()
    expect(page.get_by_label("Mã truy cập mới (lan, chương trình)")).to_have_value(re.compile("^vnp_"))
    assert faults_of(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") == width
    assert accounts.find_user("lan") == User("lan", Role.EDITOR)
