"""Questions that a newcomer can click, made from whatever plans are loaded."""

from collections.abc import Sequence

from assistant.types import Plan


def example_questions(plans: Sequence[Plan]) -> tuple[str, ...]:
    """Up to four questions in the words of the plans, spread over their provinces; none for no plans."""
    placed = [(plan, plan.province) for plan in plans if plan.province]
    asked: dict[str, None] = {}
    for ask, (plan, province) in zip(_TEMPLATES, _spread(placed), strict=False):
        question = ask(plan, province)
        asked.setdefault(question)
    return tuple(asked)


def _who_leads(plan: Plan, province: str) -> str:
    return f"Ai chủ trì số hóa hồ sơ thủ tục hành chính ở {province}?"


def _tasks_of_an_agency(plan: Plan, province: str) -> str:
    return f"Sở Nội vụ chủ trì những nhiệm vụ nào trong kế hoạch của {province}?"


def _deadline(plan: Plan, province: str) -> str:
    year = f" năm {plan.years[0]}" if plan.years else ""
    return f"Nhiệm vụ nào của {province} phải hoàn thành trong quý I{year}?"


def _campaign(plan: Plan, province: str) -> str:
    return f"Tuyên truyền cải cách hành chính ở {province} do cơ quan nào chủ trì, cơ quan nào phối hợp?"


_TEMPLATES = (_who_leads, _tasks_of_an_agency, _deadline, _campaign)


def _spread(placed: Sequence[tuple[Plan, str]]) -> list[tuple[Plan, str]]:
    """One plan per template, each province before any province twice."""
    first: dict[str, tuple[Plan, str]] = {}
    rest: list[tuple[Plan, str]] = []
    for plan, province in placed:
        if province in first:
            rest.append((plan, province))
        else:
            first[province] = (plan, province)
    ordered = [*first.values(), *rest]
    if not ordered:
        return []
    return [ordered[i % len(ordered)] for i in range(len(_TEMPLATES))]
