"""Feedback in one SQLite file, kept until the owner of the corpus deletes it."""

import json
import time
from collections.abc import Callable, Collection
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from assistant.codec import JsonCodec
from assistant.conversations.turns import Reply
from assistant.datafile import DataFile
from assistant.schemas import Schema

_REPLY = JsonCodec(Reply)

SCHEMA = Schema(
    (
        (
            """CREATE TABLE feedback (
                number INTEGER PRIMARY KEY AUTOINCREMENT,
                turn TEXT NOT NULL UNIQUE, -- of the conversation; a second thought replaces the first
                given INTEGER NOT NULL,
                name TEXT NOT NULL,
                helpful INTEGER NOT NULL,
                reason TEXT NOT NULL,
                comment TEXT NOT NULL,
                question TEXT NOT NULL,
                history TEXT NOT NULL,
                reply TEXT NOT NULL,
                handled INTEGER NOT NULL
            ) STRICT""",
            "CREATE INDEX feedback_by_time ON feedback (given)",
        ),
    )
)


class Reason(StrEnum):
    """Why an answer is not right."""

    NONE = ""
    AGENCY = "sai-co-quan"
    FIGURE = "sai-so-lieu"
    SCOPE = "nham-ke-hoach"
    INCOMPLETE = "thieu"
    REFUSED = "khong-tra-loi"
    OFF_TOPIC = "lac-de"
    OTHER = "khac"


@dataclass(frozen=True, slots=True)
class Rated:
    """An answer with what somebody says of it."""

    turn_id: str
    question: str
    history: tuple[str, ...]
    """Earlier questions of the conversation, oldest first."""
    reply: Reply
    helpful: bool
    reason: Reason = Reason.NONE
    comment: str = ""
    name: str = ""
    """Of the account; empty where nobody has to log in."""


@dataclass(frozen=True, slots=True)
class Feedback:
    """What was kept of it."""

    number: int
    given: int
    """Seconds since 1970, UTC."""
    rated: Rated
    handled: bool


class FeedbackFile:
    """All feedback; safe from several threads and processes."""

    def __init__(self, path: Path, clock: Callable[[], float] = time.time) -> None:
        self._file = DataFile(path, "tệp góp ý", SCHEMA)
        self._clock = clock

    def put(self, rated: Rated) -> None:
        """Keep feedback; it takes the place of what was said of the same answer before.

        Raises:
            SetupError: the file cannot be used.
        """
        with self._file.open(write=True) as db:
            db.execute("DELETE FROM feedback WHERE turn = ?", (rated.turn_id,))
            db.execute(
                "INSERT INTO feedback (turn, given, name, helpful, reason, comment, question, history, reply, handled)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, FALSE)",
                (
                    rated.turn_id,
                    int(self._clock()),
                    rated.name,
                    rated.helpful,
                    rated.reason,
                    rated.comment,
                    rated.question,
                    json.dumps(rated.history, ensure_ascii=False),
                    _REPLY.dump(rated.reply),
                ),
            )

    def ratings(self, turn_ids: Collection[str]) -> dict[str, bool]:
        """Whether the answers of some turns were found helpful, as far as somebody said so.

        Raises:
            SetupError: the file cannot be used.
        """
        if not turn_ids or not self._file.exists():
            return {}
        marks = ", ".join("?" * len(turn_ids))
        with self._file.open() as db:
            rows = db.execute(
                f"SELECT turn, helpful FROM feedback WHERE turn IN ({marks})", tuple(turn_ids)
            ).fetchall()
        return {turn: bool(helpful) for turn, helpful in rows}

    def all(self, since: int = 0) -> tuple[Feedback, ...]:
        """Feedback since a time (seconds since 1970), latest first.

        Raises:
            SetupError: the file cannot be used.
        """
        return self._read("WHERE given >= ? ORDER BY number DESC", since)

    def find(self, number: int) -> Feedback | None:
        """One of them, or ``None`` where there is none of the number.

        Raises:
            SetupError: the file cannot be used.
        """
        return next(iter(self._read("WHERE number = ?", number)), None)

    def set_handled(self, number: int, handled: bool) -> None:
        """Note that somebody has looked into it, or that nobody has.

        Raises:
            SetupError: the file cannot be used.
        """
        with self._file.open(write=True) as db:
            db.execute("UPDATE feedback SET handled = ? WHERE number = ?", (handled, number))

    def delete(self, number: int) -> None:
        """Forget it.

        Raises:
            SetupError: the file cannot be used.
        """
        with self._file.open(write=True) as db:
            db.execute("DELETE FROM feedback WHERE number = ?", (number,))

    def forget_name(self, name: str) -> None:
        """Take the name of an account that is gone off what it said.

        Raises:
            SetupError: the file cannot be used.
        """
        if self._file.exists():
            with self._file.open(write=True) as db:
                db.execute("UPDATE feedback SET name = '' WHERE name = ?", (name,))

    def _read(self, where: str, value: int) -> tuple[Feedback, ...]:
        if not self._file.exists():
            return ()
        with self._file.open() as db:
            rows = db.execute(
                "SELECT number, given, handled, turn, question, history, reply, helpful, reason, comment, name"
                f" FROM feedback {where}",
                (value,),
            ).fetchall()
        return tuple(
            Feedback(
                number,
                given,
                Rated(
                    turn,
                    question,
                    tuple(json.loads(history)),
                    _REPLY.load(reply),
                    bool(helpful),
                    Reason(reason),
                    comment,
                    name,
                ),
                bool(handled),
            )
            for number, given, handled, turn, question, history, reply, helpful, reason, comment, name in rows
        )
