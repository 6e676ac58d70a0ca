import pytest

from assistant.types import PassageKind
from evals.dataset.gold import GoldCorpus, LostGold, find_lost_gold, holds, load_gold_corpus
from evals.dataset.loading import load_tasks
from evals.dataset.task import Evidence
from evals.errors import TaskError
from tests.evals.conftest import TOY
from tests.evals.making import PLAN, make_evidence, make_passage, make_task


@pytest.fixture(scope="module")
def corpus() -> GoldCorpus:
    return load_gold_corpus(TOY / "corpus")


def test_labels_of_the_toy_tasks_hold(corpus: GoldCorpus) -> None:
    assert find_lost_gold(load_tasks(TOY / "tasks"), corpus) == []


def test_lost_labels_are_named_with_where_the_quote_stands(corpus: GoldCorpus) -> None:
    task = make_task(
        kind="list",
        evidence=[
            make_evidence("phu-luc/II/4"),
            make_evidence("phu-luc/9"),
            make_evidence("I/1", "không có ở đâu"),
        ],
        items=[f"{PLAN}#phu-luc/I/1", f"{PLAN}#phu-luc/I/99"],
    )

    assert find_lost_gold([task], corpus) == [
        LostGold(
            "t-1",
            f"{PLAN}#phu-luc/II/4",
            "does not hold the quote “Sở Nội vụ”; it stands at phu-luc/I/2, phu-luc/II/5, phu-luc/III/7",
        ),
        LostGold("t-1", f"{PLAN}#phu-luc/9", "does not exist"),
        LostGold("t-1", f"{PLAN}#I/1", "does not hold the quote “không có ở đâu”"),
        LostGold("t-1", f"{PLAN}#phu-luc/I/99", "does not exist"),
    ]


def test_unknown_plan_is_a_mistake_of_the_task(corpus: GoldCorpus) -> None:
    task = make_task(evidence=[Evidence(plan="binh-an-2042", locator="I/1", quote="a")])

    with pytest.raises(TaskError, match="t-1: không có kế hoạch “binh-an-2042”"):
        find_lost_gold([task], corpus)


@pytest.mark.parametrize(
    ("kind", "text", "quote", "held"),
    [
        (PassageKind.ROW, "Số hóa\tSở Nội vụ\tQuý I", "Sở  Nội\nvụ", True),
        (PassageKind.ROW, "Số hóa\tSở Nội vụ\tQuý I", "Số hóa Sở Nội vụ", False),
        (PassageKind.ROW, "Số hóa\tSở Nội vụ\tQuý I", "Sở Tư pháp", False),
        (PassageKind.PARAGRAPH, "đạt\ttối thiểu 90%", "đạt tối thiểu", True),
        (PassageKind.PARAGRAPH, "Hòa Bình", "Hoà Bình", False),
    ],
)
def test_quote_must_stand_inside_one_cell_or_paragraph(
    kind: PassageKind, text: str, quote: str, held: bool
) -> None:
    assert holds(make_passage("I/1", text, kind), quote) is held
