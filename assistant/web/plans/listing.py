"""What was read from each plan, for the list of plans."""

from dataclasses import dataclass

from assistant.text.normalise import fold
from assistant.types import ParsedPlan, Plan
from assistant.web.backend import ChatBackend


@dataclass(frozen=True, slots=True)
class ListedPlan:
    """One plan with the amounts of what was understood of it."""

    plan: Plan
    passages: int
    tables: int
    rows: int
    assignments: int
    warnings: tuple[str, ...]


def list_plans(backend: ChatBackend, wanted: str = "") -> tuple[ListedPlan, ...]:
    """Plans in their order.

    Args:
        backend: knows the plans.
        wanted: words that title, number, issuer or province must hold, with or without diacritics; all plans
            for none.
    """
    words = fold(wanted).split()
    return tuple(
        _list(backend.plan(plan.id))
        for plan in backend.plans()
        if all(word in fold(_searchable(plan)) for word in words)
    )


def _list(parsed: ParsedPlan) -> ListedPlan:
    return ListedPlan(
        plan=parsed.plan,
        passages=len(parsed.passages),
        tables=len({record.table for record in parsed.records}),
        rows=len(parsed.records),
        assignments=len(parsed.assignments),
        warnings=parsed.warnings,
    )


def _searchable(plan: Plan) -> str:
    parts = [plan.id, plan.title, plan.number, plan.issuer, plan.province, *map(str, plan.years)]
    return " ".join(filter(None, parts))
