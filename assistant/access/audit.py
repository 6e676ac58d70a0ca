"""Log lines of who did what to accounts and sessions: one JSON object each, under ``assistant.audit``."""

import json
import logging

from assistant.logs import with_fields

_log = logging.getLogger("assistant.audit")
# Written whatever the level of the program: these lines are for whoever has to look into an incident.
_log.setLevel(logging.INFO)


def record(event: str, **details: str) -> None:
    """Write one line; no passwords, tokens or questions may be among the details."""
    line = {"event": event, **details}
    _log.info("%s", json.dumps(line, ensure_ascii=False), extra=with_fields(line))
