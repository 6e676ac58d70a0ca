"""Answers on their way into a document, in headless Chromium on a wide and on a narrow screen."""

import re
from io import BytesIO
from pathlib import Path

import docx
import pytest
from playwright.sync_api import Page, expect

from assistant.web import strings

from .conftest import PLAIN_HOST, OpenPage, Serve, Served, build_app
from .fakes import ANSWERED, LISTED, FakeBackend

pytestmark = pytest.mark.browser

READ_CLIPBOARD = """async () => {
    const [item] = await navigator.clipboard.read();
    const read = async (type) => (await item.getType(type)).text();
    return { plain: await read("text/plain"), html: await read("text/html") };
}"""


def ask(page: Page, question: str) -> None:
    box = page.locator("#question textarea")
    box.fill(question)
    box.press("Enter")  # on the box: a panel that was just closed gives the focus back to its link


@pytest.mark.parametrize("width", [1280, 390])
def test_one_answer_and_the_whole_conversation_come_as_word_files(
    served: Served, open_page: OpenPage, width: int
) -> None:
    page = open_page(served.address, width=width)
    ask(page, "ai chủ trì?")
    with page.expect_download() as started:
        page.locator("#luot-1").get_by_role("link", name=strings.WORD_ANSWER, exact=True).click()
    assert re.fullmatch(r"tra-cuu-ke-hoach-\d{8}-\d{4}\.docx", started.value.suggested_filename)
    one = docx.Document(BytesIO(Path(started.value.path()).read_bytes()))
    assert one.paragraphs[0].text == "Câu hỏi: ai chủ trì?"
    assert one.paragraphs[-1].text == f"[2] {ANSWERED.citations[1].source_line}"
    ask(page, "còn ai phối hợp?")
    expect(page.locator("#luot-2 .answer")).to_be_visible()
    with page.expect_download() as started:
        page.get_by_role("link", name=strings.WORD_CONVERSATION).click()
    whole = docx.Document(BytesIO(Path(started.value.path()).read_bytes()))
    questions = [paragraph.text for paragraph in whole.paragraphs if paragraph.text.startswith("Câu hỏi: ")]
    assert questions == ["Câu hỏi: ai chủ trì?", "Câu hỏi: còn ai phối hợp?"]


@pytest.mark.parametrize(("host", "width"), [("127.0.0.1", 1280), (PLAIN_HOST, 390)])
def test_copying_gives_rich_and_plain_text_also_on_plain_http(
    serve: Serve, open_page: OpenPage, host: str, width: int
) -> None:
    # A server for this machine alone answers under no other name.
    address = serve(build_app(FakeBackend([LISTED]), {"host": "0.0.0.0"}))
    page = open_page(address.replace("127.0.0.1", host), width=width)
    assert page.evaluate("Boolean(navigator.clipboard)") == (host != PLAIN_HOST)
    ask(page, "Sở Nội vụ chủ trì gì?")
    page.get_by_role("button", name=strings.COPY_MEMO).click()
    expect(page.get_by_role("button", name=strings.COPIED)).to_be_visible()
    reader = open_page(address)  # only a trusted page may read the clipboard
    reader.bring_to_front()
    copied = reader.evaluate(READ_CLIPBOARD)
    plain = copied["plain"].replace("\r\n", "\n").split("\n")
    assert plain[0] == "Có 2 nhiệm vụ do Sở Nội vụ chủ trì:"
    assert plain[2].startswith("1\tCông khai thủ tục hành chính")
    assert plain[-3:] == [
        f"[1] {LISTED.citations[0].source_line}",
        "[2] Kế hoạch số 15/KH-UBND; Phụ lục, mục III, nhiệm vụ 25",
        "[3] Kế hoạch số 15/KH-UBND; Mục II, khoản 1",
    ]
    assert "Times New Roman" in copied["html"]
    assert copied["html"].count("<tr") == 3
    assert not re.search(r"\*\*|^#|`", copied["plain"], re.MULTILINE)


def test_an_answer_that_the_server_no_longer_keeps_is_explained(served: Served, open_page: OpenPage) -> None:
    page = open_page(f"{served.address}/van-ban?luot=da-mat")
    expect(page.locator("main")).to_contain_text(strings.WORD_GONE)
