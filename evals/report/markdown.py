"""A run as short markdown, for the terminal and the logs of CI."""

from collections import Counter
from collections.abc import Iterable, Sequence

from evals.comparison import Comparison
from evals.gate.baseline import Turn
from evals.gate.verdict import Verdict
from evals.intervals import Estimate
from evals.metrics.answer import Outcome
from evals.metrics.latency import measure_latency
from evals.report.breakdown import (
    Group,
    ablate_retrieval,
    by_kind,
    by_plan,
    by_typing,
    group_cases,
    splits_of,
    typing_gaps,
)
from evals.report.judging import find_disputes, summarise_judging
from evals.report.phrasing import describe_advice, describe_fallbacks, find_turned, phrasing_rows
from evals.report.worst import worst_cases
from evals.results import CaseResult, PromptedModel, RunResult
from evals.scoreboard import FIGURES, score_all_records, score_by_split

_ANSWER_CHARS = 700
_NONE = "–"
VISIBLE_CHANGE = 0.0005
"""Changes below this round to nothing."""


def render_markdown(run: RunResult, failures: int | None = None) -> str:
    """The figures of a run as markdown.

    Args:
        run: the run.
        failures: how many of the worst cases to print; ``None`` for all.
    """
    parts = [
        _head(run),
        _figures(run),
        _outcomes("Kind", group_cases(run.cases, by_kind)),
        _outcomes("Typing", group_cases(run.cases, by_typing)),
        _outcomes("Plan", group_cases(run.cases, by_plan)),
        _robustness(run.cases),
        _ablation(run.cases),
        _records(run),
        _judging(run, failures),
        _phrasing(run),
        _failures(run.cases, failures),
    ]
    return "\n".join(part for part in parts if part)


def render_verdict(verdict: Verdict) -> str:
    """The gate: what failed, named by the stage that broke first, and what turned since the baseline."""
    losses = [turn for turn in verdict.turns if turn.is_loss]
    gains = [turn for turn in verdict.turns if turn.now is Outcome.RIGHT]
    if verdict.passed:
        lines = [f"## Gate: passed ({verdict.floors} floors)\n"]
    else:
        where = (
            "the floors do not fit" if verdict.first_broken is None else f"{verdict.first_broken} broke first"
        )
        lines = [f"## Gate: FAILED – {where}\n"]
        lines += [f"- {failure.stage or 'floors'}: {failure.message}" for failure in verdict.failures]
        lines.append("")
    if not verdict.floors:
        lines.append("No floors were compared; record them with --update-floors.")
    if not verdict.has_baseline:
        lines.append("There is no baseline; record one with --update-baseline.")
    if losses:
        lines += ["Turned from right since the baseline:\n", *map(_turn, losses)]
    if gains:
        lines.append(f"Turned to right since the baseline: {', '.join(turn.task_id for turn in gains)}")
    return "\n".join(lines) + "\n"


def render_comparison(comparison: Comparison) -> str:
    """What changed between two runs."""
    before, now = comparison.before.info, comparison.now.info
    rows = [
        [change.split, change.title, f"{change.before:.3f}", f"{change.now:.3f}", f"{change.gain:+.3f}"]
        for change in comparison.figures
        if abs(change.gain) >= VISIBLE_CHANGE
    ]
    lines = [
        f"## Compared with {before.created} ({(before.commit or 'no checkout')[:10]})\n",
        f"{describe_comparison(comparison)}{'' if before.tasks_digest == now.tasks_digest else '; the tasks differ'}\n",
        table(["Split", "Figure", "before", "now", "change"], rows) if rows else "No figure changed.",
        *map(_turn, comparison.turns),
    ]
    return "\n".join(lines) + "\n"


def describe_comparison(comparison: Comparison) -> str:
    """Size of a comparison and the change in right answers, in one line."""
    gain = _NONE if comparison.right_gain is None else signed(comparison.right_gain)
    changed = len(comparison.other_answers)
    return f"{comparison.tasks} common tasks; {changed} answers read differently; right {gain}"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A markdown table."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines) + "\n"


def signed(value: Estimate) -> str:
    """A difference with its interval."""
    return f"{value.value:+.3f} [{value.low:+.3f}, {value.high:+.3f}]"


def describe_run(run: RunResult) -> str:
    """Size, speed and origin of a run in one sentence."""
    info = run.info
    state = (
        "no checkout" if info.commit is None else f"{info.commit[:10]}{'' if info.clean else ' with changes'}"
    )
    latency = measure_latency([case.latency_ms for case in run.cases])
    times = (
        f"answers in p50 {latency.p50_ms:.0f} ms, p95 {latency.p95_ms:.0f} ms" if latency else "no questions"
    )
    return (
        f"{len(run.cases)} tasks in {info.duration_s:.0f} s; {times}; code {state}; model {info.model_id}; "
        f"corpus {info.corpus_digest}; tasks {info.tasks_digest}; prompts {info.prompts_digest or 'none'}; "
        f"answers {run.answers_digest}"
    )


def _head(run: RunResult) -> str:
    return f"# Evaluation {run.info.created}\n\n{describe_run(run)}\n"


def _figures(run: RunResult) -> str:
    scores = score_by_split(run.cases)
    rows = []
    for figure in FIGURES:
        found = [own.get(figure.name) for own in scores.values()]
        cells = [_interval(value) for value in found]
        rows.append([figure.stage, figure.title, *cells])
    return table(["Stage", "Figure", *splits_of(run.cases)], rows)


def _outcomes(title: str, groups: Sequence[Group]) -> str:
    rows = [
        [
            group.name,
            *(str(group.counts[outcome]) for outcome in Outcome),
            _NONE if group.right_share is None else f"{group.right_share:.2f}",
        ]
        for group in groups
    ]
    return table([title, *Outcome, "right share"], rows)


def _robustness(cases: Sequence[CaseResult]) -> str:
    rows = [
        [
            gap.typing,
            f"{gap.right:.2f}",
            _NONE if gap.to_all_plain is None else f"{gap.to_all_plain:+.2f}",
            "no pairs" if gap.paired is None else f"{signed(gap.paired)} ({gap.paired.tasks} families)",
        ]
        for gap in typing_gaps(cases)
    ]
    return table(["Typing", "right", "gap to all plain", "gap to plain, same family"], rows) if rows else ""


def _ablation(cases: Sequence[CaseResult]) -> str:
    rows = [
        [
            row.mode,
            row.split,
            str(row.questions),
            *(f"{v:.3f}" for v in (row.ndcg_at_10, row.recall_at_10, row.mrr_at_10, row.in_first_chars)),
        ]
        for row in ablate_retrieval(cases)
    ]
    head = ["Retrieval", "split", "questions", "nDCG@10", "recall@10", "MRR@10", "in first 3,000 chars"]
    return table(head, rows) if rows else ""


def _records(run: RunResult) -> str:
    figures = score_all_records(run.records)
    if figures is None:
        return ""
    rows = [
        [
            score.plan,
            f"{score.exact_rows}/{score.rows}",
            f"{score.exact_cells}/{score.cells}",
            ", ".join(score.wrong[:5]),
        ]
        for score in run.records
    ]
    rows.append(["all", f"{figures.rows_exact:.3f}", f"{figures.cells_exact:.3f}", ""])
    return table(["Gold records", "rows exact", "cells exact", "first wrong rows"], rows)


def describe_model(used: PromptedModel) -> str:
    """Which language model was asked and how, in one sentence."""
    return (
        f"{used.model} at temperature {used.temperature:g}, prompt {used.prompt} ({used.prompt_digest}); "
        "not part of the gate"
    )


def judging_rows(cases: Sequence[CaseResult]) -> tuple[list[str], list[list[str]]]:
    """Head and rows of the table that sets the model beside the lexical judge."""
    head = ["Split", "faithfulness", "lexical, same answers", "statements", "agreement", "kappa", "answers"]
    return [*head, "unscorable"], [
        [
            row.split,
            _interval(row.faithfulness),
            _interval(row.lexical),
            str(row.agreement.statements),
            _NONE if row.agreement.share is None else f"{row.agreement.share:.3f}",
            _NONE if row.agreement.kappa is None else f"{row.agreement.kappa:.2f}",
            str(row.answers),
            str(row.unscorable),
        ]
        for row in summarise_judging(cases)
    ]


def describe_problems(cases: Sequence[CaseResult]) -> list[str]:
    """Why answers could not be judged, with how many, the most frequent first."""
    found: Counter[str] = Counter()
    for row in summarise_judging(cases):
        found.update(row.problems)
    return [f"{count} × {problem}" for problem, count in found.most_common()]


def _judging(run: RunResult, limit: int | None) -> str:
    if run.info.judge is None:
        return ""
    disputes = find_disputes(run.cases)[:limit]
    lines = [f"Language model as judge: {describe_model(run.info.judge)}.\n", table(*judging_rows(run.cases))]
    lines += [f"- unscorable: {line}" for line in describe_problems(run.cases)]
    lines += [
        f"- {dispute.task_id}: {'borne out' if dispute.borne_out else 'not borne out'} by the model only: "
        f"{dispute.statement} ({dispute.reason})"
        for dispute in disputes
    ]
    return "\n".join(lines) + "\n"


def _phrasing(run: RunResult) -> str:
    if run.info.phraser is None:
        return ""
    lines = [
        f"Answers worded anew by a language model: {describe_model(run.info.phraser)}.\n",
        table(["Wording", "without", "with"], phrasing_rows(run.cases)),
        f"{describe_fallbacks(run.cases)}.",
        *(f"- {line}" for line in describe_advice(run.cases)),
        *(f"- {turn.task_id}: {turn.without} → {turn.with_wording}" for turn in find_turned(run.cases)),
    ]
    return "\n".join(lines) + "\n"


def _interval(value: Estimate | None) -> str:
    if value is None:
        return _NONE
    return f"{value.value:.3f} [{value.low:.3f}, {value.high:.3f}] n={value.tasks}"


def _failures(cases: Sequence[CaseResult], limit: int | None) -> str:
    worst = worst_cases(cases)
    shown = worst if limit is None else worst[:limit]
    if not shown:
        return ""
    return "\n".join([f"## Worst {len(shown)} of {len(worst)} cases with a flaw\n", *map(_case, shown)])


def _case(case: CaseResult) -> str:
    task = case.task
    answer = " / ".join(case.answer.split("\n"))
    cut = answer if len(answer) <= _ANSWER_CHARS else f"{answer[:_ANSWER_CHARS]}…"
    details = {
        "before": " / ".join(task.history),
        "question": task.question,
        "answer": cut,
        "error": case.error or "",
        "missing": "; ".join(case.score.missing),
        "forbidden": "; ".join(case.score.forbidden),
        "cited": ", ".join(citation.place for citation in case.citations),
        "nearest": ", ".join(citation.place for citation in case.nearest),
        "evidence": "" if case.evidence_cited else ", ".join(evidence.place for evidence in task.evidence),
        "items missing": ", ".join(case.items.missing) if case.items else "",
        "items extra": ", ".join(case.items.extra) if case.items else "",
        "not borne out": " / ".join(case.support.unsupported) if case.support else "",
        "judged not borne out": " / ".join(judged_against(case)),
        "not judged": (case.faithfulness.problem or "") if case.faithfulness else "",
        "not real": ", ".join(c.place for c in (*case.citations, *case.nearest) if not c.real),
        "lost gold": "; ".join(case.lost_gold),
    }
    lines = [f"- **{task.id}** {task.kind}/{task.typing}/{task.split}: {case.outcome}"]
    lines += [f"  - {name}: {value}" for name, value in details.items() if value]
    return "\n".join(lines) + "\n"


def judged_against(case: CaseResult) -> list[str]:
    """Statements that the language model finds not borne out, with its reasons."""
    verdicts = case.faithfulness.verdicts if case.faithfulness else ()
    return [f"{v.statement} ({v.reason})" for v in verdicts if not v.borne_out]


def _turn(turn: Turn) -> str:
    return f"- {turn.task_id}: {turn.before} → {turn.now}"
