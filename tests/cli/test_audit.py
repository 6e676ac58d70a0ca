"""What commands change is in the audit, and in the file of the audit that the server writes as well."""

import json
import os
import pwd
from pathlib import Path
from typing import Any

import pytest

from assistant.access import audit
from assistant.access.people import Visitor
from assistant.config import Settings
from assistant.logs import set_up_logs
from tests.written_plans import BEN_TRE, CA_MAU, TEXTS

from .conftest import Run, RunIn

ME = pwd.getpwuid(os.getuid()).pw_name


@pytest.fixture(autouse=True)
def same_login(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user who runs the tests has logged in as such."""
    uid = tmp_path / "loginuid"
    uid.write_text(str(os.getuid()))
    monkeypatch.setattr(audit, "_LOGIN_UID", uid)
    return uid


@pytest.fixture
def log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "audit.jsonl"
    monkeypatch.setenv("ASSISTANT_AUDIT_LOG", str(path))
    return path


@pytest.fixture
def run(run_in: RunIn, fresh: Settings) -> Run:
    return run_in(fresh)


def lines_of(log: Path) -> list[dict[str, Any]]:
    """The lines of the file without what every log line has."""
    common = {"time", "level", "logger", "process"}
    lines = [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]
    assert all(common <= line.keys() for line in lines)
    return [{key: value for key, value in line.items() if key not in common} for line in lines]


def change(event: str, **details: str) -> dict[str, str]:
    return {"event": event, "by": ME, "way": "command_line", **details}


def written(folder: Path, plan_id: str, name: str) -> Path:
    path = folder / name
    path.write_text(TEXTS[plan_id], encoding="utf-8")
    return path


def test_every_change_of_plans_says_who_made_it_by_a_command(
    run: Run, fresh: Settings, log: Path, tmp_path: Path
) -> None:
    run("index")
    run("index")  # nothing has changed
    run("add", written(tmp_path, BEN_TRE, "moi.txt"))
    run("add", tmp_path / "moi.txt")  # is there already
    run("add", "--replaces", "moi", written(tmp_path, BEN_TRE, "moi-2.txt"))
    run("remove", "khong-co")
    run("remove", "moi-2")
    assert lines_of(log) == [
        change("index_updated", read=CA_MAU),
        change("plan_added", plan="moi"),
        change("index_updated", read="moi"),
        change("plan_added", plan="moi-2", replaces="moi"),
        change("index_updated", read="moi moi-2"),
        change("plan_withdrawn", plan="moi-2"),
        change("index_updated", read="moi", removed="moi-2"),
    ]
    assert log.stat().st_mode & 0o777 == 0o600


def test_a_restored_backup_is_in_the_audit(run: Run, log: Path, tmp_path: Path) -> None:
    kept = tmp_path / "kho.zip"
    run("backup", kept)
    assert not log.exists()  # nothing has changed
    run("restore", kept)  # refused: something is there
    run("restore", "--overwrite", kept)
    restored, updated = lines_of(log)
    assert restored.pop("taken").startswith("20")
    assert restored == change("backup_restored", file=str(kept), plans="1")
    assert updated == change("index_updated", read=CA_MAU)


def test_the_one_who_logged_in_is_named_beside_the_user_that_the_command_runs_as(same_login: Path) -> None:
    same_login.write_text("4123456789")  # no such user
    assert audit.by_system_user() == {"by": ME, "way": "command_line", "login": "4123456789"}
    same_login.write_text(str(2**32 - 1))  # nobody logged in
    assert audit.by_system_user() == {"by": ME, "way": "command_line"}
    same_login.unlink()
    assert audit.by_system_user() == {"by": ME, "way": "command_line"}


def test_server_and_commands_write_one_file_also_after_it_was_moved_away(run: Run, log: Path) -> None:
    run("index")
    log.rename(log.with_suffix(".1"))
    audit.record("plan_withdrawn", **audit.by_visitor(Visitor("10.0.0.7")), plan=CA_MAU)
    set_up_logs("text")
    audit.record("login", name="lan")  # no file is named any more
    assert lines_of(log) == [
        {"event": "plan_withdrawn", "by": "10.0.0.7", "address": "10.0.0.7", "way": "web", "plan": CA_MAU}
    ]


def test_a_change_is_made_and_told_where_the_file_cannot_be_written(
    run: Run, fresh: Settings, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("ASSISTANT_AUDIT_LOG", str(fresh.corpus / "khong-co" / "audit.jsonl"))
    assert run("index").status == 0
    messages = [record.getMessage() for record in caplog.records]
    assert any("cannot be written" in message for message in messages)
    assert any('"index_updated"' in message for message in messages)
