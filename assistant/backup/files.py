"""The files beside the corpus that are the truth: the one list for backups, restores and checks."""

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from assistant.access import accounts, questions
from assistant.config import Settings
from assistant.conversations import store as conversations
from assistant.errors import SetupError
from assistant.feedback import store as feedback
from assistant.schemas import Schema


@dataclass(frozen=True, slots=True)
class StateFile:
    """One SQLite file that cannot be remade."""

    name: str
    """In a backup."""
    path: Path
    """On this machine; it exists once there is something in it."""
    schema: Schema


def state_files(settings: Settings) -> tuple[StateFile, ...]:
    """All of them, existing or not."""
    return (
        StateFile("accounts.sqlite", settings.accounts, accounts.SCHEMA),
        StateFile("questions.sqlite", settings.question_log, questions.SCHEMA),
        StateFile("conversations.sqlite", settings.conversations, conversations.SCHEMA),
        StateFile("feedback.sqlite", settings.feedback, feedback.SCHEMA),
    )


def check_state_file(path: Path, schema: Schema) -> None:
    """Read a file through and see that this program can use it.

    Raises:
        SetupError: it is damaged, or a newer version of the program has written it.
    """
    try:
        with closing(sqlite3.connect(path)) as db:
            schema.check(db)
            problems = [row[0] for row in db.execute("PRAGMA integrity_check(1)")]
    except sqlite3.DatabaseError as error:
        problems = [str(error)]
    if problems != ["ok"]:
        raise SetupError(
            f"Tệp {path} bị hỏng ({problems[0]}). Hãy khôi phục từ bản sao lưu bằng lệnh: assistant restore TỆP"
        )
