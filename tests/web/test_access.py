"""The chat behind accounts, in a real browser."""

from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, expect

from assistant.access.accounts import Accounts
from assistant.access.people import Role
from assistant.access.questions import Questions, Way
from assistant.config import load_settings

from .conftest import PLAIN_HOST, Serve, build_app, find_english, watch_requests
from .fakes import AN_LAC, FakeBackend

pytestmark = pytest.mark.browser


def test_a_person_logs_in_asks_and_is_told_when_it_is_too_often(
    serve: Serve, browser: Browser, tmp_path: Path
) -> None:
    path = tmp_path / "accounts.sqlite"
    Accounts(path).add("lan", "mật khẩu dài", Role.READER)
    settings = {
        "accounts": path,
        "questions_a_minute": 1,
        "question_log": tmp_path / "questions.sqlite",
        "question_log_days": 1,
    }
    address = serve(build_app(FakeBackend(), settings))
    page = browser.new_context(locale="vi-VN").new_page()
    faults: list[str] = []
    watch_requests(page, urlsplit(address).netloc, faults)

    page.goto(address)
    page.get_by_label("Tên đăng nhập").fill("lan")
    page.get_by_label("Mật khẩu").fill("sai mật khẩu")
    page.get_by_role("button", name="Đăng nhập").click()
    expect(page.get_by_role("alert")).to_have_text("Tên đăng nhập hoặc mật khẩu không đúng.")
    assert find_english(page) == []
    page.get_by_label("Mật khẩu").fill("mật khẩu dài")
    page.get_by_role("button", name="Đăng nhập").click()

    question = page.locator("#question textarea")
    question.fill("ai chủ trì số hóa?")
    question.press("Enter")
    expect(page.locator("#luot-1 .answer")).to_be_visible()
    question.fill("ai phối hợp?")
    question.press("Enter")
    expect(page.locator("#luot-2")).to_contain_text("Mỗi người được hỏi 1 câu trong một phút.")
    expect(question).to_have_value("ai phối hợp?")

    page.goto(f"{address}/login")
    page.get_by_role("button", name="Đăng xuất").click()
    page.goto(address)
    expect(page.get_by_label("Mật khẩu")).to_be_visible()
    page.context.close()
    assert faults == []
    (kept,) = Questions(load_settings({}, settings)).kept(10, 0)
    assert (kept.name, kept.way, kept.question) == ("lan", Way.CHAT, "ai chủ trì số hóa?")


def test_people_log_in_over_plain_http_and_come_where_they_wanted_to(
    serve: Serve, browser: Browser, tmp_path: Path
) -> None:
    path = tmp_path / "accounts.sqlite"
    Accounts(path).add("lan", "mật khẩu dài", Role.READER)
    app = build_app(FakeBackend(), {"accounts": path, "host": "0.0.0.0"})
    address = serve(app).replace("127.0.0.1", PLAIN_HOST)
    page = browser.new_context(locale="vi-VN").new_page()
    wanted = f"{address}/nhiem-vu?ke-hoach={AN_LAC.id}"
    page.goto(wanted)
    page.get_by_label("Tên đăng nhập").fill("lan")
    page.get_by_label("Mật khẩu").fill("mật khẩu dài")
    page.get_by_role("button", name="Đăng nhập").click()
    expect(page).to_have_url(wanted)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.context.close()
