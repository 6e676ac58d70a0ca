"""Plans that a question sets side by side: "Hải Phòng và xã Tân Hưng …", "Lâm Đồng bao nhiêu, cả nước bao nhiêu?"."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from assistant.text.normalise import fold, has_diacritics
from assistant.types import Plan

_COMPARES = re.compile(
    r"\b(?:so (?:sanh|voi|giup|gium|coi|xem|thu|ho)|doi chieu|khac (?:nhau|gi|the nao)|giong (?:nhau|khong|hay)|"
    r"chenh|cach nhau|moi (?:ben|noi|tinh|ke hoach|cai|van ban|co quan|dia phuong)|lan luot|ben nao|noi nao|"
    r"(?:cao|thap|som|muon|nhieu|it|truoc|sau) hon|hai (?:ben|noi|ke hoach|van ban))\b|(?:[,;?]|\bva) con\b"
)
"""Words that set two things side by side, folded."""
_JOINED = re.compile(
    r"\W*+(?:(?:nam )?20\d\d\W*+)?\b(?:va|voi|so voi|con|lan|hay)\b(?: (?:cua|o|tai|ben|thuoc|theo|trong|cho)\b)*\W*"
)
"""What stands between two names that are said in one breath ("giữa Đồng Tháp và Nghị quyết 03/NQ-CP")."""
_STATE = frozenset({"chinh phu", "thu tuong", "thu tuong chinh phu", "quoc hoi"})
"""Issuers, folded, whose plan is meant by the whole country."""
_COUNTRY = r"ca nuoc|toan quoc|trung uong|chinh phu|thu tuong|quoc hoi"
_BEGINS = r"(?:^|[,:;?] |\b(?:va|ma|con|voi|cua|ben|muc|giua|thuoc) )"
"""Where the name of one side can stand: what something is sent or reported to is none."""
_DOCUMENTS = (
    "văn bản",
    "nghị định",
    "thông tư",
    "quy định",
    "luật",
    "chỉ đạo",
    "hướng dẫn",
    "chỉ thị",
    "quyết định",
)
_NEAR = 6
"""Words in which a document stands in front of its issuer."""
_AT_START = re.compile(r"(?:^|[:;?] |[,;] con |\bva con )$")
_ASKED_TWICE = re.compile(r"\b(?:bao nhieu|may|the nao|ra sao|nao|gi|ai)\b")
"""The government is a side where as much is asked of it as of the place in front of it."""
_MINISTER = re.compile(r"^(?:bo|thu) truong (?=\w)")


@dataclass(frozen=True, slots=True)
class Naming:
    """Plans that a question names, and where it does."""

    plan_ids: frozenset[str]
    start: int
    end: int


def compares(text: str) -> bool:
    """Whether a question sets things side by side in so many words."""
    return bool(_COMPARES.search(fold(text)))


def set_apart(text: str, namings: Sequence[Naming]) -> tuple[tuple[str, ...], ...]:
    """The plans of each side, in the order of the question; empty where it sets none side by side.

    Args:
        text: the question.
        namings: what it names; of two that overlap the narrower one counts ("Kế hoạch 1187 của Lâm Đồng").
    """
    ordered = sorted(namings, key=lambda naming: naming.start)
    narrowest = [
        one for one in ordered if not any(other.plan_ids < one.plan_ids for other in ordered) and one.plan_ids
    ]
    sides = tuple(dict.fromkeys(tuple(sorted(naming.plan_ids)) for naming in narrowest))
    if len(sides) < 2 or any(set(a) & set(b) for a, b in pairwise(sides)):
        return ()
    folded = fold(text)
    joined = (
        _JOINED.fullmatch(folded, first.end, second.start)
        for first, second in pairwise(narrowest)
        if first.end <= second.start
    )
    return sides if compares(text) or any(joined) else ()


def with_numbers(text: str, plans: Sequence[Plan], numbered: frozenset[str]) -> str:
    """A comparison with the number of a national plan where it names that by its issuer or by the whole country.

    Args:
        text: the question; it names a place besides.
        plans: the plans at hand.
        numbered: ids of those whose number the question gives already.
    """
    folded = fold(text)
    if len(folded) != len(text):
        return text
    named: dict[str, list[Plan]] = {}
    for plan in plans:
        if plan.province is None and plan.issuer and plan.number and plan.number[0].isdigit():
            named.setdefault(_MINISTER.sub("", fold(plan.issuer)), []).append(plan)
    for issuer, of_issuer in named.items():
        state = issuer in _STATE
        if not state and issuer not in folded:  # cheaper than a pattern for each plan
            continue
        for match in reversed(list(_issuer_form(issuer, state=state).finditer(folded))):
            start = match.start("name")
            before = folded[:start]
            if len(of_issuer) > 1 or _is_of_document(before) or (state and before.endswith("thuoc ")):
                continue
            if not compares(text) and not (
                _ASKED_TWICE.search(folded, start) and _ASKED_TWICE.search(before)
                if state
                else _AT_START.search(before)
            ):
                continue
            plan = of_issuer[0]
            number = "" if plan.id in numbered else _number_of(plan, bare=not has_diacritics(text))
            text = f"{text[:start]}{number}{text[match.end() :]}"
            numbered |= {plan.id}
    return " ".join(text.split())


def _is_of_document(before: str) -> bool:
    """Whether another document than the plan goes with its issuer ("Nghị định 61/2018/NĐ-CP của Chính phủ")."""
    *words, last = before.split()[-_NEAR - 1 :] or [""]
    if last != "cua" or not words:
        return False
    near = f" {' '.join(words)} "
    return any(map(str.isdigit, words[-1])) or any(f" {fold(name)} " in near for name in _DOCUMENTS)


def _number_of(plan: Plan, *, bare: bool) -> str:
    """How a question names the plan by its number, without diacritics where it has none."""
    number = plan.number or ""
    return f"{fold(plan.instrument)} {number.partition('/')[0]}" if bare else f"{plan.instrument} {number}"


def _issuer_form(issuer: str, *, state: bool) -> re.Pattern[str]:
    names = rf"(?:{_COUNTRY})" if state else re.escape(issuer)
    return re.compile(rf"{_BEGINS}(?P<name>{names})\b(?! (?:so|dien tu|chu tri|phoi hop|khoa)\b)")
