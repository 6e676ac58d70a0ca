"""The pages for people who use a keyboard, a screen reader, a dark screen or a slow line."""

from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, Response, expect

from assistant.web import addresses, strings
from assistant.web.addresses import reading_address

from .conftest import OpenPage, Served
from .fakes import AN_LAC, BINH_HOA, REFUSED, ROW, Call, place_of

pytestmark = pytest.mark.browser

MAX_OWN_BYTES = 1_500_000


def ask(page: Page, question: str) -> None:
    box = page.locator("#question textarea")
    box.fill(question)
    box.press("Enter")  # on the box: a panel that was just closed gives the focus back to its link


def faults_of(page: Page) -> list[tuple[str, list[str]]]:
    """Rules of axe-core that the page breaks, with the elements that break them."""
    found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    return [(fault["id"], [node["html"][:120] for node in fault["nodes"]]) for fault in found]


@pytest.mark.parametrize(("width", "dark"), [(1280, False), (390, True)])
def test_every_page_passes_the_rules_of_accessibility(
    served: Served, open_page: OpenPage, width: int, dark: bool
) -> None:
    page = open_page(served.address, width=width, dark=dark)
    assert faults_of(page) == []
    ask(page, "ai chủ trì số hóa hồ sơ cấp xã ở Bình Hòa?")
    page.locator("#luot-1 .answer a.cite").first.click()
    expect(page.locator("#source-panel tr.cited")).to_be_visible()
    assert faults_of(page) == []
    page.keyboard.press("Escape")
    served.backend.reset(REFUSED)
    ask(page, "kinh phí?")
    expect(page.locator("#luot-2 .refusal")).to_be_visible()
    assert faults_of(page) == []
    span = place_of(AN_LAC, "Trước ngày 31/10/2024")
    for address in (
        reading_address(AN_LAC.id, ROW, [span]),
        reading_address(BINH_HOA.id),
        f"{addresses.TASKS}?co-quan=so+noi+vu&tu=mai",
        addresses.PLANS,
        reading_address("khong-co"),
    ):
        page.goto(served.address + address)
        assert (address, faults_of(page)) == (address, [])


def test_everything_is_reached_and_used_by_keyboard_alone(served: Served, open_page: OpenPage) -> None:
    page = open_page(served.address)
    expect(page.locator("#question textarea")).to_be_focused()
    page.keyboard.type("ai chủ trì?")
    page.keyboard.press("Enter")
    expect(page.locator("#luot-1 .answer")).to_be_visible()
    page.locator("#luot-1").focus()
    order: list[str] = []
    for _ in range(10):
        page.keyboard.press("Tab")
        order.append(page.evaluate("document.activeElement.innerText.split('\\n')[0]"))
    assert order == [
        "[1]",
        "[2]",
        strings.COPY_MEMO,
        strings.COPY_ANSWER,
        strings.WORD_ANSWER,
        strings.RETRY,
        strings.EDIT,
        f"{AN_LAC.title} (số 15/KH-UBND): Phụ lục, mục III, nhiệm vụ 24",
        f"{BINH_HOA.title} (số …/KH-UBND): Mục I, khoản 2",
        "Cơ quan nào phối hợp số hóa hồ sơ cấp xã?",
    ]
    page.keyboard.press("Enter")
    expect(page.locator("#luot-2 .answer")).to_be_visible()
    assert [call.question for call in served.backend.calls] == ["ai chủ trì?", order[-1]]


def test_an_answer_is_spoken_once_it_is_there(served: Served, open_page: OpenPage) -> None:
    served.backend.gate.clear()
    page = open_page(served.address)
    spoken = page.locator("body > [aria-live=polite]").last
    ask(page, "ai chủ trì?")
    expect(spoken).to_have_text(strings.SEARCHING)
    served.backend.gate.set()
    expect(spoken).to_contain_text(f"{strings.ANSWER_READY} Tại tỉnh An Lạc, Văn phòng Ủy ban nhân dân tỉnh")


@pytest.mark.parametrize("width", [1280, 390])
def test_a_scope_that_the_question_names_is_shown_and_can_be_taken_off(
    served: Served, open_page: OpenPage, width: int
) -> None:
    page = open_page(served.address, width=width)
    ask(page, "ai chủ trì số hóa ở Bình Hòa?")
    expect(page.locator("#luot-1 .question .scope")).to_contain_text("Phạm vi theo câu hỏi: Tỉnh Bình Hòa")
    page.get_by_role("button", name=strings.WIDEN).click()
    expect(page.locator("#luot-1 .question > p").first).to_have_text("ai chủ trì số hóa?")
    expect(page.locator("#luot-1 .answer")).to_be_visible()
    expect(page.locator("#luot-1 .scope")).to_have_count(0)
    assert served.backend.calls == [
        Call("ai chủ trì số hóa ở Bình Hòa?", (), None),
        Call("ai chủ trì số hóa?", (), None),
    ]


@pytest.mark.parametrize("width", [1280, 390])
def test_the_filter_takes_a_province_or_a_year_and_says_where_nothing_is_left(
    served: Served, open_page: OpenPage, width: int
) -> None:
    page = open_page(served.address, width=width)
    page.locator("#scope input").click()
    page.get_by_role("option", name="Năm 2025", exact=True).click()
    page.keyboard.press("Escape")
    ask(page, "ai chủ trì?")
    expect(page.locator("#luot-1 .question .scope")).to_have_text("Tra cứu trong: Năm 2025")
    expect(page.locator("#luot-1 .answer")).to_be_visible()
    page.locator("#scope input").click()
    page.get_by_role("option", name="Tỉnh An Lạc", exact=True).click()
    page.keyboard.press("Escape")
    ask(page, "ai phối hợp?")
    expect(page.locator("#notice")).to_contain_text(strings.EMPTY_SCOPE)
    assert served.backend.calls == [Call("ai chủ trì?", (), (BINH_HOA.id,))]


def test_what_we_add_to_the_page_is_light(served: Served, open_page: OpenPage) -> None:
    page = open_page(served.address)
    responses: list[Response] = []

    def keep(response: Response) -> None:  # Playwright takes no method of a built-in type
        responses.append(response)

    page.on("response", keep)
    own: dict[str, int] = {}
    for address in ("/", reading_address(AN_LAC.id), addresses.TASKS, addresses.PLANS):
        responses.clear()
        page.goto(served.address + address)
        page.locator("h1").wait_for()
        for response in responses:
            path = urlsplit(response.url).path
            if path == "/" or path.startswith((addresses.STATIC, addresses.PLANS, addresses.TASKS)):
                own[path] = len(response.body())
    assert {"/", f"{addresses.STATIC}/site.css", addresses.TASKS} <= own.keys()
    assert sum(own.values()) < MAX_OWN_BYTES
