"""Which plans a question is about: provinces, years and plans that it names."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cache

from assistant.reference import province_successors
from assistant.text.normalise import fold
from assistant.types import Plan

_UNIT_BEFORE = re.compile(r"(?:\btinh|\bthanh pho|\btp\.?|\bo|\btai|\bcua|\bben|\bcho|\bve)\s+$")
_YEAR = re.compile(r"\b(20\d\d)\b")
_DATED = re.compile(r"(?:quy\s*(?:[ivx]+|\d)|thang\s*\d{1,2}|\d{1,2}|ngay)\s*(?:/|nam|-)?\s*$")
_SYMBOL = re.compile(
    r"\b\d{1,5}\s*[-/]?\s*(?:nq|ctr|qd|kh|ct)\b|\b(?:nq|nghi quyet|ctr|chuong trinh hanh dong)\s*(?:so\s*)?(\d{1,5})\b"
)
# "trong kế hoạch cải cách hành chính năm 2025 của tỉnh …" names the document, not the matter.
_PLAN_PHRASE = re.compile(
    r"(?:\b(?:trong|theo|tai|o|cua|thuoc|ben)\s+)(?:(?:cac|phan|noi dung|danh muc|phu luc|pl|bang)\s+)*(?:cua\s+)?(?:ke hoach|kh|phu luc|quyet dinh|van ban)\b"
    r"(?:\s+(?:kem theo|cchc|cai cach hanh chinh|nay|do|tren|nam|20\d\d|cua|tinh|ve|nhiem vu))*"
)
_PLAN_OF = re.compile(
    r"(?:^|[,.;:?] )(?P<plan>(?:ke hoach|kh)(?: (?:cchc|cai cach hanh chinh|nam|20\d\d|cua|tinh)){0,6} )$"
)
_APPENDIX = re.compile(r"\b(?:phu luc|pl)\s*(?:so\s*)?(\d{1,2}|[ivx]+)\b")
# What the body says is asked beside what the appendix says.
_BODY_TOO = re.compile(
    r"\b(?:phan|muc) (?:muc tieu|loi|dau|than|noi dung|van ban|chinh van|chi tieu)\b|\bmuc tieu cu the\b|"
    r"\b(?:trong|o|tai|phan) (?:than|noi dung|loi van|chinh van)\b|\bnoi dung chinh\b|\bthan (?:van ban|ke hoach)\b"
)
_STRIVING = "phan dau"
# Province names that are also everyday words; without "tỉnh" or "ở" before them and without capitals they
# are not taken as places.
_ALIASES = {
    r"(?:tp\.? ?)?hcm": "Hồ Chí Minh",
    r"sai gon": "Hồ Chí Minh",
    r"tp\.? ?hue": "Huế",
    r"(?:thua thien|tt\.?) ?[-–]? ?hue": "Huế",
    r"(?:ba ria ?[-–]? ?)?vung tau|br ?[-–]? ?vt": "Bà Rịa - Vũng Tàu",
    r"da[ck] ?la[ck]": "Đắk Lắk",
    r"da[ck] ?nong": "Đắk Nông",
}
_AT = re.compile(r"\b(?:o|tai|cua|ben)$")
_COMMON_WORDS = frozenset(
    {"hoa binh", "thai binh", "hue", "ha nam", "an giang", "hai duong", "long an", "phu yen"}
)


@dataclass(frozen=True, slots=True)
class Province:
    """A province that the question names, as the question's names map to plans.

    ``plan_provinces`` are the provinces of plans at hand that it stands for: itself, or the provinces that
    were merged into it in 2025; empty where no plan at hand is of it.
    """

    name: str
    plan_provinces: tuple[str, ...]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Scope:
    """The plans to look in, and what of the question said so."""

    plan_ids: tuple[str, ...]
    provinces: tuple[Province, ...] = ()
    years: tuple[int, ...] = ()
    """Years that the question names outside a date."""
    named_plan: bool = False
    """Whether the question names one plan by its number or subject."""
    appendix: str | None = None
    """Locator segment of an appendix that the question names, such as ``phu-luc-1``."""
    spans: tuple[tuple[int, int], ...] = ()
    """What of the question is scope and not matter."""
    sides: tuple[tuple[str, ...], ...] = ()
    """Ids of the plans that the question sets side by side; empty where it does not."""

    @property
    def unknown_provinces(self) -> tuple[str, ...]:
        """Provinces that are named but have no plan at hand."""
        return tuple(p.name for p in self.provinces if not p.plan_provinces)


def find_scope(text: str, plans: Sequence[Plan], chosen: Sequence[str] | None = None) -> Scope:
    """The scope of a question.

    Args:
        text: the cleaned question, with or without diacritics.
        plans: the plans at hand.
        chosen: plan ids that the user has picked in a filter, or ``None`` for all.
    """
    at_hand = choose_plans(plans, chosen)
    provinces = _find_provinces(text, at_hand)
    wanted = {name for province in provinces for name in province.plan_provinces}
    candidates = [plan for plan in at_hand if plan.province in wanted] if wanted else list(at_hand)
    years, year_spans = _find_years(text)
    covering = [plan for plan in candidates if not set(years).isdisjoint(plan.years)] if years else []
    if covering:
        candidates = covering
    named, named_spans = _find_named(text, candidates)
    if named and len(provinces) > 1:  # "… Vĩnh Long với kế hoạch Nghị quyết 28 của Bình Định" is about both
        placed = {plan.province for plan in named}
        named += [plan for plan in candidates if plan.province not in placed]
    folded = fold(text)
    appendix = _APPENDIX.search(folded)
    of_body = _BODY_TOO.search(folded)
    if (
        of_body is not None
        and of_body.group() == _STRIVING
        and "phần" not in text[slice(*of_body.span())].lower()
    ):
        of_body = _BODY_TOO.search(folded, of_body.end())  # "phấn đấu" is no part of a plan
    phrases = [(match.start(), match.end()) for match in _PLAN_PHRASE.finditer(folded)]
    phrases += [(match.start(), match.end()) for match in _APPENDIX.finditer(folded)]
    return Scope(
        plan_ids=tuple(plan.id for plan in (named or candidates)),
        provinces=provinces,
        years=years,
        named_plan=bool(named),
        appendix=f"phu-luc-{appendix.group(1)}" if appendix and of_body is None else None,
        spans=(
            *((p.start, p.end) for p in provinces),
            *(year_spans if covering else ()),
            *named_spans,
            *phrases,
        ),
    )


def plan_of_province_spans(text: str, provinces: Sequence[Province]) -> list[tuple[int, int]]:
    """Where a clause begins with "Kế hoạch (cải cách hành chính) (của) tỉnh …": the words before the province."""
    folded = fold(text)
    if len(folded) != len(text):
        return []
    found = (_PLAN_OF.search(folded, 0, province.start) for province in provinces)
    return [match.span("plan") for match in found if match is not None]


def choose_plans(plans: Sequence[Plan], chosen: Collection[str] | None) -> Sequence[Plan]:
    """The plans of the ids that were picked; all for ``None``."""
    if chosen is None:
        return plans
    ids = set(chosen)
    return [plan for plan in plans if plan.id in ids]


def _find_provinces(text: str, plans: Sequence[Plan]) -> tuple[Province, ...]:
    successors = province_successors()
    known = {plan.province for plan in plans if plan.province}
    folded = fold(text)
    if len(folded) != len(text):
        return ()
    found: list[Province] = []
    for name, bare in {**_official_names(), **{name: fold(name) for name in sorted(known)}}.items():
        if bare not in folded:  # cheaper than a pattern for each of a hundred names
            continue
        for match in re.finditer(rf"\b{re.escape(bare)}\b", folded):
            if not _is_place(name, text, folded, match, known):
                continue
            unit = _UNIT_BEFORE.search(folded[: match.start()])
            start = unit.start() if unit else match.start()
            found.append(Province(name, _plan_provinces(name, known, successors), start, match.end()))
    found += _find_initials(text, known)
    found += [
        Province(name, _plan_provinces(name, known, successors), match.start(), match.end())
        for alias, name in _ALIASES.items()
        for match in re.finditer(rf"\b{alias}\b", folded)
    ]
    found.sort(key=lambda p: p.end - p.start, reverse=True)
    kept: list[Province] = []
    for province in found:
        if all(province.end <= other.start or province.start >= other.end for other in kept):
            kept.append(province)
    return tuple(sorted(kept, key=lambda p: p.start))


@cache
def _official_names() -> dict[str, str]:
    """All names of provinces, before 2025 and since, with their folded forms."""
    successors = province_successors()
    return {name: fold(name) for name in (*successors, *successors.values())}


def _find_initials(text: str, known: Collection[str]) -> list[Province]:
    """Provinces by initials in capitals ("VL") or a shortened first word ("Q.Trị"), where one at hand has them."""
    by_initials: dict[str, list[str]] = {}
    for name in sorted(known):
        by_initials.setdefault("".join(word[0] for word in name.split()), []).append(name)
    forms = [
        (names[0], rf"(?<![\w/&\-]){initials}(?![\w/&\-])")
        for initials, names in by_initials.items()
        if len(names) == 1 and len(initials) > 1
    ]
    shortened = [
        (name, rf"\b{fold(first[0])}\. ?{fold(rest)}\b")
        for name in sorted(known)
        for first, _, rest in [name.partition(" ")]
        if rest
    ]
    found = [(name, match) for name, form in forms for match in re.finditer(form, text)]
    found += [(name, match) for name, form in shortened for match in re.finditer(form, fold(text))]
    return [Province(name, (name,), match.start(), match.end()) for name, match in found]


def _is_place(name: str, text: str, folded: str, match: re.Match[str], known: set[str]) -> bool:
    written = text[match.start() : match.end()]
    if written != written.lower() and fold(written) == written.lower() and name in known:
        return True
    accented = written.lower() != fold(written)
    if accented and written.lower() != name.lower():
        pairs = zip(written.lower().split(), name.lower().split(), strict=False)
        return name in known and " " in name and any(typed == right for typed, right in pairs)  # "quãng trị"
    if name in known or written == name:
        return True
    if accented and " " in name and fold(name) not in _COMMON_WORDS:
        return True
    before = folded[: match.start()].rstrip()
    # "phú yên ổn" opens with common words, "thái bình: sở nào" with a place
    opens = not before and (
        not accented or fold(name) not in _COMMON_WORDS or text[match.end() :].lstrip()[:1] in {":", ","}
    )
    if opens or _AT.search(before):
        return True
    unit = _UNIT_BEFORE.search(folded[: match.start()]) is not None
    return unit and (
        fold(name) not in _COMMON_WORDS
        or written != written.lower()
        or "tinh" in folded[: match.start()][-6:]
    )


def _plan_provinces(name: str, known: set[str], successors: dict[str, str]) -> tuple[str, ...]:
    if name in known:
        return (name,)
    return tuple(old for old, new in successors.items() if new == name and old in known)


def _find_years(text: str) -> tuple[tuple[int, ...], tuple[tuple[int, int], ...]]:
    folded = fold(text)
    years, spans = [], []
    for match in _YEAR.finditer(folded):
        before = folded[: match.start()]
        if (
            _DATED.search(before)
            or folded[match.end() :].lstrip().startswith(("-", "–"))
            or before.endswith(("-", "–", "- "))
        ):
            continue
        prefix = re.search(r"\bnam\s+$", before)
        years.append(int(match.group(1)))
        spans.append((prefix.start() if prefix else match.start(), match.end()))
    return tuple(dict.fromkeys(years)), tuple(spans)


def _find_named(text: str, plans: Sequence[Plan]) -> tuple[list[Plan], tuple[tuple[int, int], ...]]:
    """Plans whose title holds a document symbol that the question names ("Nghị quyết 28", "số 20-CTr/TU")."""
    if len(plans) < 2:
        return [], ()
    folded = fold(text)
    for match in _SYMBOL.finditer(folded):
        number = re.search(r"\d+", match.group())
        assert number is not None
        pattern = re.compile(rf"\bso {number.group()}[-/]")
        named = [plan for plan in plans if pattern.search(fold(plan.title))]
        if named and len(named) < len(plans):
            return named, ((match.start(), match.end()),)
    return [], ()
