import numpy as np
import pytest

from assistant.retrieval.fusion import chance_of_fit, standard_score_sum

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


def test_a_passage_that_stands_out_likely_fits_and_one_of_many_hardly() -> None:
    chances = chance_of_fit(np.array([14.0, 10.3, 3.0, -2.0]))
    assert chances == pytest.approx([0.943, 0.497, 0.004, 0.0], abs=1e-3)


def test_no_candidates_give_no_scores() -> None:
    assert standard_score_sum(np.empty(0), np.empty(0)).tolist() == []
    assert chance_of_fit(np.empty(0)).tolist() == []
