"""The index folder: builds side by side, a pointer to the one that serves, and the locks between processes.

``builds/<id>/`` holds one complete build, ``current`` the id of the one that serves. The pointer is replaced
in one step after everything it points to is on the disk, so a process that is killed at any moment leaves the
old build serving. Locks belong to open files: the system drops them when a process dies.
"""

import fcntl
import logging
import os
import re
import shutil
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from assistant.errors import AssistantError, SetupError
from assistant.files import flush_to_disk

_BUILDS = "builds"
_POINTER = "current"
_BUILD_LOCK = "build.lock"
_LEASE_LOCK = "in-use.lock"
_BUILD_ID = re.compile(r"[0-9A-Za-z-]+")

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Lease:
    """The right to read a build: it is not removed while the lease is held, in whatever process."""

    build_id: str
    path: Path
    descriptor: int

    def release(self) -> None:
        """Give the build back; once only."""
        os.close(self.descriptor)


def _keep_nothing(path: Path) -> None:
    """Builds that have nothing outside their folder."""


class IndexFolder:
    """An index folder, existing or not; other files in it (README.md) are left alone."""

    def __init__(self, root: Path, drop: Callable[[Path], object] = _keep_nothing) -> None:
        """Look after a folder.

        Args:
            root: the index folder.
            drop: told of every build before it is removed; one that it raises ``AssistantError`` for stays.
        """
        self._root = root
        self._drop = drop

    def build_path(self, build_id: str) -> Path:
        """Where a build lies."""
        return self._root / _BUILDS / build_id

    def find_current(self) -> str | None:
        """Id of the build that serves; ``None`` where there is none."""
        try:
            build_id = (self._root / _POINTER).read_bytes().decode("ascii", "replace").strip()
        except FileNotFoundError:
            return None
        return build_id if _BUILD_ID.fullmatch(build_id) else None

    def find_lease(self) -> Lease | None:
        """Lease the build that serves; ``None`` where there is none or its folder is gone."""
        while build_id := self.find_current():
            path = self.build_path(build_id)
            try:
                descriptor = os.open(path / _LEASE_LOCK, os.O_RDONLY)
            except FileNotFoundError:
                if self.find_current() == build_id:
                    return None
                continue
            fcntl.flock(descriptor, fcntl.LOCK_SH)
            if (path / _LEASE_LOCK).exists():
                return Lease(build_id, path, descriptor)
            os.close(descriptor)  # removed between opening and locking: a newer build serves
        return None

    @contextmanager
    def building(self, *, wait: bool) -> Iterator[None]:
        """Hold the right to build; one process at a time.

        Raises:
            SetupError: another process is building and ``wait`` is false.
        """
        self._root.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(self._root / _BUILD_LOCK, os.O_RDWR | os.O_CREAT, 0o644)
        try:
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
            except BlockingIOError as error:
                raise SetupError(
                    f"Một tiến trình khác đang dựng chỉ mục trong {self._root}. "
                    "Hãy đợi tiến trình đó xong rồi chạy lại lệnh."
                ) from error
            yield
        finally:
            os.close(descriptor)

    @contextmanager
    def new_build(self) -> Iterator[str]:
        """A fresh folder for one build, removed if the block fails before it serves.

        Only while :meth:`building`.
        """
        build_id = f"{datetime.now(UTC):%Y%m%dT%H%M%S}-{uuid.uuid4().hex[:8]}"
        path = self.build_path(build_id)
        path.mkdir(parents=True)
        (path / _LEASE_LOCK).touch()
        try:
            yield build_id
        except BaseException:
            if self.find_current() != build_id:
                self._remove(path)
            raise

    def publish(self, build_id: str) -> None:
        """Let a finished build serve: flush it to the disk, then replace the pointer in one step."""
        for path in (*self.build_path(build_id).rglob("*"), self.build_path(build_id)):
            flush_to_disk(path)
        flush_to_disk(self._root / _BUILDS)
        pointer = self._root / _POINTER
        fresh = pointer.with_name(f"{_POINTER}.new")
        fresh.write_text(f"{build_id}\n", encoding="utf-8")
        flush_to_disk(fresh)
        fresh.replace(pointer)
        flush_to_disk(self._root)

    def find_others(self) -> list[str]:
        """Ids of builds that do not serve, whole or not, latest first."""
        builds = self._root / _BUILDS
        found = [path.name for path in builds.iterdir()] if builds.is_dir() else []
        return sorted((build_id for build_id in found if build_id != self.find_current()), reverse=True)

    def remove_unused(self) -> None:
        """Remove builds that neither serve nor are being read: old ones, and leftovers of killed builds.

        Only while :meth:`building`.
        """
        current = self.find_current()
        builds = self._root / _BUILDS
        for path in sorted(builds.iterdir()) if builds.exists() else ():
            if path.name != current and self._remove_if_unread(path):
                _log.info("removed build %s", path.name)

    def _remove(self, path: Path) -> None:
        try:
            self._drop(path)
        except AssistantError as error:
            _log.warning("build %s is removed later: %s", path.name, error)
        else:
            shutil.rmtree(path, ignore_errors=True)

    def _remove_if_unread(self, path: Path) -> bool:
        try:
            descriptor = os.open(path / _LEASE_LOCK, os.O_RDONLY)
        except (FileNotFoundError, NotADirectoryError):  # killed before it had a lock, or not a build
            self._remove(path)
            return True
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            self._remove(path)
        except BlockingIOError:
            return False
        else:
            return True
        finally:
            os.close(descriptor)
