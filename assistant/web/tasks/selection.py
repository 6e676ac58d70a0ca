"""A filter over tasks as it stands in an address, and the tasks that it lets through."""

import re
from calendar import monthrange
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from enum import StrEnum
from urllib.parse import urlencode

from assistant.agencies import find_agencies, same_agency
from assistant.text.normalise import clean_question, fold
from assistant.text.tokens import syllables
from assistant.web.addresses import TASKS, TASKS_FILE
from assistant.web.tasks.book import ROLE_KEYS, Task

PAGE_SIZE = 50
_MAX_CHARS = 200
_DAY = re.compile(r"(?:(?:(\d{1,2})[/.-])?(\d{1,2})[/.-])?(\d{4})")


class Timing(StrEnum):
    """What a deadline cell says, as the address names it."""

    DATED = "co-ngay"
    STANDING = "thuong-xuyen"
    UNDATED = "theo-van-ban"
    BLANK = "de-trong"


class Role(StrEnum):
    """The part that an agency plays, as the address names it."""

    LEADER = "chu-tri"
    COORDINATE = "phoi-hop"
    IMPLEMENTER = "thuc-hien"
    MONITOR = "theo-doi"
    APPROVER = "phe-duyet"


ROLE_OF = {
    Role.COORDINATE: "coordinate",
    Role.IMPLEMENTER: "implementer",
    Role.MONITOR: "monitor",
    Role.APPROVER: "approver",
}
ROLE_NAMES = {
    Role.LEADER: "Chủ trì",
    Role.COORDINATE: "Phối hợp",
    Role.IMPLEMENTER: "Thực hiện",
    Role.MONITOR: "Theo dõi, hướng dẫn",
    Role.APPROVER: "Ban hành, phê duyệt",
}
TIMING_NAMES = {
    Timing.DATED: "Có thời hạn cụ thể",
    Timing.STANDING: "Thường xuyên, định kỳ",
    Timing.UNDATED: "Theo văn bản hoặc sự việc khác",
    Timing.BLANK: "Không ghi thời hạn",
}


@dataclass(frozen=True, slots=True)
class Selection:
    """What is looked for; every field is as typed, empty where nothing was."""

    words: str = ""
    plan: str = ""
    agency: str = ""
    role: str = ""
    since: str = ""
    until: str = ""
    timing: str = ""
    section: str = ""
    order: str = ""
    page: str = ""

    @property
    def address(self) -> str:
        """Address of the page."""
        return f"{TASKS}{self._query}"

    @property
    def file_address(self) -> str:
        """Address of the same tasks as a workbook."""
        return f"{TASKS_FILE}{replace(self, page='')._query}"

    @property
    def _query(self) -> str:
        values = {NAMES[field.name]: getattr(self, field.name) for field in fields(self)}
        query = urlencode({name: value for name, value in values.items() if value})
        return f"?{query}" if query else ""

    def but(self, **changes: str) -> "Selection":
        """This selection with some fields changed, from its first page."""
        return replace(self, **{"page": "", **changes})

    @property
    def problems(self) -> tuple[str, ...]:
        """What of it cannot be read, as sentences."""
        return tuple(
            f"Không hiểu ngày “{typed}”. Hãy nhập dạng 31/12/2025, 12/2025 hoặc 2025."
            for typed in (self.since, self.until)
            if typed and _read_days(typed) is None
        )


NAMES = {
    "words": "tim",
    "plan": "ke-hoach",
    "agency": "co-quan",
    "role": "vai-tro",
    "since": "tu",
    "until": "den",
    "timing": "han",
    "section": "muc",
    "order": "xep",
    "page": "trang",
}
"""Fields by the names that they have in an address."""


def read_selection(query: Mapping[str, str]) -> Selection:
    """The selection of an address; names that it does not know are passed over."""
    return Selection(
        **{field: clean_question(query.get(name, ""))[:_MAX_CHARS] for field, name in NAMES.items()}
    )


def select(tasks: Sequence[Task], selection: Selection) -> list[Task]:
    """The tasks that pass every filter, in the order that is asked for."""
    keeps = [keep for keep in (make(selection) for make in _FILTERS) if keep is not None]
    found = [task for task in tasks if all(keep(task) for keep in keeps)]
    name = selection.order.removeprefix("-")
    key = ORDERS.get(name)
    if key is not None:
        found.sort(key=key, reverse=selection.order.startswith("-"))
    return found


def page_number(selection: Selection, count: int) -> int:
    """The page that is asked for, from 1 to the last one that there is."""
    wanted = int(selection.page) if selection.page.isdecimal() else 1
    return min(max(wanted, 1), page_count(count))


def page_count(count: int) -> int:
    """Pages that so many tasks take; one for none."""
    return max(1, -(-count // PAGE_SIZE))


def _first_end(task: Task) -> tuple[date, int]:
    ends = [interval.end for interval in task.deadline.intervals]
    return (min(ends, default=date.max), task.position)


ORDERS: dict[str, Callable[[Task], tuple[str | date | int, ...]]] = {
    "ke-hoach": lambda task: (task.position,),
    "nhiem-vu": lambda task: (fold(task.text("task")), task.position),
    "chu-tri": lambda task: (fold(task.text("lead") or task.text("implementer")), task.position),
    "han": _first_end,
}
"""What tasks can be sorted by, by its name in an address."""

_Keep = Callable[[Task], bool]


def _by_words(selection: Selection) -> _Keep | None:
    words = set(syllables(fold(selection.words)))
    return (lambda task: words <= task.syllables) if words else None


def _by_plan(selection: Selection) -> _Keep:
    """Rows of the plan that is named, or of all plans in force."""
    if selection.plan:
        return lambda task: task.plan.id == selection.plan
    return lambda task: task.plan.replaced_by is None


def _by_section(selection: Selection) -> _Keep | None:
    wanted = fold(selection.section)
    return (lambda task: wanted in fold(task.record.section)) if wanted else None


def _by_agency(selection: Selection) -> _Keep | None:
    """By the agency that is meant, under its name of today or of the print; by the words where none is known."""
    if not selection.agency:
        return None
    role = Role(selection.role) if selection.role in set(Role) else None
    asked = [mention.agency for mention in find_agencies(selection.agency, broad=True)]
    wanted = fold(selection.agency)

    def keep(task: Task) -> bool:
        keys = _keys_of(role, task)
        named = [agency for key in keys for agency in task.agencies.get(key, ())]
        if asked:
            return any(same_agency(agency, printed) for agency in asked for printed in named)
        return any(wanted in fold(task.text(key)) for key in keys)

    return keep


def _keys_of(role: Role | None, task: Task) -> tuple[str, ...]:
    if role is None:
        return ROLE_KEYS
    return tuple(filter(None, (task.leader_key,))) if role is Role.LEADER else (ROLE_OF[role],)


def _by_days(selection: Selection) -> _Keep | None:
    """By the last day of a deadline, which is when the task is due."""
    since, until = _read_days(selection.since), _read_days(selection.until)
    if since is None and until is None:
        return None
    first = since[0] if since else date.min
    last = until[1] if until else date.max
    return lambda task: any(first <= interval.end <= last for interval in task.deadline.intervals)


def _by_timing(selection: Selection) -> _Keep | None:
    checks: dict[str, _Keep] = {
        Timing.DATED: lambda task: bool(task.deadline.intervals),
        Timing.STANDING: lambda task: task.deadline.standing,
        Timing.UNDATED: lambda task: task.deadline.undated,
        Timing.BLANK: lambda task: not task.text("deadline"),
    }
    return checks.get(selection.timing)


_FILTERS = (_by_words, _by_plan, _by_section, _by_agency, _by_days, _by_timing)


def _read_days(typed: str) -> tuple[date, date] | None:
    """First and last day of what was typed: a day, a month or a year."""
    match = _DAY.fullmatch(typed.strip())
    if match is None:
        return None
    day, month, year = (int(part) if part else None for part in match.groups())
    try:
        assert year is not None
        if month is None:
            return date(year, 1, 1), date(year, 12, 31)
        if day is None:
            return date(year, month, 1), date(year, month, monthrange(year, month)[1])
        return date(year, month, day), date(year, month, day)
    except ValueError:
        return None
