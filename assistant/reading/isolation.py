"""Files of involved formats are read in a process of their own, with bounded time and memory.

A few kilobytes of PDF or Word can unfold to gigabytes or keep a parser busy for hours. In a child process
that costs one refused file, not the assistant: the child ends, and nothing is half-read.
"""

import json
import logging
import subprocess
import sys
from pathlib import Path

from assistant.errors import DocumentError
from assistant.reading.kinds import Kind
from assistant.reading.plain import text_blocks
from assistant.reading.rendering import merge_blocks
from assistant.types import Document

TIMEOUT_S = 120.0
"""The longest plan known takes three seconds, LibreOffice's first start ten."""
RECOGNITION_TIMEOUT_S = 900.0
"""Recognition takes two to ten seconds a page."""
_CHILD = "assistant.reading.child"
_PROJECT = Path(__file__).parents[2]

_log = logging.getLogger(__name__)


def read_isolated(kind: Kind, data: bytes, name: str, *, timeout_s: float | None = None) -> Document:
    """What the reader of a kind makes of a file; a PDF without a text layer is recognised as a scan.

    Args:
        kind: kind of the file.
        data: its content.
        name: its name, for messages.
        timeout_s: seconds after which to give up; by default enough for the kind.

    Raises:
        DocumentError: the reader refused the file, or failed on it, or took too much time or memory.
    """
    limit_s = timeout_s or (RECOGNITION_TIMEOUT_S if kind in {Kind.SCAN, Kind.IMAGE} else TIMEOUT_S)
    command = [sys.executable, "-m", _CHILD, kind.value, name]
    try:
        done = subprocess.run(
            command, input=data, capture_output=True, timeout=limit_s, check=False, cwd=_PROJECT
        )
    except subprocess.TimeoutExpired as error:
        raise DocumentError(
            f"Đọc tệp “{name}” mất quá {limit_s:.0f} giây nên đã dừng. Tệp quá nặng hoặc bị hỏng; hãy tách nhỏ tệp."
        ) from error
    try:
        reply = json.loads(done.stdout)
    except ValueError as error:
        _log.warning(
            "reader %s failed with %d: %s", kind, done.returncode, done.stderr[-500:].decode(errors="replace")
        )
        raise DocumentError(
            f"Không đọc được “{name}”: tệp bị hỏng hoặc cần quá nhiều bộ nhớ. Hãy mở tệp, lưu lại rồi nạp lại."
        ) from error
    if "refused" in reply:
        raise DocumentError(reply["refused"])
    if "text" not in reply:
        return read_isolated(Kind.SCAN, data, name, timeout_s=timeout_s)
    text = reply["text"]
    merged = {start: frozenset(columns) for start, columns in reply["merged"]}
    return Document(text, merge_blocks(text_blocks(text), merged), tuple(reply["warnings"]))
