"""Holds a run against its floors and says which stage of the data flow broke first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from evals.gate.baseline import Baseline, Turn, find_turns
from evals.gate.floors import Floors, Values
from evals.results import RunResult
from evals.scoreboard import FIGURES, Figure, Stage, score_all_records, score_by_split

RECORDS = "records"
"""Section of the gold records."""
_RECORD_FIGURES = {"rows_exact": "Gold rows read exactly", "cells_exact": "Gold cells read exactly"}
_FIGURES: Mapping[str, Figure] = {figure.name: figure for figure in FIGURES}
_ORDER = list(Stage)
_STALE = "the index of {} is not what the parser reads now; delete the index folder and run assistant index"


@dataclass(frozen=True, slots=True)
class Failure:
    """Something that a run did not reach."""

    stage: Stage | None
    """``None`` where the floors do not fit the run at all."""
    message: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """Passed where there is no failure."""

    failures: tuple[Failure, ...]
    """In the order of the data flow."""
    turns: tuple[Turn, ...]
    floors: int
    """How many floors were compared."""
    has_baseline: bool

    @property
    def passed(self) -> bool:
        """Whether nothing failed."""
        return not self.failures

    @property
    def first_broken(self) -> Stage | None:
        """The first stage that broke; what comes after it in the data flow usually breaks with it."""
        return self.failures[0].stage if self.failures else None


def measure(run: RunResult) -> dict[str, Values]:
    """What the gate compares, by section and figure: lower bounds of the main ones, values of the others."""
    measured: dict[str, Values] = {
        split: {
            name: estimate.low if _FIGURES[name].by_lower_bound else estimate.value
            for name, estimate in scores.items()
        }
        for split, scores in score_by_split(run.cases).items()
    }
    figures = score_all_records(run.records)
    if figures is not None:
        measured[RECORDS] = {"rows_exact": figures.rows_exact, "cells_exact": figures.cells_exact}
    return measured


def judge(
    run: RunResult, floors: Floors | None, baseline: Baseline | None, sections: Sequence[str] | None = None
) -> Verdict:
    """Compare a run with its floors.

    Gold that the parser or the index lost fails a run even where there are no floors: it is a wrong label or
    a lost passage. So does an index that does not hold what the parser reads.

    Args:
        run: the run.
        floors: what it must reach; ``None`` where nothing is recorded yet.
        baseline: what came out before; ``None`` where nothing is recorded yet.
        sections: floors to hold it against; ``None`` for all.
    """
    failures = [Failure(Stage.PARSER, _STALE.format(plan_id)) for plan_id in run.stale_plans]
    failures += [
        Failure(Stage.PARSER, f"{case.task.id}: {problem}")
        for case in run.cases
        for problem in case.lost_gold
    ]
    compared = 0
    if floors is not None and floors.corpus != run.info.corpus_digest:
        failures.append(
            Failure(
                None,
                f"the floors were measured on corpus {floors.corpus}, this is {run.info.corpus_digest}: "
                "measure them anew with --update-floors",
            )
        )
    elif floors is not None:
        measured = measure(run)
        for section, values in floors.sections.items():
            if sections is None or section in sections:
                compared += len(values)
                failures += _below(section, values, measured.get(section, {}))
    failures.sort(key=lambda failure: -1 if failure.stage is None else _ORDER.index(failure.stage))
    return Verdict(
        failures=tuple(failures),
        turns=tuple(find_turns(baseline, run.cases)) if baseline else (),
        floors=compared,
        has_baseline=baseline is not None,
    )


def _below(section: str, floors: Values, measured: Values) -> list[Failure]:
    failures = []
    for name, floor in floors.items():
        figure = _FIGURES.get(name)
        stage = figure.stage if figure else Stage.PARSER if name in _RECORD_FIGURES else None
        title = figure.title if figure else _RECORD_FIGURES.get(name, name)
        bound = " (lower bound)" if figure and figure.by_lower_bound else ""
        value = measured.get(name)
        if value is None:
            failures.append(Failure(stage, f"{section}: {title} was not measured; its floor is {floor:.4f}"))
        elif value < floor:
            failures.append(
                Failure(stage, f"{section}: {title}{bound} is {value:.4f}, its floor is {floor:.4f}")
            )
    return failures
