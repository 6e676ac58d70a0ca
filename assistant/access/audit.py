"""Log lines of who did what to accounts, sessions and plans: one JSON object each, under ``assistant.audit``."""

import json
import logging
import os
import pwd
from pathlib import Path

from assistant.access.people import Visitor
from assistant.logs import AUDIT, with_fields

_LOGIN_UID = Path("/proc/self/loginuid")
"""The user who logged in to the machine, which stays the same behind ``sudo`` and ``su``."""

_log = logging.getLogger(AUDIT)
# Written whatever the level of the program: these lines are for whoever has to look into an incident.
_log.setLevel(logging.INFO)


def record(event: str, **details: str) -> None:
    """Write one line; no passwords, tokens or questions may be among the details."""
    line = {"event": event, **details}
    _log.info("%s", json.dumps(line, ensure_ascii=False), extra=with_fields(line))


def by_visitor(visitor: Visitor) -> dict[str, str]:
    """The details that say who makes a change on the web."""
    return {"by": visitor.name, "address": visitor.address, "way": "web"}


def by_system_user() -> dict[str, str]:
    """The details that say who makes a change on the command line: the user of the system that the command runs as.

    ``login`` names the one who logged in, where that is another and the system knows.
    """
    runs_as, logged_in = os.getuid(), _login_uid()
    details = {"by": _user_name(runs_as), "way": "command_line"}
    if logged_in is not None and logged_in != runs_as:
        details["login"] = _user_name(logged_in)
    return details


def _login_uid() -> int | None:
    try:
        uid = int(_LOGIN_UID.read_text(encoding="ascii"))
    except (OSError, ValueError):
        return None
    return None if uid == 2**32 - 1 else uid  # set by nobody


def _user_name(uid: int) -> str:
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:  # as in a container that knows no such user
        return str(uid)
