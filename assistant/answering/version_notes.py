"""What an answer says of the versions of the plans that it cites."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from assistant.answering.citing import later_line, printed_date
from assistant.types import Answer, Plan
from assistant.versions import versions_of


def with_version_notes(answer: Answer, plans: Sequence[Plan]) -> Answer:
    """The answer with a line for each cited plan that has replaced another one, or was replaced itself.

    Args:
        answer: after its check; refusals stay as they are.
        plans: all plans at hand.
    """
    if answer.abstained:
        return answer
    by_id = {plan.id: plan for plan in plans}
    cited = (by_id[plan_id] for plan_id in dict.fromkeys(c.plan_id for c in answer.citations))
    notes = [note for plan in cited for note in _notes(plan, plans)]
    return replace(answer, text="\n".join([answer.text, *notes])) if notes else answer


def _notes(plan: Plan, plans: Sequence[Plan]) -> Iterable[str]:
    versions = versions_of(plan, plans)
    if versions.latest is not None:
        old, new = _told_apart(plan, versions.latest)
        yield f"Lưu ý: {old} đã được thay bằng {new}; nội dung trên đây theo bản cũ."
    elif versions.older is not None:
        new, old = _told_apart(plan, versions.older)
        yield f"{new} là bản đang có hiệu lực, thay {old}."


def _told_apart(plan: Plan, other: Plan) -> tuple[str, str]:
    """Both plans by number and date, or by title; by their ids as well where the print does not tell them apart."""
    first, second = _described(plan), _described(other)
    if first != second:
        return first, second
    return f"{first} (mã {plan.id})", f"{second} (mã {other.id})"


def _described(plan: Plan) -> str:
    name = plan.title if plan.number is None else later_line(plan)
    return f"{name} {printed_date(plan)}".strip()
