"""How log lines look: one a record for people, or one JSON object a record for programs that collect them.

No question and no text of a plan is in them; questions are kept only where ``ASSISTANT_QUESTION_LOG_DAYS`` says so.
"""

import json
import logging
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

_TEXT = "%(asctime)s %(levelname)s %(name)s: %(message)s"
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


def set_up_logs(form: str, *, verbose: bool = False) -> None:
    """Write the log to standard error.

    Args:
        form: ``json``, where requests and news of the index are written too, or ``text``.
        verbose: whether ``text`` has them as well.
    """
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines() if form == "json" else TextLines())
    logging.basicConfig(level=logging.INFO if verbose else logging.ERROR, handlers=[handler])
    if form == "json":
        logging.getLogger("assistant").setLevel(logging.INFO)
