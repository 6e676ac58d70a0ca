"""Files of the index damaged, cut off or gone, and what SQLite leaves beside its files when a process dies."""

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from random import Random

from assistant.access.accounts import Accounts
from assistant.config import Settings
from assistant.indexing import find_current_build
from evals.faults.ground import USER, Ground
from evals.faults.outcome import Left, Outcome

Fault = Callable[[Ground, int, Random], Outcome]
_WRITER = """
import os, signal, sqlite3, sys
db = sqlite3.connect(sys.argv[1], isolation_level=None)
db.execute("PRAGMA journal_mode = " + sys.argv[2])
db.execute("PRAGMA cache_size = 2")
db.execute("PRAGMA wal_autocheckpoint = 0")
if sys.argv[2] == "WAL":
    db.execute("INSERT INTO users (name, role, password) VALUES ('trong-wal', 'reader', 'x')")
db.execute("BEGIN IMMEDIATE")
for number in range(3000):
    db.execute("INSERT INTO users (name, role, password) VALUES (?, 'reader', 'x')", ("u%d" % number,))
os.kill(os.getpid(), signal.SIGKILL)
"""
"""Dies in the middle of a transaction that has reached the disk in part; in WAL mode with one before it done."""


def damage_index(ground: Ground, tries: int, random: Random) -> list[Outcome]:
    """Every file of the index in turn: bytes changed, the end cut off, deleted, emptied."""
    with ground.copy() as settings:
        build = settings.index / "builds" / str(find_current_build(settings))
        files = [path.relative_to(settings.index) for path in sorted(build.rglob("*")) if path.is_file()]
    # An empty graph of Chroma's is made anew whenever it is opened.
    targets = [Path("current"), *(path for path in files if path.name != "in-use.lock")]
    return [
        _damage(ground, tries, random, name, harm, targets)
        for name, harm in (
            ("bytes changed", _change_bytes),
            ("cut off", _cut_off),
            ("deleted", _delete),
            ("emptied", _empty),
        )
    ]


def _damage(
    ground: Ground,
    tries: int,
    random: Random,
    name: str,
    harm: Callable[[Path, Random], None],
    targets: list[Path],
) -> Outcome:
    outcome = Outcome(
        f"index file {name}", f"{len(targets)} files of pointer, catalogue, seals and Chroma in turn"
    )
    for number in range(max(tries, len(targets))):
        with ground.copy() as settings:
            target = targets[number % len(targets)]
            harm(settings.index / _today(target, settings), random)
            state = ground.find_state(settings)
            problem = ground.find_loss(settings)
            if state != ground.old:
                problem = f"{target.name} {name}: {state}"
            outcome.note(Left.OLD, "by itself when opened", problem)
    return outcome


def _today(target: Path, settings: Settings) -> Path:
    """A file of the build by its place; folders of Chroma's graphs have names of their own."""
    if (settings.index / target).exists():
        return target
    return next(path.relative_to(settings.index) for path in settings.index.rglob(target.name))


def _change_bytes(path: Path, random: Random) -> None:
    data = bytearray(path.read_bytes())
    for _ in range(max(1, len(data) // 4096)):
        place = random.randrange(len(data)) if data else 0
        data[place : place + 1] = bytes([random.randrange(256)])
    path.write_bytes(data)


def _cut_off(path: Path, random: Random) -> None:
    os.truncate(path, random.randrange(path.stat().st_size or 1))


def _delete(path: Path, random: Random) -> None:
    path.unlink()


def _empty(path: Path, random: Random) -> None:
    path.write_bytes(b"")


def damage_folders(ground: Ground, tries: int, random: Random) -> Outcome:
    """Chroma's folder or all builds gone, as after a careless clean-up."""
    outcome = Outcome(
        "index folders deleted", "Chroma's folder, the build that serves, all of `indexes/` in turn"
    )
    for number in range(tries):
        with ground.copy() as settings:
            build = settings.index / "builds" / str(find_current_build(settings))
            shutil.rmtree((build / "chroma", build, settings.index)[number % 3])
            state = ground.find_state(settings)
            problem = "" if state == ground.old else f"{state}"
            outcome.note(Left.OLD, "by itself when opened", problem or ground.find_loss(settings))
    return outcome


def left_behind(ground: Ground, tries: int, random: Random) -> Outcome:
    """A journal or WAL of a killed writer beside the accounts, and one of something else beside the catalogue."""
    outcome = Outcome(
        "SQLite journal or WAL left behind",
        "a writer of the accounts killed in a transaction, in both journal modes; rubbish as `catalogue.sqlite-wal`",
    )
    for number in range(tries):
        with ground.copy() as settings:
            kind = ("WAL", "DELETE", "catalogue")[number % 3]
            problem = _leave(settings, kind, random)
            state = ground.find_state(settings)
            if state != ground.old:
                problem = problem or f"{kind}: {state}"
            outcome.note(Left.OLD, "by itself when opened", problem)
    return outcome


def _leave(settings: Settings, kind: str, random: Random) -> str:
    if kind == "catalogue":
        (catalogue,) = settings.index.rglob("catalogue.sqlite")
        for suffix in ("-wal", "-journal"):
            catalogue.with_name(f"{catalogue.name}{suffix}").write_bytes(random.randbytes(50_000))
        return ""
    died = subprocess.run([sys.executable, "-c", _WRITER, str(settings.accounts), kind], check=False)
    beside = settings.accounts.with_name(f"{settings.accounts.name}{'-wal' if kind == 'WAL' else '-journal'}")
    if died.returncode != -signal.SIGKILL or not beside.exists():
        return "the writer has left nothing behind"
    found = {account.user.name for account in Accounts(settings.accounts).all()}
    expected = {USER.name, "trong-wal"} if kind == "WAL" else {USER.name}
    with closing(sqlite3.connect(settings.accounts)) as db:
        verdict = db.execute("PRAGMA integrity_check").fetchone()[0]
    return "" if (found, verdict) == (expected, "ok") else f"{kind}: {len(found)} accounts, {verdict}"
