"""Which cases to look at first."""

from collections.abc import Iterable

from evals.metrics.answer import Outcome
from evals.results import CaseResult

_ORDER = (Outcome.WRONG, Outcome.REFUSED, Outcome.UNSCORABLE, Outcome.RIGHT)


def worst_cases(cases: Iterable[CaseResult]) -> list[CaseResult]:
    """All cases with a flaw, the worst first.

    A wrong answer comes before a refusal that was not due, and that before a right answer with a flaw: an
    incomplete list, a quote that is not real, a statement that is not borne out, evidence that is not cited.
    Among equals the more has been said wrongly the earlier; then the order of the tasks.
    """
    flawed = [case for case in cases if case.outcome in {Outcome.WRONG, Outcome.REFUSED} or has_flaw(case)]
    return sorted(flawed, key=lambda case: (_ORDER.index(case.outcome), -_weight(case)))


def has_flaw(case: CaseResult) -> bool:
    """Whether something beside the outcome is wrong."""
    return (
        any(not citation.real for citation in (*case.citations, *case.nearest))
        or bool(case.support and case.support.unsupported)
        or case.evidence_cited is False
        or bool(case.items and not case.items.exact)
        or bool(case.lost_gold)
    )


def _weight(case: CaseResult) -> int:
    """How much is wrong: an error and forbidden wordings count double."""
    return 2 * bool(case.error) + 2 * len(case.score.forbidden) + len(case.score.missing)
