"""Takes a backup while the assistant serves, indexes or is changed."""

import os
import shutil
import sqlite3
import zipfile
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from assistant import __version__
from assistant.backup.archive import (
    CORPUS,
    FORMAT,
    LIST,
    STATE,
    Contents,
    find_contents,
    member_of,
    unpack,
)
from assistant.backup.files import check_state_file, state_files
from assistant.backup.work import work_folder
from assistant.changes import kept_files, settled
from assistant.config import Settings
from assistant.errors import DocumentError, InputError, SetupError
from assistant.files import flush_to_disk

_ONLY_OWNER = 0o600
"""A backup holds hashes of passwords and questions."""
_BUSY_S = 30.0


def take_backup(settings: Settings, path: Path) -> Contents:
    """Write corpus, manifest, accounts, kept questions and conversations to one file, which is whole or not there.

    Everything in it is as of one moment a file: no change of the corpus comes in between, and SQLite copies its files
    as of one transaction. The index is left out: it can be remade.

    Args:
        settings: name the corpus and the files beside it.
        path: the backup; an earlier backup there is replaced.

    Raises:
        DocumentError: there is no corpus.
        InputError: another file is there, or the folder is not.
        SetupError: something cannot be read or written, or is damaged.
    """
    if not settings.corpus.is_dir():
        raise DocumentError(
            f"Không tìm thấy thư mục kế hoạch “{settings.corpus}”. Hãy kiểm tra tham số --corpus."
        )
    if path.exists() and find_contents(path) is None:
        raise InputError(f"{path} là một tệp khác, không phải bản sao lưu. Hãy chọn tên tệp khác.")
    try:
        with work_folder(path.parent, f".{path.name}.moi") as work:
            _copy_corpus(settings, work / "noi-dung")
            _copy_state(settings, work / "noi-dung")
            unfinished = work / path.name
            contents = _write(work / "noi-dung", unfinished)
            (work / "doc-lai").mkdir()
            unpack(unfinished, work / "doc-lai", frozenset(file.name for file in state_files(settings)))
            unfinished.replace(path)
            flush_to_disk(path.parent)
    except (OSError, sqlite3.Error, UnicodeError) as error:
        raise SetupError(
            f"Không ghi được bản sao lưu {path} ({error}). Hãy kiểm tra quyền ghi và dung lượng đĩa."
        ) from error
    return contents


def _copy_corpus(settings: Settings, staged: Path) -> None:
    (staged / CORPUS).mkdir(parents=True)
    with settled(settings.corpus):
        for source in kept_files(settings.corpus):
            target = staged / CORPUS / source.relative_to(settings.corpus)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, target)


def _copy_state(settings: Settings, staged: Path) -> None:
    for file in state_files(settings):
        if not file.path.exists():
            continue
        target = staged / STATE / file.name
        target.parent.mkdir(parents=True, exist_ok=True)
        with (
            closing(sqlite3.connect(file.path, timeout=_BUSY_S)) as source,
            closing(sqlite3.connect(target)) as copy,
        ):
            source.backup(copy)
        check_state_file(target, file.schema)


def _write(staged: Path, unfinished: Path) -> Contents:
    files = {
        source.relative_to(staged).as_posix(): source
        for source in sorted(staged.rglob("*"))
        if source.is_file()
    }
    contents = Contents(
        format=FORMAT,
        program=__version__,
        created=datetime.now(UTC).isoformat(timespec="seconds"),
        members={name: member_of(source) for name, source in files.items()},
    )
    descriptor = os.open(unfinished, os.O_RDWR | os.O_CREAT | os.O_EXCL, _ONLY_OWNER)
    with os.fdopen(descriptor, "w+b") as file:
        # Times before 1980 and after 2107 have no form in zip files; nothing here depends on them.
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, strict_timestamps=False) as archive:
            archive.writestr(LIST, contents.model_dump_json(indent=1))
            for name, source in files.items():
                archive.write(source, name)
        file.flush()
        os.fsync(file.fileno())
    return contents
