"""Backups: whole or not there, as of one moment, of everything that cannot be remade."""

import sqlite3
import stat
import threading
import zipfile
from contextlib import closing
from pathlib import Path

import pytest

from assistant.access.accounts import Accounts
from assistant.access.people import Role
from assistant.backup import take_backup
from assistant.backup.archive import find_contents
from assistant.config import Settings
from assistant.errors import DocumentError, InputError, SetupError
from tests.killing import kill_at_every_step
from tests.written_plans import BEN_TRE, CA_MAU, LAO_CAI, TEXTS


def test_a_backup_holds_plans_manifest_what_was_taken_out_accounts_and_questions(
    settings: Settings, tmp_path: Path
) -> None:
    path = tmp_path / "kho.zip"
    contents = take_backup(settings, path)
    names = sorted(name.rpartition("/")[2] if ".da-go" in name else name for name in contents.members)
    assert names == [
        f"corpus/{BEN_TRE}.txt",
        f"corpus/{CA_MAU}.txt",
        "corpus/manifest.json",
        f"{LAO_CAI}.txt",
        "state/accounts.sqlite",
        "state/questions.sqlite",
    ]  # fmt: skip
    assert find_contents(path) == contents
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    with zipfile.ZipFile(path) as archive:
        assert archive.read(f"corpus/{CA_MAU}.txt").decode() == TEXTS[CA_MAU]


def test_an_earlier_backup_is_replaced_and_another_file_is_not(settings: Settings, tmp_path: Path) -> None:
    path = tmp_path / "kho.zip"
    take_backup(settings, path)
    (settings.corpus / f"{BEN_TRE}.txt").write_text("khác", encoding="utf-8")
    assert take_backup(settings, path) == find_contents(path)
    for other in (settings.corpus / f"{CA_MAU}.txt", tmp_path / "inbox.txt"):
        before = other.read_bytes()
        with pytest.raises(InputError, match="tệp khác"):
            take_backup(settings, other)
        assert other.read_bytes() == before


def test_a_damaged_file_is_not_backed_up_as_if_it_were_sound(settings: Settings, tmp_path: Path) -> None:
    path = tmp_path / "kho.zip"
    before = take_backup(settings, path)
    settings.accounts.write_bytes(b"not a database" * 500)
    with pytest.raises(SetupError, match="not a database"):
        take_backup(settings, path)
    assert find_contents(path) == before


def test_a_missing_corpus_or_folder_is_told(settings: Settings, tmp_path: Path) -> None:
    with pytest.raises(DocumentError):
        take_backup(settings.model_copy(update={"corpus": tmp_path / "none"}), tmp_path / "kho.zip")
    with pytest.raises(InputError, match="Không có thư mục"):
        take_backup(settings, tmp_path / "none" / "kho.zip")


def test_changes_that_are_being_written_come_in_as_a_whole_or_not_at_all(
    settings: Settings, tmp_path: Path
) -> None:
    """Accounts are added by one transaction each, user and token together, while backups are taken."""
    stop = threading.Event()

    def write() -> None:
        with closing(sqlite3.connect(settings.accounts, timeout=30, isolation_level=None)) as db:
            number = 0
            while not stop.is_set():
                db.execute("BEGIN IMMEDIATE")
                db.execute(
                    "INSERT INTO users (name, role, password) VALUES (?, 'reader', 'x')", (f"u{number}",)
                )
                db.execute("INSERT INTO tokens VALUES (?, ?, 'x')", (f"t{number}", f"u{number}"))
                db.execute("COMMIT")
                number += 1

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for attempt in range(5):
            path = tmp_path / f"{attempt}.zip"
            take_backup(settings, path)
            with zipfile.ZipFile(path) as archive:
                archive.extract("state/accounts.sqlite", tmp_path / str(attempt))
            with closing(sqlite3.connect(tmp_path / str(attempt) / "state" / "accounts.sqlite")) as db:
                (users,) = db.execute("SELECT count(*) FROM users").fetchone()
                (tokens,) = db.execute("SELECT count(*) FROM tokens").fetchone()
            assert users == tokens + 1  # "lan" has no token
    finally:
        stop.set()
        writer.join()


def test_a_backup_killed_at_any_step_leaves_the_one_before_and_the_next_cleans(
    settings: Settings, tmp_path: Path
) -> None:
    folder = tmp_path / "backups"
    folder.mkdir()
    path = folder / "kho.zip"
    before = take_backup(settings, path)
    Accounts(settings.accounts).remove("lan")
    Accounts(settings.accounts).add("minh", "mat-khau-rat-dai", Role.READER)
    first = path.read_bytes()

    def check() -> None:
        found = find_contents(path)
        assert found is not None
        if found.members != before.members:
            take_backup(settings, path)
        assert {entry.name for entry in folder.iterdir()} <= {"kho.zip", ".kho.zip.moi"}

    steps = kill_at_every_step(lambda: path.write_bytes(first), lambda: take_backup(settings, path), check)
    assert steps > 20
    take_backup(settings, path)
    assert [entry.name for entry in folder.iterdir()] == ["kho.zip"]
