from evals.dataset.task import Kind, Split, Typing
from evals.metrics.answer import Outcome
from evals.metrics.retrieval import RetrievalScore
from evals.report.breakdown import (
    Bucket,
    Group,
    ModeRow,
    ablate_retrieval,
    by_kind,
    by_plan,
    calibrate_refusals,
    group_cases,
    typing_gaps,
)
from tests.evals.making import PLAN, make_case, make_evidence, make_task


def counts(right: int = 0, wrong: int = 0, refused: int = 0, unscorable: int = 0) -> dict[Outcome, int]:
    return dict(zip(Outcome, (right, wrong, refused, unscorable), strict=True))


def test_groups_keep_the_four_outcomes_apart() -> None:
    cases = [
        make_case(make_task("a", kind=Kind.LEAD)),
        make_case(make_task("b", kind=Kind.LEAD), Outcome.UNSCORABLE),
        make_case(make_task("c", kind=Kind.FACT), Outcome.WRONG),
    ]

    groups = group_cases(cases, by_kind)

    assert groups == [
        Group("fact", counts(wrong=1)),
        Group("lead", counts(right=1, unscorable=1)),
        Group("all", counts(right=1, wrong=1, unscorable=1)),
    ]
    assert [group.right_share for group in groups] == [0.0, 1.0, 0.5]


def test_plan_of_a_task() -> None:
    one = make_evidence("I/1")
    other = one.model_copy(update={"plan": "other"})
    cases = [make_case(make_task(evidence=evidence)) for evidence in ([], [one], [one, other])]

    assert [by_plan(case) for case in cases] == ["no plan", PLAN, "several plans"]


def test_unscorable_answers_do_not_count_in_gaps() -> None:
    cases = [
        make_case(make_task("a")),
        make_case(make_task("b", typing=Typing.TYPO), Outcome.UNSCORABLE),
        make_case(make_task("c", typing=Typing.TYPO), Outcome.WRONG),
    ]

    assert [(gap.typing, gap.questions) for gap in typing_gaps(cases)] == [(Typing.TYPO, 1)]


def test_each_mode_is_a_mean_over_the_same_questions() -> None:
    good = RetrievalScore(ndcg_at_10=1, recall_at_10=1, reciprocal_rank=1, in_first_chars=True)
    bad = RetrievalScore(ndcg_at_10=0, recall_at_10=0.5, reciprocal_rank=0, in_first_chars=False)
    lists = make_task("d", evidence=[make_evidence(place) for place in "abc"])
    cases = [
        make_case(make_task("a"), retrieval={"lexical": good, "dense": bad}),
        make_case(make_task("b"), retrieval={"lexical": bad, "dense": bad}),
        make_case(make_task("e", split=Split.TEST), retrieval={"lexical": good}),
        make_case(make_task("c")),
        make_case(lists, retrieval={"lexical": good}),
    ]

    assert ablate_retrieval(cases) == [
        ModeRow("lexical", Split.DEV, 0.5, 0.75, 0.5, 0.5, 2),
        ModeRow("dense", Split.DEV, 0, 0.5, 0, 0, 2),
        ModeRow("lexical", Split.TEST, 1, 1, 1, 1, 1),
    ]


def test_refusals_are_bucketed_by_similarity() -> None:
    cases = [make_case(make_task(f"a{i}"), best_cosine=0.5 + i / 16) for i in range(6)]
    cases += [
        make_case(make_task(f"u{i}", answerable=False), abstained=True, best_cosine=i / 16) for i in range(6)
    ]
    cases.append(make_case(make_task("follow-up")))

    buckets = calibrate_refusals(cases)

    assert len(buckets) == 6
    assert buckets[0] == Bucket(0.0, 0.0625, 0, 0, 2, 2)
    assert buckets[-1] == Bucket(0.75, 0.8125, 2, 0, 0, 0)


def test_nothing_searched_has_no_buckets() -> None:
    assert calibrate_refusals([make_case(make_task())]) == []
