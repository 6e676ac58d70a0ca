import logging
import os
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.config import Settings, load_settings
from assistant.errors import IndexMissingError, IndexStaleError, SetupError
from assistant.indexing import Index, build_index, find_current_build, open_index
from assistant.indexing import index as index_module
from assistant.types import PassageKind
from assistant.vectors import DamagedVectorsError
from tests.fakes import FakeEncoder, FakeSource
from tests.toy import ALPHA, BETA, ToyLine, toy_plan

MODEL = FakeEncoder().model_id
MANY = toy_plan(
    "many",
    tuple(
        ToyLine(f"{i}", PassageKind.ITEM, f"Nhiệm vụ {i % 40} của phòng n{i // 40}") for i in range(1, 1_201)
    ),
)
"""Enough passages for Chroma to write its graph to files."""


def nearest(index: Index, text: str) -> int:
    return index.vectors.query(FakeEncoder().encode_queries([text])[0], 1)[0].passage_id


def vectors_folder(settings: Settings) -> Path:
    build_id = find_current_build(settings)
    assert build_id is not None
    return settings.index / "builds" / build_id / "chroma"


def test_missing_index_names_the_command(settings: Settings) -> None:
    assert find_current_build(settings) is None
    with pytest.raises(IndexMissingError, match="assistant index"):
        open_index(settings, MODEL)


def test_deleted_build_names_the_command(settings: Settings) -> None:
    build_index(settings, [FakeSource(ALPHA)], FakeEncoder())
    shutil.rmtree(settings.index / "builds")
    with pytest.raises(IndexMissingError, match="assistant index"):
        open_index(settings, MODEL)
    assert build_index(settings, [FakeSource(ALPHA)], FakeEncoder()).parsed == ("alpha",)


def test_index_of_another_model_is_refused(settings: Settings) -> None:
    build_index(settings, [FakeSource(ALPHA)], FakeEncoder())
    with pytest.raises(IndexStaleError, match=r"fake-encoder@1.*other@2.*assistant index"):
        open_index(settings, "other@2")


def test_index_of_another_schema_is_refused(settings: Settings) -> None:
    build_index(settings, [FakeSource(ALPHA)], FakeEncoder())
    connection = sqlite3.connect(vectors_folder(settings).parent / "catalogue.sqlite")
    connection.execute("UPDATE meta SET value = '0-old' WHERE key = 'schema_version'")
    connection.commit()
    connection.close()
    with pytest.raises(IndexStaleError, match=r"0-old.*assistant index"):
        open_index(settings, MODEL)


def test_refused_index_is_not_kept_in_use(settings: Settings) -> None:
    first = build_index(settings, [FakeSource(ALPHA)], FakeEncoder())
    with pytest.raises(IndexStaleError):
        open_index(settings, "other@2")
    build_index(settings, [FakeSource(BETA)], FakeEncoder())
    assert not (settings.index / "builds" / first.build_id).exists()


@pytest.fixture(scope="module")
def large_index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index with a graph on the disk, to be copied."""
    folder = tmp_path_factory.mktemp("large") / "indexes"
    build_index(load_settings({}, {"index": folder}), [FakeSource(MANY)], FakeEncoder())
    return folder


def delete(folder: Path) -> None:
    shutil.rmtree(folder)


def empty(folder: Path) -> None:
    shutil.rmtree(folder)
    folder.mkdir()


def overwrite(name: str) -> Callable[[Path], None]:
    def damage(folder: Path) -> None:
        path = next(folder.rglob(name))
        path.write_bytes(b"\xff" * path.stat().st_size)

    return damage


@pytest.mark.parametrize(
    "damage",
    [delete, empty, overwrite("chroma.sqlite3"), overwrite("data_level0.bin"), overwrite("seal.json")],
)
def test_damaged_vectors_are_repaired_without_the_model(
    large_index: Path, tmp_path: Path, damage: Callable[[Path], None], caplog: pytest.LogCaptureFixture
) -> None:
    settings = load_settings({}, {"index": tmp_path / "copy"})
    shutil.copytree(large_index, settings.index)
    damaged_id = find_current_build(settings)
    damage(vectors_folder(settings))
    with caplog.at_level(logging.WARNING), open_index(settings, MODEL) as index:
        assert index.build_id != damaged_id
        assert index.vectors.count() == 1_200
        assert nearest(index, MANY.passages[776].index_text) == 777
        assert index.catalogue.parsed_plan("many") == MANY
    assert f"build {damaged_id}" in caplog.text
    assert "making its vectors anew" in caplog.text
    assert [path.name for path in (settings.index / "builds").iterdir()] == [find_current_build(settings)]


def test_repair_works_without_hard_links(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(source: Path, target: Path) -> None:
        raise OSError(95, "Operation not supported")

    build_index(settings, [FakeSource(ALPHA)], FakeEncoder())
    delete(vectors_folder(settings))
    monkeypatch.setattr(os, "link", refuse)
    with open_index(settings, MODEL) as index:
        assert nearest(index, "hồ sơ cấp xã") == 2


def test_repair_by_another_process_is_used(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    build_index(settings, [FakeSource(ALPHA)], FakeEncoder())
    delete(vectors_folder(settings))
    repair = index_module._repair

    def be_late(*args: object) -> None:
        build_index(settings, [FakeSource(ALPHA), FakeSource(BETA)], FakeEncoder())
        monkeypatch.setattr(index_module, "fill_vectors", lambda *_: pytest.fail("repaired twice"))
        repair(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(index_module, "_repair", be_late)
    with open_index(settings, MODEL) as index:
        assert [plan.id for plan in index.catalogue.plans()] == ["alpha", "beta"]


def test_repair_that_fails_is_explained(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise DamagedVectorsError("disk I/O error")

    first = build_index(settings, [FakeSource(ALPHA)], FakeEncoder())
    delete(vectors_folder(settings))
    monkeypatch.setattr(index_module, "fill_vectors", fail)
    with pytest.raises(SetupError, match=r"disk I/O error.*quyền ghi"):
        open_index(settings, MODEL)
    assert [path.name for path in (settings.index / "builds").iterdir()] == [first.build_id]


def test_vectors_damaged_again_right_after_the_repair_are_refused(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    build_index(settings, [FakeSource(ALPHA)], FakeEncoder())
    delete(vectors_folder(settings))
    monkeypatch.setattr(index_module, "_repair", lambda *_: None)
    with pytest.raises(IndexStaleError, match=r"không tự phục hồi.*assistant index"):
        open_index(settings, MODEL)


def test_newer_build_shows_by_its_id(settings: Settings) -> None:
    build_index(settings, [FakeSource(ALPHA)], FakeEncoder())
    with open_index(settings, MODEL) as index:
        assert find_current_build(settings) == index.build_id
        report = build_index(settings, [FakeSource(BETA)], FakeEncoder())
        assert find_current_build(settings) == report.build_id != index.build_id
