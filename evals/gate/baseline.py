"""The recorded baseline: the outcome of every task when it was last accepted."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from evals.errors import RunFileError
from evals.metrics.answer import Outcome
from evals.model import Frozen, first_problem
from evals.results import CaseResult


class Baseline(Frozen):
    """Outcomes by task id."""

    outcomes: Mapping[str, Outcome]


@dataclass(frozen=True, slots=True)
class Turn:
    """A task whose outcome is another one than in the baseline."""

    task_id: str
    before: Outcome
    now: Outcome

    @property
    def is_loss(self) -> bool:
        """Whether a right answer was lost."""
        return self.before is Outcome.RIGHT


def load_baseline(path: Path) -> Baseline | None:
    """The baseline of a file, ``None`` where there is no file.

    Raises:
        RunFileError: the file is malformed.
    """
    if not path.exists():
        return None
    try:
        return Baseline.model_validate_json(path.read_bytes())
    except ValidationError as error:
        raise RunFileError(f"{path}: {first_problem(error)}.") from error


def save_baseline(baseline: Baseline, path: Path) -> None:
    """Write a baseline, one task a line, so that a change reads well in a diff."""
    path.write_text(
        json.dumps(baseline.model_dump(mode="json"), indent=0, sort_keys=True) + "\n", encoding="utf-8"
    )


def update_baseline(old: Baseline | None, cases: Iterable[CaseResult], known: Iterable[str]) -> Baseline:
    """The baseline with the outcomes of these cases; tasks that are no longer known go."""
    outcomes = {**(old.outcomes if old else {}), **{case.task.id: case.outcome for case in cases}}
    ids = set(known)
    return Baseline(outcomes={task_id: outcome for task_id, outcome in outcomes.items() if task_id in ids})


def find_turns(baseline: Baseline, cases: Iterable[CaseResult]) -> list[Turn]:
    """Tasks that turned, in the order of the cases; one that the baseline lacks is new, not turned."""
    return [
        Turn(case.task.id, before, case.outcome)
        for case in cases
        if (before := baseline.outcomes.get(case.task.id, case.outcome)) is not case.outcome
    ]
