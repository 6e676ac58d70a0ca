"""Restoring: everything checked before anything changes, what was there kept aside."""

import json
import shutil
import sqlite3
import zipfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from assistant.access.accounts import Account, Accounts
from assistant.access.people import Role, User
from assistant.access.questions import Questions
from assistant.backup import find_interrupted, restore_backup, take_backup
from assistant.changes import ASIDE
from assistant.config import Settings
from assistant.corpus import load_corpus
from assistant.errors import InputError, SetupError
from tests.killing import kill_at_every_step
from tests.written_plans import BEN_TRE, CA_MAU, TEXTS

from .conftest import PASSWORD, QUESTION


@pytest.fixture
def backup(settings: Settings, tmp_path: Path) -> Path:
    path = tmp_path / "kho.zip"
    take_backup(settings, path)
    return path


def files_of(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_another_machine_gets_all_that_was_backed_up(
    settings: Settings, elsewhere: Settings, backup: Path
) -> None:
    restored = restore_backup(elsewhere, backup)
    assert (restored.plans, restored.kept, restored.left) == (2, (), ())
    assert files_of(elsewhere.corpus) == files_of(settings.corpus)
    assert [(file.id, file.replaced_by) for file in load_corpus(elsewhere.corpus)] == [
        (BEN_TRE, None), (CA_MAU, BEN_TRE),
    ]  # fmt: skip
    assert Accounts(elsewhere.accounts).check_password("lan", PASSWORD) == User("lan", Role.EDITOR)
    assert [kept.question for kept in Questions(elsewhere).kept(10, 0)] == [QUESTION]
    assert elsewhere.accounts.stat().st_mode & 0o077 == 0


def test_nothing_is_overwritten_unless_that_is_said_and_the_former_state_is_kept(
    settings: Settings, backup: Path
) -> None:
    (settings.corpus / f"{CA_MAU}.txt").write_text("khác", encoding="utf-8")
    (settings.corpus / "moi.txt").write_text("mới", encoding="utf-8")
    Accounts(settings.accounts).remove("lan")
    before = files_of(settings.corpus)
    with pytest.raises(InputError, match="--overwrite"):
        restore_backup(settings, backup)
    assert files_of(settings.corpus) == before

    restored = restore_backup(settings, backup, overwrite=True)
    assert [file.id for file in load_corpus(settings.corpus)] == [BEN_TRE, CA_MAU]
    assert (settings.corpus / f"{CA_MAU}.txt").read_text("utf-8") == TEXTS[CA_MAU]
    assert Accounts(settings.accounts).all() == (Account(User("lan", Role.EDITOR), ()),)
    kept = {path.name.partition(".sqlite")[0]: path for path in restored.kept}
    assert kept["moi.txt"].read_text("utf-8") == "mới"
    assert Accounts(kept["accounts"]).all() == ()


def test_a_damaged_file_is_replaced_and_kept_as_it_is(settings: Settings, backup: Path) -> None:
    settings.accounts.write_bytes(b"not a database" * 500)
    restored = restore_backup(settings, backup, overwrite=True)
    assert len(Accounts(settings.accounts).all()) == 1
    (former,) = (path for path in restored.kept if path.name.startswith("accounts"))
    assert former.read_bytes() == b"not a database" * 500


def test_what_the_backup_does_not_hold_stays(settings: Settings, elsewhere: Settings, tmp_path: Path) -> None:
    bare = settings.model_copy(update={"accounts": tmp_path / "none.sqlite"})
    take_backup(bare, tmp_path / "bare.zip")
    Accounts(elsewhere.accounts).add("minh", PASSWORD, Role.ADMIN)
    assert restore_backup(elsewhere, tmp_path / "bare.zip").left == (elsewhere.accounts,)
    assert len(Accounts(elsewhere.accounts).all()) == 1


Edit = Callable[[dict[str, bytes], dict[str, Any]], None]


def _changed_plan(members: dict[str, bytes], contents: dict[str, Any]) -> None:
    members[f"corpus/{CA_MAU}.txt"] += "Sở Y tế chủ trì.".encode()


def _cut_plan(members: dict[str, bytes], contents: dict[str, Any]) -> None:
    members[f"corpus/{CA_MAU}.txt"] = members[f"corpus/{CA_MAU}.txt"][:-1]


def _missing_member(members: dict[str, bytes], contents: dict[str, Any]) -> None:
    del members["state/accounts.sqlite"]


def _unlisted_member(members: dict[str, bytes], contents: dict[str, Any]) -> None:
    members["corpus/them.txt"] = b"x"


def _newer_form(members: dict[str, bytes], contents: dict[str, Any]) -> None:
    contents["format"] = 2


def _unknown_key(members: dict[str, bytes], contents: dict[str, Any]) -> None:
    contents["run"] = "sh"


def _at(name: str) -> Edit:
    def edit(members: dict[str, bytes], contents: dict[str, Any]) -> None:
        members[name] = members[f"corpus/{CA_MAU}.txt"]
        contents["members"][name] = contents["members"][f"corpus/{CA_MAU}.txt"]

    return edit


ODD_PATHS = (
    "../evil.txt",
    "corpus/../../evil.txt",
    "/etc/evil.txt",
    "corpus//evil.txt",
    "corpus/./evil.txt",
    "corpus/a\\b.txt",
    "corpus/",
    "corpus",
    "state/other.sqlite",
    "state/x/accounts.sqlite",
    "elsewhere/a.txt",
    "corpus/a\x00b.txt",
)


@pytest.mark.parametrize(
    "edit",
    [
        _changed_plan,
        _cut_plan,
        _missing_member,
        _unlisted_member,
        _newer_form,
        _unknown_key,
        *map(_at, ODD_PATHS),
    ],
)
def test_an_archive_that_is_not_as_it_was_written_changes_nothing(
    elsewhere: Settings, backup: Path, tmp_path: Path, edit: Edit
) -> None:
    with zipfile.ZipFile(backup) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    contents = json.loads(members.pop("backup.json"))
    edit(members, contents)
    forged = tmp_path / "forged.zip"
    with zipfile.ZipFile(forged, "w") as archive:
        archive.writestr("backup.json", json.dumps(contents))
        for name, data in members.items():
            archive.writestr(name, data)
    before = files_of(tmp_path)
    with pytest.raises(InputError):
        restore_backup(elsewhere, forged)
    assert files_of(tmp_path) == before


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 broken", b"text"])
def test_a_file_that_is_no_backup_is_one_sentence(elsewhere: Settings, tmp_path: Path, data: bytes) -> None:
    (tmp_path / "x.zip").write_bytes(data)
    with pytest.raises(InputError, match=r"x\.zip"):
        restore_backup(elsewhere, tmp_path / "x.zip")
    with pytest.raises(InputError, match="Không tìm thấy"):
        restore_backup(elsewhere, tmp_path / "none.zip")


def test_a_backup_cut_off_anywhere_is_refused(elsewhere: Settings, backup: Path, tmp_path: Path) -> None:
    whole = backup.read_bytes()
    for length in range(0, len(whole), len(whole) // 40):
        (tmp_path / "cut.zip").write_bytes(whole[:length])
        with pytest.raises(InputError):
            restore_backup(elsewhere, tmp_path / "cut.zip")
    assert not elsewhere.corpus.exists()


def test_a_file_of_a_newer_version_inside_is_refused(
    settings: Settings, elsewhere: Settings, backup: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with closing(sqlite3.connect(settings.accounts)) as db:
        db.execute("PRAGMA user_version = 99")
    with monkeypatch.context() as patched:
        patched.setattr("assistant.backup.taking.check_state_file", lambda path, schema: None)
        take_backup(settings, backup)
    with pytest.raises(SetupError, match="phiên bản mới hơn"):
        restore_backup(elsewhere, backup)
    assert not elsewhere.corpus.exists()


def test_a_restore_killed_at_any_step_is_finished_by_restoring_again(
    settings: Settings, elsewhere: Settings, backup: Path
) -> None:
    """Between the steps every file is the old or the new one as a whole."""
    new = {name: data for name, data in files_of(settings.corpus).items() if not name.startswith(ASIDE)}
    old = {"cu.txt": b"x"}

    def prepare() -> None:
        shutil.rmtree(elsewhere.corpus.parent, ignore_errors=True)
        elsewhere.corpus.mkdir(parents=True)
        (elsewhere.corpus / "cu.txt").write_bytes(b"x")

    def check() -> None:
        plans = {f"{file.path.name}": file.path.read_bytes() for file in load_corpus(elsewhere.corpus)}
        assert plans in (old, {name: data for name, data in new.items() if name != "manifest.json"})
        assert len(Accounts(elsewhere.accounts).all()) <= 1
        if plans != old or elsewhere.accounts.exists():
            interrupted = find_interrupted(elsewhere.corpus)
            assert interrupted in (str(backup), None)
        restore_backup(elsewhere, backup, overwrite=True)
        found = files_of(elsewhere.corpus)
        assert {name: data for name, data in found.items() if not name.startswith(".")} == new
        assert (find_interrupted(elsewhere.corpus), len(Accounts(elsewhere.accounts).all())) == (None, 1)
        assert sorted(path.name for path in elsewhere.corpus.parent.iterdir())[0] != ".corpus.khoi-phuc"

    steps = kill_at_every_step(
        prepare, lambda: restore_backup(elsewhere, backup, overwrite=True), check, stride=3
    )
    assert steps > 40
