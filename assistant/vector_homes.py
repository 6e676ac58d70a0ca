"""Where the vectors of a build lie: in its own folder, or in a collection of a Chroma server."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Protocol

from assistant.catalogue.embeddings import ViewBatch, ViewKey
from assistant.config import Settings
from assistant.vector_server import ServerVectors
from assistant.vectors import VectorStore, build_vectors, open_vectors, update_vectors


class VectorHome(Protocol):
    """Makes, opens and drops the vectors that belong to a folder; vectors that it cannot use are damaged."""

    @property
    def carries(self) -> bool:
        """Whether vectors of one folder can be made from those of another."""
        ...

    def build(self, folder: Path, batches: Iterable[ViewBatch], expected: int = 0) -> int:
        """Write the vectors of a new folder; see ``build_vectors``."""
        ...

    def update(
        self, source: Path, folder: Path, removed: Sequence[ViewKey], batches: Iterable[ViewBatch]
    ) -> int:
        """Write the vectors of a new folder from those of another one; see ``update_vectors``."""
        ...

    def open(self, folder: Path, expected: int, probes: Iterable[ViewBatch]) -> VectorStore:
        """Open the vectors of a folder, checked; see ``open_vectors``."""
        ...

    def drop(self, folder: Path) -> None:
        """Let go of what lies elsewhere for a folder that is about to be removed."""
        ...


class FolderVectors:
    """Everything lies in the folder itself."""

    carries = True

    def build(self, folder: Path, batches: Iterable[ViewBatch], expected: int = 0) -> int:
        """See ``build_vectors``."""
        return build_vectors(folder, batches, expected)

    def update(
        self, source: Path, folder: Path, removed: Sequence[ViewKey], batches: Iterable[ViewBatch]
    ) -> int:
        """See ``update_vectors``."""
        return update_vectors(source, folder, removed, batches)

    def open(self, folder: Path, expected: int, probes: Iterable[ViewBatch]) -> VectorStore:
        """See ``open_vectors``."""
        return open_vectors(folder, expected, probes)

    def drop(self, folder: Path) -> None:
        """Nothing lies elsewhere."""


def find_home(settings: Settings) -> VectorHome:
    """The place that the settings name."""
    if settings.chroma_url is None:
        return FolderVectors()
    token = settings.chroma_token
    return ServerVectors(settings.chroma_url, token.get_secret_value() if token else None)
