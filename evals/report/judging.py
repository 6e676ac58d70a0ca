"""What a language model says of the answers, beside the lexical judge; reported, and never part of the gate."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from evals.dataset.task import Split
from evals.intervals import Estimate, Sample, estimate
from evals.metrics.agreement import Agreement, measure_agreement
from evals.report.breakdown import splits_of
from evals.results import CaseResult


@dataclass(frozen=True, slots=True)
class Judged:
    """The judged answers of one split."""

    split: Split
    answers: int
    """Answers that state something and were put to the judge, unscorable ones included."""
    faithfulness: Estimate | None
    """Share of statements borne out by the model's judgement, mean over answers."""
    lexical: Estimate | None
    """The same share by the lexical judge, over the same answers."""
    agreement: Agreement
    """First the lexical judge, second the model."""
    problems: Mapping[str, int]
    """Why answers could not be judged, and how many."""

    @property
    def unscorable(self) -> int:
        """Answers that could not be judged."""
        return sum(self.problems.values())


@dataclass(frozen=True, slots=True)
class Dispute:
    """A statement on which the two judges differ."""

    task_id: str
    statement: str
    borne_out: bool
    """The model's verdict; the lexical judge says the opposite."""
    reason: str


def summarise_judging(cases: Sequence[CaseResult]) -> list[Judged]:
    """One row a split; empty where no judge was asked."""
    rows = []
    for split in splits_of(cases):
        put = [case for case in cases if case.task.split is split and case.faithfulness is not None]
        if put:
            scored = [case for case in put if case.faithfulness and case.faithfulness.problem is None]
            rows.append(
                Judged(
                    split=split,
                    answers=len(put),
                    faithfulness=estimate(_faithful(scored)),
                    lexical=estimate(_lexical(scored)),
                    agreement=measure_agreement(
                        (lexical, model) for case in scored for lexical, model, _, _ in _pairs(case)
                    ),
                    problems=Counter(
                        case.faithfulness.problem
                        for case in put
                        if case.faithfulness and case.faithfulness.problem is not None
                    ),
                )
            )
    return rows


def find_disputes(cases: Iterable[CaseResult]) -> list[Dispute]:
    """Statements on which the judges differ, in the order of the cases."""
    return [
        Dispute(case.task.id, statement, model, reason)
        for case in cases
        for lexical, model, statement, reason in _pairs(case)
        if lexical is not model
    ]


def _faithful(cases: Iterable[CaseResult]) -> Iterator[Sample]:
    for case in cases:
        if case.faithfulness is not None and (share := case.faithfulness.share) is not None:
            yield Sample(case.task.family, share)


def _lexical(cases: Iterable[CaseResult]) -> Iterator[Sample]:
    for case in cases:
        if case.support is not None and case.support.statements:
            yield Sample(case.task.family, case.support.supported / case.support.statements)


def _pairs(case: CaseResult) -> Iterator[tuple[bool, bool, str, str]]:
    """Verdict of the lexical judge, of the model, the statement and the model's reason."""
    if case.faithfulness is None or case.support is None:
        return
    for verdict in case.faithfulness.verdicts:
        lexical = verdict.statement not in case.support.unsupported
        yield lexical, verdict.borne_out, verdict.statement, verdict.reason
