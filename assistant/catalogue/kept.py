"""Vectors out of a catalogue of an earlier version: its other tables are read no more, these are as they ever were."""

import sqlite3
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import suppress
from pathlib import Path

import numpy as np

from assistant.catalogue.connections import Connections, placeholders
from assistant.catalogue.embeddings import EmbeddingStore, chunks, from_stored
from assistant.catalogue.numbers import vectors_path
from assistant.errors import IndexDamagedError
from assistant.types import Vectors

_ROUNDING = 1e-3
"""Difference of the length of a stored vector from 1 that is no damage."""

_Find = Callable[[Collection[bytes]], Mapping[bytes, Vectors]]


class KeptVectors:
    """The vectors of one file by digest; close it when done."""

    def __init__(self, connections: Connections, find: _Find) -> None:
        self._connections = connections
        self._find = find

    def find(self, digests: Collection[bytes]) -> Mapping[bytes, Vectors]:
        """Vectors, shape ``(dim,)``, under digests; unknown and unsound ones are left out."""
        with suppress(IndexDamagedError):
            return {
                digest: vector
                for digest, vector in self._find(digests).items()
                if abs(np.linalg.norm(vector) - 1.0) < _ROUNDING
            }
        return {}

    def close(self) -> None:
        """Give up the file."""
        self._connections.close()


def open_kept_vectors(path: Path, dim: int) -> KeptVectors | None:
    """The vectors of a catalogue file of any version; ``None`` where it is damaged or holds none."""
    connections = Connections(path)
    try:
        find = _find_reader(connections, path, dim)
    except (IndexDamagedError, sqlite3.Error):
        find = None
    if find is None:
        connections.close()
        return None
    return KeptVectors(connections, find)


def _find_reader(connections: Connections, path: Path, dim: int) -> _Find | None:
    """How the version of a file keeps its vectors; ``None`` where the file is damaged or holds none."""
    if connections.fetch_all("PRAGMA quick_check(1)") != [("ok",)]:
        return None
    tables = {
        name for (name,) in connections.fetch_all("SELECT name FROM sqlite_master WHERE type = 'table'")
    }
    if "embeddings" in tables:  # versions 1 to 5: each by itself, as float32
        return lambda digests: {
            digest: np.frombuffer(vector, np.float32)
            for digest, vector in _fetch(connections, "SELECT digest, vector FROM embeddings", digests)
            if len(vector) == 4 * dim
        }
    if "vectors" in tables:  # version 6: all of a passage in a row, as int16
        size = 2 * dim
        query = (
            f"SELECT views.digest, substr(vectors.vectors, views.position * {size} + 1, {size}) "
            "FROM views JOIN vectors USING (passage)"
        )
        return lambda digests: {
            digest: from_stored(np.frombuffer(vector, np.int16))
            for digest, vector in _fetch(connections, query, digests)
            if len(vector) == size
        }
    if "views" in tables:
        return EmbeddingStore(connections, vectors_path(path), dim).find
    return None


def _fetch(connections: Connections, query: str, digests: Collection[bytes]) -> Iterator[tuple[bytes, bytes]]:
    for chunk in chunks(digests):
        yield from connections.fetch_all(f"{query} WHERE digest IN ({placeholders(len(chunk))})", chunk)
