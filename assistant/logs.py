"""How log lines look: one a record for people, or one JSON object a record for programs that collect them.

No question and no text of a plan is in them; questions are kept only where ``ASSISTANT_QUESTION_LOG_DAYS`` says so.
"""

import json
import logging
import os
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from io import TextIOWrapper
from logging.handlers import WatchedFileHandler
from pathlib import Path
from typing import Any

AUDIT = "assistant.audit"
"""Logger of the audit (see :mod:`assistant.access.audit`)."""
_TEXT = "%(asctime)s %(levelname)s %(name)s: %(message)s"
_log = logging.getLogger(__name__)
_BREAKS = str.maketrans({"\n": "\\n", "\r": "\\r", "\u2028": "\\u2028", "\u2029": "\\u2029", "\x1b": "\\x1b"})


def with_fields(fields: Mapping[str, Any]) -> dict[str, Any]:
    """What a log call takes as ``extra`` to have fields of its own in JSON lines."""
    return {"fields": dict(fields)}


class TextLines(logging.Formatter):
    """A line a record; what somebody sent cannot begin a line of its own. Traces follow on further lines."""

    def __init__(self) -> None:
        super().__init__(_TEXT)

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802
        """The line without its trace."""
        return super().formatMessage(record).translate(_BREAKS)


class JsonLines(logging.Formatter):
    """A JSON object a record: time (UTC), level, logger, message, and the fields of the record."""

    def format(self, record: logging.LogRecord) -> str:
        """The record as one line."""
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "process": record.process,
        }
        fields = getattr(record, "fields", None)
        line |= fields if fields is not None else {"message": record.getMessage()}
        if record.exc_info:
            line["trace"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False, default=str)


class _AuditFile(WatchedFileHandler):
    """A file that several processes append to and that may be moved away under them; its owner alone reads it."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, encoding="utf-8", delay=True)  # most commands change nothing
        self.setFormatter(JsonLines())

    def _open(self) -> TextIOWrapper:
        # Of this mode from the start: the audit names people and their addresses.
        return open(
            self.baseFilename, "a", encoding="utf-8", opener=lambda p, flags: os.open(p, flags, 0o600)
        )

    def emit(self, record: logging.LogRecord) -> None:
        """Append a line; a change is not undone for want of it."""
        try:
            super().emit(record)
        except OSError:  # the file cannot be opened
            self.handleError(record)

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802
        """Say so; the line itself is on standard error as well."""
        _log.error("the audit file %s cannot be written", self.baseFilename, exc_info=sys.exc_info()[1])


def set_up_logs(form: str, *, verbose: bool = False, audit_log: Path | None = None) -> None:
    """Write the log to standard error.

    Args:
        form: ``json``, where requests and news of the index are written too, or ``text``.
        verbose: whether ``text`` has them as well.
        audit_log: file to which lines of the audit are appended too, as JSON whatever the form.
    """
    audit = logging.getLogger(AUDIT)
    for former in [handler for handler in audit.handlers if isinstance(handler, _AuditFile)]:
        audit.removeHandler(former)
        former.close()
    if audit_log is not None:
        audit.addHandler(_AuditFile(audit_log))
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines() if form == "json" else TextLines())
    logging.basicConfig(level=logging.INFO if verbose else logging.ERROR, handlers=[handler])
    if form == "json":
        logging.getLogger("assistant").setLevel(logging.INFO)
