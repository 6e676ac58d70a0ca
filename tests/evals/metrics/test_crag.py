from evals.metrics.answer import Outcome
from evals.metrics.crag import crag_points


def test_wrong_costs_what_right_earns() -> None:
    assert {outcome: crag_points(outcome) for outcome in Outcome} == {
        Outcome.RIGHT: 1,
        Outcome.REFUSED: 0,
        Outcome.WRONG: -1,
        Outcome.UNSCORABLE: None,
    }
