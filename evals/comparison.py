"""Two runs side by side."""

from collections.abc import Sequence
from dataclasses import dataclass

from evals.dataset.task import Split
from evals.gate.baseline import Baseline, Turn, find_turns
from evals.intervals import Estimate, Sample, estimate
from evals.metrics.answer import Outcome
from evals.results import CaseResult, RunResult
from evals.scoreboard import FIGURES, score_by_split


@dataclass(frozen=True, slots=True)
class FigureChange:
    """One figure of one split before and now."""

    split: Split
    title: str
    before: float
    now: float

    @property
    def gain(self) -> float:
        """How much it rose."""
        return self.now - self.before


@dataclass(frozen=True, slots=True)
class Comparison:
    """What changed from an earlier run to this one, over the tasks that both have."""

    before: RunResult
    now: RunResult
    tasks: int
    figures: tuple[FigureChange, ...]
    turns: tuple[Turn, ...]
    other_answers: tuple[str, ...]
    """Ids of tasks whose answer reads differently."""
    right_gain: Estimate | None
    """Gain in right answers, paired by task; its interval says whether it could be chance."""


def compare_runs(before: RunResult, now: RunResult) -> Comparison:
    """Compare two runs on their common tasks; tasks of one run only are left out of every figure."""
    earlier = {case.task.id: case for case in before.cases}
    common = [case for case in now.cases if case.task.id in earlier]
    old = [earlier[case.task.id] for case in common]
    return Comparison(
        before=before,
        now=now,
        tasks=len(common),
        figures=tuple(_figures(old, common)),
        turns=tuple(find_turns(Baseline(outcomes={case.task.id: case.outcome for case in old}), common)),
        other_answers=tuple(a.task.id for a, b in zip(common, old, strict=True) if a.answer != b.answer),
        right_gain=estimate(
            Sample(a.task.family, float(_is_right(a)) - float(_is_right(b)))
            for a, b in zip(common, old, strict=True)
        ),
    )


def _figures(before: Sequence[CaseResult], now: Sequence[CaseResult]) -> list[FigureChange]:
    old, new = score_by_split(before), score_by_split(now)
    return [
        FigureChange(split, figure.title, old[split][figure.name].value, scores[figure.name].value)
        for split, scores in new.items()
        for figure in FIGURES
        if figure.name in scores and figure.name in old.get(split, {})
    ]


def _is_right(case: CaseResult) -> bool:
    return case.outcome is Outcome.RIGHT
