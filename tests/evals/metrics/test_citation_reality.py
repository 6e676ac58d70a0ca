import pytest

from assistant.types import Span
from evals.metrics.citation_reality import is_real
from tests.evals.making import PLAN, make_citation

TEXT = "Sở Nội vụ\tchủ trì\nnăm 2024"


@pytest.mark.parametrize(
    ("quote", "spans", "real"),
    [
        ("Sở Nội vụ", (Span(0, 9),), True),
        ("Sở Nội vụ chủ trì", (Span(0, 9), Span(10, 17)), True),
        ("Sở Nội vụ chủ trì", (Span(0, 17),), False),  # the text has a tab
        ("sở Nội vụ", (Span(0, 9),), False),
        ("Sở Nội v", (Span(0, 9),), False),
        ("", (), False),
        ("năm 2024", (Span(18, 27),), False),  # beyond the end
        ("", (Span(3, 3),), False),
    ],
)
def test_quote_is_real_if_its_spans_spell_it(quote: str, spans: tuple[Span, ...], real: bool) -> None:
    assert is_real(make_citation("I/1", quote, spans), {PLAN: TEXT}) is real


def test_citation_of_an_unknown_plan_is_not_real() -> None:
    assert not is_real(make_citation("I/1"), {})
