from evals.metrics.answer import AnswerScore, Outcome
from evals.metrics.citation_support import CitationScore
from evals.metrics.latency import Latency
from evals.metrics.phrasing import Figures, PhrasedAnswer, Side, count_fallbacks, measure_side

SUPPORT = CitationScore(statements=4, supported=3, citations=4, needed=3, unsupported=("A",))


def test_figures_of_one_side() -> None:
    sides = [
        Side(Outcome.RIGHT, SUPPORT, 100, 10.0),
        Side(Outcome.WRONG, SUPPORT.model_copy(update={"supported": 1}), 200, 20.0),
        Side(Outcome.REFUSED, None, 60, 30.0),
        Side(Outcome.UNSCORABLE, None, 40, 40.0),
    ]

    assert measure_side(sides) == Figures(
        right=1 / 3, supported=0.5, chars=100.0, latency=Latency(p50_ms=25.0, p95_ms=38.5, max_ms=40.0)
    )


def test_nothing_has_no_figures() -> None:
    assert measure_side([]) == Figures(right=None, supported=None, chars=0.0, latency=None)


def test_fallbacks_are_counted_by_reason() -> None:
    def phrased(fallback: str | None) -> PhrasedAnswer:
        return PhrasedAnswer(
            answer="A",
            fallback=fallback,
            score=AnswerScore(outcome=Outcome.RIGHT),
            support=None,
            latency_ms=1,
        )

    assert count_fallbacks(map(phrased, [None, "b", "a", "b"])) == {"b": 2, "a": 1}
