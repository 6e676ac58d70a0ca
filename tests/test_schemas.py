"""Files of every version that was ever written are read by today's program with all that they hold."""

import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from assistant.access.accounts import Account, Accounts
from assistant.access.people import Role, User
from assistant.access.questions import AskedQuestion, Questions, Way
from assistant.backup.files import state_files
from assistant.config import Settings, load_settings
from assistant.conversations.store import Conversations, Listed
from assistant.conversations.turns import Conversation, Reply, Turn
from assistant.errors import SetupError
from assistant.feedback.store import Feedback, FeedbackFile, Rated, Reason
from assistant.schemas import Schema
from assistant.types import Answer

WRITTEN = Path(__file__).parent / "data" / "state"
"""What earlier versions have written: ``<file>-<version>.sql``."""
_UNVERSIONED = {"questions"}
"""Files that had their tables before they had a version number."""


def old_file(path: Path, name: str) -> Path:
    with closing(sqlite3.connect(path)) as db:
        db.executescript((WRITTEN / f"{name}.sql").read_text(encoding="utf-8"))
    return path


def version_of(path: Path) -> int:
    with closing(sqlite3.connect(path)) as db:
        return int(db.execute("PRAGMA user_version").fetchone()[0])


def test_every_version_of_every_file_is_among_the_written_ones() -> None:
    written = {path.stem for path in WRITTEN.glob("*.sql")}
    for file in state_files(load_settings({})):
        stem = file.name.removesuffix(".sqlite")
        first = 0 if stem in _UNVERSIONED else 1
        assert {name for name in written if re.fullmatch(rf"{stem}-\d+", name)} == {
            f"{stem}-{version}" for version in range(first, file.schema.version + 1)
        }


@pytest.mark.parametrize("version", [1, 2])
def test_accounts_of_every_version_are_kept(tmp_path: Path, version: int) -> None:
    path = old_file(tmp_path / "accounts.sqlite", f"accounts-{version}")
    assert Accounts(path).all() == (Account(User("lan", Role.EDITOR), ("báo cáo",)),)


@pytest.mark.parametrize("version", [0, 1, 2])
def test_questions_of_every_version_are_kept(tmp_path: Path, version: int) -> None:
    path = old_file(tmp_path / "questions.sqlite", f"questions-{version}")
    settings = load_settings({}, {"question_log": path, "question_log_days": 30})
    kept = Questions(settings, lambda: 1_800_000_001.0).kept(10, 0)
    assert kept == (AskedQuestion(1_800_000_000, "lan", Way.CHAT, "ai chủ trì?", abstained=True),)
    assert version_of(path) == 2


@pytest.mark.parametrize("version", [1])
def test_conversations_of_every_version_are_kept(tmp_path: Path, version: int) -> None:
    path = old_file(tmp_path / "conversations.sqlite", f"conversations-{version}")
    kept = Conversations(path, 30, lambda: 1_800_000_001.0)
    turn = Turn("ai chủ trì?", outcome=Reply(Answer("Sở Nội vụ.", abstained=False)), id="luot")
    assert kept.find("user:lan", "mot") == Conversation((turn,), id="mot", owner="user:lan")
    assert kept.list("user:lan", "noi vu").found == (
        Listed("mot", "ai chủ trì?", 1_800_000_000, 1, "lien-ket", 1),
    )


@pytest.mark.parametrize("version", [1])
def test_feedback_of_every_version_is_kept(tmp_path: Path, version: int) -> None:
    path = old_file(tmp_path / "feedback.sqlite", f"feedback-{version}")
    reply = Reply(Answer("Sở Nội vụ.", abstained=False))
    rated = Rated("luot", "ai chủ trì?", ("trước",), reply, False, Reason.AGENCY, "ghi thêm", "lan")
    assert FeedbackFile(path).all() == (Feedback(1, 1_800_000_000, rated, handled=False),)


@pytest.fixture
def newer(tmp_path: Path) -> Settings:
    """Settings whose files a program of the future has written."""
    settings = load_settings(
        {},
        {
            "accounts": old_file(tmp_path / "accounts.sqlite", "accounts-1"),
            "question_log": old_file(tmp_path / "questions.sqlite", "questions-1"),
            "question_log_days": 30,
        },
    )
    for path in (settings.accounts, settings.question_log):
        with closing(sqlite3.connect(path)) as db:
            db.execute("PRAGMA user_version = 99")
    return settings


def test_a_file_of_a_newer_version_is_refused_and_left_as_it_is(newer: Settings) -> None:
    with pytest.raises(SetupError, match="phiên bản mới hơn"):
        Accounts(newer.accounts).all()
    with pytest.raises(SetupError, match="phiên bản mới hơn"):
        Questions(newer).kept(10, 0)
    assert (version_of(newer.accounts), version_of(newer.question_log)) == (99, 99)


def test_a_step_that_fails_leaves_the_version_before_it(tmp_path: Path) -> None:
    first = ("CREATE TABLE kept (value TEXT)", "INSERT INTO kept VALUES ('một')")
    broken = ("INSERT INTO kept VALUES ('hai')", "INSERT INTO missing VALUES (1)")
    with closing(sqlite3.connect(tmp_path / "file.sqlite", isolation_level=None)) as db:
        Schema((first,)).bring_up(db)
        with pytest.raises(sqlite3.OperationalError):
            Schema((first, broken)).bring_up(db)
        assert db.execute("SELECT value FROM kept").fetchall() == [("một",)]
        assert Schema((first,)).check(db) == 1


def test_steps_that_a_file_has_are_not_taken_again(tmp_path: Path) -> None:
    schema = Schema((("CREATE TABLE kept (value TEXT)",), ("INSERT INTO kept VALUES ('một')",)))
    for _ in range(2):
        with closing(sqlite3.connect(tmp_path / "file.sqlite", isolation_level=None)) as db:
            schema.bring_up(db)
            assert db.execute("SELECT value FROM kept").fetchall() == [("một",)]
