import numpy as np
import pytest

from assistant.retrieval import reciprocal_ranks, standard_score_sum
from assistant.retrieval.fusion import Fuse

LEXICAL = np.array([0.0, 2.0, 4.0])
DENSE = np.array([0.9, 0.3, 0.6])


def test_standard_scores_are_summed() -> None:
    # Deviations from the means 2 and 0.6 in units of sqrt(8/3) and sqrt(0.06).
    step = 1.224745
    assert standard_score_sum(LEXICAL, DENSE) == pytest.approx([0.0, -step, step])


def test_a_side_that_tells_nothing_apart_adds_nothing() -> None:
    flat = np.zeros(3)
    assert standard_score_sum(flat, DENSE) == pytest.approx(standard_score_sum(flat, DENSE * 10))
    assert standard_score_sum(flat, flat).tolist() == [0.0, 0.0, 0.0]


def test_reciprocal_ranks_are_summed() -> None:
    assert reciprocal_ranks(LEXICAL, DENSE) == pytest.approx(
        [1 / 63 + 1 / 61, 1 / 62 + 1 / 63, 1 / 61 + 1 / 62]
    )


def test_equal_scores_rank_in_document_order() -> None:
    flat = np.ones(2)
    assert reciprocal_ranks(flat, flat) == pytest.approx([2 / 61, 2 / 62])


@pytest.mark.parametrize("fuse", [standard_score_sum, reciprocal_ranks])
def test_no_candidates_give_no_scores(fuse: Fuse) -> None:
    assert fuse(np.empty(0), np.empty(0)).tolist() == []
