"""Deadlines as printed ("Quý II, Quý IV/2024", "Trước ngày 31/01/2025", "Thường xuyên") to dates and words."""

import re
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from assistant.text.normalise import fold


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


_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_QUARTER = re.compile(r"\bqu[yi]\s*(iv|iii|ii|i|[1-4])\b(?:\s*(?:/|-|–|nam)\s*(?:nam\s*)?(20\d\d))?")
_MONTH = re.compile(r"\bthang\s*(\d{1,2})\b(?:\s*(?:/|-|nam)\s*(?:nam\s*)?(20\d\d))?")
_DAY = re.compile(r"\b(\d{1,2})\s*/\s*(\d{1,2})\s*/\s*(20\d\d)\b")
_DAY_OF_YEAR = re.compile(r"\b(\d{1,2})/(\d{1,2})\b(?!\s*/)")
_YEAR = re.compile(r"\b(?:ca nam|trong nam|het nam|cuoi nam|nam)\s*(20\d\d)?\b")
_BEFORE = re.compile(r"\b(?:truoc|cham nhat|den|toi|tre nhat|muon nhat)\s*(?:ngay|het)?\s*$")
_STANDING = re.compile(r"thuong xuyen|dinh ky|hang (?:nam|thang|quy|tuan)|hang ngay|lien tuc|dot xuat")
_SINCE = re.compile(r"\btu\s*$")


def parse_deadline(text: str, years: Sequence[int] = ()) -> Deadline:
    """Read a deadline; an empty result means that it names no date ("Theo kế hoạch").

    Args:
        text: the cell, or a question.
        years: years of the plan; a quarter or month without a year is read in the only one.
    """
    folded = fold(text)
    default = years[0] if len(set(years)) == 1 else None
    found: list[Interval] = []
    rest = folded

    def blank(match: re.Match[str]) -> None:
        nonlocal rest
        rest = rest[: match.start()] + " " * (match.end() - match.start()) + rest[match.end() :]

    for match in _DAY.finditer(folded):
        day = _day(int(match[3]), int(match[2]), int(match[1]))
        if day is not None:
            found.append(_point(folded, match.start(), day))
        blank(match)
    trailing_year = _trailing_years(folded)
    for match in list(_QUARTER.finditer(rest)):
        year = int(match[2]) if match[2] else trailing_year.get(match.start(), default)
        if year is not None:
            quarter = _ROMAN[match[1]]
            found.append(
                _span(folded, match.start(), date(year, 3 * quarter - 2, 1), _month_end(year, 3 * quarter))
            )
        blank(match)
    for match in list(_MONTH.finditer(rest)):
        year = int(match[2]) if match[2] else default
        month = int(match[1])
        if year is not None and 1 <= month <= 12:
            found.append(_span(folded, match.start(), date(year, month, 1), _month_end(year, month)))
        blank(match)
    for match in list(_DAY_OF_YEAR.finditer(rest)):
        day = _day(default, int(match[2]), int(match[1])) if default is not None else None
        if day is not None:
            found.append(_point(folded, match.start(), day))
        blank(match)
    for match in _YEAR.finditer(rest):
        year = int(match[1]) if match[1] else (default if match.group().strip() != "nam" else None)
        if year is not None and not found:
            found.append(Interval(date(year, 12, 31), date(year, 1, 1)))
    return Deadline(tuple(found), bool(_STANDING.search(folded)))


def _trailing_years(folded: str) -> dict[int, int]:
    """Years that a list of quarters shares: in "quý II, quý IV/2024" the year stands for both."""
    years: dict[int, int] = {}
    year: int | None = None
    end = len(folded)
    for match in reversed(list(_QUARTER.finditer(folded))):
        if match[2]:
            year = int(match[2])
        elif year is not None and re.fullmatch(r"[\s,;]*(?:va)?[\s,;]*", folded[match.end() : end]):
            years[match.start()] = year
        else:
            year = None
        end = match.start()
    return years


def _point(folded: str, at: int, day: date) -> Interval:
    return Interval(day) if _BEFORE.search(folded[:at]) else Interval(day, day)


def _span(folded: str, at: int, start: date, end: date) -> Interval:
    if _SINCE.search(folded[:at]):
        return Interval(date(end.year, 12, 31), start)
    return Interval(end, start)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _month_end(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])
