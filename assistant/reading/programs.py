"""System programs that some formats need: found by name, run with a time limit."""

import os
import shutil
import signal
import subprocess
from collections.abc import Sequence
from pathlib import Path

from assistant.errors import DocumentError


def find_program(*names: str) -> str | None:
    """Path of the first of some programs that is installed."""
    return next((path for name in names if (path := shutil.which(name))), None)


def run_program(command: Sequence[str], *, data: bytes, timeout_s: float, name: str) -> bytes:
    """What a program prints when it is fed some bytes.

    Raises:
        DocumentError: the program failed or took too long; it and what it started are ended.
    """
    process = subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        # Tesseract on several threads is four times slower than on one.
        env={**os.environ, "OMP_THREAD_LIMIT": "1"},
    )
    try:
        output, _ = process.communicate(data, timeout=timeout_s)
    except subprocess.TimeoutExpired as error:
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        raise DocumentError(
            f"Đọc tệp “{name}” mất quá {timeout_s:.0f} giây nên đã dừng. Tệp quá nặng hoặc bị hỏng; hãy tách nhỏ tệp."
        ) from error
    if process.returncode != 0:
        raise DocumentError(
            f"Chương trình {Path(command[0]).name} không đọc được tệp “{name}”; tệp có thể bị hỏng."
        )
    return output
