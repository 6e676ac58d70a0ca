"""From the start page to a cited sentence in somebody's memo."""

import pytest
from playwright.sync_api import Page, expect

from assistant.web import strings

from .conftest import PLAIN_HOST, OpenPage, Serve, build_app
from .fakes import ANSWERED, FakeBackend

pytestmark = pytest.mark.browser

COUNT_CLICKS = "window.clicks = 0; addEventListener('click', () => window.clicks++, { capture: true });"
MEMO = "<!doctype html><html lang='vi'><title>Văn bản</title><div contenteditable autofocus></div></html>"


def paste(page: Page) -> Page:
    """Put the cursor into an empty memo, with one click, and paste what was copied."""
    memo = page.context.new_page()
    memo.set_content(MEMO)
    memo.evaluate(COUNT_CLICKS)
    memo.locator("div").click()
    memo.keyboard.press("Control+V")
    return memo


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("host", ["127.0.0.1", PLAIN_HOST])
def test_three_clicks_lead_from_the_start_page_to_a_cited_sentence_in_a_memo(
    serve: Serve, open_page: OpenPage, host: str, width: int
) -> None:
    address = serve(build_app(FakeBackend(), {"host": "0.0.0.0"}))
    page = open_page(address.replace("127.0.0.1", host), width=width)
    page.evaluate(COUNT_CLICKS)
    page.keyboard.type("ai chủ trì số hóa hồ sơ cấp xã?")  # the box has the focus
    page.get_by_role("button", name=strings.SEND).click()
    page.get_by_role("button", name=strings.COPY_MEMO).click()
    expect(page.get_by_role("button", name=strings.COPIED)).to_be_visible()
    memo = paste(page)
    text = memo.locator("div")
    expect(text).to_contain_text("Văn phòng Ủy ban nhân dân tỉnh chủ trì số hóa hồ sơ cấp xã [1].")
    expect(text).to_contain_text(f"[1] {ANSWERED.citations[0].source_line}")
    assert page.evaluate("window.clicks") + memo.evaluate("window.clicks") == 3
