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

    @property
    def sentence(self) -> str:
        """The amounts in words."""
        table = f"{self.tables} bảng, {self.rows} dòng nhiệm vụ" if self.tables else "không có bảng"
        prose = f"; {self.assignments} phân công trong lời văn" if self.assignments else ""
        return f"Đã đọc {self.passages} đoạn; {table}{prose}."


def list_plans(backend: ChatBackend, wanted: str = "") -> tuple[ListedPlan, ...]:
    """Plans in their order.

    Args:
        backend: knows the plans.
        wanted: words that title, number, issuer or province must hold, with or without diacritics; all plans
            for none.
    """
    words = fold(wanted).split()
    return tuple(
        amounts_of(backend.plan(plan.id))
        for plan in backend.plans()
        if all(word in fold(_searchable(plan)) for word in words)
    )


def amounts_of(parsed: ParsedPlan) -> ListedPlan:
    """How much was read from one plan."""
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
