"""The index that serves: opened, checked and, where only vectors are damaged, repaired without the model."""

import logging
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import Self

from assistant.catalogue import Catalogue, ViewKey, catalogue_files
from assistant.config import Settings
from assistant.errors import IndexDamagedError, IndexMissingError, IndexStaleError, SetupError
from assistant.files import link_or_copy
from assistant.indexing.builds import IndexFolder, Lease
from assistant.indexing.seal import CATALOGUE_FILE, SEAL_FILE, open_sealed_catalogue
from assistant.vector_homes import VectorHome, find_home
from assistant.vectors import DamagedVectorsError, VectorStore

VECTORS_FOLDER = "chroma"
_BATCH = 2_000
"""Views handed to Chroma at once: about 3 MB."""
_PROBES = 4
"""Stored vectors that must be found again before a vector store is trusted."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Index:
    """Catalogue and vectors of one build, which stays on the disk until this is closed; a context manager."""

    build_id: str
    catalogue: Catalogue
    vectors: VectorStore
    lease: Lease

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Give up both stores; once only."""
        self.vectors.close()
        self.catalogue.close()
        self.lease.release()


def find_current_build(settings: Settings) -> str | None:
    """Id of the build that serves now; differs from ``Index.build_id`` once a newer one was put in place."""
    return IndexFolder(settings.index).find_current()


def index_folder(settings: Settings, home: VectorHome) -> IndexFolder:
    """The index folder of the settings; vectors that lie elsewhere go with their builds."""

    def drop(path: Path) -> None:
        try:
            home.drop(path / VECTORS_FOLDER)
        except DamagedVectorsError as error:
            raise SetupError(str(error)) from error

    return IndexFolder(settings.index, drop)


def open_index(settings: Settings, model_id: str, *, repair: bool = True) -> Index:
    """Open the index that serves, once it is seen to be as it was built.

    Args:
        settings: names the index folder.
        model_id: the model that questions are embedded with.
        repair: make damaged vectors anew from the catalogue, which may take a while.

    Raises:
        IndexMissingError: nothing was indexed yet.
        IndexDamagedError: the index is damaged beyond such a repair, or was built by another schema.
        IndexStaleError: it was built by another model.
        SetupError: the vectors need a repair and the folder cannot be written.
    """
    home = find_home(settings)
    folder = index_folder(settings, home)
    index = _open_or_find_damage(folder, home, settings.index, model_id)
    if isinstance(index, _Damaged) and repair:
        _log.warning("build %s: %s; making its vectors anew", index.build_id, index.reason)
        _repair(folder, home, settings.index, index.build_id)
        index = _open_or_find_damage(folder, home, settings.index, model_id)
    if isinstance(index, _Damaged):
        tried = " và không tự phục hồi được" if repair else ""
        raise IndexDamagedError(
            f"Kho vectơ trong {settings.index} bị hỏng{tried} ({index.reason}). "
            "Hãy dựng lại bằng lệnh: assistant index"
        )
    return index


@dataclass(frozen=True, slots=True)
class _Damaged:
    """A build whose catalogue is sound but whose vectors are not."""

    build_id: str
    reason: str


def _open_or_find_damage(
    folder: IndexFolder, home: VectorHome, root: Path, model_id: str
) -> Index | _Damaged:
    lease = folder.find_lease()
    if lease is None:
        raise IndexMissingError(f"Chưa có chỉ mục trong {root}. Hãy dựng bằng lệnh: assistant index")
    try:
        catalogue = open_sealed_catalogue(lease.path)
    except BaseException:
        lease.release()
        raise
    try:
        if catalogue.meta.model_id != model_id:
            raise IndexStaleError(
                f"Chỉ mục được dựng bằng mô hình {catalogue.meta.model_id}, đang dùng mô hình {model_id}. "
                "Hãy dựng lại bằng lệnh: assistant index"
            )
        return Index(lease.build_id, catalogue, open_build_vectors(home, lease.path, catalogue), lease)
    except DamagedVectorsError as error:
        catalogue.close()
        lease.release()
        return _Damaged(lease.build_id, str(error))
    except BaseException:
        catalogue.close()
        lease.release()
        raise


def open_build_vectors(home: VectorHome, path: Path, catalogue: Catalogue) -> VectorStore:
    """The vectors of a build, checked against its catalogue.

    Raises:
        DamagedVectorsError: they cannot be read or do not agree with the catalogue.
    """
    embeddings = catalogue.embeddings
    return home.open(
        path / VECTORS_FOLDER, embeddings.count_searched(), islice(embeddings.batches(_PROBES), 1)
    )


def fill_vectors(home: VectorHome, path: Path, catalogue: Catalogue) -> None:
    """Write the vector folder of a build from the vectors that its catalogue keeps, and check it.

    Raises:
        DamagedVectorsError: Chroma could not write or read it.
    """
    embeddings = catalogue.embeddings
    home.build(path / VECTORS_FOLDER, embeddings.batches(_BATCH), embeddings.count_searched())
    open_build_vectors(home, path, catalogue).close()


def carry_vectors(
    home: VectorHome,
    source: Path,
    path: Path,
    catalogue: Catalogue,
    removed: Sequence[ViewKey],
    first_passage: int,
) -> None:
    """Write the vector folder of a build from that of the build before, and check it.

    Args:
        home: where vectors lie.
        source: the build before; where its vectors are damaged, all are written anew.
        path: the new build.
        catalogue: that of the new build.
        removed: views of the build before that the new one has not.
        first_passage: passages from this id on are new.

    Raises:
        DamagedVectorsError: Chroma could not write or read it.
    """
    if not home.carries:
        fill_vectors(home, path, catalogue)
        return
    try:
        fresh = catalogue.embeddings.batches(_BATCH, first_passage)
        home.update(source / VECTORS_FOLDER, path / VECTORS_FOLDER, removed, fresh)
        open_build_vectors(home, path, catalogue).close()
    except DamagedVectorsError as error:
        _log.warning("vectors of %s cannot be carried over: %s", source.name, error)
        shutil.rmtree(path / VECTORS_FOLDER, ignore_errors=True)
        fill_vectors(home, path, catalogue)


def _repair(folder: IndexFolder, home: VectorHome, root: Path, build_id: str) -> None:
    """Publish a copy of a build with fresh vectors, unless another process has done it meanwhile."""
    try:
        with folder.building(wait=True):
            if folder.find_current() != build_id:
                return
            with folder.new_build() as fresh_id:
                path = folder.build_path(fresh_id)
                damaged = folder.build_path(build_id)
                for file in (*catalogue_files(damaged / CATALOGUE_FILE), damaged / SEAL_FILE):
                    link_or_copy(file, path / file.name)
                catalogue = open_sealed_catalogue(path)
                try:
                    fill_vectors(home, path, catalogue)
                finally:
                    catalogue.close()
                folder.publish(fresh_id)
            folder.remove_unused()
            _log.warning("build %s replaces %s with fresh vectors", fresh_id, build_id)
    except (OSError, DamagedVectorsError) as error:
        raise SetupError(
            f"Kho vectơ trong {root} bị hỏng và không ghi lại được ({error}). "
            "Hãy kiểm tra quyền ghi và dung lượng đĩa."
        ) from error
