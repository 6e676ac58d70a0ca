"""The source panel and the reading view in headless Chromium, on a wide and on a narrow screen."""

import pytest
from playwright.sync_api import Page, expect

from assistant.web import strings
from assistant.web.addresses import reading_address

from .conftest import OpenPage, Served
from .fakes import AN_LAC, ROW, place_of

pytestmark = pytest.mark.browser

LEAD = "Văn phòng Ủy ban nhân dân tỉnh"


def open_source(page: Page, number: int = 1) -> None:
    page.locator("#question textarea").fill("ai chủ trì số hóa hồ sơ cấp xã?")
    page.keyboard.press("Enter")
    page.locator("#luot-1 .answer a.cite", has_text=f"[{number}]").click()


@pytest.mark.parametrize("width", [1280, 390])
def test_a_mark_opens_the_row_in_its_table_and_leads_to_its_place_in_the_whole_plan(
    served: Served, open_page: OpenPage, width: int
) -> None:
    page = open_page(served.address, width=width)
    open_source(page)
    panel = page.locator("#source-panel")
    expect(panel.locator(".plan")).to_have_text(AN_LAC.title)
    expect(panel.locator(".label").first).to_have_text("Phụ lục, mục III, nhiệm vụ 24")
    expect(panel.locator("tbody tr")).to_have_count(3)
    expect(panel.locator("mark")).to_have_text([LEAD])
    expect(panel.locator("tr.cited mark")).to_be_in_viewport()
    assert page.evaluate("document.documentElement.scrollWidth") == width
    answer = page.locator("#luot-1 .answer .text")
    with page.context.expect_page() as opened:
        panel.get_by_role("link", name=strings.OPEN_PLAN).click()
    plan = opened.value
    row = plan.locator(f"[id='{ROW}']")
    expect(row).to_be_in_viewport()
    expect(plan.locator("mark")).to_have_text([LEAD])
    assert plan.evaluate("document.querySelector(':target').id") == ROW
    assert plan.evaluate("document.documentElement.scrollWidth") == width
    plan.close()
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    expect(answer).to_be_visible()


def test_beside_a_wide_page_the_answer_stays_readable_and_usable(served: Served, open_page: OpenPage) -> None:
    page = open_page(served.address, width=1280)
    open_source(page)
    expect(page.locator("#source-panel")).to_be_visible()
    answer, panel = (
        page.locator("#luot-1 .answer").bounding_box(),
        page.locator("#source-panel").bounding_box(),
    )
    assert answer is not None and panel is not None
    assert answer["x"] + answer["width"] <= panel["x"]
    page.locator("#luot-1 a.cite", has_text="[2]").click()
    expect(page.locator("#source-panel mark")).to_have_text(["Phấn đấu 80% hồ sơ được số hóa"])
    page.locator("#question textarea").fill("còn ai phối hợp?")
    page.keyboard.press("Enter")
    expect(page.locator("#luot-2 .answer")).to_be_visible()


def test_on_a_phone_the_panel_covers_the_page_and_closes_back_to_its_mark(
    served: Served, open_page: OpenPage
) -> None:
    page = open_page(served.address, width=390)
    open_source(page)
    panel = page.locator("#source-panel").bounding_box()
    assert panel is not None
    assert (panel["x"], panel["width"]) == (0, 390)
    page.get_by_role("button", name=strings.CLOSE).click()
    expect(page.locator("#luot-1 a.cite").first).to_be_focused()


def test_a_source_that_cannot_be_fetched_says_so(served: Served, open_page: OpenPage) -> None:
    page = open_page(served.address)
    page.route("**/doan?*", lambda route: route.abort())
    open_source(page)
    expect(page.locator("#source-panel")).to_contain_text("Không tải được trích dẫn")


@pytest.mark.parametrize("width", [1280, 390])
def test_the_reading_view_has_an_outline_that_jumps_and_tables_that_fit(
    served: Served, open_page: OpenPage, width: int
) -> None:
    span = place_of(AN_LAC, "Trước ngày 31/10/2024")
    page = open_page(served.address + reading_address(AN_LAC.id, ROW, [span]), width=width)
    expect(page.locator("mark")).to_have_text(["Trước ngày 31/10/2024"])
    expect(page.locator("mark")).to_be_in_viewport()
    assert page.evaluate("document.documentElement.scrollWidth") == width
    outline = page.locator(".outline")
    if width < 1100:
        outline.locator("summary").click()
    outline.get_by_role("link", name="III. CẢI CÁCH THỦ TỤC HÀNH CHÍNH").click()
    expect(page.locator("[id='phu-luc/III']")).to_be_in_viewport()
    assert page.evaluate("window.hacked") is None


def test_a_dark_page_is_chosen_once_for_all_pages(served: Served, open_page: OpenPage) -> None:
    page = open_page(served.address)
    page.get_by_role("button", name=strings.GO_DARK).click()
    expect(page.locator("body.dark")).to_be_visible()
    page.goto(served.address + reading_address(AN_LAC.id))
    expect(page.locator("body.dark")).to_be_visible()
    page.get_by_role("button", name=strings.GO_LIGHT).click()
    expect(page.locator("body.dark")).to_have_count(0)


@pytest.mark.parametrize("width", [1280, 390])
def test_the_cited_row_is_read_without_scrolling_sideways(
    served: Served, open_page: OpenPage, width: int
) -> None:
    page = open_page(served.address, width=width)
    page.locator("#question textarea").fill("ai chủ trì?")
    page.keyboard.press("Enter")
    page.locator("#luot-1 .answer a.cite").first.click()
    expect(page.locator("#source-panel tr.cited")).to_be_visible()
    for box in ("#source-panel", "#source-panel .row-scroll"):
        assert page.locator(box).evaluate("box => box.scrollWidth - box.clientWidth") == 0
    last = page.locator("#source-panel tr.cited td").last
    assert last.evaluate("cell => getComputedStyle(cell, '::before').content") == '"Thời gian hoàn thành"'
