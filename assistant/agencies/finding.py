"""Finds the agencies that a text names."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from itertools import takewhile

from assistant.agencies.names import (
    PROVINCIAL_NEWSPAPER,
    FieldPattern,
    department_fields,
    department_short_forms,
    ministry_fields,
    ministry_short_forms,
    named_patterns,
)
from assistant.reference import agency_successors
from assistant.text.normalise import fold
from assistant.types import Level

# Other syllables fold to "so" and "bo" too ("hồ sơ tài chính", "bố trí"), and "cơ sở y tế" and "cán bộ tư pháp"
# name no agency either.
_NO_DEPARTMENT = frozenset({"số", "sơ", "sổ", "sô", "sò"})
_MINISTRY = frozenset({"bo", "bộ"})
_NO_DEPARTMENT_AFTER = frozenset({"co", "ho", "tru", "mot"})
_DEPARTMENT_AFTER = frozenset({"có", "trừ"})
"""Words that only their marks tell from those: "có Sở Y tế" is no "cơ sở y tế"."""
_NO_MINISTRY_AFTER = frozenset({"can", "toan", "noi", "dong", "dang", "tien"})
# "các Sở: Tư pháp, Tài chính": the word stands once for all names of the list.
_LIST_START = re.compile(r"\b(?:cac (?P<plural>so|bo) {0,3}:?|(?P<colon>so|bo) {0,3}:) {0,3}")
_LIST_GAP = re.compile(r" {0,3}(?:[,;]| va) {0,3}(?:(?:so|bo) {1,3})?")
# Newspapers are called after a place, which only capital letters tell from "báo cáo".
_NEWSPAPER_WORD = "Báo "
_NEWSPAPER = re.compile(r"\bBáo(?: \w+){1,3}")
_BOARD = re.compile(
    r"\b(?:Ban [Cc]hỉ đạo|BCĐ)(?! CCHC| [Cc]ải cách hành chính)(?: (?!có\b|do\b|để\b)\w+){1,8}(?= ?[,;.:()]|$)"
)
_MAX_CACHED_CHARS = 2000
"""Cells and questions come again and again; whole documents do not."""


@dataclass(frozen=True, slots=True)
class Agency:
    """One agency, or a class of agencies where ``collective`` ("các sở, ban, ngành")."""

    name: str
    level: Level | None
    """``None`` for a class that runs through several levels."""
    collective: bool = False
    successor: str | None = None
    """Name since the 2025 reorganisation, where it changed."""


@dataclass(frozen=True, slots=True)
class Mention:
    """An agency found in a text at ``[start, end)``."""

    agency: Agency
    start: int
    end: int


def find_agencies(text: str, *, broad: bool = False) -> list[Mention]:
    """Agencies that a text names, in order of appearance; where two overlap the longer one counts.

    Args:
        text: NFC text with or without diacritics; positions count in its characters.
        broad: also tell ministries, the bodies that rule (``UBND tỉnh``) and unspecific ones ("các đơn vị liên
            quan"): right for a cell or a heading that names agencies, too much for a question.
    """
    if len(text) <= _MAX_CACHED_CHARS:
        return list(_find_cached(text, broad))
    return list(_find(text, broad))


@lru_cache(maxsize=8192)
def _find_cached(text: str, broad: bool) -> tuple[Mention, ...]:
    return _find(text, broad)


def _find(text: str, broad: bool) -> tuple[Mention, ...]:
    folded = "".join(map(_fold_letter, text))
    found = [
        Mention(Agency(name, Level.PROVINCE), match.start(), match.start() + len(name))
        for match in _NEWSPAPER.finditer(text)
        if (name := _capitalised(match.group())) != _NEWSPAPER_WORD.strip()
    ]
    found += [
        Mention(agency, match.start(), match.end())
        for agency, pattern, is_broad in _patterns()
        if broad or not is_broad
        for match in pattern.finditer(folded)
    ]
    for office in _offices():
        if broad or office.word == "Sở":  # ministries only where agencies are sure to be named
            found += office.find(text, folded)
    found += _in_lists(folded)
    for pattern in (_BOARD,) if broad else ():
        found += [
            Mention(Agency(" ".join(match.group().split()), Level.PROVINCE), match.start(), match.end())
            for match in pattern.finditer(text)
        ]
    found.sort(key=lambda mention: (mention.start, -(mention.end - mention.start)))
    kept: list[Mention] = []
    for mention in found:
        if not kept or mention.start >= kept[-1].end:
            kept.append(mention)
    return tuple(kept)


def _capitalised(name: str) -> str:
    """The words of a name up to the first that begins with a small letter."""
    return " ".join(takewhile(lambda word: word[0].isupper(), name.split(" ")))


def same_agency(asked: Agency, printed: Agency) -> bool:
    """Whether a printed agency is the asked one, by its own name or by the name it has since 2025."""
    if asked.name == PROVINCIAL_NEWSPAPER:
        return printed.name.startswith(_NEWSPAPER_WORD)
    return asked.name in (printed.name, printed.successor)


def of_any_province(agency: Agency) -> Agency:
    """The agency as every province has it: a newspaper loses its own name, all others have none."""
    if agency.name.startswith(_NEWSPAPER_WORD):
        return replace(agency, name=PROVINCIAL_NEWSPAPER)
    return agency


def now_called(mentions: Sequence[Mention]) -> list[tuple[str, str]]:
    """Pairs (old name, name since 2025) of the mentioned agencies whose name changed, without repeats."""
    pairs = [(m.agency.name, m.agency.successor) for m in mentions if m.agency.successor]
    return list(dict.fromkeys((old, new) for old, new in pairs if new))


@dataclass(frozen=True, slots=True)
class _Office:
    """Departments or ministries: a word, and the fields that they are called after."""

    word: str
    pattern: re.Pattern[str]
    fields: FieldPattern
    is_short: bool = False
    is_written_out: bool = False
    """Whether the word in front has to carry its mark: bare, "so nv" is a number of tasks."""

    def find(self, text: str, folded: str) -> Iterator[Mention]:
        """Every mention with the word in front."""
        for match in self.pattern.finditer(folded):
            if self.is_short and self.word == "Bộ" and not text[match.start() : match.end()].isupper():
                continue  # "bảo tàng", "ban tổ chức" and the like begin with the same letters
            if self.is_short or self._is_meant(text, folded, match.start()):
                yield Mention(self.agency(match), match.start(), match.end())

    def agency(self, match: re.Match[str]) -> Agency:
        """The office of the field that a match found."""
        return _office_agency(f"{self.word} {self.fields.names[int((match.lastgroup or 'f0')[1:])]}")

    def _is_meant(self, text: str, folded: str, start: int) -> bool:
        syllable = text[start : start + 2].lower()
        before = (
            folded[max(0, start - 8) : start].rstrip(" ").rpartition(" ")[2]
            if folded[start - 1 : start] == " "
            else ""
        )
        if self.is_written_out:
            return syllable == "sở"
        if self.word == "Sở":
            marked = text[max(0, start - 5) : start].lower().split()
            told = syllable == "sở" and bool(marked) and marked[-1] in _DEPARTMENT_AFTER
            return told or (syllable not in _NO_DEPARTMENT and before not in _NO_DEPARTMENT_AFTER)
        return syllable in _MINISTRY and before not in _NO_MINISTRY_AFTER


def _in_lists(folded: str) -> Iterator[Mention]:
    departments, _, _, ministries, _ = _offices()
    for start in _LIST_START.finditer(folded):
        office = departments if "so" in (start["plural"], start["colon"]) else ministries
        first, at = start.start(), start.end()
        while match := _field_pattern(office.word).match(folded, at):
            yield Mention(office.agency(match), first, match.end())
            gap = _LIST_GAP.match(folded, match.end())
            if gap is None:
                break
            first = at = gap.end()


@cache
def _offices() -> tuple[_Office, _Office, _Office, _Office, _Office]:
    """Departments, their short forms in one word and after "Sở", ministries and their short forms."""
    long, short, ministries = department_fields(), department_short_forms(), ministry_fields()
    short_ministries = ministry_short_forms()
    return (
        _Office("Sở", re.compile(rf"\b(?:so|s\.) {{0,3}}{long.pattern}"), long),
        _Office("Sở", re.compile(rf"\bs{short.pattern}"), short, is_short=True),
        _Office("Sở", re.compile(rf"\bso {{1,3}}{short.pattern}"), short, is_written_out=True),
        _Office("Bộ", re.compile(rf"\bbo {{0,3}}{ministries.pattern}"), ministries),
        _Office("Bộ", re.compile(rf"\bb{short_ministries.pattern}"), short_ministries, is_short=True),
    )


@cache
def _field_pattern(word: str) -> re.Pattern[str]:
    fields = department_fields() if word == "Sở" else ministry_fields()
    return re.compile(fields.pattern)


@cache
def _patterns() -> tuple[tuple[Agency, re.Pattern[str], bool], ...]:
    return tuple(
        (
            Agency(named.name, named.level, named.collective, agency_successors().get(named.name)),
            re.compile(named.pattern),
            named.is_broad,
        )
        for named in named_patterns()
    )


@cache
def _office_agency(name: str) -> Agency:
    level = Level.CENTRAL if name.startswith("Bộ ") else Level.PROVINCE
    return Agency(name, level, successor=agency_successors().get(name))


@lru_cache(maxsize=4096)
def _fold_letter(letter: str) -> str:
    """One letter for one letter, so that positions hold; white space is a blank."""
    if letter.isspace():
        return " "
    folded = fold(letter)
    return folded if len(folded) == 1 else letter
