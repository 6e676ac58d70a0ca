"""Agreement of two judges over the same statements, with Cohen's kappa (Cohen, 1960)."""

from collections.abc import Iterable

from evals.model import Frozen


class Agreement(Frozen):
    """Counts of statements by what each judge says: borne out or not."""

    both: int = 0
    only_first: int = 0
    only_second: int = 0
    neither: int = 0

    @property
    def statements(self) -> int:
        """Statements that both judged."""
        return self.both + self.only_first + self.only_second + self.neither

    @property
    def share(self) -> float | None:
        """Statements on which they agree; ``None`` without any."""
        return (self.both + self.neither) / self.statements if self.statements else None

    @property
    def kappa(self) -> float | None:
        """Agreement beyond chance: 1 for all, 0 for chance; ``None`` where a judge never varies with the other."""
        if self.share is None:
            return None
        first, second = self.both + self.only_first, self.both + self.only_second
        total = self.statements
        chance = (first * second + (total - first) * (total - second)) / total**2
        return None if chance == 1 else (self.share - chance) / (1 - chance)


def measure_agreement(pairs: Iterable[tuple[bool, bool]]) -> Agreement:
    """Count pairs of (first judge, second judge)."""
    listed = list(pairs)
    return Agreement(
        both=listed.count((True, True)),
        only_first=listed.count((True, False)),
        only_second=listed.count((False, True)),
        neither=listed.count((False, False)),
    )
