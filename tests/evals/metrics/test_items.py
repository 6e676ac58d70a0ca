import pytest

from evals.metrics.items import ItemScore, score_items


@pytest.mark.parametrize(
    ("cited", "gold", "score"),
    [
        # F2 = 5 · P · R / (4 · P + R)
        ({"a", "b"}, {"a", "b"}, ItemScore(precision=1, recall=1, f2=1, exact=True, missing=(), extra=())),
        (
            {"a", "x"},
            {"a", "b", "c", "d"},
            # P = 1/2, R = 1/4, F2 = 5 · 1/8 / (2 + 1/4) = 5/18
            ItemScore(
                precision=0.5, recall=0.25, f2=5 / 18, exact=False, missing=("b", "c", "d"), extra=("x",)
            ),
        ),
        (
            {"a", "b", "c", "x"},
            {"a", "b", "c"},
            # P = 3/4, R = 1, F2 = 5 · 3/4 / (3 + 1) = 15/16
            ItemScore(precision=0.75, recall=1, f2=15 / 16, exact=False, missing=(), extra=("x",)),
        ),
        (set(), {"a"}, ItemScore(precision=None, recall=0, f2=0, exact=False, missing=("a",), extra=())),
    ],
)
def test_items_are_compared_as_sets(cited: set[str], gold: set[str], score: ItemScore) -> None:
    assert score_items(cited, gold) == score
