"""The history of conversations: as responses, and in a real browser."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI
from playwright.sync_api import Browser, Page, expect
from starlette.routing import Mount
from starlette.testclient import TestClient

from assistant.access.accounts import Accounts
from assistant.access.control import AccessControl
from assistant.access.gate import Gate
from assistant.access.owners import LOCAL, Owners
from assistant.access.people import Role
from assistant.config import load_settings
from assistant.conversations.store import Conversations
from assistant.conversations.turns import Conversation, Reply, begin, finish
from assistant.web import history, strings
from assistant.web.addresses import HISTORY, conversation_address, question_address, shared_address
from assistant.web.shelf import Shelf
from assistant.web.sources import look_up
from assistant.web.word import Exchange
from tests.serving import NO_ACCOUNTS, local_client

from .conftest import OpenPage, Serve, build_app, find_english
from .fakes import ANSWERED, Call, FakeBackend
from .test_browser import ask
from .test_browser_access import faults_of

TOKEN = re.compile(r'name="bieu_mau" value="([^"]+)"')
QUESTION = "ai chủ trì số hóa?"
PASSWORD = "mật khẩu dài"


@pytest.fixture
def kept(tmp_path: Path) -> Conversations:
    return Conversations(tmp_path / "conversations.sqlite", 90)


@pytest.fixture
def client(kept: Conversations) -> Iterator[TestClient]:
    """The pages of the history alone: the chat would take seconds to build for each test."""
    control = AccessControl(load_settings({}, {"accounts": NO_ACCOUNTS}))
    app = FastAPI()
    app.include_router(history.build_router(kept, Shelf(Exchange)))
    app.add_middleware(Owners, only_local=control.only_local)
    app.add_middleware(Gate, control=control)
    with local_client(app) as client:
        yield client


def keep(kept: Conversations, question: str = QUESTION, owner: str = LOCAL) -> Conversation:
    begun = begin(Conversation(owner=owner), question, (), ())
    kept.begin(begun)
    sources = look_up(FakeBackend(), ANSWERED.citations, ANSWERED.text)
    finished = finish(begun, Reply(ANSWERED, sources))
    kept.finish(finished)
    return finished


def send(client: TestClient, conversation: Conversation, action: str, **fields: str) -> tuple[int, str]:
    """Send a form of the page; its status and, where it was refused, why."""
    found = TOKEN.search(client.get(HISTORY).text)
    assert found is not None
    form = {"bieu_mau": found[1], "viec": action, **fields}
    response = client.post(f"{HISTORY}/{conversation.id}", data=form, follow_redirects=False)
    problem = re.search(r'role="alert">(.*?)<', response.text)
    return response.status_code, problem[1] if problem else ""


def test_conversations_are_renamed_shared_taken_back_and_deleted(
    client: TestClient, kept: Conversations
) -> None:
    own = keep(kept)
    assert send(client, own, "ten", ten="Số hóa <b>") == (303, "")
    page = client.get(HISTORY)
    assert "Số hóa &lt;b&gt;" in page.text
    assert page.headers["cache-control"] == "no-store"
    assert send(client, own, "ten", ten=" ") == (400, strings.NAME_MISSING)
    assert send(client, own, "chia-se") == (303, "")
    token = kept.list(LOCAL).found[0].share
    assert token is not None
    shared = client.get(shared_address(token))
    assert "chủ trì số hóa hồ sơ cấp xã" in shared.text
    assert 'data-action="ask"' not in shared.text
    assert 'data-action="retry"' not in shared.text
    assert shared.headers["cache-control"] == "no-store"
    assert send(client, own, "thu-hoi") == (303, "")
    assert strings.SHARED_GONE in client.get(shared_address(token)).text
    keep(kept, "câu khác")
    assert send(client, own, "xoa") == (303, "")
    assert [one.title for one in kept.list(LOCAL).found] == ["câu khác"]
    for action in ("ten", "xoa", "chia-se", "thu-hoi", "gì đó"):
        assert send(client, own, action, ten="x") == (400, strings.CONVERSATION_GONE)


def test_forms_of_other_sites_change_nothing(client: TestClient, kept: Conversations) -> None:
    own = keep(kept)
    for sent in ({}, {"bieu_mau": "đoán"}):
        for address in (HISTORY, f"{HISTORY}/{own.id}"):
            refused = client.post(address, data={"viec": "xoa", **sent})
            assert (refused.status_code, strings.FORM_EXPIRED in refused.text) == (400, True)
    assert kept.list(LOCAL).count == 1


def test_all_is_deleted_at_once(client: TestClient, kept: Conversations) -> None:
    keep(kept)
    other = keep(kept, owner="user:mai")
    token = TOKEN.search(client.get(HISTORY).text)
    assert token is not None
    client.post(HISTORY, data={"bieu_mau": token[1]})
    assert kept.list(LOCAL).count == 0
    assert kept.find("user:mai", other.id) == other


def test_a_list_is_searched_and_paged(client: TestClient, kept: Conversations) -> None:
    for number in range(21):
        keep(kept, f"câu số {number}")
    assert 'aria-current="page">1<' in client.get(HISTORY).text
    assert "câu số 0<" in client.get(f"{HISTORY}?trang=2").text
    found = client.get(f"{HISTORY}?tim=cau+so+20").text
    assert found.count("<h2>") == 1
    assert client.get(f"{HISTORY}?trang=0").status_code == 422
    assert "Không có cuộc trao đổi nào khớp" in client.get(f"{HISTORY}?tim=xyz").text


def share_link(page: Page) -> str:
    page.get_by_role("link", name=strings.NAV_HISTORY).click()
    page.get_by_role("button", name="Chia sẻ", exact=False).first.click()
    return page.get_by_label("Liên kết chia sẻ").input_value()


@pytest.mark.browser
@pytest.mark.parametrize(("width", "dark"), [(1280, False), (390, True)])
def test_conversations_are_listed_found_renamed_and_deleted(
    serve: Serve, open_page: OpenPage, width: int, dark: bool
) -> None:
    backend = FakeBackend()
    page = open_page(serve(build_app(backend)), width=width, dark=dark)
    ask(page, QUESTION)
    expect(page.locator("#luot-1 .answer")).to_be_visible()
    page.get_by_role("button", name=strings.NEW_CHAT).click()
    expect(page.locator("#conversation .welcome")).to_be_visible()
    ask(page, "câu khác")
    expect(page.locator("#luot-1 .answer")).to_be_visible()
    page.get_by_role("link", name=strings.NAV_HISTORY).click()
    expect(page.locator(".conversations > li")).to_have_count(2)
    assert faults_of(page) == []
    page.get_by_label("Tìm trong lịch sử").fill("so hoa van phong")
    page.keyboard.press("Enter")
    expect(page.locator(".conversations h2")).to_have_text(["câu khác", QUESTION])
    page.get_by_label("Tìm trong lịch sử").fill("ai chu tri")
    page.keyboard.press("Enter")
    expect(page.locator(".conversations h2")).to_have_text([QUESTION])
    page.locator("summary", has_text="Đổi tên").focus()
    page.keyboard.press("Enter")
    page.get_by_label("Tên mới").fill("Việc số hóa")
    page.keyboard.press("Enter")
    expect(page.locator(".conversations h2")).to_have_text(["Việc số hóa"])
    assert page.evaluate("document.documentElement.scrollWidth") == width
    page.locator("summary", has_text=re.compile("^Xóa$")).first.click()
    page.get_by_role("button", name="Xóa hẳn").click()
    expect(page.locator("main")).to_contain_text("Không có cuộc trao đổi nào khớp")


@pytest.mark.browser
@pytest.mark.parametrize(("width", "dark"), [(1280, False), (390, True)])
def test_a_conversation_is_gone_on_with_and_shared(
    serve: Serve, open_page: OpenPage, width: int, dark: bool
) -> None:
    backend = FakeBackend()
    address = serve(build_app(backend))
    page = open_page(address, width=width, dark=dark)
    ask(page, QUESTION)
    expect(page.locator("#luot-1 .answer")).to_be_visible()
    page.get_by_role("button", name=strings.NEW_CHAT).click()
    expect(page.locator("#conversation .welcome")).to_be_visible()
    page.goto(address + HISTORY)
    page.get_by_role("link", name=f"Mở tiếp: {QUESTION}").click()
    expect(page.locator("#luot-1 .answer")).to_be_visible()
    expect(page.locator("#luot-1 .question > p").first).to_have_text(QUESTION)
    with page.expect_download() as download:
        page.locator("#luot-1").get_by_role("link", name=strings.WORD_ANSWER).click()
    assert download.value.suggested_filename.endswith(".docx")
    ask(page, "ai phối hợp?")
    expect(page.locator("#luot-2 .answer")).to_be_visible()
    assert backend.calls[-1] == Call("ai phối hợp?", (QUESTION,), None)
    link = share_link(page)
    assert faults_of(page) == []
    reader = open_page(link, width=width, dark=dark)
    expect(reader.get_by_role("heading", level=1)).to_have_text(QUESTION)
    expect(reader.locator(".turn")).to_have_count(2)
    reader.locator("#luot-1 a.cite").first.click()
    expect(reader.locator("#source-panel tr.cited")).to_be_visible()
    reader.keyboard.press("Escape")
    reader.locator("#luot-1").get_by_role("button", name=strings.COPY_ANSWER).click()
    expect(reader.locator("#luot-1").get_by_role("button", name=strings.COPIED)).to_be_visible()
    assert "Văn phòng Ủy ban nhân dân tỉnh" in reader.evaluate("navigator.clipboard.readText()")
    assert faults_of(reader) == []
    assert reader.evaluate("document.documentElement.scrollWidth") == width
    page.get_by_role("button", name="Thu hồi liên kết").click()
    reader.reload()
    expect(reader.locator("main")).to_contain_text(strings.SHARED_GONE)


@pytest.mark.browser
def test_a_question_in_the_address_waits_in_the_box_of_a_new_conversation(
    serve: Serve, open_page: OpenPage
) -> None:
    backend = FakeBackend()
    address = serve(build_app(backend))
    page = open_page(address)
    ask(page, "một")
    expect(page.locator("#luot-1 .answer")).to_be_visible()
    page.goto(address + question_address(QUESTION))
    expect(page.locator("#question textarea")).to_have_value(QUESTION)
    expect(page.locator("#conversation .welcome")).to_be_visible()
    assert page.url == f"{address}/"
    assert len(backend.calls) == 1


def log_in(page: Page, address: str, name: str) -> None:
    page.goto(f"{address}/login")
    if page.get_by_role("button", name=strings.LOG_OUT).count():
        page.get_by_role("button", name=strings.LOG_OUT).click()
    page.get_by_label("Tên đăng nhập").fill(name)
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập").click()
    page.locator("#conversation .welcome").wait_for()


@pytest.mark.browser
def test_whoever_logs_in_next_on_the_same_browser_sees_nothing_of_the_one_before(
    serve: Serve, browser: Browser, tmp_path: Path
) -> None:
    accounts = Accounts(tmp_path / "accounts.sqlite")
    for name in ("lan", "mai"):
        accounts.add(name, PASSWORD, Role.READER)
    backend = FakeBackend()
    address = serve(build_app(backend, {"accounts": tmp_path / "accounts.sqlite"}))
    tab = browser.new_context(locale="vi-VN").new_page()
    log_in(tab, address, "lan")
    ask(tab, "câu hỏi của Lan")
    expect(tab.locator("#luot-1 .answer")).to_be_visible()
    link = share_link(tab)
    tab.goto(address)
    expect(tab.locator("#luot-1 .answer")).to_be_visible()
    expect(tab.locator(".who")).to_contain_text("lan")
    assert find_english(tab) == []
    own_id = tab.evaluate("sessionStorage.getItem('trao-doi')")
    stale = tab.context.new_page()
    stale.goto(address + conversation_address(own_id))
    expect(stale.locator("#luot-1 .answer")).to_be_visible()

    log_in(tab, address, "mai")
    expect(tab.locator("#conversation .welcome")).to_be_visible()
    tab.goto(address + conversation_address(own_id))
    expect(tab.locator("#conversation .welcome")).to_be_visible()
    tab.goto(address + HISTORY)
    expect(tab.locator("main")).to_contain_text("Chưa có cuộc trao đổi nào")
    ask(stale, "câu hỏi của Mai")  # in a window that still shows what Lan asked
    expect(stale.locator(".question > p")).to_have_text(["câu hỏi của Mai"])
    expect(stale.locator("#luot-1 .answer")).to_be_visible()
    expect(stale.locator("#conversation")).not_to_contain_text("của Lan")
    assert backend.calls[-1] == Call("câu hỏi của Mai", (), None)
    tab.goto(link)  # given on purpose
    expect(tab.locator("main")).to_contain_text("câu hỏi của Lan")
    tab.context.clear_cookies()
    tab.goto(link)
    expect(tab.get_by_label("Mật khẩu")).to_be_visible()
    tab.context.close()


@pytest.mark.browser
def test_on_an_open_server_each_browser_sees_its_own_alone(serve: Serve, browser: Browser) -> None:
    address = serve(build_app(FakeBackend(), {"host": "0.0.0.0"}))
    pages = [browser.new_context(locale="vi-VN").new_page() for _ in range(2)]
    for number, page in enumerate(pages):
        page.goto(address)
        page.locator("#conversation .welcome").wait_for()
        ask(page, f"câu của máy {number}")
        expect(page.locator("#luot-1 .answer")).to_be_visible()
    for number, page in enumerate(pages):
        page.goto(address + HISTORY)
        expect(page.locator(".conversations h2")).to_have_text([f"câu của máy {number}"])
    other_id = pages[0].evaluate("sessionStorage.getItem('trao-doi')")
    pages[1].goto(address + conversation_address(other_id))
    expect(pages[1].locator("#conversation .welcome")).to_be_visible()
    for page in pages:
        page.context.close()


@pytest.mark.browser
def test_an_answer_comes_also_where_the_history_cannot_be_written(
    serve: Serve, open_page: OpenPage, tmp_path: Path
) -> None:
    damaged = tmp_path / "conversations.sqlite"
    damaged.write_bytes(b"not a database" * 500)
    page = open_page(serve(build_app(FakeBackend(), {"conversations": damaged})))
    ask(page, QUESTION)
    expect(page.locator("#luot-1 .answer")).to_be_visible()
    expect(page.locator("#notice")).to_contain_text(strings.NOT_KEPT)


@pytest.mark.browser
def test_a_server_that_keeps_nothing_says_so_and_the_chat_goes_on(
    serve: Serve, open_page: OpenPage, tmp_path: Path
) -> None:
    file = tmp_path / "conversations.sqlite"
    backend = FakeBackend()
    address = serve(build_app(backend, {"conversations": file, "conversation_days": 0}))
    page = open_page(address)
    for number, question in enumerate(("một", "hai"), 1):
        ask(page, question)
        expect(page.locator(f"#luot-{number} .answer")).to_be_visible()
    assert backend.calls[-1] == Call("hai", ("một",), None)
    page.goto(address + HISTORY)
    expect(page.locator("main")).to_contain_text("Máy chủ này không lưu lịch sử trao đổi.")
    assert not file.exists()


@pytest.mark.browser
def test_a_page_that_was_forgotten_goes_on_with_its_conversation(serve: Serve, open_page: OpenPage) -> None:
    backend = FakeBackend()
    app = build_app(backend)
    page = open_page(serve(app))
    ask(page, QUESTION)
    expect(page.locator("#luot-1 .answer")).to_be_visible()
    (gradio,) = [route.app for route in app.routes if isinstance(route, Mount) and route.path == ""]
    gradio.state_holder.session_data.clear()  # type: ignore[attr-defined]
    ask(page, "ai phối hợp?")
    expect(page.locator("#luot-2 .answer")).to_be_visible()
    assert backend.calls[-1] == Call("ai phối hợp?", (QUESTION,), None)
    page.get_by_role("button", name=strings.NEW_CHAT).click()
    expect(page.locator("#conversation .welcome")).to_be_visible()
    gradio.state_holder.session_data.clear()  # type: ignore[attr-defined]
    ask(page, "câu mới")
    expect(page.locator("#luot-1 .answer")).to_be_visible()
    assert backend.calls[-1] == Call("câu mới", (), None)
