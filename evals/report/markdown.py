"""A run as short markdown, for the terminal and the logs of CI."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence

from evals.dataset.task import Split
from evals.metrics.answer import Outcome
from evals.metrics.latency import measure_latency
from evals.metrics.robustness import Typed, measure_robustness
from evals.report.worst import worst_cases
from evals.results import CaseResult, RunResult
from evals.scoreboard import FIGURES, count_outcomes, score_all_records, score_cases

_QUOTE_CHARS = 700


def render_markdown(run: RunResult, failures: int | None = None) -> str:
    """The whole run as markdown.

    Args:
        run: the run.
        failures: how many of the worst cases to print; ``None`` for all.
    """
    parts = [_head(run), _figures(run)]
    parts += [
        _outcomes("Kind", run.cases, lambda case: case.task.kind),
        _outcomes("Typing", run.cases, lambda case: case.task.typing),
        _outcomes("Plan", run.cases, plan_of),
        _robustness(run.cases),
        _records(run),
        _failures(run.cases, failures),
    ]
    return "\n".join(part for part in parts if part)


def plan_of(case: CaseResult) -> str:
    """The plan that a task is about, for tables."""
    plans = case.task.plans
    return plans[0] if len(plans) == 1 else "several plans" if plans else "no plan"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A markdown table."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines) + "\n"


def _head(run: RunResult) -> str:
    info = run.info
    state = "no checkout" if info.commit is None else f"{info.commit[:10]}{'' if info.clean else ' (changed)'}"
    latency = measure_latency([case.latency_ms for case in run.cases])
    times = f"p50 {latency.p50_ms:.0f} ms, p95 {latency.p95_ms:.0f} ms" if latency else "no questions"
    return (
        f"# Evaluation {info.created}\n\n"
        f"{len(run.cases)} tasks in {info.duration_s:.0f} s; {times}; code {state}; corpus {info.corpus_digest}; "
        f"answers {run.answers_digest}\n"
    )


def _figures(run: RunResult) -> str:
    splits = [split for split in Split if any(case.task.split is split for case in run.cases)]
    scores = {split: score_cases([case for case in run.cases if case.task.split is split]) for split in splits}
    rows = []
    for figure in FIGURES:
        cells = []
        for split in splits:
            value = scores[split].get(figure.name)
            cells.append("–" if value is None else f"{value.value:.3f} [{value.low:.3f}, {value.high:.3f}] n={value.tasks}")
        rows.append([figure.stage, figure.title, *cells])
    return table(["Stage", "Figure", *splits], rows)


def _outcomes(title: str, cases: Sequence[CaseResult], key: Callable[[CaseResult], str]) -> str:
    groups: defaultdict[str, list[CaseResult]] = defaultdict(list)
    for case in cases:
        groups[key(case)].append(case)
    rows = []
    for name, group in [*sorted(groups.items()), ("all", list(cases))]:
        counts = count_outcomes(group)
        rows.append([name, *(str(counts[outcome]) for outcome in Outcome), f"{counts[Outcome.RIGHT] / len(group):.2f}"])
    return table([title, *Outcome, "right share"], rows)


def _robustness(cases: Sequence[CaseResult]) -> str:
    answers = [
        Typed(case.task.family, case.task.typing, case.outcome is Outcome.RIGHT)
        for case in cases
        if case.outcome is not Outcome.UNSCORABLE
    ]
    rows = []
    for gap in measure_robustness(answers):
        paired = "–" if gap.gap is None else f"{gap.gap.value:+.3f} [{gap.gap.low:+.3f}, {gap.gap.high:+.3f}]"
        families = "0" if gap.gap is None else str(gap.gap.tasks)
        rows.append([gap.typing, f"{gap.right:.2f}", paired, families])
    return table(["Typing", "right", "gap to plain", "families"], rows) if rows else ""


def _records(run: RunResult) -> str:
    figures = score_all_records(run.records)
    if figures is None:
        return ""
    rows = [
        [score.plan, f"{score.exact_rows}/{score.rows}", f"{score.exact_cells}/{score.cells}", ", ".join(score.wrong[:5])]
        for score in run.records
    ]
    rows.append(["all", f"{figures.rows_exact:.3f}", f"{figures.cells_exact:.3f}", ""])
    return table(["Gold records", "rows exact", "cells exact", "wrong rows"], rows)


def _failures(cases: Sequence[CaseResult], limit: int | None) -> str:
    worst = worst_cases(cases)
    shown = worst if limit is None else worst[:limit]
    if not shown:
        return ""
    return "\n".join([f"## Worst {len(shown)} of {len(worst)} cases\n", *map(_case, shown)])


def _case(case: CaseResult) -> str:
    task = case.task
    lines = [f"- **{task.id}** {task.kind}/{task.typing}/{task.split}: {case.outcome}"]
    lines += [f"  - before: {question}" for question in task.history]
    lines.append(f"  - question: {task.question}")
    answer = " / ".join(case.answer.split("\n"))
    lines.append(f"  - answer: {answer[:_QUOTE_CHARS]}{'…' if len(answer) > _QUOTE_CHARS else ''}")
    if case.error:
        lines.append(f"  - error: {case.error}")
    if case.score.missing:
        lines.append(f"  - missing: {'; '.join(case.score.missing)}")
    if case.score.forbidden:
        lines.append(f"  - forbidden: {'; '.join(case.score.forbidden)}")
    if case.citations or case.nearest:
        lines.append(f"  - cited: {', '.join(c.place for c in case.citations)}; nearest: {', '.join(c.place for c in case.nearest)}")
    if case.items and not case.items.exact:
        lines.append(f"  - items missing: {', '.join(case.items.missing)}; extra: {', '.join(case.items.extra)}")
    if case.evidence_cited is not True and task.evidence:
        lines.append(f"  - evidence: {', '.join(evidence.place for evidence in task.evidence)}")
    if case.support and case.support.unsupported:
        lines.append(f"  - not borne out: {' / '.join(case.support.unsupported)}")
    return "\n".join(lines) + "\n"
