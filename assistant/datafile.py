"""A SQLite file that is the truth itself: made with its tables on first use, one connection a transaction."""

import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from threading import Lock

from assistant.errors import SetupError
from assistant.schemas import Schema

_BUSY_S = 5.0


class DataFile:
    """A file with the tables of one schema; safe from several threads and processes."""

    def __init__(self, path: Path, name: str, schema: Schema) -> None:
        """Name the file; nothing is opened yet.

        Args:
            path: where it is, or will be.
            name: what people call it in messages, such as ``tệp tài khoản``.
            schema: its tables; a file of an earlier version is brought up.
        """
        self._path = path
        self._name = name
        self._schema = schema
        # SQLite lets writers try again by chance, and some of many wait in vain; here they take turns.
        self._writing = Lock()

    def exists(self) -> bool:
        """Whether anything was ever written."""
        return self._path.exists()

    @contextmanager
    def open(self, *, write: bool = False) -> Iterator[sqlite3.Connection]:
        """A connection for one transaction; the file is made, for its owner's eyes only, where it is missing.

        Raises:
            SetupError: the file cannot be used.
        """
        try:
            if not self._path.exists():
                self._path.parent.mkdir(parents=True, exist_ok=True)
                self._path.touch(mode=0o600)
            with ExitStack() as held:
                if write:
                    held.enter_context(self._writing)
                db = held.enter_context(
                    closing(sqlite3.connect(self._path, timeout=_BUSY_S, isolation_level=None))
                )
                db.execute("PRAGMA foreign_keys = ON")
                db.execute("PRAGMA secure_delete = ON")  # forgotten is overwritten, not only unlinked
                self._schema.bring_up(db)
                # A reader that turns writer midway would fail at once where another writes.
                db.execute("BEGIN IMMEDIATE" if write else "BEGIN")
                try:
                    yield db
                except BaseException:
                    db.execute("ROLLBACK")
                    raise
                db.execute("COMMIT")
        except (OSError, sqlite3.DatabaseError) as error:
            raise SetupError(
                f"Không dùng được {self._name} {self._path} ({error}). Hãy khôi phục tệp từ bản sao lưu."
            ) from error
