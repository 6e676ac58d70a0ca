"""From the corpus files to a cited answer in a browser: nothing here is a stand-in."""

import pytest
from playwright.sync_api import Page, expect

from assistant.service import PlanAssistant

from .conftest import OpenPage, Serve, build_app

pytestmark = [pytest.mark.browser, pytest.mark.model]

LEAD = "Các sở, ban, ngành tỉnh; UBND cấp huyện; UBND cấp xã"


def ask(page: Page, question: str) -> None:
    box = page.locator("#question textarea")
    box.fill(question)
    box.press("Enter")  # on the box: a panel that was just closed gives the focus back to its link


@pytest.mark.parametrize("width", [1280, 390])
def test_an_official_gets_the_right_agencies_sees_the_row_and_is_refused_what_no_plan_says(
    serve: Serve, open_page: OpenPage, real_assistant: PlanAssistant, width: int
) -> None:
    page = open_page(serve(build_app(real_assistant)), width=width)

    ask(page, "ai chủ trì số hóa hồ sơ cấp xã ở Vĩnh Long?")
    answer = page.locator("#luot-1 .answer")
    for agency in ("sở, ban, ngành tỉnh", "UBND cấp huyện", "UBND cấp xã"):
        expect(answer.locator(".text")).to_contain_text(agency)
    answer.locator("a.cite", has_text="[1]").first.click()
    panel = page.locator("#source-panel")
    expect(panel.locator(".label").first).to_have_text("Phụ lục, mục III, nhiệm vụ 24")
    expect(panel.locator("tr.cited td[data-header='Cơ quan chủ trì'] mark")).to_have_text(LEAD)
    expect(panel.locator("tr.cited td[data-header='Sản phẩm'] mark")).to_have_count(0)
    expect(panel.locator("tr.cited")).to_be_in_viewport()
    assert page.evaluate("document.documentElement.scrollWidth") == width

    page.keyboard.press("Escape")
    ask(page, "ai chủ trì số hóa hồ sơ cấp xã ở Hà Giang?")
    refusal = page.locator("#luot-2 .refusal")
    expect(refusal).to_contain_text("tỉnh Hà Giang")
    expect(refusal.locator("a.cite")).to_have_count(0)
    expect(page.locator("#luot-2 .answer")).to_have_count(0)
