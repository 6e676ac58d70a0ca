"""How the files of a corpus change: put in, replaced, taken out; what leaves is kept aside, never deleted."""

import shutil
from datetime import datetime
from pathlib import Path

from assistant.corpus import load_corpus
from assistant.errors import DocumentError, InputError, UnknownPlanError
from assistant.reading import SUFFIXES

ASIDE = ".da-go"
"""Folder inside the corpus for what was replaced or taken out; a name with a dot is not read as a plan."""


def check_suffix(name: str) -> None:
    """See that a file of this name could be a plan.

    Raises:
        DocumentError: its ending is none that can be read.
    """
    if Path(name).suffix.lower() not in SUFFIXES:
        raise DocumentError(f"Không nhận “{name}”: chỉ nhận {', '.join(sorted(SUFFIXES))}.")


def check_free(corpus: Path, source: Path, name: str) -> None:
    """See that a file can be put into the corpus without displacing another one.

    Raises:
        InputError: another plan has this id; the same file under the same name is no other plan.
    """
    other = _find_file(corpus, Path(name).stem)
    if other is None or (other.name == name and other.read_bytes() == source.read_bytes()):
        return
    raise InputError(
        f"Trong kho đã có tệp khác cùng tên “{other.name}”. Hãy đổi tên tệp hoặc gỡ bản cũ trước."
    )


def put_file(corpus: Path, source: Path, name: str) -> Path | None:
    """Copy a file into the corpus in one step, in place of the plan of the same id if there is one.

    Returns:
        Where the former file is kept aside; ``None`` where there was none.
    """
    corpus.mkdir(parents=True, exist_ok=True)
    temporary = corpus / f".{name}.tmp"
    shutil.copyfile(source, temporary)
    former = _find_file(corpus, Path(name).stem)
    kept = _set_aside(corpus, former) if former is not None else None
    temporary.replace(corpus / name)
    return kept


def take_out(corpus: Path, plan_id: str) -> Path:
    """Take a plan out of the corpus.

    Returns:
        Where its file is kept aside.

    Raises:
        UnknownPlanError: there is no plan of this id.
        InputError: the manifest speaks of it.
    """
    known = {file.id: file for file in load_corpus(corpus)}
    if plan_id not in known:
        raise UnknownPlanError(
            f"Không có kế hoạch “{plan_id}”. Các mã hiện có: {', '.join(known) or 'chưa có'}."
        )
    if known[plan_id].entry is not None:
        raise InputError(f"Kế hoạch “{plan_id}” có trong manifest.json; hãy xóa mục đó trong tệp này trước.")
    return _set_aside(corpus, known[plan_id].path)


def put_back(corpus: Path, kept: Path) -> None:
    """Bring back what :func:`put_file` or :func:`take_out` has kept aside."""
    shutil.move(kept, corpus / kept.name)
    kept.parent.rmdir()


def _find_file(corpus: Path, plan_id: str) -> Path | None:
    if not corpus.is_dir():
        return None
    return next((file.path for file in load_corpus(corpus) if file.id == plan_id), None)


def _set_aside(corpus: Path, path: Path) -> Path:
    folder = corpus / ASIDE / f"{datetime.now().astimezone():%Y%m%dT%H%M%S%f}"
    folder.mkdir(parents=True)
    kept = folder / path.name
    path.replace(kept)
    return kept
