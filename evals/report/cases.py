"""Cases side by side: what was asked and labelled, and what was answered and cited."""

from collections.abc import Iterable, Sequence
from html import escape

from evals.report.plots import OUTCOME_COLOURS
from evals.report.worst import has_flaw, worst_cases
from evals.results import CaseResult, ShownCitation

_QUOTE_CHARS = 400


def render_cases(cases: Sequence[CaseResult]) -> str:
    """All cases as foldable blocks, those with a flaw first."""
    worst = worst_cases(cases)
    listed = {case.task.id for case in worst}
    fine = [case for case in cases if case.task.id not in listed]
    return "".join(map(_case, worst)) + (
        f"<h3>Without a flaw ({len(fine)})</h3>{''.join(map(_case, fine))}" if fine else ""
    )


def _case(case: CaseResult) -> str:
    task = case.task
    flaw = " with a flaw" if case.outcome == "right" and has_flaw(case) else ""
    tag = f'<span class="tag" style="background:{OUTCOME_COLOURS[case.outcome]}">{case.outcome}{flaw}</span>'
    return (
        f"<details><summary>{tag} <b>{escape(task.id)}</b> "
        f"{task.kind} / {task.typing} / {task.split} – {escape(task.question)}</summary>"
        f'<div class="sides"><div>{_gold(case)}</div><div>{_answer(case)}</div></div></details>'
    )


def _gold(case: CaseResult) -> str:
    task = case.task
    evidence = [f"{item.place}: “{item.quote}”" for item in task.evidence]
    return (
        _list("Before", task.history)
        + f"<p><b>Question</b><br>{escape(task.question)}</p>"
        + ("" if task.answerable else "<p><b>Must be refused.</b></p>")
        + _list("Facts", [" | ".join(fact) for fact in task.facts])
        + (f"<p><b>Count</b> {task.count}</p>" if task.count is not None else "")
        + _list("Forbidden", task.forbidden)
        + _list("Evidence", evidence)
        + _list("Items", task.items)
        + (f"<p><i>{escape(task.note)}</i></p>" if task.note else "")
    )


def _answer(case: CaseResult) -> str:
    score = case.score
    return (
        f'<p class="answer">{escape(case.answer)}</p>'
        + (f'<p class="failed">Error: {escape(case.error)}</p>' if case.error else "")
        + _list("Missing", score.missing)
        + _list("Said though forbidden", score.forbidden)
        + (
            _list("Items missing", case.items.missing) + _list("Items too many", case.items.extra)
            if case.items
            else ""
        )
        + (_list("Not borne out by its citations", case.support.unsupported) if case.support else "")
        + _judged(case)
        + _phrased(case)
        + _list("Gold lost", case.lost_gold)
        + _citations("Citations", case.citations)
        + _citations("Nearest", case.nearest)
    )


def _judged(case: CaseResult) -> str:
    if case.faithfulness is None:
        return ""
    if case.faithfulness.problem is not None:
        return f"<p><b>Not judged</b> {escape(case.faithfulness.problem)}</p>"
    verdicts = [
        f"{'borne out' if v.borne_out else 'not borne out'}: {v.statement} ({v.reason})"
        for v in case.faithfulness.verdicts
    ]
    return _list("Language model as judge", verdicts)


def _phrased(case: CaseResult) -> str:
    if case.phrased is None or not case.phrased.is_put:
        return ""
    if case.phrased.fallback is not None:
        return f"<p><b>Not worded anew</b> {escape(case.phrased.fallback)}</p>"
    return f'<p><b>Worded anew</b></p><p class="answer">{escape(case.phrased.answer)}</p>'


def _citations(title: str, citations: Sequence[ShownCitation]) -> str:
    if not citations:
        return ""
    quotes = "".join(
        f"<blockquote>{'' if citation.real else '<b>not real</b> '}<b>{number}</b> {escape(citation.place)} "
        f"({escape(citation.label)})<br>{escape(_cut(citation.quote))}</blockquote>"
        for number, citation in enumerate(citations, start=1)
    )
    return f"<p><b>{title}</b></p>{quotes}"


def _cut(text: str) -> str:
    return text if len(text) <= _QUOTE_CHARS else f"{text[:_QUOTE_CHARS]}…"


def _list(title: str, lines: Iterable[str]) -> str:
    listed = "".join(f"<li>{escape(line)}</li>" for line in lines)
    return f"<p><b>{title}</b></p><ul>{listed}</ul>" if listed else ""
