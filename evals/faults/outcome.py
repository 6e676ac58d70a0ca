"""What became of the tries of one fault, and the table of all."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum


class Left(StrEnum):
    """The state in which a try has left the assistant."""

    OLD = "old"
    NEW = "new"
    BETWEEN = "neither"
    """Answers that no whole state gives, or something that is gone: the one thing that must not be."""


@dataclass(slots=True)
class Outcome:
    """The tries of one fault."""

    fault: str
    how: str
    """How the fault is made."""
    left: Counter[Left] = field(default_factory=Counter)
    recovery: Counter[str] = field(default_factory=Counter)
    """How the assistant came to agree with its corpus again: what did it, by how often."""
    problems: list[str] = field(default_factory=list)

    @property
    def tries(self) -> int:
        """How often the fault was made."""
        return self.left.total()

    def note(self, left: Left, recovery: str, problem: str = "") -> None:
        """Count one try; a problem makes it one that failed."""
        self.left[Left.BETWEEN if problem else left] += 1
        self.recovery[recovery] += 1
        if problem:
            self.problems.append(problem)


def table(outcomes: Sequence[Outcome]) -> str:
    """The report as Markdown."""
    lines = [
        "| Fault | Tries | Old state whole | New state whole | Wrong or lost | Recovery |",
        "|---|--:|--:|--:|--:|---|",
    ]
    for outcome in outcomes:
        recovery = ", ".join(f"{name} ({count})" for name, count in outcome.recovery.most_common())
        counts = (outcome.tries, *(outcome.left[left] for left in Left))
        lines.append(f"| {outcome.fault} | {' | '.join(map(str, counts))} | {recovery} |")
    tries = sum(outcome.tries for outcome in outcomes)
    failed = sum(outcome.left[Left.BETWEEN] for outcome in outcomes)
    lines += ["", f"{tries} tries, {failed} with a wrong answer or a loss.", "", "How each is made:", ""]
    lines += [f"- {outcome.fault}: {outcome.how}" for outcome in outcomes]
    lines += [f"- **{outcome.fault}**: {problem}" for outcome in outcomes for problem in outcome.problems]
    return "\n".join(lines)
