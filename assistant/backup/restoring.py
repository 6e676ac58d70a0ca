"""Brings back what a backup holds: checked as a whole first, what was there before kept aside."""

import json
import shutil
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from assistant.backup.archive import CORPUS, STATE, Contents, unpack
from assistant.backup.files import StateFile, check_state_file, state_files
from assistant.backup.work import work_folder
from assistant.changes import ASIDE, apply_change, changing, kept_files, shown_files
from assistant.config import Settings
from assistant.corpus import list_corpus
from assistant.errors import InputError, SetupError
from assistant.files import flush_to_disk

_BEGUN = ".khoi-phuc.json"
"""In the corpus while a backup is being put in place; names the backup."""
_BUSY_S = 30.0


@dataclass(frozen=True, slots=True)
class Restored:
    """What was brought back."""

    contents: Contents
    plans: int
    kept: tuple[Path, ...]
    """Where what was there before is kept."""
    left: tuple[Path, ...]
    """Files that the backup does not hold; they stay as they are."""


def restore_backup(settings: Settings, path: Path, *, overwrite: bool = False) -> Restored:
    """Put the files of a backup in place of those that are there; the index is not touched.

    Everything is unpacked and checked before anything changes. Each SQLite file is then replaced in one transaction,
    and the files of the corpus in one step; where that is interrupted, restoring again finishes it.

    Args:
        settings: name the corpus and the files beside it.
        path: the backup.
        overwrite: whether something may be there already.

    Raises:
        InputError: it is no sound backup, or something is there and ``overwrite`` is false.
        SetupError: a newer version of the program wrote it, or the disk cannot be written.
    """
    state = state_files(settings)
    corpus = settings.corpus
    try:
        corpus.parent.mkdir(parents=True, exist_ok=True)
        with work_folder(corpus.parent, f".{corpus.name}.khoi-phuc") as work:
            contents = unpack(path, work, frozenset(file.name for file in state))
            (work / CORPUS).mkdir(exist_ok=True)
            plans = list_corpus(work / CORPUS)
            held = [file for file in state if (work / STATE / file.name).exists()]
            for file in held:
                check_state_file(work / STATE / file.name, file.schema)
            if not overwrite:
                _refuse_to_overwrite(corpus, held)
            kept = _put_in_place(settings, path, work, held)
    except (OSError, sqlite3.Error) as error:
        raise SetupError(
            f"Không khôi phục được từ {path} ({error}). Hãy kiểm tra quyền ghi và dung lượng đĩa rồi chạy lại."
        ) from error
    left = tuple(file.path for file in state if file not in held and file.path.exists())
    return Restored(contents, len(plans), kept, left)


def find_interrupted(corpus: Path) -> str | None:
    """The backup that was being put in place when the process died; ``None`` where none was."""
    try:
        return str(json.loads((corpus / _BEGUN).read_text(encoding="utf-8"))["backup"])
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError):
        return "TỆP"


def _refuse_to_overwrite(corpus: Path, held: list[StateFile]) -> None:
    there = [str(file.path) for file in held if file.path.exists()]
    if corpus.is_dir() and shown_files(corpus):
        there.insert(0, str(corpus))
    if there:
        raise InputError(
            f"Đã có dữ liệu tại {', '.join(there)}. Để thay bằng bản sao lưu (dữ liệu cũ được giữ lại bên cạnh), "
            "hãy thêm --overwrite."
        )


def _put_in_place(settings: Settings, path: Path, work: Path, held: list[StateFile]) -> tuple[Path, ...]:
    corpus = settings.corpus
    kept: list[Path] = []
    with changing(corpus):
        begun = corpus / _BEGUN
        begun.write_text(json.dumps({"backup": str(path.resolve())}), encoding="utf-8")
        flush_to_disk(begun)
        flush_to_disk(corpus)
        stamp = f"{datetime.now().astimezone():%Y%m%dT%H%M%S}"
        for file in held:
            kept += _put_state(file, work / STATE / file.name, stamp)
        for source in kept_files(work / CORPUS):
            inside = source.relative_to(work / CORPUS)
            if inside.parts[0] == ASIDE and not (corpus / inside).exists():
                (corpus / inside).parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(source, corpus / inside)
        fresh = {source.name: source for source in shown_files(work / CORPUS)}
        change = apply_change(corpus, fresh, [present.name for present in shown_files(corpus)])
        kept += sorted(change.kept_in(corpus).values())
        begun.unlink()
        flush_to_disk(corpus)
    return tuple(kept)


def _put_state(file: StateFile, source: Path, stamp: str) -> list[Path]:
    """Replace one SQLite file; returns where the former one is kept."""
    kept: list[Path] = []
    file.path.parent.mkdir(parents=True, exist_ok=True)
    if file.path.exists():
        former = file.path.with_name(f"{file.path.name}.truoc-{stamp}")
        try:
            _copy_database(file.path, former)
        except sqlite3.DatabaseError:  # damaged: out of the way as it is, with what SQLite has left beside it
            for suffix in ("", "-journal", "-wal", "-shm"):
                damaged = file.path.with_name(f"{file.path.name}{suffix}")
                if damaged.exists():
                    damaged.replace(former.with_name(f"{former.name}{suffix}"))
        kept.append(former)
    # Into the file that is there, in one transaction: whoever has it open sees the new content.
    _copy_database(source, file.path)
    return kept


def _copy_database(source: Path, target: Path) -> None:
    if not target.exists():
        target.touch(mode=0o600)
    with (
        closing(sqlite3.connect(source, timeout=_BUSY_S)) as old,
        closing(sqlite3.connect(target, timeout=_BUSY_S)) as new,
    ):
        old.backup(new)
