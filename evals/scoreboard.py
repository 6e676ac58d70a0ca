"""All figures of a run: which exist, which stage of the data flow they watch, and how a task adds to them."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from evals.dataset.task import Split
from evals.intervals import Estimate, Sample, estimate
from evals.metrics.answer import Outcome
from evals.metrics.crag import crag_points
from evals.metrics.records import RecordScore
from evals.metrics.refusal import refusal_precision, refusal_recall
from evals.metrics.retrieval import RetrievalScore
from evals.results import CaseResult
from evals.searches import CHAT_MODE


class Stage(StrEnum):
    """What a figure watches, in the order of the data flow: the first that breaks is the one to look at."""

    PARSER = "parser"
    RANKING = "ranking"
    REFUSAL = "refusal"
    CITATIONS = "citations"
    LISTS = "lists"
    ANSWERS = "answers"


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of a run; higher is better."""

    name: str
    """Key in the floors file."""
    title: str
    stage: Stage
    sample: Callable[[CaseResult], Sample | None]
    """What a case adds; ``None`` where the figure does not apply to it."""
    by_lower_bound: bool = False
    """Whether the gate compares the lower end of the interval instead of the value."""


def _share(value: float | bool | None, case: CaseResult, weight: float = 1.0) -> Sample | None:
    return None if value is None or weight == 0 else Sample(case.task.family, float(value), weight)


def _ratio(part: int, whole: int, case: CaseResult) -> Sample | None:
    """One answer counts once, however long it is (as in ALCE); ``None`` where there is nothing to count."""
    return Sample(case.task.family, part / whole) if whole else None


def _ranking(measure: Callable[[RetrievalScore], float]) -> Callable[[CaseResult], Sample | None]:
    def sample(case: CaseResult) -> Sample | None:
        score = case.retrieval.get(CHAT_MODE)
        return None if score is None else _share(measure(score), case)

    return sample


def is_right(case: CaseResult) -> Sample | None:
    """Right against everything that can be scored, refusals included."""
    return None if case.outcome is Outcome.UNSCORABLE else _share(case.outcome is Outcome.RIGHT, case)


def _real(case: CaseResult) -> Sample | None:
    shown = [*case.citations, *case.nearest]
    return _share(sum(citation.real for citation in shown), case, len(shown))


FIGURES: tuple[Figure, ...] = (
    Figure(
        "gold_found",
        "Labelled places found by parser and index",
        Stage.PARSER,
        lambda case: _share(case.gold_places - len(case.lost_gold), case, case.gold_places),
    ),
    Figure("ndcg_at_10", "nDCG@10", Stage.RANKING, _ranking(lambda s: s.ndcg_at_10), by_lower_bound=True),
    Figure("recall_at_10", "Recall@10", Stage.RANKING, _ranking(lambda s: s.recall_at_10)),
    Figure("mrr_at_10", "MRR@10", Stage.RANKING, _ranking(lambda s: s.reciprocal_rank)),
    Figure(
        "in_first_3000_chars",
        "Evidence in the first 3,000 characters",
        Stage.RANKING,
        _ranking(lambda s: s.in_first_chars),
    ),
    Figure(
        "refusal_precision",
        "Refusals that were due (precision)",
        Stage.REFUSAL,
        lambda case: refusal_precision(
            case.task.family, answerable=case.task.answerable, abstained=case.abstained
        ),
    ),
    Figure(
        "refusal_recall",
        "Unanswerable questions refused (recall)",
        Stage.REFUSAL,
        lambda case: refusal_recall(
            case.task.family, answerable=case.task.answerable, abstained=case.abstained
        ),
        by_lower_bound=True,
    ),
    Figure("citation_reality", "Quotes equal to the file", Stage.CITATIONS, _real),
    Figure(
        "citation_recall",
        "Statements borne out (recall)",
        Stage.CITATIONS,
        lambda case: (
            None if case.support is None else _ratio(case.support.supported, case.support.statements, case)
        ),
    ),
    Figure(
        "citation_precision",
        "Citations needed (precision)",
        Stage.CITATIONS,
        lambda case: (
            None if case.support is None else _ratio(case.support.needed, case.support.citations, case)
        ),
    ),
    Figure(
        "evidence_cited",
        "Labelled evidence cited",
        Stage.CITATIONS,
        lambda case: _share(case.evidence_cited, case),
        by_lower_bound=True,
    ),
    Figure(
        "item_f2",
        "Lists and counts: F2",
        Stage.LISTS,
        lambda case: None if case.items is None else _share(case.items.f2, case),
    ),
    Figure(
        "item_exact",
        "Lists and counts: exact",
        Stage.LISTS,
        lambda case: None if case.items is None else _share(case.items.exact, case),
    ),
    Figure("right", "Right", Stage.ANSWERS, is_right, by_lower_bound=True),
    Figure("crag", "CRAG score", Stage.ANSWERS, lambda case: _share(crag_points(case.outcome), case)),
)

Scores = Mapping[str, Estimate]
"""Estimates by the name of their figure; figures that nothing adds to are left out."""


def score_cases(cases: Sequence[CaseResult]) -> Scores:
    """All figures over some cases."""
    scores: dict[str, Estimate] = {}
    for figure in FIGURES:
        samples = [sample for case in cases if (sample := figure.sample(case)) is not None]
        if (value := estimate(samples)) is not None:
            scores[figure.name] = value
    return scores


def score_by_split(cases: Sequence[CaseResult]) -> dict[Split, Scores]:
    """All figures of each split that occurs."""
    return {
        split: score_cases(own)
        for split in Split
        if (own := [case for case in cases if case.task.split is split])
    }


@dataclass(frozen=True, slots=True)
class RecordFigures:
    """Exactness of the gold records over all plans, in [0, 1]."""

    rows_exact: float
    cells_exact: float


def score_all_records(scores: Iterable[RecordScore]) -> RecordFigures | None:
    """Exactness over all plans together; ``None`` where there are no gold records."""
    listed = list(scores)
    rows, cells = sum(score.rows for score in listed), sum(score.cells for score in listed)
    if not rows or not cells:
        return None
    return RecordFigures(
        rows_exact=sum(score.exact_rows for score in listed) / rows,
        cells_exact=sum(score.exact_cells for score in listed) / cells,
    )


def count_outcomes(cases: Iterable[CaseResult]) -> dict[Outcome, int]:
    """How many cases came out how, all four outcomes present."""
    counts = dict.fromkeys(Outcome, 0)
    for case in cases:
        counts[case.outcome] += 1
    return counts
