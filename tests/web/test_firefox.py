"""Copying in the real Firefox, also over plain http under a name that it does not trust, as in many offices."""

import os
import re
import shutil
from collections.abc import Iterator

import pytest

from assistant.web import strings

from .conftest import PLAIN_HOST, Serve, build_app
from .fakes import LISTED, FakeBackend
from .firefox import ENTER, Firefox, running_firefox

pytestmark = pytest.mark.browser

FIREFOX_NAMES = ("firefox-esr", "firefox")
_PLACE_TO_PASTE = """document.body.insertAdjacentHTML("beforeend", '<div id="memo-here" contenteditable="true">Kính gửi: </div>'),
    document.querySelector("#memo-here").addEventListener("paste", (event) => {
        window.pasted = ["text/plain", "text/html"].map((type) => event.clipboardData.getData(type));
    }), true"""


@pytest.fixture(scope="module")
def firefox() -> Iterator[Firefox]:
    """Headless Firefox of this machine."""
    if os.environ.get("SKIP_BROWSER_TESTS") == "1":
        pytest.skip("SKIP_BROWSER_TESTS=1")
    program = next(filter(None, map(shutil.which, FIREFOX_NAMES)), None)
    if program is None:
        pytest.skip("Firefox is not installed (apt-get install firefox-esr)")
    with running_firefox(program, PLAIN_HOST) as running:
        yield running


@pytest.mark.parametrize("host", ["127.0.0.1", PLAIN_HOST])
def test_copying_gives_rich_and_plain_text_in_firefox_also_on_plain_http(
    serve: Serve, firefox: Firefox, host: str
) -> None:
    # A server for this machine alone answers under no other name.
    address = serve(build_app(FakeBackend([LISTED]), {"host": "0.0.0.0"}))
    firefox.open(address.replace("127.0.0.1", host))
    assert firefox.evaluate("Boolean(navigator.clipboard)") == (host != PLAIN_HOST)
    firefox.wait_for('document.querySelector("#conversation .welcome")')
    firefox.click("#question textarea")
    firefox.type("Sở Nội vụ chủ trì gì?" + ENTER)
    copy = "#luot-1 [data-action='copy']"
    firefox.click(copy)
    firefox.wait_for(f'document.querySelector("{copy}").textContent === "{strings.COPIED}"')
    firefox.evaluate(_PLACE_TO_PASTE)
    firefox.click("#memo-here")
    firefox.press_with_control("v")
    firefox.wait_for("window.pasted")
    plain, html = firefox.evaluate("window.pasted")
    lines = plain.replace("\r\n", "\n").split("\n")
    assert lines[0] == "Có 2 nhiệm vụ do Sở Nội vụ chủ trì:"
    assert lines[2].startswith("1\tCông khai thủ tục hành chính")
    assert lines[-3:] == [
        f"[1] {LISTED.citations[0].source_line}",
        "[2] Kế hoạch số 15/KH-UBND; Phụ lục, mục III, nhiệm vụ 25",
        "[3] Kế hoạch số 15/KH-UBND; Mục II, khoản 1",
    ]
    assert "Times New Roman" in html
    assert html.count("<tr") == 3
    assert not re.search(r"\*\*|^#|`", plain, re.MULTILINE)
    # What a memo makes of it: the table is one, not its text.
    firefox.wait_for('document.querySelector("#memo-here table")')
    assert firefox.evaluate('document.querySelectorAll("#memo-here tr").length') == 3
