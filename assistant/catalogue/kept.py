"""Vectors out of a catalogue of an earlier version: its other tables are read no more, these are as they ever were."""

import sqlite3
from collections.abc import Collection, Mapping
from contextlib import suppress
from pathlib import Path

import numpy as np

from assistant.catalogue.connections import Connections
from assistant.catalogue.embeddings import EmbeddingStore
from assistant.errors import IndexDamagedError

_ROUNDING = 1e-3
"""Difference of the length of a stored vector from 1 that is no damage."""


class KeptVectors:
    """The vectors of one file by digest; close it when done."""

    def __init__(self, connections: Connections, dim: int) -> None:
        self._connections = connections
        self._store = EmbeddingStore(connections, dim)
        self._dim = dim

    def find(self, digests: Collection[bytes]) -> Mapping[bytes, bytes]:
        """Vectors (float32 bytes) under digests; unknown and unsound ones are left out."""
        with suppress(IndexDamagedError):
            return {
                digest: vector
                for digest, vector in self._store.find(digests).items()
                if self._is_sound(vector)
            }
        return {}

    def close(self) -> None:
        """Give up the file."""
        self._connections.close()

    def _is_sound(self, vector: bytes) -> bool:
        if len(vector) != 4 * self._dim:
            return False
        return bool(abs(np.linalg.norm(np.frombuffer(vector, np.float32)) - 1.0) < _ROUNDING)


def open_kept_vectors(path: Path, dim: int) -> KeptVectors | None:
    """The vectors of a catalogue file of any version; ``None`` where it is damaged or holds none."""
    connections = Connections(path)
    try:
        problems = connections.fetch_all("PRAGMA quick_check(1)")
        connections.fetch_all("SELECT digest, vector FROM embeddings LIMIT 1")
    except (IndexDamagedError, sqlite3.Error):
        connections.close()
        return None
    if problems != [("ok",)]:
        connections.close()
        return None
    return KeptVectors(connections, dim)
