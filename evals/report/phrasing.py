"""The comparison of answers with a language model's wording and without it; reported, never part of the gate."""

from collections.abc import Sequence
from dataclasses import dataclass

from evals.dataset.task import Kind
from evals.metrics.answer import Outcome
from evals.metrics.phrasing import (
    USED,
    Figures,
    PhrasedAnswer,
    Side,
    count_advice,
    count_fallbacks,
    measure_side,
)
from evals.results import CaseResult

_NONE = "–"


@dataclass(frozen=True, slots=True)
class Turned:
    """A task whose outcome is another one with the wording."""

    task_id: str
    without: Outcome
    with_wording: Outcome


def phrasing_rows(cases: Sequence[CaseResult]) -> list[list[str]]:
    """Figures without and with the wording, one a row."""
    without = measure_side(_without(case) for case in cases)
    with_wording = measure_side(_with(case) for case in cases)
    pairs = [(_values(without)), (_values(with_wording))]
    names = ("right", "statements borne out", "mean length (characters)", "p50 (ms)", "p95 (ms)")
    return [[name, *(values[i] for values in pairs)] for i, name in enumerate(names)]


def describe_fallbacks(cases: Sequence[CaseResult]) -> str:
    """How many answers were worded anew, and why the others were not, in one sentence."""
    asked = [phrased for phrased in _phrased(cases) if phrased.is_put]
    reasons = count_fallbacks(asked)
    kept = sum(reasons.values())
    repeated = sum(
        case.phrased is not None and case.phrased.fallback is None and case.phrased.answer == case.answer
        for case in cases
    )
    share = f"{kept / len(asked):.0%}" if asked else _NONE
    why = "; ".join(f"{count} × {reason}" for reason, count in reasons.items())
    return (
        f"{len(asked)} answers put to it, {len(asked) - kept - repeated} worded anew, "
        f"{repeated} repeated word for word, {share} kept as they were"
        f"{f' ({why})' if why else ''}"
    )


def describe_advice(cases: Sequence[CaseResult]) -> list[str]:
    """What came of asking the model on refusals, one kind of advice a line; ``[]`` where nothing was asked."""
    asked = _phrased(cases)
    counts = {
        "follow-ups rewritten": count_advice(one.rewriting for one in asked),
        "refusals searched by other wordings": count_advice(one.expansion for one in asked),
    }
    lines = [
        f"{title}: {sum(found.values())} asked, {found.get(USED, 0)} answered by it, "
        f"{1 - found.get(USED, 0) / sum(found.values()):.0%} stayed as they were"
        + "".join(f"; {count} × {reason}" for reason, count in found.items() if reason != USED)
        for title, found in counts.items()
        if found
    ]
    follow_ups = [case for case in cases if case.task.kind is Kind.FOLLOW_UP]
    if lines and follow_ups:
        without = measure_side(_without(case) for case in follow_ups).right
        with_model = measure_side(_with(case) for case in follow_ups).right
        if without is not None and with_model is not None:
            lines.append(f"follow-ups right: {without:.3f} without, {with_model:.3f} with")
    return lines


def _phrased(cases: Sequence[CaseResult]) -> list[PhrasedAnswer]:
    return [case.phrased for case in cases if case.phrased is not None]


def find_turned(cases: Sequence[CaseResult]) -> list[Turned]:
    """Tasks that turned, in the order of the cases."""
    return [
        Turned(case.task.id, case.outcome, case.phrased.score.outcome)
        for case in cases
        if case.phrased is not None and case.phrased.score.outcome is not case.outcome
    ]


def _values(figures: Figures) -> list[str]:
    latency = figures.latency
    return [
        _NONE if figures.right is None else f"{figures.right:.3f}",
        _NONE if figures.supported is None else f"{figures.supported:.3f}",
        f"{figures.chars:.0f}",
        _NONE if latency is None else f"{latency.p50_ms:.0f}",
        _NONE if latency is None else f"{latency.p95_ms:.0f}",
    ]


def _without(case: CaseResult) -> Side:
    return Side(case.outcome, case.support, len(case.answer), case.latency_ms)


def _with(case: CaseResult) -> Side:
    phrased = case.phrased
    if phrased is None:
        return _without(case)
    latency_ms = case.latency_ms + phrased.latency_ms
    return Side(phrased.score.outcome, phrased.support, len(phrased.answer), latency_ms)
