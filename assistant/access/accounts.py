"""Accounts in one SQLite file: users, their sessions in browsers, their tokens for programs.

Passwords are kept as scrypt hashes; sessions and tokens are long random strings, of which only a digest is kept.
"""

import hashlib
import re
import secrets
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from assistant.access.passwords import check_new_password, hash_password, matches
from assistant.access.people import Role, User
from assistant.datafile import DataFile
from assistant.errors import InputError
from assistant.schemas import Schema
from assistant.text.normalise import nfc

SESSION_S = 12 * 60 * 60
"""A working day; then people log in again."""
TOKEN_PREFIX = "vnp_"
"""Lets people and scanners of leaked secrets see what a token is for."""

_NAME = re.compile(r"[\w.@-]{1,64}")
SCHEMA = Schema(
    (
        (
            """CREATE TABLE IF NOT EXISTS users (
                name TEXT PRIMARY KEY,
                role TEXT NOT NULL,
                password TEXT NOT NULL
            ) STRICT""",
            """CREATE TABLE IF NOT EXISTS sessions (
                digest TEXT PRIMARY KEY,
                name TEXT NOT NULL REFERENCES users ON DELETE CASCADE,
                expires INTEGER NOT NULL
            ) STRICT""",
            """CREATE TABLE IF NOT EXISTS tokens (
                digest TEXT PRIMARY KEY,
                name TEXT NOT NULL REFERENCES users ON DELETE CASCADE,
                label TEXT NOT NULL,
                UNIQUE (name, label)
            ) STRICT""",
        ),
        ("ALTER TABLE users ADD COLUMN disabled INTEGER NOT NULL DEFAULT 0",),
    )
)


def normal_name(name: str) -> str:
    """The form of a user's name that is stored: case and Unicode form do not tell users apart."""
    return nfc(name).strip().lower()


@dataclass(frozen=True, slots=True)
class Account:
    """A user with the labels of their tokens."""

    user: User
    tokens: tuple[str, ...]
    disabled: bool = False
    """Nobody gets in with it, however they try, until it is enabled again."""


class Accounts:
    """The accounts in a file, which is made with the first user; safe from several threads and processes."""

    def __init__(self, path: Path) -> None:
        self._file = DataFile(path, "tệp tài khoản", SCHEMA)

    def exist(self) -> bool:
        """Whether there is any user.

        Raises:
            SetupError: the file is there and cannot be read.
        """
        if not self._file.exists():
            return False
        with self._file.open() as db:
            return db.execute("SELECT 1 FROM users LIMIT 1").fetchone() is not None

    def add(self, name: str, password: str, role: Role) -> None:
        """Add a user.

        Raises:
            InputError: the name is taken or malformed, or the password too short.
        """
        name = normal_name(name)
        if not _NAME.fullmatch(name):
            raise InputError(f"Tên “{name}” không hợp lệ: dùng 1–64 chữ cái, chữ số, dấu . _ @ hoặc -.")
        check_new_password(password)
        hashed = hash_password(password)
        with self._file.open(write=True) as db:
            if _find(db, name):
                raise InputError(f"Đã có tài khoản “{name}”.")
            db.execute("INSERT INTO users (name, role, password) VALUES (?, ?, ?)", (name, role, hashed))

    def all(self) -> tuple[Account, ...]:
        """All accounts by name."""
        if not self._file.exists():
            return ()
        with self._file.open() as db:
            users = db.execute("SELECT name, role, disabled FROM users ORDER BY name").fetchall()
            tokens = db.execute("SELECT name, label FROM tokens ORDER BY label").fetchall()
        return tuple(
            Account(
                User(name, Role(role)),
                tuple(label for owner, label in tokens if owner == name),
                bool(disabled),
            )
            for name, role, disabled in users
        )

    def remove(self, name: str) -> None:
        """Remove a user with all sessions and tokens.

        Raises:
            InputError: there is no such user.
        """
        with self._existing(name) as (db, known):
            db.execute("DELETE FROM users WHERE name = ?", (known,))

    def set_password(self, name: str, password: str, *, kept_session: str | None = None) -> None:
        """Give a user another password; all their sessions end, but for the one whose secret is ``kept_session``.

        Raises:
            InputError: there is no such user, or the password is too short.
        """
        check_new_password(password)
        hashed = hash_password(password)  # slow on purpose; nobody shall wait for the file meanwhile
        with self._existing(name) as (db, known):
            db.execute("UPDATE users SET password = ? WHERE name = ?", (hashed, known))
            kept = _digest(kept_session) if kept_session else ""
            db.execute("DELETE FROM sessions WHERE name = ? AND digest <> ?", (known, kept))

    def set_role(self, name: str, role: Role) -> None:
        """Give a user another role; it holds from their next request on.

        Raises:
            InputError: there is no such user.
        """
        with self._existing(name) as (db, known):
            db.execute("UPDATE users SET role = ? WHERE name = ?", (role, known))

    def set_disabled(self, name: str, disabled: bool) -> None:
        """Keep a user out, or let them in again; sessions end, tokens do nothing meanwhile.

        Raises:
            InputError: there is no such user.
        """
        with self._existing(name) as (db, known):
            db.execute("UPDATE users SET disabled = ? WHERE name = ?", (disabled, known))
            if disabled:
                db.execute("DELETE FROM sessions WHERE name = ?", (known,))

    def is_disabled(self, name: str) -> bool:
        """Whether there is an account of this name that nobody may use now."""
        if not self._file.exists():
            return False
        with self._file.open() as db:
            row = db.execute("SELECT disabled FROM users WHERE name = ?", (normal_name(name),)).fetchone()
        return bool(row and row[0])

    def find_user(self, name: str) -> User | None:
        """The user of a name, or ``None``."""
        if not self._file.exists():
            return None
        with self._file.open() as db:
            return _find(db, normal_name(name))

    def check_password(self, name: str, password: str) -> User | None:
        """The user whose name and password these are, or ``None``."""
        name = normal_name(name)
        row = None
        if self._file.exists():
            with self._file.open() as db:
                row = db.execute(
                    "SELECT role, password FROM users WHERE name = ? AND NOT disabled", (name,)
                ).fetchone()
        right = matches(password, row[1] if row else _nobody())
        return User(name, Role(row[0])) if row and right else None

    def open_session(self, name: str) -> str:
        """A secret that stands for the user for ``SESSION_S`` seconds."""
        secret = secrets.token_urlsafe(32)
        now = int(time.time())
        with self._existing(name) as (db, known):
            db.execute("DELETE FROM sessions WHERE expires <= ?", (now,))
            db.execute("INSERT INTO sessions VALUES (?, ?, ?)", (_digest(secret), known, now + SESSION_S))
        return secret

    def find_session(self, secret: str) -> User | None:
        """The user whose session this is, or ``None`` where it has ended."""
        return self._find_owner("sessions", secret, "AND expires > ?", int(time.time()))

    def close_session(self, secret: str) -> None:
        """End a session."""
        with self._file.open(write=True) as db:
            db.execute("DELETE FROM sessions WHERE digest = ?", (_digest(secret),))

    def issue_token(self, name: str, label: str) -> str:
        """A secret with which programs act for the user until it is revoked; it is not kept and not shown again.

        Raises:
            InputError: there is no such user, or they have a token of this label.
        """
        secret = TOKEN_PREFIX + secrets.token_urlsafe(32)
        with self._existing(name) as (db, known):
            if db.execute("SELECT 1 FROM tokens WHERE name = ? AND label = ?", (known, label)).fetchone():
                raise InputError(
                    f"Tài khoản “{known}” đã có mã “{label}”. Hãy thu hồi mã cũ hoặc đặt nhãn khác."
                )
            db.execute("INSERT INTO tokens VALUES (?, ?, ?)", (_digest(secret), known, label))
        return secret

    def revoke_token(self, name: str, label: str) -> None:
        """Make a token worthless.

        Raises:
            InputError: the user has no such token.
        """
        with self._existing(name) as (db, known):
            found = db.execute("DELETE FROM tokens WHERE name = ? AND label = ?", (known, label))
            if not found.rowcount:
                raise InputError(f"Tài khoản “{known}” không có mã “{label}”. Xem: assistant users list")

    def find_token(self, secret: str) -> User | None:
        """The user whose token this is, or ``None``."""
        return self._find_owner("tokens", secret)

    def _find_owner(self, table: str, secret: str, condition: str = "", *values: int) -> User | None:
        if not self._file.exists():
            return None
        with self._file.open() as db:
            row = db.execute(
                f"SELECT name, role FROM {table} JOIN users USING (name) WHERE digest = ? AND NOT disabled {condition}",
                (_digest(secret), *values),
            ).fetchone()
        return User(row[0], Role(row[1])) if row else None

    @contextmanager
    def _existing(self, name: str) -> Iterator[tuple[sqlite3.Connection, str]]:
        """A connection for changes to a user, with the name as stored."""
        name = normal_name(name)
        if not self._file.exists():
            raise InputError(f"Không có tài khoản “{name}”: chưa có tài khoản nào.")
        with self._file.open(write=True) as db:
            if not _find(db, name):
                raise InputError(f"Không có tài khoản “{name}”. Xem: assistant users list")
            yield db, name


@cache
def _nobody() -> str:
    """Checked in place of the hash of a user who does not exist, so that both take the same time."""
    return hash_password(secrets.token_urlsafe())


def _find(db: sqlite3.Connection, name: str) -> User | None:
    row = db.execute("SELECT role FROM users WHERE name = ?", (name,)).fetchone()
    return User(name, Role(row[0])) if row else None


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
