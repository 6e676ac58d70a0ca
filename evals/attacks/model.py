"""What came of an attack."""

from dataclasses import dataclass, field


@dataclass(slots=True)
class Outcome:
    """All tries of one attack through one way in."""

    attack: str
    way: str
    tries: int = 0
    slowest_s: float = 0.0
    let_in: list[str] = field(default_factory=list)
    """What got through, a line a try; nothing where all held."""


class Report:
    """Outcomes by attack and way, in the order in which they were first met."""

    def __init__(self) -> None:
        self._outcomes: dict[tuple[str, str], Outcome] = {}

    def note(self, attack: str, way: str, seconds: float, *faults: str) -> None:
        """Write a try down, with what got through."""
        outcome = self._outcomes.setdefault((attack, way), Outcome(attack, way))
        outcome.tries += 1
        outcome.slowest_s = max(outcome.slowest_s, seconds)
        outcome.let_in.extend(faults[:1])

    @property
    def outcomes(self) -> tuple[Outcome, ...]:
        """All outcomes."""
        return tuple(self._outcomes.values())

    def markdown(self) -> str:
        """The table, and below it what got through."""
        lines = ["| Attack | Way in | Tries | Slowest | Let in |", "|---|---|---:|---:|---:|"]
        lines += [
            f"| {o.attack} | {o.way} | {o.tries} | {o.slowest_s:.2f} s | {len(o.let_in)} |"
            for o in self.outcomes
        ]
        tries, let_in = sum(o.tries for o in self.outcomes), sum(len(o.let_in) for o in self.outcomes)
        lines.append(f"| **all** | | {tries} | | **{let_in}** |")
        lines += [f"\n- {o.attack} ({o.way}): {fault}" for o in self.outcomes for fault in o.let_in]
        return "\n".join(lines) + "\n"
