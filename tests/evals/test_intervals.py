import pytest

from evals.intervals import Estimate, Sample, estimate


def test_value_is_a_ratio_of_sums() -> None:
    found = estimate([Sample("a", 3, 4), Sample("b", 1, 4)])

    assert found is not None
    # Two families drawn twice: 1/4, 1/2 or 3/4.
    assert found == Estimate(value=0.5, low=0.25, high=0.75, tasks=2)


def test_wordings_of_one_question_are_no_more_evidence_than_one() -> None:
    one = estimate([Sample(str(family), family % 2) for family in range(20)])
    ten = estimate([Sample(str(family), family % 2) for family in range(20) for _ in range(10)])

    assert one is not None
    assert ten is not None
    assert (ten.low, ten.high) == pytest.approx((one.low, one.high))
    assert 0.25 < one.low < 0.35
    assert 0.65 < one.high < 0.75


def test_interval_depends_neither_on_order_nor_on_the_run() -> None:
    samples = [Sample(str(family), family % 3 == 0, 1 + family % 2) for family in range(30)]

    assert estimate(samples) == estimate(reversed(samples))


def test_nothing_to_weigh_has_no_estimate() -> None:
    assert estimate([]) is None
    assert estimate([Sample("a", 0, 0)]) is None
