import pytest

from evals.dataset.task import Typing
from evals.metrics.robustness import Typed, measure_robustness

ANSWERS = [
    Typed("a", Typing.PLAIN, right=True),
    Typed("a", Typing.TYPO, right=False),
    Typed("b", Typing.PLAIN, right=True),
    Typed("b", Typing.PLAIN, right=False),
    Typed("b", Typing.TYPO, right=True),
    Typed("c", Typing.TYPO, right=False),  # no plain one to compare with
    Typed("d", Typing.NFD, right=True),
]


def test_gaps_are_taken_within_families() -> None:
    typo, nfd = measure_robustness(ANSWERS)

    assert (typo.typing, typo.questions) == (Typing.TYPO, 3)
    assert typo.right == pytest.approx(1 / 3)
    assert typo.to_all_plain == pytest.approx(1 / 3 - 2 / 3)
    assert typo.paired is not None
    assert typo.paired.value == pytest.approx(((0 - 1) + (1 - 0.5)) / 2)
    assert typo.paired.tasks == 2
    assert (nfd.typing, nfd.paired) == (Typing.NFD, None)
    assert nfd.to_all_plain == pytest.approx(1 / 3)


def test_without_plain_questions_there_is_no_gap() -> None:
    (typo,) = measure_robustness([Typed("a", Typing.TYPO, right=True)])

    assert (typo.to_all_plain, typo.paired) == (None, None)
