"""Deadlines as printed ("Quý II, Quý IV/2024", "Trước ngày 31/01/2025", "Thường xuyên") to dates and words."""

import re
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from assistant.agencies import find_agencies
from assistant.text.normalise import fold
from assistant.types import Level

_QUARTERS = ("I", "II", "III", "IV")


@dataclass(frozen=True, slots=True, order=True)
class Interval:
    """Days from ``start`` to ``end``, both included; ``start`` is ``None`` where only the latest day is said."""

    end: date
    start: date | None = None


@dataclass(frozen=True, slots=True)
class Deadline:
    """What a deadline cell says: every interval it names, and whether it is a standing duty."""

    intervals: tuple[Interval, ...]
    standing: bool
    undated: bool = False
    """Whether it says by what the time is set instead of a date ("Theo kế hoạch", "Khi có hướng dẫn")."""


@dataclass(frozen=True, slots=True)
class LevelDeadline:
    """The part of a cell that holds for some levels of government."""

    levels: tuple[Level, ...]
    """Empty where the part names none: it holds for all."""
    text: str
    deadline: Deadline


_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_GAP = r" {0,3}"
_OF_YEAR = rf"(?:{_GAP}(?:/|-|–|nam){_GAP}(?:nam{_GAP})?(20\d\d))?"
_QUARTER = re.compile(rf"\bqu[yi]{_GAP}(iv|iii|ii|i|[1-4])\b{_OF_YEAR}")
_MONTH = re.compile(rf"\bthang{_GAP}(\d{{1,2}})\b{_OF_YEAR}")
_MONTH_OF_YEAR = re.compile(r"(?<![\d/])(\d{1,2})/(20\d\d)\b(?!/)")
_DAY = re.compile(rf"\b(\d{{1,2}}){_GAP}/{_GAP}(\d{{1,2}}){_GAP}/{_GAP}(20\d\d)\b")
_DAY_OF_YEAR = re.compile(rf"\b(\d{{1,2}})/(\d{{1,2}})\b(?!{_GAP}/)")
_LONG_DAY = re.compile(rf"\b(\d{{1,2}}){_GAP}thang{_GAP}(\d{{1,2}}){_GAP}nam{_GAP}(20\d\d)\b")
_HALF = re.compile(rf"\b0?6{_GAP}thang{_GAP}(dau|cuoi){_GAP}nam\b(?:{_GAP}(20\d\d))?")
_YEARS = re.compile(rf"(?:^|\bnam{_GAP})(20\d\d){_GAP}[-–]{_GAP}(20\d\d)\b")
_YEAR = re.compile(rf"\b(?:ca nam|trong nam|het nam|cuoi nam|dau nam|nam){_GAP}(20\d\d)?\b")
_NAMED_YEAR = re.compile(rf"\b(?:ca|trong|het|cuoi|dau) nam{_GAP}(20\d\d)\b")
_ONLY_YEAR = re.compile(rf"^{_GAP}(20\d\d){_GAP}$")
# The date of a document that the cell names is no deadline.
_DOCUMENT_DATE = re.compile(
    rf"\d*[/-][a-z][\w\-/]*,?{_GAP}ngay{_GAP}[\d/ ]{{0,20}}(?:thang{_GAP}\d*{_GAP}nam{_GAP}\d+)?"
)
_BEFORE = re.compile(rf"\b(?:truoc|cham nhat|den|toi|tre nhat|muon nhat){_GAP}(?:ngay|het)?{_GAP}$")
_STANDING = re.compile(r"thuong xuyen|dinh ky|hang (?:nam|thang|quy|tuan)|hang ngay|lien tuc|dot xuat")
_SINCE = re.compile(rf"\btu{_GAP}$")
_UNDATED = re.compile(r"\b(?:theo|khi|sau khi|can cu|tuy|trong vong|kip thoi|ngay sau)\b|^\W*ke hoach\W*$")
_MONTHS = 12
_LOOK_BACK = 24
"""Characters before a date in which "trước ngày" or "từ" belongs to it."""

# Parts of a cell: dashes, semicolons and full stops start one; "cấp xã: …" and "… đối với cấp xã" name its level.
_PART = re.compile(r"(?:^|(?<=[\s;.]))[-–•]\s*(?=\S)|;\s+|(?<=\.)\s+(?=[A-ZĐ])")
_CONCERNING = re.compile(r"\bdoi voi\b")
_LEVELS: tuple[tuple[Level, re.Pattern[str]], ...] = (
    (Level.PROVINCE, re.compile(r"\b(?:cap tinh|ubnd tinh|tinh|so)\b")),
    (Level.DISTRICT, re.compile(r"\bhuyen\b")),
    (Level.COMMUNE, re.compile(r"\b(?:xa(?! hoi)|phuong)\b")),
)


def parse_deadline(text: str, years: Sequence[int] = ()) -> Deadline:
    """Read a deadline; an empty result means that it says nothing of time.

    Args:
        text: the cell, or a question.
        years: years of the plan; a quarter or month without a year is read in the only one.
    """
    folded = " ".join(fold(text).split())
    default = years[0] if len(set(years)) == 1 else None
    named = set(_NAMED_YEAR.findall(folded))
    if len(named) == 1:  # "từ Quý II đến cuối năm 2023"
        default = int(named.pop())
    found = sorted(_read(folded, default), key=lambda item: item[0])
    intervals = tuple(interval for _, interval in found)
    standing = bool(_STANDING.search(folded))
    return Deadline(
        intervals, standing, undated=not intervals and not standing and bool(_UNDATED.search(folded))
    )


def parse_level_deadlines(text: str, years: Sequence[int] = ()) -> tuple[LevelDeadline, ...]:
    """The parts of a cell that sets one deadline a level; a single part where it does not.

    Args:
        text: the cell.
        years: as for :func:`parse_deadline`.
    """
    parts: list[str] = []
    for part in (piece.strip(" ;") for piece in _PART.split(text)):
        if not part:
            continue
        # "…, đối với các cơ quan chuyên môn; UBND cấp huyện": a name without a time ends the list before it.
        if parts and _is_silent(parse_deadline(part, years)):
            parts[-1] = f"{parts[-1]}; {part}"
        else:
            parts.append(part)
    return tuple(LevelDeadline(_levels(part), part, parse_deadline(part, years)) for part in parts)


def _is_silent(deadline: Deadline) -> bool:
    return not (deadline.intervals or deadline.standing or deadline.undated)


def _levels(part: str) -> tuple[Level, ...]:
    """Levels that a part is for: those named before its colon, else those after "đối với"."""
    head, colon, _ = part.partition(":")
    named = _levels_in(head) if colon else set()
    if not named and (match := _CONCERNING.search(fold(part))):
        named = _levels_in(part[match.end() :])
    return tuple(level for level in Level if level in named)


def _levels_in(text: str) -> set[Level]:
    named = {mention.agency.level for mention in find_agencies(text, broad=True)} | set(_level_words(text))
    return {level for level in named if level is not None}


def _level_words(text: str) -> list[Level]:
    folded = fold(text)
    return [level for level, pattern in _LEVELS if pattern.search(folded)]


def _read(folded: str, default: int | None) -> list[tuple[int, Interval]]:
    """Intervals with their places: days before quarters before months; bare years only where nothing else is."""
    rest = _blank(_DOCUMENT_DATE, folded)
    shared = _trailing_years(folded)

    def year_of(said: str | None) -> int | None:
        return int(said) if said else default

    def read_day(match: re.Match[str]) -> Interval | None:
        year = year_of(match[3]) if match.re.groups > 2 else default
        day = _day(year, int(match[2]), int(match[1])) if year is not None else None
        return _point(folded, match.start(), day) if day is not None else None

    def read_half(match: re.Match[str]) -> Interval | None:
        year, first = year_of(match[2]), 1 if match[1] == "dau" else 7
        return Interval(_month_end(year, first + 5), date(year, first, 1)) if year is not None else None

    def read_quarter(match: re.Match[str]) -> Interval | None:
        year, last = year_of(match[2]), 3 * _ROMAN[match[1]]
        year = shared.get(match.start(), year) if not match[2] else year
        if year is None:
            return None
        return _span(folded, match.start(), date(year, last - 2, 1), _month_end(year, last))

    def read_month(match: re.Match[str]) -> Interval | None:
        year, month = year_of(match[2]), int(match[1])
        if year is None or not 1 <= month <= _MONTHS:
            return None
        return _span(folded, match.start(), date(year, month, 1), _month_end(year, month))

    found: list[tuple[int, Interval]] = []
    for pattern, read in (
        (_DAY, read_day),
        (_LONG_DAY, read_day),
        (_HALF, read_half),
        (_QUARTER, read_quarter),
        (_MONTH, read_month),
        (_MONTH_OF_YEAR, read_month),
        (_DAY_OF_YEAR, read_day),
    ):
        found += [(m.start(), interval) for m in pattern.finditer(rest) if (interval := read(m)) is not None]
        rest = _blank(pattern, rest)
    return found or _read_years(rest, default)


def _read_years(rest: str, default: int | None) -> list[tuple[int, Interval]]:
    """The years of a cell that names nothing shorter."""
    if match := _YEARS.search(rest):
        return [(match.start(), Interval(date(int(match[2]), 12, 31), date(int(match[1]), 1, 1)))]
    for match in [*_YEAR.finditer(rest), *_ONLY_YEAR.finditer(rest)]:
        year = int(match[1]) if match[1] else (default if match.group().strip() != "nam" else None)
        if year is not None:
            return [(match.start(), Interval(date(year, 12, 31), date(year, 1, 1)))]
    return []


def _blank(pattern: re.Pattern[str], text: str) -> str:
    """The text with what a pattern finds blanked out, so that places hold."""
    return pattern.sub(lambda match: " " * len(match.group()), text)


def _trailing_years(folded: str) -> dict[int, int]:
    """Years that a list of quarters shares: in "quý II, quý IV/2024" the year stands for both."""
    years: dict[int, int] = {}
    year: int | None = None
    end = len(folded)
    for match in reversed(list(_QUARTER.finditer(folded))):
        if match[2]:
            year = int(match[2])
        elif year is not None and folded[match.end() : end].replace("va", "").strip(" ,;") == "":
            years[match.start()] = year
        else:
            year = None
        end = match.start()
    return years


def _point(folded: str, at: int, day: date) -> Interval:
    return Interval(day) if _BEFORE.search(folded[max(0, at - _LOOK_BACK) : at]) else Interval(day, day)


def _span(folded: str, at: int, start: date, end: date) -> Interval:
    if _SINCE.search(folded[max(0, at - _LOOK_BACK) : at]):
        return Interval(date(end.year, 12, 31), start)
    return Interval(end, start)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _month_end(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def said_time(interval: Interval) -> str:
    """An interval in the words of a plan: a month, quarter, year, day, or two days."""
    if interval.start is not None:
        start, end_day = interval.start, interval.end
        months = 12 * (end_day.year - start.year) + end_day.month - start.month + 1
        if start.day == 1 and (end_day + timedelta(days=1)).day == 1:
            if months == 1:
                return f"tháng {start:%m/%Y}"
            if months == 3 and start.month % 3 == 1:
                return f"quý {_QUARTERS[start.month // 3]}/{start.year}"
            if months == 12 and start.month == 1:
                return f"năm {start.year}"
    end = f"{interval.end:%d/%m/%Y}"
    return (
        f"từ {interval.start:%d/%m/%Y} – {end}"
        if interval.start and interval.start != interval.end
        else f"ngày {end}"
    )
