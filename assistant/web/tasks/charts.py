"""Two pictures of a selection as SVG: tasks by lead agency, and deadlines over time; every bar is a link.

Lengths are per cent of the width, so that letters keep their size on a phone.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from assistant.web.tasks.book import Task
from assistant.web.tasks.selection import Role, Selection

_MOST_BARS = 10
_BAR_HEIGHT = 40
_MOST_QUARTERS = 16
"""Quarters side by side that stay readable on a phone; a longer time is drawn by years."""
_COLUMN_HEIGHT = 120
_ROMAN = ("I", "II", "III", "IV")
_QUARTER_ENDS = ((31, 3), (30, 6), (30, 9), (31, 12))


@dataclass(frozen=True, slots=True)
class Bar:
    """A name with the number of its tasks and the address that shows just as many."""

    name: str
    count: int
    address: str
    tick: str = ""
    """What stands under it in a row of columns."""
    group: str = ""
    """What stands under the first of several columns (their year)."""


def leader_bars(tasks: Sequence[Task], selection: Selection) -> list[Bar]:
    """The agencies that answer for most tasks, most first; ties in order of appearance."""
    printed = dict.fromkeys(agency.name for task in tasks for agency in task.leaders)
    # An agency of today also counts for what the print assigns under the name that it has taken over.
    counts = Counter(
        name
        for task in tasks
        for name in {n for agency in task.leaders for n in (agency.name, agency.successor) if n in printed}
    )
    ordered = sorted(printed, key=lambda name: -counts[name])
    return [
        Bar(name, counts[name], selection.but(agency=name, role=Role.LEADER.value).address)
        for name in ordered[:_MOST_BARS]
    ]


def deadline_bars(tasks: Sequence[Task], selection: Selection) -> list[Bar]:
    """Tasks by the quarter (over a long time: year) in which they are due, gaps included; none for no dates."""
    quarters = Counter(
        quarter
        for task in tasks
        for quarter in {_quarter(interval.end) for interval in task.deadline.intervals}
    )
    if not quarters:
        return []
    first, last = min(quarters), max(quarters)
    if last - first < _MOST_QUARTERS:
        return [_quarter_bar(q, quarters[q], selection, is_first=q == first) for q in range(first, last + 1)]
    years = Counter(
        year for task in tasks for year in {interval.end.year for interval in task.deadline.intervals}
    )
    return [
        Bar(f"Năm {year}", years[year], selection.but(since=str(year), until=str(year)).address, str(year))
        for year in range(min(years), max(years) + 1)
    ]


def draw_bars(bars: Sequence[Bar]) -> Markup:
    """Bars one below the other, each with its name above it."""
    most = max((bar.count for bar in bars), default=1)
    drawn = Markup().join(
        Markup(
            '<a href="{address}" aria-label="{name}: {count} nhiệm vụ"><g>'
            '<rect class="hit" x="0" y="{top}" width="100%" height="{height}"/>'
            '<text x="0" y="{text}">{name}</text>'
            '<rect class="bar" x="0" y="{bar}" width="{width:.1f}%" height="14" rx="2"/>'
            '<text class="count" x="{after:.1f}%" dx="6" y="{number}">{count}</text></g></a>'
        ).format(
            address=bar.address,
            name=bar.name,
            count=bar.count,
            top=i * _BAR_HEIGHT,
            height=_BAR_HEIGHT,
            text=i * _BAR_HEIGHT + 15,
            bar=i * _BAR_HEIGHT + 20,
            number=i * _BAR_HEIGHT + 32,
            width=88 * bar.count / most,
            after=88 * bar.count / most,
        )
        for i, bar in enumerate(bars)
    )
    return Markup('<svg class="chart" width="100%" height="{}">{}</svg>').format(
        len(bars) * _BAR_HEIGHT, drawn
    )


def draw_columns(bars: Sequence[Bar]) -> Markup:
    """Columns side by side, each with its number above and its name below it."""
    most = max((bar.count for bar in bars), default=1) or 1
    step = 100 / max(len(bars), 1)
    drawn = Markup().join(
        Markup(
            '<a href="{address}" aria-label="{name}: {count} nhiệm vụ đến hạn"><g>'
            '<rect class="hit" x="{left:.2f}%" y="0" width="{step:.2f}%" height="{whole}"/>'
            '<rect class="bar" x="{x:.2f}%" y="{top}" width="{width:.2f}%" height="{height}" rx="2"/>'
            '<text class="count" x="{middle:.2f}%" y="{above}" text-anchor="middle">{count}</text>'
            '<text x="{middle:.2f}%" y="{below}" text-anchor="middle">{tick}</text>'
            '<text class="count" x="{x:.2f}%" y="{under}">{group}</text></g></a>'
        ).format(
            address=bar.address,
            name=bar.name,
            count=bar.count,
            left=i * step,
            step=step,
            x=(i + 0.15) * step,
            width=0.7 * step,
            middle=(i + 0.5) * step,
            height=round(_COLUMN_HEIGHT * bar.count / most),
            top=18 + _COLUMN_HEIGHT - round(_COLUMN_HEIGHT * bar.count / most),
            above=13 + _COLUMN_HEIGHT - round(_COLUMN_HEIGHT * bar.count / most),
            tick=bar.tick,
            group=bar.group,
            below=_COLUMN_HEIGHT + 34,
            under=_COLUMN_HEIGHT + 52,
            whole=_COLUMN_HEIGHT + 40,
        )
        for i, bar in enumerate(bars)
    )
    return Markup('<svg class="chart" width="100%" height="{}">{}</svg>').format(_COLUMN_HEIGHT + 58, drawn)


def _quarter(day: date) -> int:
    return day.year * 4 + (day.month - 1) // 3


def _quarter_bar(quarter: int, count: int, selection: Selection, *, is_first: bool) -> Bar:
    year, index = divmod(quarter, 4)
    day, month = _QUARTER_ENDS[index]
    since, until = f"01/{month - 2:02d}/{year}", f"{day}/{month:02d}/{year}"
    return Bar(
        name=f"Quý {_ROMAN[index]}/{year}",
        count=count,
        address=selection.but(since=since, until=until).address,
        tick=_ROMAN[index],
        group=str(year) if is_first or index == 0 else "",
    )
