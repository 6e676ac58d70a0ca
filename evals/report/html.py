"""A run as one HTML page that needs nothing else: no script, no font, no request."""

from collections.abc import Iterable, Sequence
from html import escape
from itertools import pairwise

from evals.comparison import Comparison
from evals.gate.floors import Floors
from evals.gate.verdict import Verdict
from evals.report import svg
from evals.report.breakdown import (
    ablate_retrieval,
    by_kind,
    by_plan,
    by_typing,
    calibrate_refusals,
    group_cases,
    typing_gaps,
)
from evals.report.cases import render_cases
from evals.report.judging import find_disputes
from evals.report.markdown import (
    VISIBLE_CHANGE,
    describe_comparison,
    describe_model,
    describe_problems,
    describe_run,
    judging_rows,
    signed,
)
from evals.report.phrasing import describe_advice, describe_fallbacks, find_turned, phrasing_rows
from evals.report.plots import IntervalRow, Series, plot_bars, plot_intervals, plot_outcomes
from evals.results import RunResult
from evals.scoreboard import FIGURES, score_all_records, score_by_split

_LATENCY_STEPS_MS = (25, 50, 100, 200, 400, 800)
_STYLE = """
:root{color-scheme:light dark;--line:#d5d8dc;--soft:#f5f6f7;--bad:#b83227;--good:#2e7d4f}
@media (prefers-color-scheme:dark){:root{--line:#44484d;--soft:#26292d;--bad:#ff8a80;--good:#7fd6a0}}
body{font:15px/1.5 system-ui,"Segoe UI",Roboto,sans-serif;max-width:1080px;margin:2rem auto;padding:0 1rem}
h1{font-size:1.5rem}h2{font-size:1.2rem;margin-top:2.2rem;border-bottom:1px solid var(--line)}
h3{font-size:1rem}svg{width:100%;max-width:760px;height:auto;display:block}
table{border-collapse:collapse;margin:.6rem 0;font-size:.9rem}
th,td{border:1px solid var(--line);padding:.2rem .55rem;text-align:left;vertical-align:top}
.legend span{margin-right:1rem}.legend i{display:inline-block;width:.8rem;height:.8rem;margin-right:.35rem}
.failed{color:var(--bad)}.passed{color:var(--good)}
details{border:1px solid var(--line);border-radius:4px;margin:.4rem 0;padding:.3rem .7rem}
summary{cursor:pointer}.sides{display:grid;grid-template-columns:1fr 1fr;gap:1rem}
@media (max-width:800px){.sides{grid-template-columns:1fr}}
.sides>div{background:var(--soft);padding:.5rem .8rem;border-radius:4px;overflow-wrap:anywhere}
.answer{white-space:pre-wrap}
.tag{display:inline-block;color:#fff;border-radius:3px;padding:0 .4rem;font-size:.8rem}
blockquote{margin:.3rem 0;padding-left:.6rem;border-left:3px solid var(--line);font-size:.88rem}
"""


def render_html(
    run: RunResult, verdict: Verdict, floors: Floors | None = None, comparison: Comparison | None = None
) -> str:
    """The page: the gate, figures with floors, every breakdown, and the cases with the worst first."""
    sections = [
        ("Gate", _verdict(verdict)),
        ("Figures", _figures(run, floors)),
        ("By kind of question", plot_outcomes(group_cases(run.cases, by_kind))),
        ("By way of typing", plot_outcomes(group_cases(run.cases, by_typing)) + _robustness(run)),
        ("By plan", plot_outcomes(group_cases(run.cases, by_plan))),
        ("Refusals", _refusals(run)),
        ("Retrieval", _ablation(run)),
        ("Gold records", _records(run)),
        ("Language model as judge", _judging(run)),
        ("Answers worded anew by a language model", _phrasing(run)),
        ("Latency", _latency(run)),
        ("Compared with an earlier run", _comparison(comparison) if comparison else ""),
        ("Cases, worst first", render_cases(run.cases)),
    ]
    body = "".join(
        f"<section><h2>{escape(title)}</h2>{content}</section>" for title, content in sections if content
    )
    title = f"Evaluation {escape(run.info.created)}"
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}</title>'
        f'<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<style>{_STYLE}{svg.STYLE}</style></head>"
        f"<body><h1>{title}</h1><p>{escape(describe_run(run))}</p>{body}</body></html>\n"
    )


def _verdict(verdict: Verdict) -> str:
    turns = [[turn.task_id, turn.before, turn.now] for turn in verdict.turns]
    turned = _table(["Turned since the baseline", "before", "now"], turns) if turns else ""
    if verdict.passed:
        return f'<p class="passed">Passed ({verdict.floors} floors).</p>{turned}'
    where = (
        "the floors do not fit this run"
        if verdict.first_broken is None
        else f"{verdict.first_broken} broke first"
    )
    listed = "".join(
        f"<li><b>{failure.stage or 'floors'}</b>: {escape(failure.message)}</li>"
        for failure in verdict.failures
    )
    return f'<p class="failed">Failed: {where}.</p><ul>{listed}</ul>{turned}'


def _figures(run: RunResult, floors: Floors | None) -> str:
    parts = []
    for split, scores in score_by_split(run.cases).items():
        limits = floors.sections.get(split, {}) if floors else {}
        rows = [
            IntervalRow(figure.title, value.value, value.low, value.high, limits.get(figure.name))
            for figure in FIGURES
            if (value := scores.get(figure.name)) is not None
        ]
        lowest = min([0.0, *(row.low for row in rows)])
        parts.append(f"<h3>{split}</h3>{plot_intervals(rows, low=-1.0 if lowest < 0 else 0.0)}")
    note = (
        "<p>Dots are values, bars 95 % intervals over question families, red ticks floors "
        "(of the lower end for nDCG@10, refusal recall, evidence cited and right).</p>"
    )
    return note + "".join(parts)


def _robustness(run: RunResult) -> str:
    rows = [
        [
            gap.typing,
            str(gap.questions),
            f"{gap.right:.2f}",
            "–" if gap.to_all_plain is None else f"{gap.to_all_plain:+.2f}",
            "no family has both"
            if gap.paired is None
            else f"{signed(gap.paired)} over {gap.paired.tasks} families",
        ]
        for gap in typing_gaps(run.cases)
    ]
    head = ["Typing", "questions", "right", "gap to all plain questions", "gap to plain in the same family"]
    return _table(head, rows) if rows else ""


def _refusals(run: RunResult) -> str:
    buckets = calibrate_refusals(run.cases)
    counts = [
        [
            "answerable" if answerable else "unanswerable",
            str(sum(case.task.answerable is answerable and not case.abstained for case in run.cases)),
            str(sum(case.task.answerable is answerable and case.abstained for case in run.cases)),
        ]
        for answerable in (True, False)
    ]
    plot = plot_bars(
        [f"{bucket.low:.2f}–{bucket.high:.2f}" for bucket in buckets],
        [
            Series(
                "answerable, refused",
                tuple(b.answerable_refused / b.answerable if b.answerable else None for b in buckets),
                tuple(f"n={b.answerable}" for b in buckets),
            ),
            Series(
                "unanswerable, refused",
                tuple(b.unanswerable_refused / b.unanswerable if b.unanswerable else None for b in buckets),
                tuple(f"n={b.unanswerable}" for b in buckets),
            ),
        ],
    )
    note = (
        "<p>Share refused by similarity (cosine) of the best passage, in groups of equal size. "
        "The left column of each pair should be 0, the right one 1.</p>"
    )
    return _table(["Question", "answered", "refused"], counts) + (note + plot if buckets else "")


def _ablation(run: RunResult) -> str:
    rows = ablate_retrieval(run.cases)
    if not rows:
        return ""
    measures = ["nDCG@10", "recall@10", "MRR@10", "in first 3,000 characters"]
    parts = []
    for split in dict.fromkeys(row.split for row in rows):
        own = [row for row in rows if row.split is split]
        values = [(r.ndcg_at_10, r.recall_at_10, r.mrr_at_10, r.in_first_chars) for r in own]
        plot = plot_bars(measures, [Series(row.mode, value) for row, value in zip(own, values, strict=True)])
        listed = _table(
            ["Search", *measures],
            [[row.mode, *(f"{v:.3f}" for v in value)] for row, value in zip(own, values, strict=True)],
        )
        parts.append(
            f"<h3>{split}</h3><p>{own[0].questions} questions that stand without their history, with evidence "
            f"in one or two passages.</p>{plot}{listed}"
        )
    return "".join(parts)


def _records(run: RunResult) -> str:
    figures = score_all_records(run.records)
    if figures is None:
        return ""
    rows = [
        [
            score.plan,
            f"{score.exact_rows} of {score.rows}",
            f"{score.exact_cells} of {score.cells}",
            ", ".join(score.wrong),
        ]
        for score in run.records
    ]
    rows.append(["all", f"{figures.rows_exact:.1%}", f"{figures.cells_exact:.1%}", ""])
    return _table(["Plan", "rows exact", "cells exact", "wrong rows"], rows)


def _judging(run: RunResult) -> str:
    if run.info.judge is None:
        return ""
    disputes = [
        [d.task_id, d.statement, "borne out" if d.borne_out else "not borne out", d.reason]
        for d in find_disputes(run.cases)
    ]
    head = ["Judges differ on", "statement", "the model says", "because"]
    problems = "".join(f"<li>{escape(line)}</li>" for line in describe_problems(run.cases))
    return (
        f"<p>{escape(describe_model(run.info.judge))}.</p>"
        + _table(*judging_rows(run.cases))
        + (f"<p><b>Unscorable</b></p><ul>{problems}</ul>" if problems else "")
        + (_table(head, disputes) if disputes else "")
    )


def _phrasing(run: RunResult) -> str:
    if run.info.phraser is None:
        return ""
    turned = [[turn.task_id, turn.without, turn.with_wording] for turn in find_turned(run.cases)]
    return (
        f"<p>{escape(describe_model(run.info.phraser))}.</p>"
        + _table(["Wording", "without", "with"], phrasing_rows(run.cases))
        + f"<p>{escape(describe_fallbacks(run.cases))}.</p>"
        + "".join(f"<p>{escape(line)}.</p>" for line in describe_advice(run.cases))
        + (_table(["Turned", "without", "with"], turned) if turned else "")
    )


def _latency(run: RunResult) -> str:
    edges = [0, *_LATENCY_STEPS_MS]
    names = [f"{low}–{high} ms" for low, high in pairwise(edges)] + [f"over {edges[-1]} ms"]
    counts = [0] * len(names)
    for case in run.cases:
        counts[sum(case.latency_ms >= edge for edge in _LATENCY_STEPS_MS)] += 1
    return plot_bars(
        names, [Series("questions", tuple(map(float, counts)))], top=float(-(-max([4, *counts]) // 4 * 4))
    )


def _comparison(comparison: Comparison) -> str:
    figures = [
        [change.split, change.title, f"{change.before:.3f}", f"{change.now:.3f}", f"{change.gain:+.3f}"]
        for change in comparison.figures
        if abs(change.gain) >= VISIBLE_CHANGE
    ]
    turns = [[turn.task_id, turn.before, turn.now] for turn in comparison.turns]
    return (
        f"<p>{escape(describe_comparison(comparison))} (paired).</p>"
        + (_table(["Split", "Figure", "before", "now", "change"], figures) if figures else "")
        + (_table(["Turned", "before", "now"], turns) if turns else "")
    )


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    top = "".join(f"<th>{escape(cell)}</th>" for cell in head)
    body = "".join(f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for row in rows)
    return f"<table><tr>{top}</tr>{body}</table>"
