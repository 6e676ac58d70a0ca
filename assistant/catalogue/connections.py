"""Read-only SQLite connections to a finished catalogue, lent to one thread at a time."""

import sqlite3
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from assistant.errors import IndexDamagedError

_CACHED_STATEMENTS = 256


class Connections:
    """A pool that grows to the number of threads that read at once; connections are reused, never shared.

    The file is opened as immutable: a finished catalogue is never written again, so SQLite needs no locks.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._idle: deque[sqlite3.Connection] = deque()

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """Lend a connection for one block.

        Raises:
            IndexDamagedError: the file is missing or damaged.
        """
        connection: sqlite3.Connection | None = None
        try:
            connection = self._take()
            yield connection
        except (sqlite3.ProgrammingError, sqlite3.InterfaceError):
            raise  # a bug of ours, not a damaged file
        except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
            raise IndexDamagedError(
                f"Không đọc được chỉ mục {self._path} ({error}). Hãy dựng lại bằng lệnh: assistant index"
            ) from error
        finally:
            if connection is not None:
                self._idle.append(connection)

    def fetch_all(self, sql: str, parameters: Sequence[Any] = ()) -> list[Any]:
        """All rows of one query; tuples in the order of its columns."""
        with self.reading() as connection:
            return connection.execute(sql, parameters).fetchall()

    def close(self) -> None:
        """Close all idle connections; nothing may be reading."""
        while self._idle:
            self._idle.pop().close()

    def _take(self) -> sqlite3.Connection:
        try:
            return self._idle.pop()
        except IndexError:
            return sqlite3.connect(
                f"{self._path.resolve().as_uri()}?mode=ro&immutable=1",
                uri=True,
                check_same_thread=False,
                cached_statements=_CACHED_STATEMENTS,
            )


def placeholders(count: int) -> str:
    """``"?, ?, ?"`` for an ``IN`` list."""
    return ", ".join("?" * count)
