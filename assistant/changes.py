"""Changes of several files of one folder that happen as a whole or not at all, whenever a process is killed.

A change is written down first: the new files and a list of what to do, in the folder ``.thay-doi``, which gets its
name only when it is complete. From then on the change has happened: whoever looks at the folder next carries out what
is left of it. What a change replaces or takes out is kept aside under ``.da-go``, never deleted. The folder itself is
locked meanwhile; the system drops the lock when a process dies.
"""

import fcntl
import logging
import os
import shutil
import uuid
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from assistant.errors import SetupError
from assistant.files import flush_to_disk, link_or_copy

ASIDE = ".da-go"
"""Folder for what was replaced or taken out; names with a dot are not read as plans."""
_PENDING = ".thay-doi"
_UNFINISHED = ".thay-doi.moi"
"""A change that is being written down, or that has been carried out: of no use to anybody."""
_LIST = "change.json"

_log = logging.getLogger(__name__)


class Change(BaseModel):
    """What a change does; names of files in the folder."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    put: tuple[str, ...]
    take: tuple[str, ...]
    aside: tuple[str, ...]
    """Those that were there before the change and will not be after it, as they were."""
    kept: str
    """Where they are kept, under :data:`ASIDE`."""

    def kept_in(self, folder: Path) -> dict[str, Path]:
        """What was there before, by name: where it is kept now."""
        return {name: folder / ASIDE / self.kept / name for name in self.aside}


@contextmanager
def changing(folder: Path) -> Iterator[None]:
    """Be the only one who looks at a folder or changes it; it is made where it is missing.

    Raises:
        SetupError: it cannot be made, or an earlier change cannot be finished.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise SetupError(f"Không tạo được thư mục {folder} ({error}). Hãy kiểm tra quyền ghi.") from error
    with _locked(folder, fcntl.LOCK_EX):
        _finish(folder)
        yield


def apply_change(folder: Path, put: Mapping[str, Path | bytes], take: Collection[str] = ()) -> Change:
    """Put files into a folder, over those of the same names, and take others out; only while :func:`changing`.

    Args:
        folder: the folder.
        put: by name, the file to copy or what to write.
        take: names of files that are to go; those that are not there are no matter.

    Raises:
        SetupError: it could not be written down, and nothing has changed; or it could not be carried out at once, and
            will be.
    """
    gone = [name for name in take if name not in put]
    change = Change(
        put=tuple(put),
        take=tuple(name for name in gone if (folder / name).exists()),
        aside=tuple(name for name in (*put, *gone) if (folder / name).exists()),
        kept=f"{datetime.now().astimezone():%Y%m%dT%H%M%S}-{uuid.uuid4().hex[:6]}",
    )
    unfinished = folder / _UNFINISHED
    try:
        _write_down(unfinished, change, put)
        unfinished.rename(folder / _PENDING)
    except OSError as error:
        shutil.rmtree(unfinished, ignore_errors=True)
        raise SetupError(
            f"Không ghi được vào {folder} ({error}); chưa có gì thay đổi. Hãy kiểm tra quyền ghi và dung lượng đĩa."
        ) from error
    _finish(folder)
    return change


def undo_change(folder: Path, change: Change) -> None:
    """Bring back what was there before a change, and forget what it had put there."""
    with changing(folder):
        undone = apply_change(folder, change.kept_in(folder), change.put)
        for kept in (change.kept, undone.kept):
            shutil.rmtree(folder / ASIDE / kept, ignore_errors=True)
        with suppress(OSError):  # other things are kept there
            (folder / ASIDE).rmdir()


@contextmanager
def settled(folder: Path) -> Iterator[None]:
    """See that nothing changes in a folder within the block, and that no change is left half carried out.

    Raises:
        SetupError: a change is left and cannot be finished.
    """
    with _locked(folder, fcntl.LOCK_SH):
        if not (folder / _PENDING).exists():
            yield
            return
    with _locked(folder, fcntl.LOCK_EX):
        _finish(folder)
        yield


def shown_files(folder: Path) -> list[Path]:
    """The files of a folder itself, by name; names that start with a dot are the program's own."""
    return sorted(path for path in folder.iterdir() if path.is_file() and not path.name.startswith("."))


def kept_files(folder: Path) -> list[Path]:
    """The files of a folder and what is kept aside in it, without what is only passing."""
    aside = (path for path in (folder / ASIDE).rglob("*") if path.is_file())
    return [*shown_files(folder), *sorted(path for path in aside if not path.name.startswith("."))]


def _write_down(unfinished: Path, change: Change, put: Mapping[str, Path | bytes]) -> None:
    unfinished.mkdir()
    for name, content in put.items():
        if isinstance(content, bytes):
            (unfinished / name).write_bytes(content)
        else:
            shutil.copyfile(content, unfinished / name)
        flush_to_disk(unfinished / name)
    (unfinished / _LIST).write_text(change.model_dump_json(), encoding="utf-8")
    flush_to_disk(unfinished / _LIST)
    flush_to_disk(unfinished)


def _finish(folder: Path) -> None:
    """Carry out what is left of a change; every step may have been taken already. Only while locked."""
    pending, unfinished = folder / _PENDING, folder / _UNFINISHED
    try:
        shutil.rmtree(unfinished, ignore_errors=True)
        if not pending.exists():
            return
        flush_to_disk(folder)
        change = Change.model_validate_json((pending / _LIST).read_bytes())
        for name, kept in change.kept_in(folder).items():
            if not kept.exists() and (folder / name).exists():
                _set_aside(folder / name, kept)
        for name in change.put:
            fresh = folder / f".{name}.moi"
            fresh.unlink(missing_ok=True)
            link_or_copy(pending / name, fresh)
            fresh.replace(folder / name)
        for name in change.take:
            (folder / name).unlink(missing_ok=True)
        flush_to_disk(folder)
        pending.rename(unfinished)
        shutil.rmtree(unfinished)
    except (OSError, ValueError) as error:
        raise SetupError(
            f"Thay đổi dở dang trong {folder} chưa hoàn tất được ({error}). Hãy kiểm tra quyền ghi và dung lượng "
            "đĩa rồi chạy lại lệnh; chương trình sẽ tự làm nốt."
        ) from error


def _set_aside(path: Path, kept: Path) -> None:
    """Under both names first, so that the file is never missing."""
    kept.parent.mkdir(parents=True, exist_ok=True)
    fresh = kept.with_name(f".{kept.name}.moi")
    fresh.unlink(missing_ok=True)
    link_or_copy(path, fresh)
    fresh.replace(kept)
    flush_to_disk(kept.parent)


@contextmanager
def _locked(folder: Path, kind: int) -> Iterator[None]:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        try:
            fcntl.flock(descriptor, kind)
        except OSError as error:  # some network file systems
            _log.warning("%s cannot be locked: %s", folder, error)
        yield
    finally:
        os.close(descriptor)
