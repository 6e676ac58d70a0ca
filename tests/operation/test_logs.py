import json
import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from assistant.access.accounts import Accounts
from assistant.access.audit import record
from assistant.access.people import Role
from assistant.logs import JsonLines, TextLines, set_up_logs
from tests.serving import build_app, serving
from tests.web.fakes import FakeBackend

SECRET = "câu hỏi riêng của Lan về số hóa"


@contextmanager
def bare_logging() -> Iterator[None]:
    """A root logger without handlers while the block runs, as a program finds it."""
    loggers = [logging.getLogger(), logging.getLogger("assistant"), logging.getLogger("httpx")]
    handlers, levels = loggers[0].handlers, [logger.level for logger in loggers]
    loggers[0].handlers = []
    loggers[2].setLevel(logging.WARNING)  # the client of the test itself
    try:
        yield
    finally:
        loggers[0].handlers = handlers
        for logger, level in zip(loggers, levels, strict=True):
            logger.setLevel(level)


def made(formatter: logging.Formatter, message: str, *values: object, **extra: object) -> str:
    entry = logging.LogRecord("assistant.x", logging.WARNING, "x.py", 1, message, values, None)
    entry.__dict__.update(extra)
    return formatter.format(entry)


def test_what_somebody_sent_begins_no_line_of_its_own() -> None:
    line = made(TextLines(), "%s failed", "/a\n2026-01-01 INFO assistant.audit: {}\x1b[31m\u2028x")
    assert len(line.splitlines()) == 1
    assert line.endswith(
        "WARNING assistant.x: /a\\n2026-01-01 INFO assistant.audit: {}\\x1b[31m\\u2028x failed"
    )


def test_a_json_line_holds_the_message_or_the_fields_and_the_trace() -> None:
    line = json.loads(made(JsonLines(), "kế hoạch %d\n", 3))
    assert {key: line[key] for key in ("level", "logger", "message")} == {
        "level": "warning",
        "logger": "assistant.x",
        "message": "kế hoạch 3\n",
    }
    assert line["time"].endswith("+00:00")
    fields = json.loads(made(JsonLines(), "x", fields={"event": "login", "name": "lan"}))
    assert (fields["event"], fields["name"], "message" in fields) == ("login", "lan", False)
    try:
        raise ValueError("sai")
    except ValueError:
        traced = json.loads(made(JsonLines(), "hỏng", exc_info=sys.exc_info()))
    assert traced["trace"].endswith("ValueError: sai")


@pytest.mark.parametrize("form", ["json", "text"])
def test_no_question_is_in_the_log_whatever_way_it_came(
    form: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    accounts = Accounts(tmp_path / "accounts.sqlite")
    accounts.add("lan", "mật khẩu của Lan", Role.READER)
    app = build_app(FakeBackend(), {"accounts": tmp_path / "accounts.sqlite"})
    with bare_logging(), serving(app) as address:
        set_up_logs(form, verbose=True)
        token = {"authorization": f"Bearer {accounts.issue_token('lan', 'x')}"}
        with httpx.Client(base_url=address, headers=token) as client:
            chat = {"model": "vn-plan-assistant", "messages": [{"role": "user", "content": SECRET}]}
            tool = {"name": "ask", "arguments": {"question": SECRET}}
            call = {"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": tool}
            accept = {"accept": "application/json, text/event-stream", "mcp-protocol-version": "2025-06-18"}
            answers = [
                client.post("/api/v1/ask", json={"question": SECRET}),
                client.get("/api/v1/search", params={"question": SECRET}),
                client.post("/v1/chat/completions", json=chat),
                client.post("/mcp", json=call, headers=accept),
                client.post("/api/v1/ask", json={"question": SECRET * 100}),
                client.get("/nhiem-vu", params={"tu-khoa": SECRET}),
            ]
    assert [answer.status_code for answer in answers[:4]] == [200] * 4
    log = capsys.readouterr().err
    assert "/api/v1/search" in log
    assert "lan" in log
    assert "riêng của Lan" not in log
    assert "ri%C3%AAng" not in log
    if form == "json":
        lines = [json.loads(line) for line in log.splitlines()]
        asked = [line for line in lines if line.get("path") == "/api/v1/ask"]
        assert [(line["event"], line["method"], line["status"], line["visitor"]) for line in asked] == [
            ("request", "POST", 200, "lan"),
            ("request", "POST", 422, "lan"),
        ]


def test_the_audit_is_written_in_both_forms(capsys: pytest.CaptureFixture[str]) -> None:
    with bare_logging():
        set_up_logs("json")
        record("login", name="lan", address="10.0.0.7")
    line = json.loads(capsys.readouterr().err)
    assert (line["event"], line["name"], line["address"], line["logger"]) == (
        "login",
        "lan",
        "10.0.0.7",
        "assistant.audit",
    )
    with bare_logging():
        set_up_logs("text")
        record("login", name="lan\nx", address="10.0.0.7")
    assert (
        capsys.readouterr()
        .err.rstrip("\n")
        .endswith('INFO assistant.audit: {"event": "login", "name": "lan\\nx", "address": "10.0.0.7"}')
    )
