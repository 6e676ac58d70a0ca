"""The pages of tasks and plans in headless Chromium, on a wide and on a narrow screen."""

from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import expect

from assistant.web import strings
from assistant.web.addresses import PLANS, TASKS

from .conftest import OpenPage, Served
from .fakes import AN_LAC, BINH_HOA

pytestmark = pytest.mark.browser
WIDTHS = pytest.mark.parametrize("width", [1280, 390])


@WIDTHS
def test_tasks_are_filtered_by_form_and_the_address_can_be_shared(
    served: Served, open_page: OpenPage, width: int
) -> None:
    page = open_page(served.address + TASKS, width=width)
    rows = page.locator("table.tasks tbody tr")
    expect(rows).to_have_count(7)
    assert page.evaluate("document.documentElement.scrollWidth") == width
    if width < 1100:
        page.locator(".filter-box summary").click()
    page.get_by_label("Cơ quan", exact=True).fill("Sở Nội vụ")
    page.get_by_label("Vai trò của cơ quan").select_option("Chủ trì")
    page.get_by_role("button", name="Lọc", exact=True).click()
    expect(rows).to_have_count(2)
    expect(page.get_by_role("status")).to_have_text("2 trong tổng số 7 nhiệm vụ, chỉ tiêu.")
    shared = open_page(page.url, width=width)
    expect(shared.locator("table.tasks tbody tr")).to_have_count(2)
    shared.get_by_role("link", name="Bỏ lọc: Sở Nội vụ (chủ trì)").click()
    expect(shared.locator("table.tasks tbody tr")).to_have_count(7)


@WIDTHS
def test_a_bar_of_the_picture_filters(served: Served, open_page: OpenPage, width: int) -> None:
    page = open_page(served.address + TASKS, width=width)
    page.get_by_role("link", name="Quý IV/2025: 2 nhiệm vụ đến hạn").click()
    expect(page.locator("table.tasks tbody tr")).to_have_count(2)
    expect(page.locator(".chips li")).to_have_text(["Đến hạn từ 01/10/2025 Bỏ", "Đến hạn đến 31/12/2025 Bỏ"])
    page.get_by_role("link", name="Công an tỉnh: 1 nhiệm vụ").click()
    expect(page.locator("table.tasks tbody tr")).to_have_count(1)


def test_tasks_are_sorted_by_their_headings(served: Served, open_page: OpenPage) -> None:
    page = open_page(served.address + TASKS)
    page.get_by_role("columnheader", name="Thời hạn").get_by_role("link").click()
    expect(page.locator("th[aria-sort=ascending]")).to_have_text("Thời hạn ▲")
    deadlines = page.locator("table.tasks td[data-header='Thời hạn']")
    expect(deadlines.first).to_have_text("Quý II/2024")
    page.get_by_role("columnheader", name="Thời hạn").get_by_role("link").click()
    expect(page.locator("th[aria-sort=descending]")).to_have_text("Thời hạn ▼")
    expect(deadlines.last).to_have_text("Quý II/2024")


@WIDTHS
def test_the_selection_comes_as_a_workbook_and_a_row_opens_its_source(
    served: Served, open_page: OpenPage, width: int
) -> None:
    page = open_page(f"{served.address}{TASKS}?ke-hoach={AN_LAC.id}", width=width)
    with page.expect_download() as started:
        page.get_by_role("link", name="Tải .xlsx").click()
    sheet = openpyxl.load_workbook(BytesIO(Path(started.value.path()).read_bytes()))["Nhiệm vụ"]
    assert sheet.max_row == 5
    page.get_by_role("link", name="Phụ lục, mục III, nhiệm vụ 24").click()
    expect(page.locator("#source-panel tr.cited")).to_contain_text("Số hóa hồ sơ")
    assert page.evaluate("document.documentElement.scrollWidth") == width


def test_what_cannot_be_read_or_matches_nothing_is_explained(served: Served, open_page: OpenPage) -> None:
    page = open_page(f"{served.address}{TASKS}?tu=mai&tim=khongco")
    expect(page.get_by_role("alert")).to_contain_text("Không hiểu ngày “mai”.")
    expect(page.locator("main")).to_contain_text("Không có nhiệm vụ nào khớp bộ lọc.")


@WIDTHS
def test_the_list_of_plans_leads_to_the_text_and_the_tasks_of_each(
    served: Served, open_page: OpenPage, width: int
) -> None:
    page = open_page(served.address + PLANS, width=width)
    expect(page.locator(".plans > li")).to_have_count(2)
    assert page.evaluate("document.documentElement.scrollWidth") == width
    page.get_by_label("Tìm kế hoạch").fill("binh hoa")
    page.keyboard.press("Enter")
    expect(page.locator(".plans > li h2")).to_have_text([BINH_HOA.title])
    page.get_by_role("link", name=f"Tra cứu nhiệm vụ: {BINH_HOA.title}").click()
    expect(page.locator("table.tasks tbody tr")).to_have_count(3)
    page.go_back()
    page.get_by_role("link", name=f"Đọc toàn văn: {BINH_HOA.title}").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(BINH_HOA.title)
    page.get_by_role("link", name=strings.TASKS_OF_PLAN).click()
    expect(page.locator("table.tasks tbody tr")).to_have_count(3)
