from evals.comparison import compare_runs
from evals.gate.baseline import Baseline
from evals.gate.floors import Floors
from evals.gate.verdict import judge
from evals.metrics.answer import AnswerScore, Outcome
from evals.report.markdown import render_comparison, render_markdown, render_verdict
from tests.evals.making import make_case, make_run, make_task

WRONG = make_case(make_task("a", question="Ai chủ trì?")).model_copy(
    update={"score": AnswerScore(outcome=Outcome.WRONG, missing=("Sở Nội vụ",))}
)
RUN = make_run(WRONG, make_case(make_task("b")))


def test_case_is_shown_with_question_answer_and_what_is_missing() -> None:
    assert render_markdown(RUN).endswith(
        "## Worst 1 of 1 cases with a flaw\n\n"
        "- **a** lead/plain/dev: wrong\n"
        "  - question: Ai chủ trì?\n"
        "  - answer: Sở Nội vụ [1].\n"
        "  - missing: Sở Nội vụ\n"
    )


def test_cases_can_be_left_out() -> None:
    assert "**a**" not in render_markdown(RUN, failures=0)


def test_failed_gate_names_the_stage_and_the_tasks_that_turned() -> None:
    floors = Floors(corpus="c0", sections={"dev": {"right": 0.5}})
    baseline = Baseline(outcomes={"a": Outcome.RIGHT, "b": Outcome.REFUSED})

    assert render_verdict(judge(RUN, floors, baseline)) == (
        "## Gate: FAILED – answers broke first\n\n"
        "- answers: dev: Right (lower bound) is 0.0000, its floor is 0.5000\n\n"
        "Turned from right since the baseline:\n\n"
        "- a: right → wrong\n"
        "Turned to right since the baseline: b\n"
    )


def test_missing_floors_and_baseline_are_told() -> None:
    assert render_verdict(judge(RUN, None, None)) == (
        "## Gate: passed (0 floors)\n\n"
        "No floors were compared; record them with --update-floors.\n"
        "There is no baseline; record one with --update-baseline.\n"
    )


def test_comparison_shows_only_what_changed() -> None:
    before = make_run(make_case(make_task("a"), answer="Khác"), make_case(make_task("b")))

    shown = render_comparison(compare_runs(before, RUN))

    assert "2 common tasks; 1 answers read differently; right -0.500 [-1.000, +0.000]\n" in shown
    assert "| dev | Right | 1.000 | 0.500 | -0.500 |" in shown
    assert "- a: right → wrong" in shown


def test_equal_runs_have_nothing_to_show() -> None:
    assert "No figure changed." in render_comparison(compare_runs(RUN, RUN))
