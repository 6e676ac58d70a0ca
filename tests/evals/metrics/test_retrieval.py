from math import log2

import pytest

from evals.metrics.retrieval import CHUNK, FIRST_CHARS, score_ranking
from tests.evals.making import make_evidence, make_hit


def test_measures_of_a_ranking_worked_out_by_hand() -> None:
    hits = [make_hit(locator, rank) for rank, locator in enumerate(["x", "a", "y", "b"], start=1)]

    score = score_ranking(hits, [make_evidence("a"), make_evidence("b"), make_evidence("lost")])

    found, best = 1 / log2(3) + 1 / log2(5), 1 + 1 / log2(3) + 1 / log2(4)
    assert score.ndcg_at_10 == pytest.approx(found / best)
    assert score.recall_at_10 == pytest.approx(2 / 3)
    assert score.reciprocal_rank == 0.5
    assert score.in_first_chars


def test_two_quotes_of_one_place_count_once() -> None:
    score = score_ranking([make_hit("a", 1)], [make_evidence("a", "Sở"), make_evidence("a", "Nội vụ")])

    assert (score.ndcg_at_10, score.recall_at_10) == (1, 1)


def test_nothing_found_scores_nothing() -> None:
    score = score_ranking([], [make_evidence("a")])

    assert (score.ndcg_at_10, score.recall_at_10, score.reciprocal_rank, score.in_first_chars) == (
        0,
        0,
        0,
        False,
    )


@pytest.mark.parametrize(("before", "within"), [(FIRST_CHARS - 10, True), (FIRST_CHARS - 9, False)])
def test_whole_quote_must_stand_in_the_first_characters(before: int, within: bool) -> None:
    # One separator after the first passage, then the nine characters of "Sở Nội vụ".
    hits = [make_hit("x", 1, "x" * before), make_hit("a", 2, "Sở Nội vụ chủ trì")]

    assert score_ranking(hits, [make_evidence("a", "Sở Nội vụ")]).in_first_chars is within


def test_a_chunk_of_another_pipeline_counts_for_the_quote_that_it_holds() -> None:
    hits = [make_hit(CHUNK, 1, "Sở Tài chính"), make_hit(CHUNK, 2, "1. Sở\nNội  vụ chủ trì")]
    score = score_ranking(hits, [make_evidence("a", "Sở Nội vụ")])

    assert (score.reciprocal_rank, score.recall_at_10, score.in_first_chars) == (0.5, 1, True)


def test_the_same_words_elsewhere_are_no_evidence() -> None:
    assert not score_ranking([make_hit("x", 1)], [make_evidence("a")]).in_first_chars
