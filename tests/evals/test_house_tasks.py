"""What is promised of the tasks that come with the package."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pytest

from evals.dataset.gold import find_lost_gold, load_gold_corpus
from evals.dataset.loading import load_tasks
from evals.dataset.task import Kind, Split, Task, Typing
from evals.places import find_places

CORPUS = Path(__file__).parents[2] / "corpus"
MIN_SPLIT = 100
"""Questions of a split below which its figures say little."""


@pytest.fixture(scope="module")
def tasks() -> Sequence[Task]:
    return load_tasks(find_places(None).tasks)


def test_at_least_300_tasks_in_every_kind_and_way_of_typing(tasks: Sequence[Task]) -> None:
    assert len(tasks) >= 300
    assert {task.kind for task in tasks} == set(Kind)
    assert {task.typing for task in tasks} == set(Typing)


def test_neither_split_is_small(tasks: Sequence[Task]) -> None:
    sizes = Counter(task.split for task in tasks)

    assert min(sizes[split] for split in Split) >= MIN_SPLIT


def test_corpus_bears_every_label_out(tasks: Sequence[Task]) -> None:
    assert [str(gold) for gold in find_lost_gold(tasks, load_gold_corpus(CORPUS))] == []


def test_what_can_be_answered_can_be_scored(tasks: Sequence[Task]) -> None:
    bare = [
        task.id
        for task in tasks
        if task.answerable and not (task.facts or task.items or task.count is not None)
    ]

    assert bare == []
