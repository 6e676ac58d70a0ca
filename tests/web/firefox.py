"""Firefox of this machine, driven in its own WebDriver BiDi: Playwright drives only a Firefox that it brings along."""

import itertools
import json
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from websockets.sync.client import ClientConnection, connect

from tests.serving import find_free_port

START_TIMEOUT_S = 60.0
WAIT_S = 20.0
CONTROL, ENTER = "\ue009", "\ue007"
"""Keys as WebDriver names them."""


class Firefox:
    """One window; what it types and clicks counts as done by a person."""

    def __init__(self, socket: ClientConnection) -> None:
        self._socket = socket
        self._numbers = itertools.count(1)
        self._call("session.new", capabilities={})
        self._window = self._call("browsingContext.getTree")["contexts"][0]["context"]

    def open(self, address: str) -> None:
        """Go to a page and wait until it has loaded."""
        self._call("browsingContext.navigate", context=self._window, url=address, wait="complete")

    def evaluate(self, expression: str) -> Any:
        """What an expression gives in the page, as JSON holds it; promises are waited for."""
        program = f"(async () => JSON.stringify((await ({expression})) ?? null))()"
        found = self._call(
            "script.evaluate", expression=program, target={"context": self._window}, awaitPromise=True
        )
        if found["type"] != "success":
            raise AssertionError(found["exceptionDetails"]["text"])
        return json.loads(found["result"]["value"])

    def wait_for(self, expression: str) -> None:
        """Wait until an expression holds."""
        deadline = time.monotonic() + WAIT_S
        while not self.evaluate(f"Boolean({expression})"):
            if time.monotonic() > deadline:
                raise AssertionError(f"not within {WAIT_S:.0f} s: {expression}")
            time.sleep(0.05)

    def click(self, selector: str) -> None:
        """Press the mouse on the middle of an element, which is scrolled to."""
        found = json.dumps(selector)
        self.wait_for(f"document.querySelector({found})")
        middle = self.evaluate(
            f"""(() => {{
                const element = document.querySelector({found});
                element.scrollIntoView({{ block: "center" }});
                const box = element.getBoundingClientRect();
                return [Math.round(box.x + box.width / 2), Math.round(box.y + box.height / 2)];
            }})()"""
        )
        self._act(
            "pointer",
            {"type": "pointerMove", "x": middle[0], "y": middle[1]},
            {"type": "pointerDown", "button": 0},
            {"type": "pointerUp", "button": 0},
        )

    def type(self, text: str) -> None:
        """Press the key of each letter."""
        self._act(
            "key", *({"type": kind, "value": letter} for letter in text for kind in ("keyDown", "keyUp"))
        )

    def press_with_control(self, key: str) -> None:
        """Press a key while Control is held."""
        self._act(
            "key",
            {"type": "keyDown", "value": CONTROL},
            {"type": "keyDown", "value": key},
            {"type": "keyUp", "value": key},
            {"type": "keyUp", "value": CONTROL},
        )

    def close(self) -> None:
        """End the browser."""
        self._call("browser.close")

    def _act(self, kind: str, *actions: dict[str, Any]) -> None:
        source = {"type": kind, "id": kind, "actions": list(actions)}
        self._call("input.performActions", context=self._window, actions=[source])

    def _call(self, method: str, **parameters: Any) -> Any:
        number = next(self._numbers)
        self._socket.send(json.dumps({"id": number, "method": method, "params": parameters}))
        while True:
            reply = json.loads(self._socket.recv(timeout=START_TIMEOUT_S))
            if reply.get("id") == number:
                break
        if "error" in reply:
            raise AssertionError(f"{method}: {reply['message']}")
        return reply["result"]


@contextmanager
def running_firefox(program: str, plain_host: str) -> Iterator[Firefox]:
    """A Firefox with a profile of its own, for which ``plain_host`` is this machine, without the trust in localhost."""
    port = find_free_port()
    with ExitStack() as held:
        profile = held.enter_context(
            tempfile.TemporaryDirectory(prefix="firefox-", ignore_cleanup_errors=True)
        )
        Path(profile, "user.js").write_text(
            f'user_pref("network.dns.localDomains", "{plain_host}");\n', encoding="utf-8"
        )
        process = held.enter_context(
            subprocess.Popen(
                [
                    program,
                    "--headless",
                    "--no-remote",
                    "--profile",
                    profile,
                    f"--remote-debugging-port={port}",
                ],
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
        )
        try:
            with _connected(process, port) as socket:
                firefox = Firefox(socket)
                yield firefox
                firefox.close()
            process.wait(START_TIMEOUT_S)
        finally:
            process.kill()


def _connected(process: "subprocess.Popen[bytes]", port: int) -> ClientConnection:
    deadline = time.monotonic() + START_TIMEOUT_S
    while True:
        try:
            return connect(f"ws://127.0.0.1:{port}/session", max_size=None, proxy=None)
        except OSError as error:
            if process.poll() is not None or time.monotonic() > deadline:
                raise AssertionError("Firefox did not start") from error
            time.sleep(0.1)
