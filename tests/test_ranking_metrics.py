from math import log2

import pytest

from assistant.ranking_metrics import ndcg, recall, reciprocal_rank

GAINS = {"a": 3, "b": 1}


@pytest.mark.parametrize(
    ("ranking", "expected"),
    [
        (["a", "b"], 1.0),
        (["b", "a"], (1 / log2(2) + 3 / log2(3)) / (3 / log2(2) + 1 / log2(3))),
        (["x", "a", "y"], (3 / log2(3)) / (3 / log2(2) + 1 / log2(3))),
        (["x", "y", "z", "a"], 0.0),  # past the third place
        ([], 0.0),
    ],
)
def test_ndcg_at_3_worked_out_by_hand(ranking: list[str], expected: float) -> None:
    assert ndcg(ranking, GAINS, 3) == pytest.approx(expected)


def test_ndcg_compares_with_the_best_that_k_places_allow() -> None:
    assert ndcg(["a"], GAINS, 1) == 1.0


@pytest.mark.parametrize(
    ("ranking", "k", "expected"),
    [(["x", "b", "a"], 1, 0.0), (["x", "b", "a"], 2, 0.5), (["x", "b", "a"], 3, 1.0), ([], 3, 0.0)],
)
def test_recall_is_the_share_of_relevant_documents(ranking: list[str], k: int, expected: float) -> None:
    assert recall(ranking, GAINS, k) == expected


@pytest.mark.parametrize(
    ("ranking", "k", "expected"),
    [(["b", "a"], 3, 1.0), (["x", "y", "a"], 3, 1 / 3), (["x", "y", "a"], 2, 0.0), ([], 3, 0.0)],
)
def test_reciprocal_rank_of_the_first_relevant(ranking: list[str], k: int, expected: float) -> None:
    assert reciprocal_rank(ranking, GAINS, k) == expected
