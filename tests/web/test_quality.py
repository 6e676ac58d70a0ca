"""The page for the owner of the corpus."""

import re
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from fastapi import FastAPI
from playwright.sync_api import expect
from starlette.testclient import TestClient

from assistant.access.accounts import Accounts
from assistant.access.control import AccessControl
from assistant.access.gate import Gate
from assistant.access.people import Role, User, Visitor
from assistant.access.questions import Questions, Way
from assistant.config import Settings, load_settings
from assistant.feedback.store import FeedbackFile, Rated, Reason
from assistant.types import SentenceCheck
from assistant.web import quality
from assistant.web.addresses import QUALITY, QUALITY_FILE
from assistant.web.strings import NAV_QUALITY
from tests.feedback.test_store import RIGHT, WRONG
from tests.serving import NO_ACCOUNTS, local_client

from .conftest import OpenPage, Serve, build_app
from .fakes import ANSWERED, REFUSED, FakeBackend
from .test_browser_access import faults_of

LAN = Visitor("10.0.0.7", User("lan", Role.READER))
TOKEN = re.compile(r'name="bieu_mau" value="([^"]+)"')
SHORTENED = replace(ANSWERED, checks=(SentenceCheck("b", kept=False, missing=("80%",)),))


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """With a log of one refusal asked twice and one doubtful answer, and feedback of both kinds."""
    settings = load_settings(
        {},
        {
            "accounts": NO_ACCOUNTS,
            "question_log": tmp_path / "questions.sqlite",
            "question_log_days": 30,
            "feedback": tmp_path / "feedback.sqlite",
        },
    )
    questions, feedback = Questions(settings), FeedbackFile(settings.feedback)
    for question in ("Kinh phí mua máy quét?", "kinh phi mua may quet", "=1+1 kinh phí tập huấn"):
        questions.note(LAN, Way.CHAT, question, REFUSED)
    questions.note(LAN, Way.REST, "Số hóa đến đâu?", SHORTENED)
    questions.note(LAN, Way.CHAT, "Ai chủ trì?", ANSWERED)
    for rated in (WRONG, RIGHT):
        feedback.put(rated)
    return settings


def serve_page(settings: Settings) -> FastAPI:
    """The page alone: the chat would take seconds to build for each test."""
    control = AccessControl(settings)
    app = FastAPI()
    app.include_router(quality.build_router(control.questions, FeedbackFile(settings.feedback)))
    app.add_middleware(Gate, control=control)
    return app


@pytest.fixture
def client(settings: Settings) -> Iterator[TestClient]:
    with local_client(serve_page(settings)) as client:
        yield client


def words(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def test_what_needs_a_look_is_grouped_counted_and_names_nobody(client: TestClient) -> None:
    response = client.get(QUALITY)
    text = words(response.text)
    assert "Trả lời bị góp ý chưa đúng : 1" in text
    assert "Câu hỏi chưa có câu trả lời : 3" in text
    assert "Trả lời chưa chắc chắn : 1" in text
    assert "Trả lời được góp ý là đúng: 1" in text
    assert "kinh phi mua may quet 2 lần, gần nhất lúc" in text
    assert "1 cách hỏi khác Kinh phí mua máy quét?" in text
    assert "Sai cơ quan – phải là Sở Tư pháp" in text
    assert "Ai chủ trì?" not in text
    assert "lan" not in re.findall(r"\w+", text)
    assert response.headers["cache-control"] == "no-store"


def test_without_a_log_only_feedback_is_shown_and_the_page_says_so(settings: Settings) -> None:
    with local_client(serve_page(settings.model_copy(update={"question_log_days": 0}))) as client:
        text = words(client.get(QUALITY).text)
    assert "Nhật ký câu hỏi đang tắt" in text
    assert "Câu hỏi chưa có câu trả lời" not in text
    assert "kinh phi mua may quet" not in text
    assert "Sai cơ quan" in text


def test_the_file_holds_every_finding_and_no_formula(client: TestClient) -> None:
    sheet = openpyxl.load_workbook(BytesIO(client.get(QUALITY_FILE).content)).worksheets[0]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert rows[0] == ["Loại", "Nhóm câu hỏi", "Số lần", "Thời điểm", "Câu hỏi", "Góp ý"]
    assert [(row[0], row[2], row[4]) for row in rows[1:]] == [
        ("Trả lời bị góp ý chưa đúng", "1", "ai chủ trì?"),
        ("Câu hỏi chưa có câu trả lời", "2", "kinh phi mua may quet"),
        ("Câu hỏi chưa có câu trả lời", "2", "Kinh phí mua máy quét?"),
        ("Câu hỏi chưa có câu trả lời", "1", "=1+1 kinh phí tập huấn"),
        ("Trả lời chưa chắc chắn", "1", "Số hóa đến đâu?"),
    ]
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n"}


def test_feedback_is_read_with_its_answer_handled_and_deleted(client: TestClient, settings: Settings) -> None:
    feedback = FeedbackFile(settings.feedback)
    page = client.get(f"{QUALITY}/1")
    assert "câu trước" in page.text
    assert "chủ trì số hóa hồ sơ cấp xã" in page.text
    assert client.post(f"{QUALITY}/1", data={"viec": "xoa"}).status_code == 400
    found = TOKEN.search(page.text)
    assert found is not None
    client.post(f"{QUALITY}/1", data={"viec": "xong", "bieu_mau": found[1]})
    assert [one.handled for one in feedback.all()] == [False, True]
    assert "Sai cơ quan" not in client.get(QUALITY).text
    assert "Sai cơ quan" in client.get(f"{QUALITY}?ca-da-xu-ly=true").text
    client.post(f"{QUALITY}/1", data={"viec": "xoa", "bieu_mau": found[1]})
    assert feedback.find(1) is None
    assert client.get(f"{QUALITY}/1").status_code == 404


def test_readers_may_not_see_it(settings: Settings, tmp_path: Path) -> None:
    accounts = Accounts(tmp_path / "accounts.sqlite")
    address = "http://127.0.0.1"
    app = build_app(FakeBackend(), settings.model_dump() | {"accounts": tmp_path / "accounts.sqlite"})
    seen = {}
    with TestClient(app, base_url=address) as client:
        for name, role in (("lan", Role.READER), ("mai", Role.EDITOR), ("an", Role.ADMIN)):
            accounts.add(name, "mật khẩu dài", role)
            headers = {"authorization": f"Bearer {accounts.issue_token(name, 'api')}", "accept": "text/html"}
            pages = [client.get(path, headers=headers) for path in (QUALITY, f"{QUALITY}/1", QUALITY_FILE)]
            seen[name] = [page.status_code for page in pages]
            assert (NAV_QUALITY in client.get("/ke-hoach", headers=headers).text) == (name != "lan")
    assert seen == {"lan": [403] * 3, "mai": [200] * 3, "an": [200] * 3}


@pytest.mark.browser
@pytest.mark.parametrize(("width", "dark"), [(1280, False), (390, True)])
def test_the_owner_goes_from_a_group_to_the_answer(
    serve: Serve, open_page: OpenPage, settings: Settings, width: int, dark: bool
) -> None:
    FeedbackFile(settings.feedback).put(
        Rated("luot-9", "Ai chủ trì số hóa?", (), WRONG.reply, False, Reason.OTHER, "<b>khó</b>")
    )
    page = open_page(serve(build_app(FakeBackend(), settings.model_dump())), width=width, dark=dark)
    page.get_by_role("link", name=NAV_QUALITY).click()
    expect(page.locator("h1")).to_have_text("Chất lượng trả lời")
    assert faults_of(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") == width
    page.get_by_role("link", name="Lý do khác – <b>khó</b>").click()
    expect(page.locator("#conversation .answer")).to_be_visible()
    assert faults_of(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") == width
    page.get_by_role("button", name="Đánh dấu đã xử lý").click()
    expect(page.locator("main")).not_to_contain_text("khó")
    page.get_by_role("link", name="Hỏi lại: kinh phi mua may quet").click()
    expect(page.locator("#question textarea")).to_have_value("kinh phi mua may quet")
