from evals.dataset.leaks import LikelyLeak, find_likely_leaks
from evals.dataset.task import Kind, Split
from tests.evals.making import PLAN, make_evidence, make_task

I_1 = [make_evidence("I/1")]


def test_same_question_of_the_same_words_in_both_splits_is_a_likely_leak() -> None:
    tasks = [
        make_task("a", evidence=I_1),
        make_task("b", split=Split.TEST, evidence=[*I_1, make_evidence("I/2")]),
        make_task("c", evidence=I_1),
        make_task("other-kind", split=Split.TEST, kind=Kind.FACT, evidence=I_1),
        make_task("other-words", split=Split.TEST, evidence=[make_evidence("I/1", "Sở Tư pháp")]),
    ]

    assert find_likely_leaks(tasks) == [LikelyLeak("a", "b", f"{PLAN}#I/1")]
