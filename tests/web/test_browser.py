"""The chat in headless Chromium, against the real server with a backend of queued replies."""

import pytest
from playwright.sync_api import Page, expect

from assistant.errors import IndexStaleError
from assistant.web import strings

from .conftest import OpenPage, Served, watch_requests
from .fakes import AN_LAC, ANSWERED, BINH_HOA, REFUSED, Call, FakeBackend

pytestmark = pytest.mark.browser

QUESTION = "ai chủ trì số hóa hồ sơ cấp xã?"


def ask(page: Page, question: str) -> None:
    box = page.locator("#question textarea")
    box.fill(question)
    box.press("Enter")  # on the box: a panel that was just closed gives the focus back to its link


def wait_for_calls(page: Page, backend: FakeBackend, count: int) -> None:
    """Wait until the backend has been asked so often; Playwright sees only the page."""
    for _ in range(100):
        if len(backend.calls) >= count:
            return
        page.wait_for_timeout(50)
    pytest.fail(f"{len(backend.calls)} of {count} questions reached the backend")


@pytest.mark.parametrize(
    ("width", "locale", "dark"), [(1280, "vi-VN", False), (390, "en-US", False), (390, "fr-FR", True)]
)
def test_a_question_gets_an_answer_whose_citation_opens_with_the_cited_cell_marked(
    served: Served, open_page: OpenPage, width: int, locale: str, dark: bool
) -> None:
    backend = served.backend
    page = open_page(served.address, width=width, locale=locale, dark=dark)
    ask(page, QUESTION)
    answer = page.locator("#luot-1 .answer")
    expect(answer.locator(".text")).to_contain_text("Văn phòng Ủy ban nhân dân tỉnh chủ trì")
    expect(page.locator("#question textarea")).to_have_value("")
    answer.locator("a.cite").first.click()
    panel = page.locator("#source-panel")
    expect(panel.locator("tr.cited mark")).to_have_text(["Văn phòng Ủy ban nhân dân tỉnh"])
    expect(panel.locator("tr.cited")).to_be_in_viewport()
    assert backend.calls == [Call(QUESTION, (), None)]
    assert page.evaluate("document.documentElement.scrollWidth") == width
    assert page.evaluate("window.hacked") is None


def test_the_plan_filter_limits_what_the_backend_searches(served: Served, open_page: OpenPage) -> None:
    backend = served.backend
    page = open_page(served.address)
    expect(page.locator("#scope .token")).to_have_text(strings.ALL_PLANS)
    page.locator("#scope input").click()
    page.get_by_role("option", name=BINH_HOA.title).click()
    expect(page.locator("#scope .token")).to_have_text(f"{BINH_HOA.title} (số …/KH-UBND)")
    page.keyboard.press("Escape")
    ask(page, QUESTION)
    expect(page.locator("#luot-1 .question .scope")).to_contain_text(BINH_HOA.title)
    expect(page.locator("#luot-1 .answer")).to_be_visible()
    page.locator("#scope .remove-all").click()
    expect(page.locator("#scope .token")).to_have_text(strings.ALL_PLANS)
    ask(page, "còn ai phối hợp?")
    expect(page.locator("#luot-2 .answer")).to_be_visible()
    assert backend.calls == [
        Call(QUESTION, (), (BINH_HOA.id,)),
        Call("còn ai phối hợp?", (QUESTION,), None),
    ]


def test_a_refusal_looks_different_and_calls_the_nearest_no_answer(
    served: Served, open_page: OpenPage
) -> None:
    served.backend.reset(REFUSED)
    page = open_page(served.address, width=390)
    ask(page, "kinh phí mua máy quét?")
    refusal = page.locator("#luot-1 .refusal")
    expect(refusal).to_contain_text(strings.REFUSED)
    expect(refusal.get_by_role("heading", name=strings.NEAREST)).to_be_visible()
    expect(refusal).to_contain_text("Đã tra cứu: tất cả 2 kế hoạch")
    expect(refusal).to_contain_text(AN_LAC.title)
    expect(page.locator("#luot-1 .answer")).to_have_count(0)
    expect(refusal.get_by_role("button", name=strings.COPY_MEMO)).to_have_count(0)


def test_examples_and_suggestions_are_asked_by_keyboard_alone(served: Served, open_page: OpenPage) -> None:
    backend = served.backend
    page = open_page(served.address)
    example = page.locator(".welcome .ask").first
    question = example.inner_text()
    example.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#luot-1 .answer")).to_be_visible()
    page.locator("#luot-1 .ask").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#luot-2 .answer")).to_be_visible()
    page.locator("#luot-2 a.cite").nth(1).focus()
    page.keyboard.press("Enter")
    expect(page.locator("#source-title")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#luot-2 a.cite").nth(1)).to_be_focused()
    assert backend.calls == [Call(question, (), None), Call(ANSWERED.suggestions[0], (question,), None)]


def test_a_stopped_question_goes_back_to_the_box_and_its_answer_never_shows(
    served: Served, open_page: OpenPage
) -> None:
    backend = served.backend
    backend.gate.clear()
    page = open_page(served.address)
    ask(page, QUESTION)
    expect(page.locator("#luot-1 .waiting")).to_have_text(strings.SEARCHING)
    page.get_by_role("button", name=strings.STOP).click()
    expect(page.locator("#notice")).to_contain_text(strings.STOPPED)
    expect(page.locator("#question textarea")).to_have_value(QUESTION)
    expect(page.locator("#question textarea")).to_be_focused()
    backend.gate.set()
    page.wait_for_timeout(1000)
    expect(page.locator(".turn")).to_have_count(0)
    ask(page, "câu khác")
    expect(page.locator("#luot-1 .answer")).to_be_visible()
    expect(page.locator(".turn")).to_have_count(1)
    assert backend.calls == [Call(QUESTION, (), None), Call("câu khác", (), None)]


def test_retry_and_edit_replace_the_last_turn(served: Served, open_page: OpenPage) -> None:
    backend = served.backend
    page = open_page(served.address)
    ask(page, "một")
    expect(page.locator("#luot-1 .answer")).to_be_visible()
    ask(page, "hai")
    expect(page.locator("#luot-2 .answer")).to_be_visible()
    page.get_by_role("button", name=strings.RETRY).click()
    wait_for_calls(page, backend, 3)
    expect(page.locator("#luot-2 .answer")).to_be_visible()
    page.get_by_role("button", name=strings.EDIT).click()
    expect(page.locator("#question textarea")).to_have_value("hai")
    expect(page.locator("#notice")).to_contain_text(strings.EDITING)
    ask(page, "hai bis")
    expect(page.locator("#luot-2 .question")).to_contain_text("hai bis")
    expect(page.locator("#luot-2 .answer")).to_be_visible()
    expect(page.locator(".turn")).to_have_count(2)
    assert backend.calls == [
        Call("một", (), None),
        Call("hai", ("một",), None),
        Call("hai", ("một",), None),
        Call("hai bis", ("một",), None),
    ]
    page.get_by_role("button", name=strings.EDIT).click()
    page.get_by_role("button", name=strings.CANCEL_EDIT).click()
    expect(page.locator("#question textarea")).to_have_value("")
    page.get_by_role("button", name=strings.NEW_CHAT).click()
    expect(page.locator(".welcome")).to_be_visible()
    ask(page, "ba")
    expect(page.locator("#luot-1 .answer")).to_be_visible()
    assert backend.calls[-1] == Call("ba", (), None)


def test_failures_are_sentences_and_the_question_stays(served: Served, open_page: OpenPage) -> None:
    stale = IndexStaleError("Chỉ mục đã cũ. Chạy lại: assistant index.")
    served.backend.reset(stale, RuntimeError("disk on fire"), ANSWERED)
    page = open_page(served.address)
    ask(page, QUESTION)
    expect(page.locator("#luot-1 .failed")).to_contain_text(str(stale))
    expect(page.locator("#question textarea")).to_have_value(QUESTION)
    page.get_by_role("button", name=strings.RETRY).click()
    expect(page.locator("#luot-1 .failed")).to_contain_text("lỗi ngoài dự kiến")
    expect(page.locator("body")).not_to_contain_text("disk on fire")
    page.get_by_role("button", name=strings.RETRY).click()
    expect(page.locator("#luot-1 .answer")).to_be_visible()


def test_an_empty_or_overlong_question_is_kept_and_explained(served: Served, open_page: OpenPage) -> None:
    backend = served.backend
    page = open_page(served.address)
    ask(page, "   ")
    expect(page.locator("#notice")).to_contain_text(strings.EMPTY_QUESTION)
    long = "kế hoạch " * 300
    ask(page, long)
    expect(page.locator("#notice")).to_contain_text("tối đa 2.000 ký tự")
    expect(page.locator("#question textarea")).to_have_value(long)
    assert backend.calls == []


def test_hostile_questions_are_shown_as_typed_and_run_nothing(served: Served, open_page: OpenPage) -> None:
    hostile = '<img src=x onerror="window.hacked=1"> **đậm** ${window.hacked=1} {{this}} `</div><script>'
    page = open_page(served.address)
    ask(page, hostile)
    expect(page.locator("#luot-1 .answer")).to_be_visible()
    expect(page.locator("#luot-1 .question > p").first).to_have_text(hostile)
    assert page.evaluate("window.hacked") is None


def test_a_lost_server_is_reported_in_vietnamese(served: Served, open_page: OpenPage) -> None:
    page = open_page(served.address)
    page.route("**/gradio_api/**", lambda route: route.abort())
    ask(page, QUESTION)
    expect(page.get_by_test_id("toast-body")).to_be_visible()
    expect(page.locator("#question textarea")).to_have_value(QUESTION)


def test_the_watch_sees_a_request_to_another_host(served: Served, open_page: OpenPage) -> None:
    address = served.address
    page = open_page(address).context.new_page()
    faults: list[str] = []
    watch_requests(page, address.removeprefix("http://"), faults)
    ask_elsewhere = "fetch('http://example.invalid/font.css').catch(() => null)"
    page.evaluate(ask_elsewhere)
    assert faults == ["foreign request: http://example.invalid/font.css"]
    page.goto(f"{address}/healthz")
    page.evaluate(ask_elsewhere)
    assert any(fault.startswith("blocked: ") for fault in faults)


def test_one_slow_question_does_not_hold_up_another_visitor(served: Served, open_page: OpenPage) -> None:
    backend = served.backend
    backend.gate.clear()
    address = served.address
    pages = [open_page(address), open_page(address)]
    for page, question in zip(pages, ("một", "hai"), strict=True):
        ask(page, question)
        expect(page.locator("#luot-1 .waiting")).to_be_visible()
    wait_for_calls(pages[0], backend, 2)
    assert sorted(call.question for call in backend.calls) == ["hai", "một"]
    backend.gate.set()
    for page in pages:
        expect(page.locator("#luot-1 .answer")).to_be_visible()


@pytest.mark.parametrize("width", [1280, 390])
def test_a_conversation_is_there_again_after_looking_elsewhere(
    served: Served, open_page: OpenPage, width: int
) -> None:
    page = open_page(served.address, width=width)
    ask(page, QUESTION)
    expect(page.locator("#luot-1 .answer")).to_be_visible()
    page.get_by_role("link", name=strings.NAV_TASKS).click()
    expect(page.locator("table.tasks")).to_be_visible()
    page.get_by_role("link", name=strings.NAV_CHAT).click()
    expect(page.locator("#luot-1 .answer .text")).to_contain_text("Văn phòng Ủy ban nhân dân tỉnh chủ trì")
    ask(page, "còn ai phối hợp?")
    expect(page.locator("#luot-2 .answer")).to_be_visible()
    assert served.backend.calls[-1] == Call("còn ai phối hợp?", (QUESTION,), None)
    other = page.context.new_page()
    other.goto(served.address)
    expect(other.locator("#conversation .welcome")).to_be_visible()
    page.get_by_role("button", name=strings.NEW_CHAT).click()
    expect(page.locator("#conversation .welcome")).to_be_visible()
    page.reload()
    expect(page.locator("#conversation .welcome")).to_be_visible()


def test_a_question_that_was_left_waiting_is_back_in_the_box(served: Served, open_page: OpenPage) -> None:
    served.backend.gate.clear()
    page = open_page(served.address)
    ask(page, QUESTION)
    expect(page.locator("#luot-1 .waiting")).to_be_visible()
    page.reload()
    expect(page.locator("#question textarea")).to_have_value(QUESTION)
    expect(page.locator(".turn")).to_have_count(0)
    served.backend.gate.set()
