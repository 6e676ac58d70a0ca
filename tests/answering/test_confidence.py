"""A candidate is taken for what a question is about by its words and its place in the search together."""

import pytest

from assistant.answering.confidence import chance_of_answer, stands_out
from assistant.answering.matching import Fit
from assistant.types import Hit, PassageKind
from tests.answering.conftest import Office
from tests.written_plans import CA_MAU


@pytest.mark.parametrize(
    ("coverage", "rank", "score", "row", "text"),
    [
        (0.35, 1, 0.9, True, True),
        (0.35, 1, 0.2, False, True),
        (0.35, 4, 0.5, False, False),
        (0.9, 3, 0.3, True, False),
        (0.0, 1, 0.9, False, False),
        (0.34, 1, 0.9, True, True),
        (0.0, 1, 0.05, False, False),
    ],
)
def test_few_words_do_where_the_search_is_sure(
    office: Office, coverage: float, rank: int, score: float, row: bool, text: bool
) -> None:
    passages = office.library.passages_of(CA_MAU)
    for kind, expected in ((PassageKind.ROW, row), (PassageKind.PARAGRAPH, text)):
        passage = next(p for p in passages if p.kind is kind)
        assert stands_out(Fit(coverage, 0.5), Hit(passage, score, rank)) is expected, kind


def test_chance_grows_with_words_and_search_and_falls_with_rank(office: Office) -> None:
    row = next(p for p in office.library.passages_of(CA_MAU) if p.kind is PassageKind.ROW)
    base = chance_of_answer(Fit(0.5, 0.0), Hit(row, 0.5, 2))
    assert chance_of_answer(Fit(0.7, 0.0), Hit(row, 0.5, 2)) > base
    assert chance_of_answer(Fit(0.5, 0.0), Hit(row, 0.8, 2)) > base
    assert chance_of_answer(Fit(0.5, 0.0), Hit(row, 0.5, 5)) < base


def test_what_the_search_did_not_find_does_not_stand_out() -> None:
    assert not stands_out(Fit(0.9, 1.0), None)
