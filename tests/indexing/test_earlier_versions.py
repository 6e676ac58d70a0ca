"""Indexes of every earlier version are known for what they are, made anew, and their vectors taken over."""

import shutil
import sqlite3
from contextlib import closing
from itertools import groupby
from operator import itemgetter
from pathlib import Path

import numpy as np
import pytest

from assistant.catalogue.schema import TABLES_VERSION
from assistant.config import Settings
from assistant.errors import IndexDamagedError
from assistant.indexing import build_index, find_current_build, open_index
from tests.fakes import FakeEncoder, FakeSource
from tests.toy import ALPHA, BETA

TABLES = Path(__file__).parents[1] / "data" / "catalogue"
"""The tables of every version: ``<version>.sql``."""
EARLIER = range(1, TABLES_VERSION)
SOURCES = (FakeSource(ALPHA), FakeSource(BETA))


def catalogue_path(settings: Settings) -> Path:
    build_id = find_current_build(settings)
    assert build_id is not None
    return settings.index / "builds" / build_id / "catalogue.sqlite"


def write_earlier(settings: Settings, version: int) -> None:
    """Put a catalogue of an earlier version, with the vectors of today's, in place of the one that serves."""
    build_index(settings, SOURCES, FakeEncoder())
    path = catalogue_path(settings)
    vectors = np.fromfile(path.with_suffix(".vectors"), np.int16).reshape(-1, FakeEncoder().dim)
    with closing(sqlite3.connect(path)) as db:
        views = db.execute(
            "SELECT passage, position, digest, row FROM views ORDER BY passage, position"
        ).fetchall()
        meta = dict(db.execute("SELECT key, value FROM meta"))
    for suffix in (".vectors", ".postings"):
        path.with_suffix(suffix).unlink()
    path.unlink()
    (path.parent / "seal.json").unlink()
    meta["schema_version"] = f"{version}-0a1b2c3d"
    with closing(sqlite3.connect(path)) as db, db:
        db.executescript((TABLES / f"{version}.sql").read_text(encoding="utf-8"))
        if version == 6:
            for passage, of_passage in groupby(views, key=itemgetter(0)):
                rows = [row for *_, row in of_passage]
                db.execute("INSERT INTO vectors VALUES (?, ?)", (passage, vectors[rows].tobytes()))
            db.executemany("INSERT INTO views VALUES (?, ?, ?, 1)", (view[:3] for view in views))
        else:
            db.executemany(
                "INSERT OR IGNORE INTO embeddings (digest, vector) VALUES (?, ?)",
                ((digest, (vectors[row] / np.float32(32_767)).tobytes()) for *_, digest, row in views),
            )
        db.executemany("INSERT INTO meta VALUES (?, ?)", meta.items())


def test_the_tables_of_every_earlier_version_are_kept() -> None:
    assert sorted(path.name for path in TABLES.glob("*.sql")) == [f"{version}.sql" for version in EARLIER]


@pytest.mark.parametrize("version", EARLIER)
def test_an_earlier_version_is_refused_by_its_number_and_made_anew_without_embedding(
    settings: Settings, version: int
) -> None:
    write_earlier(settings, version)
    with pytest.raises(IndexDamagedError, match=rf"phiên bản {version}-0a1b2c3d.*assistant index"):
        open_index(settings, FakeEncoder().model_id)
    encoder = FakeEncoder()
    report = build_index(settings, SOURCES, encoder)
    assert (report.parsed, report.reused, report.embedded) == (("alpha", "beta"), (), 0)
    with open_index(settings, encoder.model_id) as index:
        assert [index.catalogue.parsed_plan(plan.id) for plan in index.catalogue.plans()] == [ALPHA, BETA]


def test_a_lost_pointer_costs_no_embedding_either(settings: Settings) -> None:
    build_index(settings, SOURCES, FakeEncoder())
    (settings.index / "current").write_bytes(b"\x00\xff")
    assert build_index(settings, SOURCES, FakeEncoder()).embedded == 0


def test_vectors_of_a_damaged_catalogue_are_not_trusted(settings: Settings) -> None:
    build_index(settings, SOURCES, FakeEncoder())
    with closing(sqlite3.connect(catalogue_path(settings))) as db, db:
        db.execute("UPDATE plan_texts SET text = text || 'x'")
    assert build_index(settings, SOURCES, FakeEncoder()).embedded == 8


def test_unsound_vectors_of_an_earlier_version_are_left_out(settings: Settings) -> None:
    write_earlier(settings, 1)
    with closing(sqlite3.connect(catalogue_path(settings))) as db, db:
        db.execute("UPDATE embeddings SET vector = zeroblob(length(vector)) WHERE id = 1")
        db.execute("UPDATE embeddings SET vector = X'00' WHERE id = 2")
    assert build_index(settings, SOURCES, FakeEncoder()).embedded == 2


def test_without_any_build_all_is_embedded(settings: Settings) -> None:
    build_index(settings, SOURCES, FakeEncoder())
    shutil.rmtree(settings.index / "builds")
    assert build_index(settings, SOURCES, FakeEncoder()).embedded == 8
