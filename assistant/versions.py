"""Which version of a plan is in force: what somebody has said of plans that replace each other, never guessed."""

from collections.abc import Iterable
from dataclasses import dataclass

from assistant.types import Plan


@dataclass(frozen=True, slots=True)
class Versions:
    """What stands before and after a plan; ``None`` where nothing does."""

    older: Plan | None
    """The version that it replaces."""
    newer: Plan | None
    """The version that has replaced it."""
    latest: Plan | None
    """The version in force, where it is another one than the plan."""


def in_force(plans: Iterable[Plan]) -> tuple[Plan, ...]:
    """The plans that no newer version has replaced."""
    return tuple(plan for plan in plans if plan.replaced_by is None)


def versions_of(plan: Plan, plans: Iterable[Plan]) -> Versions:
    """The versions of a plan among those at hand."""
    by_id = {other.id: other for other in plans}
    newer = by_id.get(plan.replaced_by or "")
    latest = newer
    while latest is not None and (after := by_id.get(latest.replaced_by or "")) is not None:
        latest = after
    return Versions(by_id.get(plan.replaces or ""), newer, latest)
