import pytest
from pydantic import ValidationError

from evals.dataset.task import Kind
from tests.evals.making import PLAN, make_evidence, make_task


@pytest.mark.parametrize(
    ("labels", "complaint"),
    [
        ({"answerable": False, "facts": [["Sở Nội vụ"]]}, "answerable: false goes without facts"),
        ({"count": 2}, "belong to the kinds list and count"),
        ({"kind": "count"}, "kind: count needs count"),
        ({"kind": "count", "count": 3, "items": [f"{PLAN}#1"]}, "count is 3 but there are 1 items"),
        ({"kind": "list", "items": [f"{PLAN}#1", f"{PLAN}#1"]}, "repeats an address"),
        ({"kind": "list", "items": ["phu-luc/1"]}, "plan#locator"),
        ({"kind": "follow_up"}, "needs history"),
        ({"facts": [[]]}, "at least 1 item"),
        ({"facts": "Sở Nội vụ"}, "valid tuple"),
        ({"question": " "}, "at least 1 character"),
        ({"kind": "who"}, "Input should be"),
        ({"fact": [["Sở Nội vụ"]]}, "Extra inputs are not permitted"),
    ],
)
def test_labels_that_contradict_each_other_are_refused(labels: dict[str, object], complaint: str) -> None:
    with pytest.raises(ValidationError, match=complaint):
        make_task(**labels)


def test_plans_of_a_task_are_those_of_its_labels() -> None:
    task = make_task(kind=Kind.LIST, items=["other#1", f"{PLAN}#2"], evidence=[make_evidence("I/1")])

    assert task.plans == (PLAN, "other")
