import pytest

from evals.metrics.agreement import Agreement, measure_agreement


def test_kappa_of_a_worked_example() -> None:
    # Twenty of fifty yes by both, five and ten by one of them: po .7, pe .5, as in textbooks.
    agreement = Agreement(both=20, only_first=5, only_second=10, neither=15)

    assert agreement.share == pytest.approx(0.7)
    assert agreement.kappa == pytest.approx(0.4)


def test_pairs_are_counted() -> None:
    pairs = [(True, True), (True, False), (True, True), (False, True), (False, False)]
    assert measure_agreement(pairs) == Agreement(both=2, only_first=1, only_second=1, neither=1)


def test_without_statements_or_without_variation_there_is_no_kappa() -> None:
    assert (Agreement().share, Agreement().kappa) == (None, None)
    assert (Agreement(both=5).share, Agreement(both=5).kappa) == (1.0, None)
