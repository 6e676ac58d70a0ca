"""A sealed folder is whole or rebuilt, whatever happens to it."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from threading import Thread

import pytest

from assistant.embedding.folder import MANIFEST, Manifest, ensure_sealed, find_sealed

SOURCE = "0" * 64


class Builder:
    """Writes two files and counts how often it was asked to."""

    def __init__(self) -> None:
        self.calls = 0

    def __call__(self, folder: Path) -> None:
        self.calls += 1
        (folder / "config.json").write_text("{}")
        (folder / "1_Pooling").mkdir()
        (folder / "1_Pooling" / "weights.bin").write_bytes(bytes(1000))


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "cache" / "model"


def test_a_missing_folder_is_built_once(target: Path) -> None:
    build = Builder()
    first = ensure_sealed(target, SOURCE, build)
    assert ensure_sealed(target, SOURCE, build) == first == find_sealed(target)
    assert build.calls == 1
    assert sorted(first.files) == ["1_Pooling/weights.bin", "config.json"]
    assert first.source_sha256 == SOURCE
    assert [path.name for path in target.parent.iterdir() if path.is_dir()] == ["model"]


def flip_byte(folder: Path) -> None:
    with (folder / "1_Pooling" / "weights.bin").open("r+b") as file:
        file.seek(500)
        file.write(b"\x01")


def cut_file(folder: Path) -> None:
    os.truncate(folder / "1_Pooling" / "weights.bin", 999)


def drop_manifest(folder: Path) -> None:
    (folder / MANIFEST).unlink()


def spoil_manifest(folder: Path) -> None:
    (folder / MANIFEST).write_text('{"files": ')


def drop_file(folder: Path) -> None:
    (folder / "config.json").unlink()


def add_file(folder: Path) -> None:
    (folder / "extra.py").write_text("print()")


@pytest.mark.parametrize("damage", [flip_byte, cut_file, drop_manifest, spoil_manifest, drop_file, add_file])
def test_a_damaged_folder_is_noticed_and_redone(target: Path, damage: Callable[[Path], None]) -> None:
    build = Builder()
    whole = ensure_sealed(target, SOURCE, build)
    damage(target)
    assert find_sealed(target) is None
    assert ensure_sealed(target, SOURCE, build) == whole
    assert build.calls == 2
    assert find_sealed(target) == whole


def test_a_failed_build_leaves_nothing_behind(target: Path) -> None:
    def fail(folder: Path) -> None:
        Builder()(folder)
        raise OSError("disk full")

    with pytest.raises(OSError, match="disk full"):
        ensure_sealed(target, SOURCE, fail)
    assert find_sealed(target) is None
    assert [path for path in target.parent.iterdir() if path.is_dir()] == []


def test_a_killed_build_is_swept_away_and_redone(target: Path) -> None:
    script = f"""
import os
from pathlib import Path
from assistant.embedding.folder import ensure_sealed

def die(folder):
    (folder / "half").write_text("half")
    os._exit(9)

ensure_sealed(Path({str(target)!r}), {SOURCE!r}, die)
"""
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 9
    assert len([path for path in target.parent.iterdir() if path.is_dir()]) == 1
    ensure_sealed(target, SOURCE, Builder())
    assert [path.name for path in target.parent.iterdir() if path.is_dir()] == ["model"]


def test_concurrent_builders_build_once_and_agree(target: Path) -> None:
    build = Builder()
    found: list[Manifest] = []
    threads = [Thread(target=lambda: found.append(ensure_sealed(target, SOURCE, build))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert build.calls == 1
    assert found == [find_sealed(target)] * 8


def test_the_digest_follows_content_and_names() -> None:
    one = Manifest(source_sha256=SOURCE, files={"a": "1", "b": "2"})
    assert one.digest == Manifest(source_sha256=SOURCE, files={"b": "2", "a": "1"}).digest
    assert one.digest != Manifest(source_sha256=SOURCE, files={"a": "2", "b": "1"}).digest
