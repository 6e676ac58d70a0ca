from evals.metrics.answer import AnswerScore, Outcome
from evals.metrics.citation_support import CitationScore
from evals.report.worst import worst_cases
from tests.evals.making import make_case, make_task


def test_wrong_comes_before_refused_and_that_before_flawed() -> None:
    unsupported = CitationScore(statements=1, supported=0, citations=1, needed=0, unsupported=("A",))
    cases = [
        make_case(make_task("fine")),
        make_case(make_task("flawed"), support=unsupported),
        make_case(make_task("refused"), Outcome.REFUSED),
        make_case(make_task("wrong")).model_copy(
            update={"score": AnswerScore(outcome=Outcome.WRONG, missing=("a",))}
        ),
        make_case(make_task("worse")).model_copy(
            update={"score": AnswerScore(outcome=Outcome.WRONG, forbidden=("b",))}
        ),
    ]

    assert [case.task.id for case in worst_cases(cases)] == ["worse", "wrong", "refused", "flawed"]
