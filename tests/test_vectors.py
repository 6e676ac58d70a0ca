import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from assistant import vectors
from assistant.catalogue import ViewBatch, ViewKey
from assistant.types import Vectors
from assistant.vectors import DamagedVectorsError, VectorHit, build_vectors, open_vectors, update_vectors

SMALL = ViewBatch(
    plan_ids=("alpha", "alpha", "alpha", "beta"),
    passage_ids=(1, 2, 2, 3),
    positions=(0, 0, 1, 0),
    vectors=np.array([[1, 0], [0, 1], [0.8, 0.6], [0.6, 0.8]], np.float32),
)
QUESTION: Vectors = np.array([1, 0], np.float32)
LARGE_COUNT = 1_200
"""More than Chroma gathers in its database before it writes a graph (1,000)."""


def large() -> ViewBatch:
    angles = np.linspace(0, np.pi, LARGE_COUNT)
    return ViewBatch(
        plan_ids=("alpha",) * LARGE_COUNT,
        passage_ids=tuple(range(1, LARGE_COUNT + 1)),
        positions=(0,) * LARGE_COUNT,
        vectors=np.stack([np.cos(angles), np.sin(angles)], axis=1).astype(np.float32),
    )


@pytest.fixture
def small(tmp_path: Path) -> Path:
    assert build_vectors(tmp_path / "chroma", [SMALL]) == 4
    return tmp_path / "chroma"


@pytest.fixture(scope="module")
def sealed_graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("large") / "chroma"
    assert build_vectors(folder, [large()]) == LARGE_COUNT
    return folder


def approximate(hits: list[VectorHit]) -> list[tuple[int, object]]:
    return [(hit.passage_id, pytest.approx(hit.similarity, abs=1e-6)) for hit in hits]


def test_nearest_passages_come_first_by_their_best_view(small: Path) -> None:
    store = open_vectors(small, 4, [SMALL])
    assert approximate(store.query(QUESTION, 3)) == [(1, 1.0), (2, 0.8), (3, 0.6)]
    assert approximate(store.query(QUESTION, 1)) == [(1, 1.0)]
    store.close()


def test_plans_limit_the_search(small: Path) -> None:
    store = open_vectors(small, 4, [])
    assert approximate(store.query(QUESTION, 3, ["beta"])) == [(3, 0.6)]
    assert approximate(store.query(QUESTION, 3, {"alpha", "beta"})) == [(1, 1.0), (2, 0.8), (3, 0.6)]
    assert store.query(QUESTION, 3, ["gamma"]) == []
    assert store.query(QUESTION, 3, []) == []
    assert store.query(QUESTION, 0) == []
    store.close()


def test_store_without_vectors_finds_nothing(tmp_path: Path) -> None:
    assert build_vectors(tmp_path / "chroma", []) == 0
    store = open_vectors(tmp_path / "chroma", 0, [])
    assert store.query(QUESTION, 3) == []
    store.close()


def test_graph_on_disk_finds_the_true_neighbours(sealed_graph: Path) -> None:
    store = open_vectors(sealed_graph, LARGE_COUNT, [])
    assert [hit.passage_id for hit in store.query(QUESTION, 200)] == list(range(1, 201))
    store.close()


def test_graph_is_written_once_all_views_are_there(tmp_path: Path) -> None:
    folder = tmp_path / "chroma"
    batch = large()
    halves = [
        ViewBatch(batch.plan_ids[part], batch.passage_ids[part], batch.positions[part], batch.vectors[part])
        for part in (slice(700), slice(700, None))
    ]
    assert build_vectors(folder, halves, LARGE_COUNT) == LARGE_COUNT
    assert list(folder.rglob("data_level0.bin"))
    store = open_vectors(folder, LARGE_COUNT, [halves[1]])
    assert [hit.passage_id for hit in store.query(QUESTION, 200)] == list(range(1, 201))
    store.close()


@pytest.mark.parametrize("expected", [0, LARGE_COUNT])
def test_update_takes_views_out_and_puts_others_in(tmp_path: Path, expected: int) -> None:
    source, folder = tmp_path / "old", tmp_path / "new"
    build_vectors(source, [large()], expected)
    fresh = ViewBatch(("beta",), (LARGE_COUNT + 1,), (0,), np.array([[1, 0]], np.float32))
    assert update_vectors(source, folder, [ViewKey(1, 0), ViewKey(3, 0)], [fresh]) == LARGE_COUNT - 1
    store = open_vectors(folder, LARGE_COUNT - 1, [fresh])
    found = [hit.passage_id for hit in store.query(QUESTION, 100)]
    assert found == [LARGE_COUNT + 1, 2, *range(4, 102)]
    store.close()
    untouched = open_vectors(source, LARGE_COUNT, [large()])
    assert untouched.query(QUESTION, 1)[0].passage_id == 1
    untouched.close()


def test_the_more_views_the_wider_the_graph_is_searched(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def width(folder: Path, expected: int) -> int:
        store = open_vectors(folder, expected, [])
        found = store._collection.configuration_json["hnsw"]["ef_search"]
        store.close()
        return int(found)

    assert [vectors.search_width(views) for views in (0, 100_000, 400_000)] == [400, 400, 800]
    monkeypatch.setattr(vectors, "_WIDTH_UP_TO", LARGE_COUNT)
    source, folder = tmp_path / "old", tmp_path / "new"
    build_vectors(source, [large()], LARGE_COUNT)
    assert width(source, LARGE_COUNT) == 400
    fresh = ViewBatch(("beta",) * 900, tuple(range(5_000, 5_900)), (0,) * 900, large().vectors[:900])
    count = update_vectors(source, folder, [], [fresh])
    assert width(folder, count) == vectors.search_width(count) > 400


def test_damaged_source_is_not_updated(sealed_graph: Path, tmp_path: Path) -> None:
    source = tmp_path / "old"
    shutil.copytree(sealed_graph, source)
    flip_one_byte(next(source.rglob("data_level0.bin")))
    with pytest.raises(DamagedVectorsError):
        update_vectors(source, tmp_path / "new", [], [])


def test_folder_can_be_opened_again_and_again(sealed_graph: Path, small: Path) -> None:
    for folder, count in ((sealed_graph, LARGE_COUNT), (small, 4)) * 3:
        store = open_vectors(folder, count, [])
        assert store.query(QUESTION, 1)[0].passage_id == 1
        store.close()


def overwrite(path: Path) -> None:
    path.write_bytes(b"\xff" * path.stat().st_size)


def truncate(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def flip_one_byte(path: Path) -> None:
    body = bytearray(path.read_bytes())
    body[len(body) // 2] ^= 0xFF
    path.write_bytes(body)


@pytest.mark.parametrize("damage", [overwrite, truncate, flip_one_byte, Path.unlink])
@pytest.mark.parametrize(
    "name",
    ["data_level0.bin", "header.bin", "index_metadata.pickle", "length.bin", "link_lists.bin", "seal.json"],
)
def test_damaged_graph_is_found_before_chroma_reads_it(
    sealed_graph: Path, tmp_path: Path, name: str, damage: Callable[[Path], None]
) -> None:
    folder = tmp_path / "chroma"
    shutil.copytree(sealed_graph, folder)
    damage(next(folder.rglob(name)))
    with pytest.raises(DamagedVectorsError):
        open_vectors(folder, LARGE_COUNT, [])


@pytest.mark.parametrize("damage", [overwrite, truncate, Path.unlink])
def test_damaged_database_is_found(small: Path, damage: Callable[[Path], None]) -> None:
    damage(small / "chroma.sqlite3")
    with pytest.raises(DamagedVectorsError):
        open_vectors(small, 4, [SMALL])


def test_missing_folder_is_found(tmp_path: Path) -> None:
    with pytest.raises(DamagedVectorsError):
        open_vectors(tmp_path / "chroma", 4, [])


def test_wrong_count_is_found(small: Path) -> None:
    with pytest.raises(DamagedVectorsError, match="4 views instead of 5"):
        open_vectors(small, 5, [])


def test_vector_that_is_not_stored_is_found(small: Path) -> None:
    vector = np.array([[-1, 0]], np.float32)
    for foreign in (ViewBatch(("alpha",), (1,), (0,), vector), ViewBatch(("alpha",), (9,), (0,), vector)):
        with pytest.raises(DamagedVectorsError, match="not what was stored"):
            open_vectors(small, 4, [foreign])


def test_vectors_of_another_length_are_refused(small: Path) -> None:
    store = open_vectors(small, 4, [])
    with pytest.raises(DamagedVectorsError, match="dimension"):
        store.query(np.array([1, 0, 0], np.float32), 1)
    store.close()


@pytest.mark.parametrize("name", ["small", "sealed_graph"])
def test_where_chroma_cannot_write_a_copy_is_opened_and_goes_with_the_store(
    name: str, request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on a disk that is full or read-only."""
    folder: Path = request.getfixturevalue(name)
    size = 4 if name == "small" else LARGE_COUNT
    open_client = vectors._open_client
    opened: list[Path] = []

    def open_elsewhere(wanted: Path) -> object:
        opened.append(wanted)
        if wanted == folder:
            raise DamagedVectorsError("attempt to write a readonly database")
        return open_client(wanted)

    monkeypatch.setattr(vectors, "_open_client", open_elsewhere)
    store = open_vectors(folder, size, [])
    assert store.query(QUESTION, 1)[0].passage_id == 1
    assert opened[0] == folder
    assert opened[1].exists()
    store.close()
    assert not opened[1].parent.exists()
    with pytest.raises(DamagedVectorsError, match="views instead of"):
        open_vectors(folder, size + 1, [])
    assert not opened[-1].parent.exists()
