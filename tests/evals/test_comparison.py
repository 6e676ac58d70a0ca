from evals.comparison import compare_runs
from evals.gate.baseline import Turn
from evals.metrics.answer import Outcome
from tests.evals.making import make_case, make_run, make_task


def test_runs_are_compared_on_their_common_tasks() -> None:
    before = make_run(make_case(make_task("a"), Outcome.WRONG), make_case(make_task("gone")))
    now = make_run(make_case(make_task("a")), make_case(make_task("new"), Outcome.WRONG))

    comparison = compare_runs(before, now)

    assert comparison.tasks == 1
    assert comparison.turns == (Turn("a", Outcome.WRONG, Outcome.RIGHT),)
    assert [(c.title, c.before, c.now) for c in comparison.figures] == [
        ("Right", 0, 1),
        ("CRAG score", -1, 1),
    ]
    assert comparison.right_gain is not None
    assert comparison.right_gain.value == 1
