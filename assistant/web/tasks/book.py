"""All rows of all plans with their agencies and deadlines read, made once for each state of the index."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from threading import Lock

from assistant.agencies import Agency, find_agencies
from assistant.deadlines import Deadline, parse_deadline
from assistant.text.normalise import fold
from assistant.text.tokens import syllables
from assistant.types import Plan, Record
from assistant.web.backend import ChatBackend

LEAD_KEYS = ("lead", "implementer", "monitor")
"""Who answers for a row: the lead agency; a table of targets names who carries out and who watches over it."""
ROLE_KEYS = ("lead", "coordinate", "implementer", "monitor", "approver")
"""Columns that hold agencies."""


@dataclass(frozen=True)
class Task:
    """A table row as it can be looked up; what is shown of it is always the print."""

    plan: Plan
    record: Record
    label: str
    position: int
    """Its place among all rows: plan after plan, in document order."""

    def text(self, key: str) -> str:
        """A cell as printed; empty where it is blank."""
        cell = self.record.cell(key)
        return cell.text if cell is not None else ""

    @cached_property
    def agencies(self) -> dict[str, tuple[Agency, ...]]:
        """Agencies that each role's cell names."""
        named = {key: find_agencies(self.text(key), broad=True) for key in ROLE_KEYS if self.text(key)}
        return {
            key: tuple(dict.fromkeys(mention.agency for mention in found)) for key, found in named.items()
        }

    @property
    def leader_key(self) -> str | None:
        """The column of those who answer for it; ``None`` where no column names anybody."""
        return next((key for key in LEAD_KEYS if self.text(key)), None)

    @property
    def leaders(self) -> tuple[Agency, ...]:
        """Who answers for it."""
        return self.agencies.get(self.leader_key, ()) if self.leader_key else ()

    @cached_property
    def deadline(self) -> Deadline:
        """When it is due, as far as the cell says so."""
        return parse_deadline(self.text("deadline"), self.plan.years)

    @cached_property
    def syllables(self) -> frozenset[str]:
        """Syllables of its section and cells without diacritics, for free text."""
        texts = [self.record.section, self.record.number, *(cell.text for cell in self.record.cells)]
        return frozenset(syllables(fold(" ".join(texts))))


class TaskBook:
    """The tasks of the plans that a backend has now; safe from several threads."""

    def __init__(self, backend: ChatBackend) -> None:
        self._backend = backend
        self._lock = Lock()
        self._version: str | None = None
        self._tasks: tuple[Task, ...] = ()

    def tasks(self) -> Sequence[Task]:
        """All tasks, in document order."""
        with self._lock:
            version = self._backend.version
            if version != self._version:
                self._tasks = self._read()
                self._version = version
            return self._tasks

    def _read(self) -> tuple[Task, ...]:
        tasks: list[Task] = []
        for plan in self._backend.plans():
            parsed = self._backend.plan(plan.id)
            labels = {passage.locator: passage.label for passage in parsed.passages}
            for record in parsed.records:
                label = labels.get(record.locator, record.locator)
                tasks.append(Task(parsed.plan, record, label, len(tasks)))
        return tuple(tasks)
