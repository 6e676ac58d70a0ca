"""Conversations in one SQLite file, each for its owner alone unless the owner shares it."""

import logging
import re
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from sqlite3 import Connection

from assistant.codec import JsonCodec
from assistant.conversations.turns import Conversation, Problem, Reply, Turn, new_id
from assistant.datafile import DataFile
from assistant.schemas import Schema
from assistant.text.normalise import clean_question, fold, nfc

_log = logging.getLogger(__name__)

MAX_TITLE_CHARS = 120
PAGE = 20
"""Conversations of one page of a list."""
UNREADABLE = "Nội dung trả lời này được lưu bởi phiên bản khác nên không hiển thị lại được. Hãy hỏi lại."

_WORD = re.compile(r"\w+")
_DAY_S = 24 * 60 * 60
_TURN = JsonCodec(Turn)
SCHEMA = Schema(
    (
        (
            """CREATE TABLE conversations (
                id TEXT PRIMARY KEY,
                owner TEXT NOT NULL,
                title TEXT NOT NULL,
                folded TEXT NOT NULL, -- without diacritics, for the search
                changed INTEGER NOT NULL
            ) STRICT""",
            "CREATE INDEX conversations_by_owner ON conversations (owner, changed)",
            "CREATE INDEX conversations_by_age ON conversations (changed)",
            """CREATE TABLE turns (
                number INTEGER PRIMARY KEY AUTOINCREMENT, -- later turns have higher ones; none is given twice
                id TEXT NOT NULL UNIQUE,
                conversation TEXT NOT NULL REFERENCES conversations ON DELETE CASCADE,
                waiting INTEGER NOT NULL,
                folded TEXT NOT NULL, -- question and answer, for the search
                body TEXT NOT NULL
            ) STRICT""",
            "CREATE INDEX turns_by_conversation ON turns (conversation, number)",
            """CREATE TABLE shares (
                token TEXT PRIMARY KEY,
                conversation TEXT NOT NULL UNIQUE REFERENCES conversations ON DELETE CASCADE,
                last_turn INTEGER NOT NULL -- what is asked later is not shared
            ) STRICT""",
        ),
    )
)


@dataclass(frozen=True, slots=True)
class Listed:
    """A conversation as a list shows it."""

    id: str
    title: str
    changed: int
    """When the last question was asked, in seconds since 1970, UTC."""
    questions: int
    share: str | None
    """Token of the link under which others see it."""
    shared_questions: int


@dataclass(frozen=True, slots=True)
class ListPage:
    """Some of the conversations that were looked for, latest first, and how many there are in all."""

    found: tuple[Listed, ...]
    count: int


@dataclass(frozen=True, slots=True)
class Shared:
    """What others see of a conversation."""

    title: str
    conversation: Conversation


class Conversations:
    """The conversations in a file; safe from several threads and processes.

    Nothing is kept for 0 days, and nothing for an owner who cannot be known again (the empty name). Whatever
    names an owner finds, changes and deletes only what is theirs.
    """

    def __init__(self, path: Path, kept_days: int, clock: Callable[[], float] = time.time) -> None:
        self.kept_days = kept_days
        self._file = DataFile(path, "tệp lịch sử trao đổi", SCHEMA)
        self._clock = clock

    def begin(self, conversation: Conversation, replaces: str = "") -> None:
        """Keep the waiting turn of a conversation, and the conversation with its first one.

        Args:
            conversation: with a waiting turn.
            replaces: id of the turn that gives way to it, if one does.

        Raises:
            SetupError: the file cannot be used.
        """
        turn = conversation.waiting
        if not self._keeps(conversation.owner) or turn is None:
            return
        now = int(self._clock())
        title = _title(turn.question)
        with self._file.open(write=True) as db:
            db.execute("DELETE FROM conversations WHERE changed < ?", (self._oldest(),))
            db.execute(
                "INSERT OR IGNORE INTO conversations VALUES (?, ?, ?, ?, ?)",
                (conversation.id, conversation.owner, title, _searchable(title), now),
            )
            if not _owns(db, conversation.owner, conversation.id):
                return
            # A turn that still waits was left behind: another question was asked instead.
            db.execute(
                "DELETE FROM turns WHERE conversation = ? AND (waiting OR id = ?)",
                (conversation.id, replaces),
            )
            db.execute("UPDATE conversations SET changed = ? WHERE id = ?", (now, conversation.id))
            row = (turn.id, conversation.id, True, _searched(turn), _TURN.dump(turn))
            db.execute(
                "INSERT INTO turns (id, conversation, waiting, folded, body) VALUES (?, ?, ?, ?, ?)", row
            )

    def finish(self, conversation: Conversation) -> None:
        """Keep what became of the last turn, unless it was dropped meanwhile.

        Raises:
            SetupError: the file cannot be used.
        """
        if not self._keeps(conversation.owner) or not conversation.turns:
            return
        turn = conversation.turns[-1]
        with self._file.open(write=True) as db:
            if _owns(db, conversation.owner, conversation.id):
                db.execute(
                    "UPDATE turns SET waiting = FALSE, folded = ?, body = ? WHERE id = ? AND conversation = ?",
                    (_searched(turn), _TURN.dump(turn), turn.id, conversation.id),
                )

    def drop(self, conversation: Conversation, turn_id: str) -> None:
        """Forget a turn, and a conversation that has no other.

        Raises:
            SetupError: the file cannot be used.
        """
        if not self._keeps(conversation.owner) or not self._file.exists():
            return
        with self._file.open(write=True) as db:
            if _owns(db, conversation.owner, conversation.id):
                db.execute("DELETE FROM turns WHERE id = ? AND conversation = ?", (turn_id, conversation.id))
                db.execute(
                    "DELETE FROM conversations WHERE id = ? AND id NOT IN (SELECT conversation FROM turns)",
                    (conversation.id,),
                )

    def find(self, owner: str, conversation_id: str) -> Conversation | None:
        """The conversation of an id, or ``None`` where this owner has no such.

        Raises:
            SetupError: the file cannot be used.
        """
        if not self._can_have(owner):
            return None
        with self._file.open() as db:
            if not _owns(db, owner, conversation_id, self._oldest()):
                return None
            turns = db.execute(
                "SELECT id, body FROM turns WHERE conversation = ? ORDER BY number", (conversation_id,)
            ).fetchall()
        return Conversation(tuple(_load(*row) for row in turns), id=conversation_id, owner=owner)

    def list(self, owner: str, wanted: str = "", page: int = 1) -> ListPage:
        """The conversations of an owner, latest first.

        Args:
            owner: whose.
            wanted: beginnings of words that its name, a question or an answer must hold, with or without diacritics.
            page: which :data:`PAGE` of them, from 1.

        Raises:
            SetupError: the file cannot be used.
        """
        if not self._can_have(owner):
            return ListPage((), 0)
        words = _searchable(wanted).split()
        holds = (
            " AND (instr(conversations.folded, ?) OR EXISTS (SELECT 1 FROM turns"
            " WHERE turns.conversation = conversations.id AND instr(turns.folded, ?)))"
        ) * len(words)
        where = f"owner = ? AND changed >= ?{holds}"
        values = (owner, self._oldest(), *(f" {word}" for word in words for _ in range(2)))
        with self._file.open() as db:
            (count,) = db.execute(f"SELECT count(*) FROM conversations WHERE {where}", values).fetchone()
            rows = db.execute(
                f"""SELECT id, title, changed,
                (SELECT count(*) FROM turns WHERE conversation = conversations.id),
                token,
                (SELECT count(*) FROM turns WHERE conversation = conversations.id AND number <= last_turn)
                FROM conversations LEFT JOIN shares ON shares.conversation = conversations.id
                WHERE {where} ORDER BY changed DESC, conversations.rowid DESC LIMIT ? OFFSET ?""",
                (*values, PAGE, (page - 1) * PAGE),
            ).fetchall()
        return ListPage(tuple(Listed(*row) for row in rows), count)

    def rename(self, owner: str, conversation_id: str, title: str) -> bool:
        """Give a conversation another name; ``False`` where this owner has no such or nothing is left of the name.

        Raises:
            SetupError: the file cannot be used.
        """
        title = _title(title)
        if not title or not self._can_have(owner):
            return False
        with self._file.open(write=True) as db:
            changed = db.execute(
                "UPDATE conversations SET title = ?, folded = ? WHERE owner = ? AND id = ?",
                (title, _searchable(title), owner, conversation_id),
            )
            return bool(changed.rowcount)

    def delete(self, owner: str, conversation_id: str) -> bool:
        """Delete a conversation with its link; ``False`` where this owner has no such.

        Raises:
            SetupError: the file cannot be used.
        """
        if not self._can_have(owner):
            return False
        with self._file.open(write=True) as db:
            gone = db.execute(
                "DELETE FROM conversations WHERE owner = ? AND id = ?", (owner, conversation_id)
            )
            return bool(gone.rowcount)

    def delete_all(self, owner: str) -> int:
        """Delete all that an owner has; says how many conversations there were.

        Raises:
            SetupError: the file cannot be used.
        """
        if not owner or not self._file.exists():
            return 0
        with self._file.open(write=True) as db:
            return db.execute("DELETE FROM conversations WHERE owner = ?", (owner,)).rowcount

    def share(self, owner: str, conversation_id: str) -> str | None:
        """Let others see what a conversation holds now; a link that there is stays the same.

        Returns:
            The token of the link, or ``None`` where this owner has no such conversation or it has no answer yet.

        Raises:
            SetupError: the file cannot be used.
        """
        if not self._can_have(owner):
            return None
        with self._file.open(write=True) as db:
            if not _owns(db, owner, conversation_id, self._oldest()):
                return None
            (last,) = db.execute(
                "SELECT max(number) FROM turns WHERE conversation = ? AND NOT waiting", (conversation_id,)
            ).fetchone()
            if last is None:
                return None
            db.execute(
                "INSERT INTO shares VALUES (?, ?, ?)"
                " ON CONFLICT (conversation) DO UPDATE SET last_turn = excluded.last_turn",
                (new_id(), conversation_id, last),
            )
            (token,) = db.execute(
                "SELECT token FROM shares WHERE conversation = ?", (conversation_id,)
            ).fetchone()
        return str(token)

    def unshare(self, owner: str, conversation_id: str) -> bool:
        """Make the link of a conversation worthless; ``False`` where this owner has none such.

        Raises:
            SetupError: the file cannot be used.
        """
        if not self._can_have(owner):
            return False
        with self._file.open(write=True) as db:
            if not _owns(db, owner, conversation_id):
                return False
            return bool(db.execute("DELETE FROM shares WHERE conversation = ?", (conversation_id,)).rowcount)

    def find_shared(self, token: str) -> Shared | None:
        """What a link shows, or ``None`` where it was never given or leads nowhere any more.

        Raises:
            SetupError: the file cannot be used.
        """
        if not self.kept_days or not self._file.exists():
            return None
        with self._file.open() as db:
            row = db.execute(
                "SELECT id, title, last_turn FROM shares JOIN conversations ON id = conversation"
                " WHERE token = ? AND changed >= ?",
                (token, self._oldest()),
            ).fetchone()
            if row is None:
                return None
            conversation_id, title, last = row
            turns = db.execute(
                "SELECT id, body FROM turns WHERE conversation = ? AND number <= ? AND NOT waiting ORDER BY number",
                (conversation_id, last),
            ).fetchall()
        return Shared(title, Conversation(tuple(_load(*turn) for turn in turns)))

    def _keeps(self, owner: str) -> bool:
        return bool(self.kept_days and owner)

    def _can_have(self, owner: str) -> bool:
        return self._keeps(owner) and self._file.exists()

    def _oldest(self) -> int:
        return int(self._clock()) - self.kept_days * _DAY_S


def _owns(db: Connection, owner: str, conversation_id: str, oldest: int = 0) -> bool:
    found = db.execute(
        "SELECT 1 FROM conversations WHERE owner = ? AND id = ? AND changed >= ?",
        (owner, conversation_id, oldest),
    )
    return found.fetchone() is not None


def _title(text: str) -> str:
    title = clean_question(text)
    return title if len(title) <= MAX_TITLE_CHARS else f"{title[: MAX_TITLE_CHARS - 1].rstrip()}…"


def _searched(turn: Turn) -> str:
    said = turn.outcome.answer.text if isinstance(turn.outcome, Reply) else ""
    return _searchable(f"{turn.question}\n{said}")


def _searchable(text: str) -> str:
    """Words without diacritics, each after a space, so that a search finds their beginnings."""
    return "".join(f" {word}" for word in _WORD.findall(fold(nfc(text))))


def _load(turn_id: str, body: str) -> Turn:
    try:
        turn = _TURN.load(body)
    except ValueError:
        _log.warning("turn %s cannot be read", turn_id)
        return Turn(UNREADABLE, outcome=Problem(UNREADABLE), id=turn_id)
    if isinstance(turn.outcome, Reply):  # the document behind its link is not kept
        return replace(turn, outcome=replace(turn.outcome, token=""))
    return turn
