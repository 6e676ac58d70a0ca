"""Plain numbers beside a catalogue file: too many to read row by row, so they are mapped into memory.

Pages are read when they are first looked at and shared by all processes; a finished catalogue never changes.
"""

import mmap
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.errors import IndexDamagedError


def vectors_path(catalogue: Path) -> Path:
    """The file of all vectors: int16 rows (see :mod:`assistant.catalogue.embeddings`)."""
    return catalogue.with_suffix(".vectors")


def postings_path(catalogue: Path) -> Path:
    """The file of all posting lists (see :mod:`assistant.catalogue.postings`)."""
    return catalogue.with_suffix(".postings")


def catalogue_files(catalogue: Path) -> tuple[Path, ...]:
    """All files of a catalogue, the SQLite file first."""
    return catalogue, vectors_path(catalogue), postings_path(catalogue)


def map_numbers(path: Path, kind: type[np.integer[Any]], *, row: int = 0) -> NDArray[Any]:
    """The numbers in a file, shape ``(n,)`` or ``(n / row, row)``, read-only.

    Args:
        path: holds nothing else.
        kind: of the numbers.
        row: how many belong together; 0 for any number.

    Raises:
        IndexDamagedError: the file is missing or does not hold whole numbers.
    """
    try:
        if not path.stat().st_size:
            return np.empty((0, row) if row else 0, kind)
        with path.open("rb") as file:
            mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        numbers = np.frombuffer(mapped, kind)
        return numbers.reshape(-1, row) if row else numbers
    except (OSError, ValueError) as error:
        raise IndexDamagedError(
            f"Không đọc được chỉ mục {path} ({error}). Hãy dựng lại bằng lệnh: assistant index"
        ) from error
