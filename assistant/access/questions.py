"""The questions of all visitors: how often each may ask and, where the settings say so, what was asked."""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from assistant.access.limits import Limit
from assistant.access.people import Visitor
from assistant.config import Settings
from assistant.datafile import DataFile
from assistant.errors import SetupError
from assistant.measures import Measures
from assistant.schemas import Schema
from assistant.types import Answer

_log = logging.getLogger(__name__)

_DAY_S = 24 * 60 * 60
SCHEMA = Schema(
    (
        (  # "if not exists": files without a version number have had these tables as well
            """CREATE TABLE IF NOT EXISTS questions (
                asked INTEGER NOT NULL,
                name TEXT NOT NULL,
                way TEXT NOT NULL,
                question TEXT NOT NULL,
                abstained INTEGER NOT NULL
            ) STRICT""",
            "CREATE INDEX IF NOT EXISTS questions_asked ON questions (asked)",
        ),
        ("ALTER TABLE questions ADD COLUMN doubtful INTEGER NOT NULL DEFAULT 0",),
    )
)


class Way(StrEnum):
    """Where a question came in."""

    CHAT = "chat"
    REST = "rest"
    OPENAI = "openai"
    MCP = "mcp"


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    """A question that was answered or refused."""

    asked: int
    """Seconds since 1970, UTC."""
    name: str
    way: Way
    question: str
    abstained: bool
    doubtful: bool = False
    """Whether the check took sentences out of the answer."""


class Questions:
    """Counts questions and keeps them for some days, or not at all; safe from several threads."""

    def __init__(
        self,
        settings: Settings,
        clock: Callable[[], float] = time.time,
        measures: Measures | None = None,
    ) -> None:
        self.measures = measures or Measures()
        self._limit = Limit(
            settings.questions_a_minute,
            "Mỗi người được hỏi {limit} câu trong một phút. Hãy thử lại sau {wait} giây.",
        )
        self.kept_days = settings.question_log_days
        self._path = settings.question_log
        self._file = DataFile(self._path, "tệp nhật ký câu hỏi", SCHEMA)
        self._clock = clock

    def admit(self, visitor: Visitor) -> None:
        """Count a question before it is looked up.

        Raises:
            TooManyRequestsError: the visitor asks too often; says when to come again.
        """
        self._limit.take(visitor.limited_as)

    def note(self, visitor: Visitor, way: Way, question: str, answer: Answer) -> None:
        """Write a question down, and forget those that are too old; an answer never fails for it."""
        if not self.kept_days:
            return
        now = int(self._clock())
        try:
            with self._file.open(write=True) as db:
                db.execute("DELETE FROM questions WHERE asked < ?", (now - self.kept_days * _DAY_S,))
                doubtful = not answer.abstained and any(not check.kept for check in answer.checks)
                row = (now, visitor.name, way, question, answer.abstained, doubtful)
                db.execute("INSERT INTO questions VALUES (?, ?, ?, ?, ?, ?)", row)
        except SetupError:
            _log.exception("question not written down in %s", self._path)

    def kept(self, limit: int, offset: int) -> tuple[AskedQuestion, ...]:
        """Questions that are kept, latest first.

        Raises:
            SetupError: the file cannot be read.
        """
        if not self.kept_days or not self._file.exists():
            return ()
        with self._file.open() as db:
            rows = db.execute(
                "SELECT asked, name, way, question, abstained, doubtful FROM questions"
                " WHERE asked >= ? ORDER BY asked DESC, rowid DESC LIMIT ? OFFSET ?",
                (int(self._clock()) - self.kept_days * _DAY_S, limit, offset),
            ).fetchall()
        return tuple(
            AskedQuestion(asked, name, Way(way), question, bool(abstained), bool(doubtful))
            for asked, name, way, question, abstained, doubtful in rows
        )
