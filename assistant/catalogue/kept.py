"""Vectors out of a catalogue of an earlier version: its other tables are read no more, these are as they ever were."""

import sqlite3
from collections.abc import Callable, Collection, Mapping
from contextlib import suppress
from pathlib import Path

import numpy as np

from assistant.catalogue.connections import Connections
from assistant.catalogue.embeddings import EmbeddingStore, find_single_vectors
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
        problems = connections.fetch_all("PRAGMA quick_check(1)")
        tables = connections.fetch_all(
            "SELECT name FROM sqlite_master WHERE name IN ('vectors', 'embeddings')"
        )
    except (IndexDamagedError, sqlite3.Error):
        problems, tables = [], []
    if problems != [("ok",)] or not tables:
        connections.close()
        return None
    if ("vectors",) in tables:
        return KeptVectors(connections, EmbeddingStore(connections, dim).find)
    return KeptVectors(connections, lambda digests: find_single_vectors(connections, digests, dim))
