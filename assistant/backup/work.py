"""A folder of passing files that one process works in; what a killed one has left is removed by the next."""

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from assistant.errors import InputError, SetupError


@contextmanager
def work_folder(parent: Path, name: str) -> Iterator[Path]:
    """An empty folder for one block, under a name that nobody else uses meanwhile.

    Raises:
        InputError: there is no folder to make it in.
        SetupError: another process is at the same work.
        OSError: it cannot be made.
    """
    if not parent.is_dir():
        raise InputError(f"Không có thư mục {parent}.")
    work = parent / name
    work.mkdir(mode=0o700, exist_ok=True)
    descriptor = os.open(work, os.O_RDONLY)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise SetupError(
                f"Một tiến trình khác đang làm việc trong {work}. Hãy đợi rồi chạy lại."
            ) from error
        for leftover in work.iterdir():
            if leftover.is_dir():
                shutil.rmtree(leftover)
            else:
                leftover.unlink()
        try:
            yield work
        finally:
            shutil.rmtree(work, ignore_errors=True)
    finally:
        os.close(descriptor)
