"""A real server and a real browser for tests; every page that is opened here is watched.

``served`` is the server that all tests share; ``serve(build_app(backend))`` gives the address of another one.
"""

import os
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Protocol
from urllib.parse import urlsplit

import pytest
from fastapi import FastAPI
from playwright.sync_api import Browser, Page, sync_playwright

from tests.serving import build_app as build_app  # noqa: PLC0414 — tests take it from here
from tests.serving import serving

from .fakes import FakeBackend

Serve = Callable[[FastAPI], str]
"""Serves an application on a free port of this machine and gives its address."""

PLAIN_HOST = "van-phong.test"
"""This machine under a name that a browser does not trust: pages from it are plain http, as in many offices."""
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# Off: everything that Chromium asks of its maker's hosts on its own account.
CHROMIUM_OPTIONS = (
    "--no-sandbox",
    "--headless=new",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    f"--host-resolver-rules=MAP {PLAIN_HOST} 127.0.0.1",
)
ACTION_TIMEOUT_MS = 10_000


class OpenPage(Protocol):
    """Opens a page; its requests and its words are checked when the test ends."""

    def __call__(
        self, address: str, *, width: int = 1280, locale: str = "vi-VN", dark: bool = False
    ) -> Page: ...


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Headless Chromium of this machine."""
    if os.environ.get("SKIP_BROWSER_TESTS") == "1":
        pytest.skip("SKIP_BROWSER_TESTS=1")
    chromium = next(filter(None, map(shutil.which, CHROMIUM_NAMES)), None)
    if chromium is None:
        pytest.fail(
            "Chromium is missing: install it (apt-get install chromium) or set SKIP_BROWSER_TESTS=1",
            pytrace=False,
        )
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=chromium, args=list(CHROMIUM_OPTIONS))
        yield launched
        launched.close()


@pytest.fixture(scope="session")
def serve() -> Iterator[Serve]:
    """Servers in threads of this process; all stop when the session ends."""
    with ExitStack() as running:
        yield lambda app: running.enter_context(serving(app))


@dataclass(frozen=True)
class Served:
    """A server with the backend behind it."""

    address: str
    backend: FakeBackend


@pytest.fixture(scope="session")
def shared_server(serve: Serve) -> Served:
    """One server for all tests: building a chat takes longer than most of them."""
    backend = FakeBackend()
    return Served(serve(build_app(backend)), backend)


@pytest.fixture
def served(shared_server: Served) -> Served:
    """The shared server with a backend that remembers nothing of earlier tests."""
    shared_server.backend.reset()
    return shared_server


@pytest.fixture
def open_page(browser: Browser) -> Iterator[OpenPage]:
    """Pages that fail their test on a request to another host, a blocked one, or English words of gradio."""
    opened: list[tuple[Page, list[str]]] = []

    def start(address: str, *, width: int = 1280, locale: str = "vi-VN", dark: bool = False) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": 844},
            locale=locale,
            color_scheme="dark" if dark else "light",
            permissions=["clipboard-read", "clipboard-write"],
        )
        context.set_default_timeout(ACTION_TIMEOUT_MS)
        page = context.new_page()
        faults: list[str] = []
        watch_requests(page, urlsplit(address).netloc, faults)
        opened.append((page, faults))
        page.goto(address)
        if urlsplit(address).path in {"", "/"}:
            page.locator("#question textarea").wait_for()
            page.locator("#conversation .welcome").wait_for()
        return page

    yield start
    faults = [fault for page, seen in opened for fault in (*seen, *find_english(page))]
    for page, _ in opened:
        page.context.close()
    assert faults == []


def watch_requests(page: Page, host: str, faults: list[str]) -> None:
    """Note every request to another host, every one that the browser blocked, and every script error."""

    def on_request(url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme in {"http", "https", "ws", "wss"} and parts.netloc != host:
            faults.append(f"foreign request: {url}")

    page.on("request", lambda request: on_request(request.url))
    page.on("websocket", lambda socket: on_request(socket.url))
    page.on("pageerror", lambda error: faults.append(f"script error: {error}"))
    page.on(
        "console",
        lambda message: (
            faults.append(f"blocked: {message.text}") if "Content Security Policy" in message.text else None
        ),
    )


# Words that gradio writes and that are no Vietnamese syllable.
_ENGLISH = re.compile(
    r"\b(clear|close|remove|submit|loading|processing|error|warning|settings|built with|gradio|use via|api"
    r"|retry|undo|copy|copied|stop|share|dropdown|textbox|chatbot|upload|queue|options?|select(ed)?|search|choices?"
    r"|download|edit|delete|empty|label|input|output|connection|lost|please|success|info|more|show|hide|send"
    r"|message|progress|footer|navigation|button|close|next|previous|toggle|expand|collapse)\b",
    re.IGNORECASE,
)
_READ_WORDS = """() => [
  document.body.innerText,
  document.title,
  ...[...document.querySelectorAll("*")].flatMap((element) =>
    ["aria-label", "aria-description", "aria-roledescription", "title", "placeholder", "alt"]
      .map((name) => element.getAttribute(name))
      .filter(Boolean)
  ),
]"""


def find_english(page: Page) -> list[str]:
    """English words in the visible text and in what a screen reader speaks; a page language other than vi."""
    texts: list[str] = page.evaluate(_READ_WORDS)
    found = [f"English: {match[0]!r} in {text[:80]!r}" for text in texts for match in _ENGLISH.finditer(text)]
    language = page.evaluate("document.documentElement.lang")
    return found if language == "vi" else [*found, f"page language: {language}"]
