"""Years and halves of a year that a question names and the plans say nothing of."""

import re

from assistant.answering.context import Context
from assistant.answering.draft import Draft
from assistant.question.understanding import is_yes_no
from assistant.text.normalise import fold

_HALF = re.compile(r"\b(?:6|sau) thang (dau|cuoi)(?: cua)?(?: nam)?\b")
_HALF_OF_PLAN = re.compile(r"\b(?:ke hoach|quyet dinh|chuong trinh)\b[^?.;,]{0,100}?" + _HALF.pattern)


def year_of_no_plan(context: Context) -> int | None:
    """The year by which the question names a plan, where no plan in scope is of it or dated in it."""
    known = {year for plan in context.plans for year in plan.years}
    dated = " ".join(plan.date_text or "" for plan in context.plans)
    asked = context.question.scope.years
    missing = [year for year in asked if year not in known and str(year) not in dated]
    return missing[0] if missing and len(missing) == len(asked) else None


def uncovered_year(context: Context, draft: Draft) -> int | None:
    """A year that the question names but neither the plans' years nor the cited text hold."""
    if is_yes_no(context.question.text):
        return None  # a wrong year is corrected
    covered = {year for plan in context.plans for year in plan.years}
    for year in context.question.scope.years:
        if year not in covered and not any(
            str(year)
            in f"{citation.quote} {context.library.text_of(citation)} {context.library.section_of(citation)}"
            for citation in draft.citations()
        ):
            return year
    return None


def half_of_no_plan(context: Context) -> str | None:
    """The half of the year by which the question names a plan, where those in scope are of the other.

    ``None`` also where the title of a plan names no half: such a plan is of the whole year.
    """
    asked = _HALF_OF_PLAN.search(fold(context.question.text))
    if asked is None or is_yes_no(context.question.text):
        return None
    for plan in context.plans:
        halves = _HALF.findall(fold(plan.title))
        if not halves or asked[1] in halves:
            return None
    return "6 tháng đầu năm" if asked[1] == "dau" else "6 tháng cuối năm"
