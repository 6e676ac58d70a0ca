"""The one door to Chroma: vectors of passages in a folder that can be thrown away and made anew.

Chroma's index files come without checksums, and its reader crashes the process on some damaged ones. Every
folder is therefore sealed with the digests of its files when it is written, and checked before it is opened.
"""

import json
import logging
import math
import shutil
import sqlite3
import threading
import warnings
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple, Protocol, cast

import chromadb
import httpx
import numpy as np
from chromadb.api.client import Client
from chromadb.api.collection_configuration import (
    CreateCollectionConfiguration,
    CreateHNSWConfiguration,
    UpdateHNSWConfiguration,
)
from chromadb.config import Settings as ChromaSettings
from chromadb.errors import ChromaError

from assistant.catalogue.embeddings import ViewBatch, ViewKey
from assistant.files import file_sha256
from assistant.types import Vectors

_COLLECTION = "passages"
_PLAN = "plan"
_SEAL = "seal.json"
_DATABASE = "chroma.sqlite3"
_GRAPH_METADATA = "index_metadata.pickle"
_LOGGED_VIEWS = 1_000
"""Views that Chroma logs, and adds to its graph again at every start, before it writes the whole graph: 2 GB at
a million views. A new folder is therefore written with all views logged until the last, then sealed so."""
_WIDTH = 400
"""How wide the graph is searched up to :data:`_WIDTH_UP_TO` views. Past them it takes more to find as much: of the 200
nearest of 300,000 synthetic vectors 400 finds .86, 700 .90 for 5 % more time."""
_WIDTH_UP_TO = 100_000
_ROUNDING = 1e-4
"""Difference of two numbers of a unit vector that is no damage."""
_OPENING = threading.Lock()
"""Chroma keeps one shared system per folder in a table that it does not guard while opening."""

_log = logging.getLogger(__name__)


class DamagedVectorsError(Exception):
    """The folder cannot be read, or does not hold what it should; make it anew. Not for users."""


class VectorHit(NamedTuple):
    """A passage near the question; ``similarity`` is the cosine of its best view."""

    passage_id: int
    similarity: float


def hnsw_for(views: int) -> CreateHNSWConfiguration:
    """Chroma's graph for so many views.

    Wider than Chroma's defaults (100/16/100). Of the 20 and 200 nearest to real questions among 50,000 synthetic
    vectors this finds .938 and .896 in 2.5 ms; with 100/16/400 .897 and .823, as long to build. Searching 1,000 wide
    finds .982 and .972 in 5.5 ms, 2,000 wide 1.000 and .992 in 8 ms.
    """
    return CreateHNSWConfiguration(
        space="cosine", ef_construction=200, max_neighbors=32, ef_search=search_width(views)
    )


def search_width(views: int) -> int:
    """How many views a search of the graph keeps in sight; grows with the square root of their number."""
    return round(_WIDTH * math.sqrt(max(1.0, views / _WIDTH_UP_TO)))


class Closable(Protocol):
    """Whatever has to be given up with a store."""

    def close(self) -> object:
        """Give it up."""
        ...


class VectorStore:
    """Vectors of passages; safe to use from several threads, close it when done."""

    def __init__(self, client: Closable, collection: chromadb.Collection) -> None:
        self._client = client
        self._collection = collection
        self._size = collection.count()

    def count(self) -> int:
        """How many views there are."""
        return self._size

    def query(self, vector: Vectors, k: int, plan_ids: Collection[str] | None = None) -> list[VectorHit]:
        """The passages nearest to a question, best first; equal similarities in document order.

        Args:
            vector: the question, shape ``(dim,)`` float32, unit length.
            k: number of passages wanted; fewer come back where views of one passage crowd the result.
            plan_ids: plans to search; ``None`` for all, an empty collection finds nothing.

        Raises:
            DamagedVectorsError: the folder became unreadable.
        """
        if k < 1 or not self._size or (plan_ids is not None and not plan_ids):
            return []
        where: Any = None if plan_ids is None else {_PLAN: {"$in": list(plan_ids)}}
        with mapped_errors():
            found = self._collection.query(
                query_embeddings=vector.reshape(1, -1),
                n_results=min(k, self._size),
                where=where,
                include=["distances"],
            )
        passage_ids = [int(view.partition(".")[0]) for view in found["ids"][0]]
        distances = (found["distances"] or [[]])[0]
        nearest: dict[int, float] = {}
        for distance, passage_id in sorted(zip(distances, passage_ids, strict=True)):
            nearest.setdefault(passage_id, distance)
        return [VectorHit(passage_id, 1.0 - distance) for passage_id, distance in islice(nearest.items(), k)]

    def holds(self, batch: ViewBatch) -> bool:
        """Whether the views of a batch are stored with these vectors."""
        with mapped_errors():
            found = self._collection.get(ids=_view_ids(batch), include=["embeddings"])
        if set(found["ids"]) != set(_view_ids(batch)):
            return False
        places = {view: place for place, view in enumerate(found["ids"])}
        stored = np.asarray(found["embeddings"])[[places[view] for view in _view_ids(batch)]]
        return np.allclose(stored, batch.vectors, rtol=0, atol=_ROUNDING)

    def close(self) -> None:
        """Give up the folder."""
        self._client.close()


def build_vectors(folder: Path, batches: Iterable[ViewBatch], expected: int = 0) -> int:
    """Write a new vector folder and seal it; returns the number of views.

    Args:
        folder: does not exist yet.
        batches: the views.
        expected: how many views will come, so that the graph is written to the disk once.

    Raises:
        DamagedVectorsError: Chroma could not write it.
    """
    folder.mkdir(parents=True)
    with mapped_errors():
        client = _open_client(folder)
        try:
            hnsw = CreateHNSWConfiguration(**hnsw_for(expected), sync_threshold=max(expected, _LOGGED_VIEWS))
            collection = client.create_collection(
                _COLLECTION, embedding_function=None, configuration=CreateCollectionConfiguration(hnsw=hnsw)
            )
            limit = client.get_max_batch_size()
            for batch in batches:
                upsert(collection, batch, limit)
            count = collection.count()
            _reconfigure(collection, {"sync_threshold": _LOGGED_VIEWS})
        finally:
            client.close()
    _seal(folder)
    return count


def update_vectors(
    source: Path, folder: Path, removed: Sequence[ViewKey], batches: Iterable[ViewBatch]
) -> int:
    """Write a copy of a sealed folder without some views and with others, and seal it; returns its views.

    Small changes go to Chroma's log and leave its graph as it is, so that they cost little more than copying.

    Raises:
        DamagedVectorsError: the source is damaged, or Chroma could not write the copy.
    """
    _check_files(source)
    _copy_store(source, folder)
    with mapped_errors():
        client = _open_client(folder)
        try:
            collection = client.get_collection(_COLLECTION, embedding_function=None)
            limit = client.get_max_batch_size()
            ids = [f"{view.passage_id}.{view.position}" for view in removed]
            for start in range(0, len(ids), limit):
                collection.delete(ids=ids[start : start + limit])
            for batch in batches:
                upsert(collection, batch, limit)
            count = collection.count()
            _reconfigure(collection, {"ef_search": search_width(count)})
        finally:
            client.close()
    _seal(folder)
    return count


def _reconfigure(collection: chromadb.Collection, changed: UpdateHNSWConfiguration) -> None:
    with warnings.catch_warnings():  # Chroma warns of its own reading of what it has just written
        warnings.simplefilter("ignore", DeprecationWarning)
        collection.modify(configuration={"hnsw": changed})


def open_vectors(folder: Path, expected: int, probes: Iterable[ViewBatch]) -> VectorStore:
    """Open a vector folder after checking that it is whole.

    Chroma writes to its database whenever it opens it; where the disk is full or read-only it gets a copy elsewhere.

    Args:
        folder: where :func:`build_vectors` put it.
        expected: how many views it must hold.
        probes: views whose vectors must be read back as they are, and must find something when searched for.

    Raises:
        DamagedVectorsError: a file is missing or changed, or the count or a probe is wrong.
    """
    _check_files(folder)
    checked = list(probes)
    try:
        return _open_store(folder, expected, checked)
    except DamagedVectorsError as error:
        _log.warning("%s cannot be opened where it is, a copy is tried: %s", folder, error)
    copy = TemporaryDirectory(prefix="vectors-")
    try:
        _copy_store(folder, Path(copy.name) / folder.name, immutable=True)
        return _open_store(Path(copy.name) / folder.name, expected, checked, copy)
    except BaseException:
        copy.cleanup()
        raise


def _open_store(
    folder: Path, expected: int, probes: Iterable[ViewBatch], copy: "TemporaryDirectory[str] | None" = None
) -> VectorStore:
    with mapped_errors():
        client = _open_client(folder)
        try:
            collection = client.get_collection(_COLLECTION, embedding_function=None)
            store = VectorStore(client if copy is None else _OfCopy(client, copy), collection)
            check_contents(store, expected, probes)
        except BaseException:
            client.close()
            raise
    return store


@dataclass(frozen=True, slots=True)
class _OfCopy:
    """A client of a copy, which goes with it."""

    client: Closable
    folder: "TemporaryDirectory[str]"

    def close(self) -> None:
        self.client.close()
        self.folder.cleanup()


def _open_client(folder: Path) -> Client:
    with _OPENING:
        try:
            client = chromadb.PersistentClient(folder, settings=ChromaSettings(anonymized_telemetry=False))
        except AttributeError as error:  # what its own cleaning up raises where the disk is full
            raise DamagedVectorsError(f"{folder}: Chroma could not start") from error
    return cast(Client, client)  # its declared type lacks close()


def upsert(collection: chromadb.Collection, batch: ViewBatch, limit: int) -> None:
    """Put the views of a batch into a collection, ``limit`` at a time."""
    ids = _view_ids(batch)
    for start in range(0, len(ids), limit):
        part = slice(start, start + limit)
        collection.upsert(
            ids=ids[part],
            embeddings=batch.vectors[part],
            metadatas=[{_PLAN: plan_id} for plan_id in batch.plan_ids[part]],
        )


def _view_ids(batch: ViewBatch) -> list[str]:
    views = zip(batch.passage_ids, batch.positions, strict=True)
    return [f"{passage_id}.{position}" for passage_id, position in views]


def _copy_store(source: Path, folder: Path, *, immutable: bool = False) -> None:
    """Graphs as they are, and the database as of one moment: a process that serves may be writing to it.

    Args:
        source: a sealed folder.
        folder: does not exist yet.
        immutable: nobody can write to the source, so that SQLite needs neither lock nor journal there.

    Raises:
        DamagedVectorsError: the source cannot be read, or there is no room.
    """
    try:
        _copy_files(source, folder, immutable=immutable)
    except (OSError, sqlite3.Error) as error:
        raise DamagedVectorsError(f"{source}: {error}") from error


def _copy_files(source: Path, folder: Path, *, immutable: bool) -> None:
    folder.mkdir(parents=True)
    for graph in _graphs(source):
        shutil.copytree(graph, folder / graph.name)
    address = f"{(source / _DATABASE).resolve().as_uri()}?{'immutable=1' if immutable else 'mode=rw'}"
    old, new = sqlite3.connect(address, uri=True), sqlite3.connect(folder / _DATABASE)
    try:
        old.backup(new)
    finally:
        new.close()
        old.close()


def _seal(folder: Path) -> None:
    (folder / _SEAL).write_text(json.dumps(_checksums(folder), indent=1), encoding="utf-8")


def _graphs(folder: Path) -> list[Path]:
    return sorted(path.parent for path in folder.glob(f"*/{_GRAPH_METADATA}"))


def _check_files(folder: Path) -> None:
    try:
        sealed = json.loads((folder / _SEAL).read_text(encoding="utf-8"))
        if sealed != _checksums(folder):
            raise DamagedVectorsError(f"{folder}: a file is missing, changed or extra")
        connection = sqlite3.connect(f"{(folder / _DATABASE).resolve().as_uri()}?mode=ro", uri=True)
        try:
            (verdict,) = connection.execute("PRAGMA quick_check").fetchone()
        finally:
            connection.close()
    except (OSError, ValueError, sqlite3.Error) as error:
        raise DamagedVectorsError(f"{folder}: {error}") from error
    if verdict != "ok":
        raise DamagedVectorsError(f"{folder / _DATABASE}: {verdict}")


def check_contents(store: VectorStore, expected: int, probes: Iterable[ViewBatch]) -> None:
    """Compare a store with what it must hold.

    Raises:
        DamagedVectorsError: the count or a probe is wrong.
    """
    if store.count() != expected:
        raise DamagedVectorsError(f"{store.count()} views instead of {expected}")
    for batch in probes:
        if not store.holds(batch) or not store.query(batch.vectors[0], 1):
            raise DamagedVectorsError("a stored vector is not what was stored")


def _checksums(folder: Path) -> dict[str, str]:
    """SHA-256 of the files of Chroma's graphs.

    Left out are its database, which it writes to whenever it opens it, and graphs without metadata: those are
    still empty, their vectors are in the database, and Chroma writes them anew at every start.
    """
    files = (path for graph in _graphs(folder) for path in sorted(graph.iterdir()))
    return {path.relative_to(folder).as_posix(): file_sha256(path) for path in files}


@contextmanager
def mapped_errors() -> Iterator[None]:
    """Turn whatever Chroma raises into ``DamagedVectorsError``."""
    try:
        yield
    except (ChromaError, ValueError, OSError, RuntimeError, httpx.HTTPError) as error:
        raise DamagedVectorsError(f"Chroma: {error}") from error
