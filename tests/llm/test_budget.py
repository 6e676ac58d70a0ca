from concurrent.futures import ThreadPoolExecutor

from assistant.llm.budget import CallBudget


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def test_each_user_has_so_many_calls_within_any_hour() -> None:
    clock = Clock()
    budget = CallBudget(2, clock)

    assert [budget.take("an"), budget.take("an"), budget.take("an"), budget.take("bình")] == [
        True,
        True,
        False,
        True,
    ]
    clock.now = 1800
    assert [budget.take("bình"), budget.take("bình"), budget.take("an")] == [True, False, False]
    clock.now = 3600
    assert [budget.take("an"), budget.take("bình"), budget.take("bình")] == [True, True, False]


def test_a_refused_call_costs_nothing() -> None:
    clock = Clock()
    budget = CallBudget(1, clock)

    assert budget.take("an")
    clock.now = 3599
    assert not budget.take("an")
    clock.now = 3600
    assert budget.take("an")


def test_threads_do_not_spend_more_than_there_is() -> None:
    budget = CallBudget(50)
    with ThreadPoolExecutor(8) as threads:
        assert sum(threads.map(lambda _: budget.take("an"), range(200))) == 50
