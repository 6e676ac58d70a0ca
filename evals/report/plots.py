"""The plots of a report, drawn from plain values; every mark carries its number as text."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from evals.metrics.answer import Outcome
from evals.report import svg
from evals.report.breakdown import Group

OUTCOME_COLOURS: Mapping[str, str] = {
    Outcome.RIGHT: "#2e7d4f",
    Outcome.REFUSED: "#b58500",
    Outcome.WRONG: "#b83227",
    Outcome.UNSCORABLE: "#80868b",
}
_SERIES_COLOURS = ("#33658a", "#e07a2f", "#7a9e3f", "#8a4f7d")
_ROW = 24
_BAR_LEFT, _BAR_WIDTH = 190, 430
_SCALE_LEFT, _SCALE_WIDTH = 270, 400
_COLUMN_TOP, _COLUMN_BASE = 20, 200


@dataclass(frozen=True, slots=True)
class IntervalRow:
    """A value with its interval and, where there is one, the floor that it must reach."""

    label: str
    value: float
    low: float
    high: float
    floor: float | None = None


@dataclass(frozen=True, slots=True)
class Series:
    """One value a category; ``None`` where there is nothing to show."""

    name: str
    values: tuple[float | None, ...]
    notes: tuple[str, ...] = ()
    """Words under each column, such as how many it stands for."""


def plot_outcomes(groups: Sequence[Group]) -> str:
    """Outcomes of each group as one bar of full width, with counts."""
    pieces = [piece for i, group in enumerate(groups) for piece in _outcome_row(group, i * _ROW)]
    return svg.legend(OUTCOME_COLOURS) + svg.picture(len(groups) * _ROW, pieces, "outcomes")


def plot_intervals(rows: Sequence[IntervalRow], low: float = 0.0, high: float = 1.0) -> str:
    """Values as dots with their intervals on one scale; a tick marks the floor."""
    height = len(rows) * _ROW

    def x(value: float) -> float:
        return _SCALE_LEFT + _SCALE_WIDTH * (min(max(value, low), high) - low) / (high - low)

    pieces: list[str] = []
    for step in (low + (high - low) * i / 4 for i in range(5)):
        pieces.append(svg.line(x(step), 0, x(step), height, 'class="grid"'))
        pieces.append(svg.text(x(step), height + 14, f"{step:g}", "middle"))
    for i, row in enumerate(rows):
        y = i * _ROW + _ROW / 2
        look = f'stroke="{_SERIES_COLOURS[0]}" stroke-width="4" stroke-opacity=".4"'
        mark = svg.line(x(row.low), y, x(row.high), y, look) + svg.dot(x(row.value), y, _SERIES_COLOURS[0])
        pieces.append(svg.text(_SCALE_LEFT - 10, y + 4, row.label, "end"))
        pieces.append(svg.hint(mark, f"{row.value:.3f} [{row.low:.3f}, {row.high:.3f}]"))
        pieces.append(svg.text(_SCALE_LEFT + _SCALE_WIDTH + 12, y + 4, f"{row.value:.3f}"))
        if row.floor is not None:
            tick = svg.line(x(row.floor), y - 9, x(row.floor), y + 9, 'class="floor"')
            pieces.append(svg.hint(tick, f"floor {row.floor:.4f}"))
    return svg.picture(height + 20, pieces, "values with intervals")


def plot_bars(categories: Sequence[str], series: Sequence[Series], top: float = 1.0) -> str:
    """Grouped columns on a scale from 0 to ``top``."""
    slot = (svg.WIDTH - 60) / max(len(categories), 1)
    width = min(slot * 0.8 / max(len(series), 1), 60)
    pieces: list[str] = []
    for i in range(5):
        y = _height(i / 4)
        pieces.append(svg.line(40, y, svg.WIDTH - 10, y, 'class="grid"'))
        pieces.append(svg.text(34, y + 4, f"{top * i / 4:g}", "end"))
    for c, category in enumerate(categories):
        middle = 50 + slot * (c + 0.5)
        pieces.append(svg.text(middle, _COLUMN_BASE + 32, category, "middle"))
        for s, one in enumerate(series):
            left = middle + (s - len(series) / 2) * width
            if one.notes:
                pieces.append(svg.text(left + width / 2, _COLUMN_BASE + 15, one.notes[c], "middle", "small"))
            value = one.values[c]
            if value is not None:
                y = _height(min(max(value / top, 0.0), 1.0))
                shown = f"{value:.2f}" if top <= 1 else f"{value:.0f}"
                pieces.append(svg.rect(left, y, width - 2, _COLUMN_BASE - y, _SERIES_COLOURS[s]))
                pieces.append(svg.text(left + width / 2, y - 4, shown, "middle", "small"))
    colours = {one.name: _SERIES_COLOURS[s] for s, one in enumerate(series)} if len(series) > 1 else {}
    return svg.legend(colours) + svg.picture(_COLUMN_BASE + 40, pieces, "columns")


def _outcome_row(group: Group, top: float) -> list[str]:
    base = top + 16
    pieces = [svg.text(_BAR_LEFT - 8, base, f"{group.name} ({group.tasks})", "end")]
    left = float(_BAR_LEFT)
    for outcome in Outcome:
        count = group.counts[outcome]
        width = _BAR_WIDTH * count / max(group.tasks, 1)
        if count:
            bar = svg.rect(left, top + 3, width, _ROW - 6, OUTCOME_COLOURS[outcome])
            pieces.append(svg.hint(bar, f"{group.name}: {count} {outcome}"))
        if width > 16:
            pieces.append(svg.text(left + width / 2, base, str(count), "middle", "light"))
        left += width
    if group.right_share is not None:
        pieces.append(svg.text(_BAR_LEFT + _BAR_WIDTH + 8, base, f"{group.right_share:.0%} right"))
    return pieces


def _height(share: float) -> float:
    return _COLUMN_BASE - (_COLUMN_BASE - _COLUMN_TOP) * share
