"""Years that a question names and the plans say nothing of."""

from assistant.answering.context import Context
from assistant.answering.draft import Draft
from assistant.question.understanding import is_yes_no


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
