"""The filter over plans: by province, year or plan, as it is picked, and as a question names it."""

import re
from collections.abc import Iterable, Sequence

from assistant.conversations.turns import FoundScope
from assistant.question.scope import find_scope
from assistant.reference import province_title
from assistant.text.normalise import clean_question
from assistant.types import Plan
from assistant.versions import in_force
from assistant.web import strings
from assistant.web.sources import plan_label

ALL_PLANS_ID = ""
"""Choice that stands for every plan; no plan has an empty id."""
_PROVINCE, _YEAR = "tinh:", "nam:"
"""Start of choices that stand for several plans; no plan id holds a colon."""
_DANGLING = re.compile(
    r"(?<!\s)\s+(?:của|cua|ở|o|tại|tai|trong|thuộc|thuoc|bên|ben)(?=\s*[?!.]*$)", re.IGNORECASE
)
"""A preposition that stands at the end once the place after it is gone."""
_SPACE_BEFORE_MARK = re.compile(r"\s+([?!.,;:])")


def scope_choices(plans: Sequence[Plan]) -> list[tuple[str, str]]:
    """Pairs (label, id): all plans, the provinces and years of several plans at hand, then every plan."""
    provinces = list(dict.fromkeys(plan.province for plan in plans if plan.province))
    years = sorted({year for plan in plans for year in plan.years})
    choices = [(strings.ALL_PLANS, ALL_PLANS_ID)]
    choices += [(_province_label(name), f"{_PROVINCE}{name}") for name in provinces]
    choices += [(strings.YEAR.format(year=year), f"{_YEAR}{year}") for year in years]
    return choices + [(plan_label(plan), plan.id) for plan in plans]


def chosen_plans(chosen: Iterable[str], plans: Sequence[Plan]) -> tuple[str, ...]:
    """Ids of the plans that fit a province, a year and a plan of the choices, as far as each is chosen.

    A plan that a newer version has replaced is among them only where it is chosen itself. Empty where no plan does, and
    where nothing but "all" is chosen: tell the two by :func:`is_all`.
    """
    picked = set(chosen) - {ALL_PLANS_ID}
    provinces = {name.removeprefix(_PROVINCE) for name in picked if name.startswith(_PROVINCE)}
    years = {name.removeprefix(_YEAR) for name in picked if name.startswith(_YEAR)}
    ids = {name for name in picked if ":" not in name}
    if not picked:
        return ()
    return tuple(
        plan.id
        for plan in plans
        if (not provinces or plan.province in provinces)
        and (not years or years & set(map(str, plan.years)))
        and (plan.id in ids if ids else plan.replaced_by is None)
    )


def is_all(chosen: Iterable[str]) -> bool:
    """Whether nothing is filtered."""
    return not set(chosen) - {ALL_PLANS_ID}


def chosen_labels(chosen: Iterable[str], plans: Sequence[Plan]) -> tuple[str, ...]:
    """What is chosen, as people read it; "all" says nothing."""
    labels = {name: label for label, name in scope_choices(plans)}
    return tuple(labels[name] for name in chosen if name != ALL_PLANS_ID and name in labels)


def find_in_question(typed: str, plans: Sequence[Plan], chosen: Sequence[str]) -> FoundScope | None:
    """The provinces, years or plan that a question names; ``None`` where it narrows nothing.

    Args:
        typed: the question.
        plans: the plans at hand.
        chosen: ids of the plans that the filter leaves; none for all in force.
    """
    question = clean_question(typed)
    at_hand = chosen or [plan.id for plan in in_force(plans)]
    scope = find_scope(question, plans, at_hand)
    if not scope.plan_ids or len(scope.plan_ids) == len(at_hand):
        return None
    kept = [plan for plan in plans if plan.id in scope.plan_ids]
    labels = [_province_label(name) for name in dict.fromkeys(plan.province for plan in kept) if name]
    if not scope.provinces:
        labels = []
    labels += [strings.YEAR.format(year=year) for year in scope.years]
    if scope.named_plan:
        labels = [plan_label(plan) for plan in kept]
    letters = list(question)
    for start, end in scope.spans:
        letters[start:end] = " " * (end - start)
    widened = _SPACE_BEFORE_MARK.sub(r"\1", _DANGLING.sub("", clean_question("".join(letters))))
    return FoundScope(tuple(labels), widened) if labels and widened else None


def _province_label(name: str) -> str:
    title = province_title(name)
    return f"{title[0].upper()}{title[1:]}"
