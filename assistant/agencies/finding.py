"""Finds the agencies that a text names."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from assistant.agencies.names import field_patterns, named_patterns
from assistant.reference import agency_successors
from assistant.text.normalise import fold
from assistant.types import Level

# Syllables that fold to "so" and "bo" and name no department or ministry (số, hồ sơ, bố trí).
_DEPARTMENT_SYLLABLES = frozenset({"so", "sở", "sỏ", "sơ", "s.", "s"})
_MINISTRY_SYLLABLES = frozenset({"bo", "bộ"})
# "các Sở: Tư pháp, Tài chính": the word stands once for all names of the list.
_LIST_START = re.compile(r"\b(?:cac (?:so|bo) {0,3}:?|(?:so|bo) {0,3}:) {0,3}")
_LIST_GAP = re.compile(r" {0,3}(?:[,;]| va) {0,3}")
# Newspapers are called after a place, which only capital letters tell from "báo cáo".
_NEWSPAPER = re.compile(r"\bBáo(?: [A-ZĐÀ-Ỹ][a-zđà-ỹ]+){1,3}")
_BOARD = re.compile(r"\b(?:Ban [Cc]hỉ đạo|BCĐ)(?! CCHC| [Cc]ải cách hành chính)(?: (?!có\b|do\b|để\b)\w+){1,8}(?= ?[,;.:()]|$)")
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
def _find_cached(text: str, broad: bool) -> tuple[Mention, ...]:  # noqa: FBT001
    return _find(text, broad)


def _find(text: str, broad: bool) -> tuple[Mention, ...]:  # noqa: FBT001
    folded = "".join(map(_fold_letter, text))
    found = [
        Mention(agency, match.start(), match.end())
        for agency, pattern, is_broad in _patterns()
        if broad or not is_broad
        for match in pattern.finditer(folded)
        if _is_meant(agency, text[match.start() : match.start() + 3])
    ]
    found += _in_lists(text, folded)
    for pattern in (_NEWSPAPER, _BOARD) if broad else ():
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


def same_agency(asked: Agency, printed: Agency) -> bool:
    """Whether a printed agency is the asked one, by its own name or by the name it has since 2025."""
    return asked.name == printed.name or printed.successor == asked.name


def now_called(mentions: Sequence[Mention]) -> list[tuple[str, str]]:
    """Pairs (old name, name since 2025) of the mentioned agencies whose name changed, without repeats."""
    pairs = [(m.agency.name, m.agency.successor) for m in mentions if m.agency.successor]
    return list(dict.fromkeys((old, new) for old, new in pairs if new))


def _in_lists(text: str, folded: str) -> Iterator[Mention]:
    for start in _LIST_START.finditer(folded):
        word = "Bộ" if "bo" in start.group() else "Sở"
        at = start.end()
        while field := _field_at(folded, at):
            name, end = field
            first = start.start() if at == start.end() else at
            yield Mention(_agency(f"{word} {name}"), first, end)
            gap = _LIST_GAP.match(folded, end)
            if gap is None:
                break
            at = gap.end()
            repeated = re.compile(r"(?:so|bo) {1,3}").match(folded, at)
            at = repeated.end() if repeated else at


def _field_at(folded: str, at: int) -> tuple[str, int] | None:
    matches = [(match.end(), name) for name, pattern in _fields() if (match := pattern.match(folded, at))]
    if not matches:
        return None
    end, name = max(matches)
    return name, end


def _is_meant(agency: Agency, start: str) -> bool:
    """Whether the first syllable is the one that the name starts with, as far as diacritics tell."""
    syllable = start.lower().rstrip(" :")
    if agency.name.startswith("Sở "):
        return not syllable.startswith("số") if len(syllable) < 3 else syllable[:2] != "số"
    if agency.name.startswith("Bộ "):
        return syllable[:2] in _MINISTRY_SYLLABLES
    return True


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
def _fields() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((name, re.compile(pattern)) for name, pattern in field_patterns())


@cache
def _agency(name: str) -> Agency:
    level = Level.CENTRAL if name.startswith("Bộ ") else Level.PROVINCE
    return Agency(name, level, successor=agency_successors().get(name))


@lru_cache(maxsize=4096)
def _fold_letter(letter: str) -> str:
    """One letter for one letter, so that positions hold; white space is a blank."""
    if letter.isspace():
        return " "
    folded = fold(letter)
    return folded if len(folded) == 1 else letter
