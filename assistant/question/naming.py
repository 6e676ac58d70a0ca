"""Which plans a question names by their number or title, beside province and year."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from assistant.question.relations import Asked, Relation
from assistant.question.scope import Scope, choose_plans
from assistant.question.sides import Naming, set_apart
from assistant.reference import local_place
from assistant.text.normalise import fold
from assistant.text.tokens import syllables
from assistant.types import Plan

_SYMBOL = re.compile(
    r"\b(\d{1,5})(?:\s?/\s?((?:\d{4}/)?[a-zđ]{1,8}(?:-[a-zđ]{1,10})*)|\s?-\s?([a-zđ]{1,8}/[a-zđ]{1,8})\b)",
    re.IGNORECASE,
)
"""The symbol of a document of the state ("45/QĐ-UBND") or of the Party ("12-CTr/TU")."""
_KIND_AND_NUMBER = re.compile(
    r"\b(quyet dinh|ke hoach|nghi quyet|chi thi|thong tu|nghi dinh|chuong trinh)\s+(?:so\s+)?(\d{1,5})\b(?!\s?[/\d-])"
)
_KIND_BEFORE = re.compile(
    r"\b(?:quyet dinh|ke hoach|nghi quyet|chi thi|thong tu|nghi dinh|chuong trinh(?: hanh dong)?) (?:so )?$"
)
_ISSUER_BEHIND = re.compile(
    r" (?:cua|do) (?:chinh phu|thu tuong(?: chinh phu)?|quoc hoi|bo chinh tri|tinh uy|ubnd tinh|uy ban nhan dan tinh)\b"
    r"(?! (?:chu tri|phoi hop|giao|ban hanh))"
)
_ALL_OF_THEM = re.compile(
    r"\b(?:hai|ba|ca hai|2|moi|cac|nhung) (?:ban )?ke hoach\b|\bmoi cai\b|"
    r"\b(?:ca|gom) (?:ke hoach|quyet dinh)\b.{0,60} (?:lan|va) (?:ca )?(?:ke hoach|quyet dinh)\b"
)
_TWO_PLANS = re.compile(r"\bke hoach\b.{0,60} (?:va|voi|so voi) (?:cua )?(?:ke hoach|kh)\b")
"""Two plans of one province, of which the second goes by what it carries out ("kế hoạch CCHC và kế hoạch NQ 28")."""
_UNIT = re.compile(r"^(?:xa|phuong|thi tran|dac khu|huyen|quan|thi xa) ")
"""What a commune or district is, in front of its name; people leave it out where the name has two words."""
_FORMAL = {Relation.DOCUMENT, Relation.LEGAL_BASIS}
_COMMON = frozenset(
    "ke hoach quyet dinh nghi chuong trinh hanh dong so ngay thang nam tinh cua thuc hien ban ve".split()
)
"""Words of any title."""
_ISSUER = re.compile(r"\b(?:uy ban nhan dan|ubnd)\b|\b\d{4}\b")
"""Names no plan among those of one province; years are looked at by themselves."""
_DOCUMENT = r"\bke hoach|\bquyet dinh|\bnghi quyet|\bchi thi|\bchuong trinh|\bvan ban"
_MARGIN = 2
"""A title must hold at least this many more of the question's words than the other plan's."""


def narrow_scope(scope: Scope, text: str, asked: Asked, plans: Sequence[Plan]) -> Scope:
    """The scope with the plan whose number the question gives, or whose title it tells apart.

    "Kế hoạch CCHC 2023 của Bình Định ai ký?" is about one of two plans; "hai kế hoạch của Bình Định" is about both.

    Args:
        scope: as read from provinces and years.
        text: the question.
        asked: what it asks.
        plans: all that may be looked in.
    """
    in_scope = choose_plans(plans, scope.plan_ids)
    if beside := _side_by_side(scope, text, plans):
        return beside
    numbered = _numbered(text, in_scope if scope.provinces else plans)
    if numbered:
        found, spans = numbered
        return replace(
            scope,
            plan_ids=tuple(plan.id for plan in found),
            named_plan=True,
            spans=(*scope.spans, *(_with_kind(text, span) for span in spans)),
        )
    if issued := _by_issuer(text, in_scope):
        found, spans = issued
        return replace(
            scope, plan_ids=tuple(plan.id for plan in found), named_plan=True, spans=(*scope.spans, *spans)
        )
    folded = fold(text)
    if _ALL_OF_THEM.search(folded) or (scope.named_plan and _TWO_PLANS.search(folded)):
        of_provinces = {name for province in scope.provinces for name in province.plan_provinces}
        if scope.named_plan and of_provinces:
            wanted = tuple(plan.id for plan in plans if plan.province in of_provinces)
            scope = replace(scope, plan_ids=wanted, named_plan=False)
        return replace(scope, sides=tuple((i,) for i in scope.plan_ids)) if len(of_provinces) == 1 else scope
    if scope.named_plan or not _FORMAL & set(asked.relations):
        return scope
    return replace(scope, plan_ids=_by_title(text, in_scope))


def plans_numbered(text: str, plans: Sequence[Plan]) -> frozenset[str]:
    """Ids of the plans of which a text gives the number."""
    return frozenset(plan.id for plan, _ in _each_numbered(text, plans))


def _side_by_side(scope: Scope, text: str, plans: Sequence[Plan]) -> Scope | None:
    """The scope of a question that sets plans of several issuers side by side; ``None`` for every other."""
    in_scope = set(scope.plan_ids)
    namings = [
        Naming(
            frozenset(p.id for p in plans if p.id in in_scope and p.province in province.plan_provinces),
            province.start,
            province.end,
        )
        for province in scope.provinces
    ]
    beyond = [
        Naming(frozenset({plan.id}), *_with_kind(text, span)) for plan, span in _each_numbered(text, plans)
    ]
    beyond += [
        Naming(frozenset(plan.id for plan in issued), *span) for issued, span in _each_issued(text, plans)
    ]
    sides = set_apart(text, [*namings, *beyond])
    if not sides:
        return None
    return replace(
        scope,
        plan_ids=tuple(plan_id for side in sides for plan_id in side),
        named_plan=scope.named_plan or bool(beyond),
        spans=(*scope.spans, *((naming.start, naming.end) for naming in beyond)),
        sides=sides,
    )


def _with_kind(text: str, span: tuple[int, int]) -> tuple[int, int]:
    """A number with the kind of document in front of it and who issued it ("Nghị quyết số 03/NQ-CP của Chính phủ")."""
    folded = fold(text)
    if len(folded) != len(text):
        return span
    kind, issuer = _KIND_BEFORE.search(folded[: span[0]]), _ISSUER_BEHIND.match(folded, span[1])
    return (kind.start() if kind else span[0], issuer.end() if issuer else span[1])


def number_spans(text: str, plans: Sequence[Plan]) -> tuple[tuple[int, int], ...]:
    """Where a text gives the number of a plan."""
    numbered = _numbered(text, plans)
    return numbered[1] if numbered else ()


def _numbered(text: str, plans: Sequence[Plan]) -> tuple[list[Plan], tuple[tuple[int, int], ...]] | None:
    """Every plan of which the text gives the number, and where it does."""
    found = _each_numbered(text, plans)
    if not found:
        return None
    return list({plan.id: plan for plan, _ in found}.values()), tuple(sorted({span for _, span in found}))


def _each_numbered(text: str, plans: Sequence[Plan]) -> list[tuple[Plan, tuple[int, int]]]:
    """Every number of a plan in a text, with the plan and where it stands."""
    found: list[tuple[Plan, tuple[int, int]]] = []
    for match in _SYMBOL.finditer(text):
        symbol = _key(match)
        found += [(plan, match.span()) for plan in plans if _number(plan) == symbol]
    for match in _KIND_AND_NUMBER.finditer(fold(text)):
        found += [
            (plan, match.span())
            for plan in plans
            if match[1] in {fold(plan.instrument), fold(plan.kind)}
            and (number := _number(plan)) is not None
            and number.partition("/")[0] == str(int(match[2]))
        ]
    return found


def _number(plan: Plan) -> str | None:
    """The plan's number under one form; ``None`` where it is blank."""
    match = _SYMBOL.match(plan.number or "")
    return _key(match) if match else None


def _key(symbol: re.Match[str]) -> str:
    return f"{int(symbol[1])}/{(symbol[2] or symbol[3]).lower()}"


def _by_issuer(text: str, plans: Sequence[Plan]) -> tuple[list[Plan], tuple[tuple[int, int], ...]] | None:
    """Plans of the commune or ministry that the question names first among the plans at hand."""
    for issued, span in _each_issued(text, plans):
        return issued, (span,)
    return None


def _each_issued(text: str, plans: Sequence[Plan]) -> Iterator[tuple[list[Plan], tuple[int, int]]]:
    """Plans of each commune or ministry that the question names: "ở xã Tân Hưng", "kế hoạch của Bộ Tư pháp"."""
    folded = fold(text)
    told: set[tuple[str | None, str | None]] = set()
    for plan in plans:
        if (plan.issuer, plan.province) in told:
            continue
        if (place := local_place(plan.issuer, plan.province)) is not None:
            bare = _UNIT.sub("", fold(place))
            if bare not in folded:  # cheaper than a pattern for each plan
                continue
            name = fold(place) if " " not in bare else rf"(?:{_UNIT.pattern[1:]})?{re.escape(bare)}"
            form = rf"(?:\b(?:o|tai|cua|ben)\s+)?\b{name}\b"
        elif plan.province is None and plan.issuer:
            name = re.sub(r"^(?:bo|thu) truong (?=\w)", "", fold(plan.issuer))
            if name not in folded:
                continue
            form = rf"(?<=\w )(?:cua|do) {re.escape(name)}\b(?! chu tri| phoi hop)"
            form = rf"(?:{_DOCUMENT})(?: [\w/,-]+){{0,20}}? ({form})"
        else:
            continue
        if match := re.search(form, folded):
            told.add((plan.issuer, plan.province))
            issued = [p for p in plans if (p.issuer, p.province) == (plan.issuer, plan.province)]
            yield issued, match.span(match.lastindex or 0)


def _by_title(text: str, plans: Sequence[Plan]) -> tuple[str, ...]:
    """Of plans of one province and year the one whose title the question tells apart; all where it tells none."""
    words = set(syllables(_ISSUER.sub(" ", fold(text)))) - _COMMON
    held = {plan.id: frozenset(words.intersection(syllables(fold(plan.title)))) for plan in plans}
    # Of thousands of plans few hold different words of one question.
    by_place: defaultdict[tuple[str | None, int], set[frozenset[str]]] = defaultdict(set)
    for plan in plans:
        for year in plan.years:
            by_place[plan.province, year].add(held[plan.id])
    return tuple(
        plan.id
        for plan in plans
        if not any(
            len(other - held[plan.id]) >= len(held[plan.id] - other) + _MARGIN
            for year in plan.years
            for other in by_place[plan.province, year]
        )
    )
