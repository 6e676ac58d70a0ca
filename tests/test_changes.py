"""Changes of a folder: the whole or nothing, whenever the process dies."""

import fcntl
import os
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.changes import ASIDE, apply_change, changing, settled, undo_change
from assistant.errors import SetupError
from tests.killing import kill_at_every_step

OLD = {"a.txt": "a cũ", "b.txt": "b cũ"}
NEW = {"a.txt": "a mới", "c.txt": "c mới"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "corpus"


def write_old(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    for name, text in OLD.items():
        (folder / name).write_text(text, encoding="utf-8")


def contents(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text("utf-8") for path in sorted(folder.glob("*.txt"))}


def kept(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text("utf-8") for path in sorted((folder / ASIDE).rglob("*.txt"))}


def change(folder: Path) -> None:
    with changing(folder):
        apply_change(folder, {name: text.encode() for name, text in NEW.items()}, ["b.txt"])


def test_files_are_put_and_taken_and_what_was_there_is_kept(folder: Path) -> None:
    write_old(folder)
    change(folder)
    assert contents(folder) == NEW
    assert kept(folder) == OLD
    assert sorted(path.name for path in folder.iterdir()) == [ASIDE, *NEW]


def test_an_undone_change_leaves_no_trace(folder: Path) -> None:
    write_old(folder)
    with changing(folder):
        done = apply_change(folder, {"a.txt": b"x", "c.txt": b"y"}, ["b.txt"])
    undo_change(folder, done)
    assert contents(folder) == OLD
    assert sorted(path.name for path in folder.iterdir()) == [*OLD]


def test_a_change_killed_at_any_step_has_happened_as_a_whole_or_not_at_all(folder: Path) -> None:
    seen: list[dict[str, str]] = []

    def check() -> None:
        with settled(folder):
            found = contents(folder)
        assert found in (OLD, NEW)
        assert not kept(folder) or kept(folder) == OLD
        seen.append(found)
        change(folder)
        assert contents(folder) == NEW

    steps = kill_at_every_step(lambda: write_old(folder), lambda: change(folder), check)
    assert steps > 15
    assert seen[0] == OLD
    assert seen[-1] == NEW


def test_a_disk_that_is_full_changes_nothing(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_old(folder)

    def full(source: Path, target: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("assistant.changes.shutil.copyfile", full)
    with changing(folder), pytest.raises(SetupError, match=r"No space.*chưa có gì thay đổi"):
        apply_change(folder, {"c.txt": b"c", "a.txt": folder / "b.txt"})
    assert contents(folder) == OLD
    assert sorted(path.name for path in folder.iterdir()) == [*OLD]


def test_a_committed_change_that_cannot_be_finished_is_said_and_finished_later(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_old(folder)
    with monkeypatch.context() as patched:
        patched.setattr("assistant.changes._set_aside", _fail)
        with changing(folder), pytest.raises(SetupError, match="tự làm nốt"):
            apply_change(folder, {"a.txt": b"a"})
    with settled(folder):
        assert contents(folder) == {**OLD, "a.txt": "a"}


def _fail(path: Path, kept: Path) -> None:
    raise OSError(5, "Input/output error")


@pytest.fixture
def held(folder: Path) -> Iterator[int]:
    write_old(folder)
    descriptor = os.open(folder, os.O_RDONLY)
    fcntl.flock(descriptor, fcntl.LOCK_EX)
    yield descriptor
    os.close(descriptor)


def test_readers_wait_for_a_change(folder: Path, held: int) -> None:
    entered = threading.Event()

    def read() -> None:
        with settled(folder):
            entered.set()

    reader = threading.Thread(target=read)
    reader.start()
    assert not entered.wait(0.2)
    fcntl.flock(held, fcntl.LOCK_UN)
    assert entered.wait(10)
    reader.join()
