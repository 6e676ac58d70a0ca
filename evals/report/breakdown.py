"""A run cut into groups: by kind, way of typing, plan; and by how much the corpus seems to know."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from evals.dataset.task import Split
from evals.metrics.answer import Outcome
from evals.metrics.retrieval import RetrievalScore
from evals.metrics.robustness import Gap, Typed, measure_robustness
from evals.results import CaseResult
from evals.scoreboard import count_outcomes

FEW_PLACES = 2
"""Questions with more evidence are answered by filtering records, not by a search."""
BUCKETS = 6
"""Groups of equal size in the calibration of refusals."""


@dataclass(frozen=True, slots=True)
class Group:
    """Cases that share something."""

    name: str
    counts: Mapping[Outcome, int]

    @property
    def tasks(self) -> int:
        """Number of cases."""
        return sum(self.counts.values())

    @property
    def right_share(self) -> float | None:
        """Right against all that can be scored; ``None`` where nothing can."""
        scorable = self.tasks - self.counts[Outcome.UNSCORABLE]
        return self.counts[Outcome.RIGHT] / scorable if scorable else None


def by_kind(case: CaseResult) -> str:
    """What the question asks for."""
    return case.task.kind


def by_typing(case: CaseResult) -> str:
    """How the question is typed."""
    return case.task.typing


def by_plan(case: CaseResult) -> str:
    """The plan that the labels point into."""
    plans = case.task.plans
    return plans[0] if len(plans) == 1 else "several plans" if plans else "no plan"


def group_cases(cases: Sequence[CaseResult], key: Callable[[CaseResult], str]) -> list[Group]:
    """Groups in alphabetical order, then all cases together."""
    groups: defaultdict[str, list[CaseResult]] = defaultdict(list)
    for case in cases:
        groups[key(case)].append(case)
    return [Group(name, count_outcomes(own)) for name, own in [*sorted(groups.items()), ("all", list(cases))]]


def splits_of(cases: Iterable[CaseResult]) -> list[Split]:
    """The splits that occur."""
    present = {case.task.split for case in cases}
    return [split for split in Split if split in present]


def typing_gaps(cases: Iterable[CaseResult]) -> list[Gap]:
    """Ways of typing against plain, over everything that can be scored."""
    return measure_robustness(
        [
            Typed(case.task.family, case.task.typing, case.outcome is Outcome.RIGHT)
            for case in cases
            if case.outcome is not Outcome.UNSCORABLE
        ]
    )


@dataclass(frozen=True, slots=True)
class ModeRow:
    """One way to search: means over the questions of a split whose evidence is at most :data:`FEW_PLACES`."""

    mode: str
    split: Split
    ndcg_at_10: float
    recall_at_10: float
    mrr_at_10: float
    in_first_chars: float
    questions: int


def ablate_retrieval(cases: Sequence[CaseResult]) -> list[ModeRow]:
    """Each way to search over the same questions, in the order of the run; empty where nothing was searched."""
    scores: defaultdict[tuple[Split, str], list[RetrievalScore]] = defaultdict(list)
    for case in cases:
        if len({evidence.place for evidence in case.task.evidence}) <= FEW_PLACES:
            for mode, score in case.retrieval.items():
                scores[case.task.split, mode].append(score)
    splits = list(Split)
    return [
        ModeRow(
            mode=mode,
            split=split,
            ndcg_at_10=sum(s.ndcg_at_10 for s in own) / len(own),
            recall_at_10=sum(s.recall_at_10 for s in own) / len(own),
            mrr_at_10=sum(s.reciprocal_rank for s in own) / len(own),
            in_first_chars=sum(s.in_first_chars for s in own) / len(own),
            questions=len(own),
        )
        for (split, mode), own in sorted(scores.items(), key=lambda item: splits.index(item[0][0]))
    ]


@dataclass(frozen=True, slots=True)
class Bucket:
    """Questions whose best passage is about equally similar to them."""

    low: float
    high: float
    answerable: int
    answerable_refused: int
    unanswerable: int
    unanswerable_refused: int


def calibrate_refusals(cases: Iterable[CaseResult]) -> list[Bucket]:
    """Refusals by the similarity of the best passage, in groups of equal size from the least similar up.

    Refusing should follow what the plans hold, not how near the words are: a good assistant refuses the
    unanswerable in every group and the answerable in none.
    """
    known = sorted(
        ((case.best_cosine, case) for case in cases if case.best_cosine is not None), key=lambda pair: pair[0]
    )
    size = -(-len(known) // BUCKETS)
    buckets = []
    for start in range(0, len(known), max(size, 1)):
        own = known[start : start + size]
        answerable = [case for _, case in own if case.task.answerable]
        unanswerable = [case for _, case in own if not case.task.answerable]
        buckets.append(
            Bucket(
                low=own[0][0],
                high=own[-1][0],
                answerable=len(answerable),
                answerable_refused=sum(case.abstained for case in answerable),
                unanswerable=len(unanswerable),
                unanswerable_refused=sum(case.abstained for case in unanswerable),
            )
        )
    return buckets
