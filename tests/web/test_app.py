from contextlib import nullcontext

import pytest
from fastapi import FastAPI

import app
from assistant.config import Settings
from assistant.errors import IndexMissingError

from .fakes import FakeBackend


def test_a_setup_that_has_to_be_mended_is_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse(settings: Settings) -> None:
        raise IndexMissingError(f"Chưa có chỉ mục trong {settings.index}. Chạy: assistant index.")

    monkeypatch.setattr(app, "open_live_assistant", refuse)
    assert app.main() == 1
    assert capsys.readouterr().err.endswith("\nChưa có chỉ mục trong indexes. Chạy: assistant index.\n")


def test_the_app_is_served_on_the_host_and_port_of_the_settings(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    served: list[tuple[str, int]] = []
    monkeypatch.setenv("ASSISTANT_PORT", "8123")
    monkeypatch.setattr(app, "open_live_assistant", lambda settings: nullcontext(FakeBackend()))
    monkeypatch.setattr(app, "create_app", lambda backend, settings: FastAPI())
    monkeypatch.setattr(app, "serve", lambda _, settings: served.append((settings.host, settings.port)))
    assert app.main() == 0
    assert served == [("127.0.0.1", 8123)]
    assert "http://127.0.0.1:8123" in capsys.readouterr().err
