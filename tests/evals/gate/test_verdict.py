from evals.dataset.task import Split
from evals.gate.baseline import Baseline, Turn
from evals.gate.floors import Floors
from evals.gate.verdict import Failure, judge, measure
from evals.metrics.answer import Outcome
from evals.metrics.records import RecordScore
from evals.results import RunResult, ShownCitation
from evals.scoreboard import Stage
from tests.evals.making import PLAN, make_case, make_run, make_task


def shown(*, real: bool) -> ShownCitation:
    return ShownCitation(place=f"{PLAN}#I/1", label="I/1", quote="a", real=real)


def half_right() -> RunResult:
    """One of two dev tasks right, one of two quotes real."""
    return make_run(
        make_case(make_task("a"), citations=(shown(real=True), shown(real=False))),
        make_case(make_task("b"), Outcome.WRONG),
    )


def test_main_figures_are_measured_by_their_lower_bound() -> None:
    assert measure(half_right()) == {"dev": {"citation_reality": 0.5, "right": 0.0, "crag": 0.0}}


def test_run_at_its_floors_passes() -> None:
    floors = Floors(corpus="c0", sections={"dev": {"citation_reality": 0.5, "right": 0.0}})

    verdict = judge(half_right(), floors, None)

    assert verdict.passed
    assert verdict.floors == 2


def test_failures_come_in_the_order_of_the_data_flow() -> None:
    floors = Floors(
        corpus="c0", sections={"dev": {"right": 0.1, "citation_reality": 0.6}, "test": {"right": 0.2}}
    )

    verdict = judge(half_right(), floors, None)

    assert verdict.failures == (
        Failure(Stage.CITATIONS, "dev: Quotes equal to the file is 0.5000, its floor is 0.6000"),
        Failure(Stage.ANSWERS, "dev: Right (lower bound) is 0.0000, its floor is 0.1000"),
        Failure(Stage.ANSWERS, "test: Right was not measured; its floor is 0.2000"),
    )
    assert verdict.first_broken is Stage.CITATIONS


def test_sections_that_were_not_run_are_not_compared() -> None:
    floors = Floors(corpus="c0", sections={"dev": {"right": 0.0}, "test": {"right": 0.2}})

    assert judge(half_right(), floors, None, [Split.DEV]).passed


def test_floors_of_another_corpus_do_not_fit() -> None:
    verdict = judge(half_right(), Floors(corpus="c9", sections={}), None)

    assert not verdict.passed
    assert verdict.first_broken is None
    assert "measured on corpus c9, this is c0" in verdict.failures[0].message


def test_lost_gold_fails_even_without_floors() -> None:
    run = make_run(make_case(make_task("a"), gold_places=1, lost_gold=(f"{PLAN}#I/1 is not in the index",)))

    verdict = judge(run, None, None)

    assert verdict.failures == (Failure(Stage.PARSER, f"a: {PLAN}#I/1 is not in the index"),)


def test_stale_index_fails_even_without_floors() -> None:
    verdict = judge(half_right().model_copy(update={"stale_plans": (PLAN,)}), None, None)

    assert verdict.first_broken is Stage.PARSER
    assert f"the index of {PLAN} is not what the parser reads now" in verdict.failures[0].message


def test_gold_records_belong_to_the_parser() -> None:
    score = RecordScore(plan=PLAN, rows=4, exact_rows=3, cells=8, exact_cells=7, wrong=("1",))
    run = half_right().model_copy(update={"records": (score,)})
    floors = Floors(corpus="c0", sections={"records": {"rows_exact": 1.0, "cells_exact": 0.875}})

    assert judge(run, floors, None).failures == (
        Failure(Stage.PARSER, "records: Gold rows read exactly is 0.7500, its floor is 1.0000"),
    )


def test_turns_are_told_but_do_not_fail() -> None:
    verdict = judge(half_right(), None, Baseline(outcomes={"b": Outcome.RIGHT}))

    assert verdict.turns == (Turn("b", Outcome.RIGHT, Outcome.WRONG),)
    assert verdict.passed
