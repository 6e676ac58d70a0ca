"""Uploaded files that wait for somebody to look at what was read from them."""

import re
import secrets
import shutil
import tempfile
from collections import OrderedDict
from collections.abc import Collection
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from threading import Lock

from assistant.corpus import PlanFile
from assistant.holdings import check_suffix
from assistant.text.normalise import fold
from assistant.trial import try_parsing
from assistant.types import ParsedPlan

MAX_WAITING = 20
"""Files that wait at once; the oldest give way."""
_MAX_ID = 60
_NO_ID = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Staged:
    """An uploaded file that has been read."""

    token: str
    name: str
    """As the visitor calls it."""
    path: Path
    parsed: ParsedPlan
    replaces: str
    """Id of the plan that it is meant to replace; empty for a new plan."""

    @property
    def suggested_id(self) -> str:
        """The id that it would have, made of the name under which it came."""
        return plan_id_of(self.name)


class Staging:
    """A folder of waiting files; safe from several threads."""

    def __init__(self, limit: int = MAX_WAITING) -> None:
        self._limit = limit
        self._waiting: OrderedDict[str, Staged] = OrderedDict()
        self._lock = Lock()

    def read(self, source: Path, name: str, replaces: str) -> Staged:
        """Take over an uploaded file and read it.

        Args:
            source: the file; it is copied.
            name: as the visitor calls it; only used to tell kind and id.
            replaces: id of the plan that it is meant to replace, or nothing.

        Raises:
            DocumentError: it cannot be read as a plan.
        """
        check_suffix(name)
        folder = Path(tempfile.mkdtemp(prefix="ke-hoach-"))
        path = folder / f"{replaces or plan_id_of(name)}{Path(name).suffix.lower()}"
        try:
            shutil.copyfile(source, path)
            try_parsing(path)
            staged = Staged(secrets.token_urlsafe(12), name, path, PlanFile(path, None).parse(), replaces)
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise
        with self._lock:
            self._waiting[staged.token] = staged
            gone = [self._waiting.popitem(last=False)[1] for _ in range(len(self._waiting) - self._limit)]
        for old in gone:
            _remove(old)
        return staged

    def find(self, token: str) -> Staged | None:
        """The file of a token, or ``None`` where it waits no longer."""
        with self._lock:
            return self._waiting.get(token)

    def drop(self, token: str) -> None:
        """Let a file go."""
        with self._lock:
            staged = self._waiting.pop(token, None)
        if staged is not None:
            _remove(staged)


def plan_id_of(name: str) -> str:
    """A plan id made of a file name: ``Kế hoạch 12.docx`` gives ``ke-hoach-12``."""
    return _NO_ID.sub("-", fold(Path(name).stem)).strip("-")[:_MAX_ID].strip("-") or "ke-hoach"


def free_id(wanted: str, taken: Collection[str]) -> str:
    """An id that no plan has: the wanted one, or the first of ``wanted-2``, ``wanted-3``, … that is free."""
    numbered = (f"{wanted}-{number}" for number in count(2))
    return wanted if wanted not in taken else next(free for free in numbered if free not in taken)


def _remove(staged: Staged) -> None:
    shutil.rmtree(staged.path.parent, ignore_errors=True)
