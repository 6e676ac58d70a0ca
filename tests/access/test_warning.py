import logging
from pathlib import Path

import pytest
from fastapi import FastAPI

from assistant.access.accounts import Accounts
from assistant.access.people import Role
from assistant.config import load_settings
from assistant.measures import Measures
from assistant.web.server import serve
from assistant.web.stopping import PatientServer, Streams

from .conftest import PASSWORD


@pytest.mark.parametrize(
    ("host", "with_accounts", "warned"),
    [
        ("0.0.0.0", False, True),
        ("0.0.0.0", True, False),
        ("127.0.0.1", False, False),
        ("localhost", False, False),
    ],
)
def test_serving_to_the_network_without_accounts_is_warned_of_in_the_log(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    host: str,
    with_accounts: bool,
    warned: bool,
) -> None:
    path = tmp_path / "accounts.sqlite"
    if with_accounts:
        Accounts(path).add("lan", PASSWORD, Role.READER)
    served: list[str] = []

    def run(server: PatientServer) -> None:
        served.append(server.config.host)
        server.started = True

    monkeypatch.setattr(PatientServer, "run", run)
    app = FastAPI()
    app.state.measures, app.state.streams = Measures(), Streams()
    with caplog.at_level(logging.WARNING, logger="assistant.web.server"):
        serve(app, load_settings({}, {"host": host, "accounts": path}))
    assert served == [host]
    assert [f"Máy chủ mở cho mọi máy trong mạng ({host})" in text for text in caplog.messages] == [
        True
    ] * warned
