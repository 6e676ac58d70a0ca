"""What people say of answers, from the button to the file."""

import re
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import expect

from assistant.feedback.store import FeedbackFile, Reason
from assistant.feedback.words import HELPFUL, NOT_HELPFUL
from assistant.web import strings
from assistant.web.addresses import RATING

from .conftest import OpenPage, Serve, build_app
from .fakes import ANSWERED, REFUSED, FakeBackend
from .test_browser import ask
from .test_browser_access import faults_of

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(("width", "dark"), [(1280, False), (390, True)])
def test_answers_are_found_right_or_not_by_keyboard_and_it_stays_visible(
    serve: Serve, open_page: OpenPage, tmp_path: Path, width: int, dark: bool
) -> None:
    file = tmp_path / "feedback.sqlite"
    address = serve(build_app(FakeBackend([ANSWERED, REFUSED]), {"feedback": file}))
    page = open_page(address, width=width, dark=dark)
    ask(page, "ai chủ trì?")
    rating = page.locator("#luot-1 .rating")
    rating.get_by_role("button", name=HELPFUL, exact=True).click()
    expect(rating.get_by_role("status")).to_have_text(strings.RATED)
    ask(page, "kinh phí?")
    rating = page.locator("#luot-2 .rating")
    expect(rating).to_contain_text(strings.RATE_REFUSAL)
    expect(page.locator("#luot-1 .rating [data-chosen]")).to_have_text([HELPFUL])
    rating.locator("summary").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    for _ in range(4):
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.type("Phụ lục 2 có nêu")
    assert faults_of(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") == width
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(rating.get_by_role("status")).to_have_text(strings.RATED)
    expect(rating.locator("form")).to_be_hidden()
    expect(rating.locator("[data-chosen]")).to_have_text([NOT_HELPFUL])
    page.reload()
    expect(page.locator("#luot-2 .rating [data-chosen]")).to_have_text([NOT_HELPFUL])
    second, first = (one.rated for one in FeedbackFile(file).all())
    assert (first.question, first.history, first.reply.answer) == ("ai chủ trì?", (), ANSWERED)
    assert (first.helpful, first.reason, first.comment) == (True, Reason.NONE, "")
    assert (second.question, second.history, second.reply.answer) == ("kinh phí?", ("ai chủ trì?",), REFUSED)
    assert (second.helpful, second.reason, second.comment) == (False, Reason.REFUSED, "Phụ lục 2 có nêu")
    assert len(second.reply.sources) == 1


def test_only_an_answer_that_was_shown_is_rated_and_only_from_a_page_of_ours(
    serve: Serve, open_page: OpenPage, tmp_path: Path
) -> None:
    file = tmp_path / "feedback.sqlite"
    address = serve(build_app(FakeBackend(), {"feedback": file}))
    page = open_page(address)
    ask(page, "ai chủ trì?")
    token = page.locator(".rating").get_attribute("data-answer")
    good = {"answer": token, "helpful": False, "reason": "khac"}
    for sent, headers, status in (
        (good, {"origin": "http://noi-khac.test"}, 403),
        (good, {"sec-fetch-site": "cross-site"}, 403),
        ({**good, "answer": "đoán"}, {}, 404),
        ({**good, "reason": "tự đặt"}, {}, 422),
        ({**good, "name": "mai"}, {}, 422),
        ({**good, "comment": "a" * 1001}, {}, 422),
    ):
        assert httpx.post(address + RATING, json=sent, headers=headers).status_code == status
    assert FeedbackFile(file).all() == ()
    page.route(re.compile(RATING), lambda route: route.abort())
    page.get_by_role("button", name=HELPFUL, exact=True).click()
    expect(page.locator(".rating [role=status]")).to_have_text(strings.RATING_FAILED)
