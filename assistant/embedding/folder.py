"""A model folder that is either whole or not there: built aside, checksummed, put in place in one step."""

import hashlib
import shutil
import uuid
from collections.abc import Callable, Mapping
from pathlib import Path

from filelock import FileLock
from pydantic import BaseModel, ConfigDict, ValidationError

from assistant.files import file_sha256, flush_to_disk

MANIFEST = "manifest.json"


class Manifest(BaseModel):
    """What a sealed folder holds: SHA-256 of every file by its path, and of the data they were made from."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    source_sha256: str
    files: Mapping[str, str]

    @property
    def digest(self) -> str:
        """SHA-256 over the names and contents of all files."""
        lines = "".join(f"{digest}  {name}\n" for name, digest in sorted(self.files.items()))
        return hashlib.sha256(lines.encode()).hexdigest()


def find_sealed(folder: Path) -> Manifest | None:
    """The manifest of a folder whose files all match it; ``None`` if a file is missing, changed or extra."""
    try:
        manifest = Manifest.model_validate_json((folder / MANIFEST).read_bytes())
    except (OSError, ValidationError):
        return None
    return manifest if _checksums(folder) == manifest.files else None


def ensure_sealed(folder: Path, source_sha256: str, build: Callable[[Path], None]) -> Manifest:
    """The manifest of ``folder``, which ``build`` fills first if it is missing, incomplete or damaged.

    One process builds at a time; others wait and then find the result. A process that dies leaves only a
    hidden folder beside the target, which the next builder removes.

    Raises:
        OSError: the disk is full or not writable.
    """
    manifest = find_sealed(folder)
    if manifest is not None:
        return manifest
    folder.parent.mkdir(parents=True, exist_ok=True)
    with FileLock(folder.with_name(f".{folder.name}.lock")):
        manifest = find_sealed(folder)
        if manifest is None:
            manifest = _build_sealed(folder, source_sha256, build)
    return manifest


def _build_sealed(folder: Path, source_sha256: str, build: Callable[[Path], None]) -> Manifest:
    prefix = f".{folder.name}.new-"
    for leftover in folder.parent.glob(f"{prefix}*"):
        shutil.rmtree(leftover)
    work = folder.with_name(prefix + uuid.uuid4().hex)
    work.mkdir()
    try:
        build(work)
        manifest = Manifest(source_sha256=source_sha256, files=_checksums(work))
        (work / MANIFEST).write_text(manifest.model_dump_json(indent=1), encoding="utf-8")
        for path in (*work.rglob("*"), work):
            flush_to_disk(path)
        if (
            folder.exists()
        ):  # a folder cannot be replaced in one step; the damaged one is of no use to anybody
            shutil.rmtree(folder)
        work.replace(folder)
        flush_to_disk(folder.parent)
    finally:
        shutil.rmtree(work, ignore_errors=True)
    return manifest


def _checksums(folder: Path) -> dict[str, str]:
    files = sorted(path for path in folder.rglob("*") if path.is_file() and path != folder / MANIFEST)
    return {path.relative_to(folder).as_posix(): file_sha256(path) for path in files}
