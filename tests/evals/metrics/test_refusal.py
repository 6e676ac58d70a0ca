from evals.intervals import estimate
from evals.metrics.refusal import refusal_precision, refusal_recall

# (answerable, abstained): 3 refusals of which 2 were due; 4 unanswerable of which 2 were refused.
SEEN = [(True, False), (True, True), (False, True), (False, True), (False, False), (False, False)]


def test_precision_is_due_refusals_over_refusals() -> None:
    samples = [
        refusal_precision("f", answerable=answerable, abstained=abstained) for answerable, abstained in SEEN
    ]

    precision = estimate(sample for sample in samples if sample)

    assert precision is not None
    assert (precision.value, precision.tasks) == (2 / 3, 3)


def test_recall_is_refused_over_unanswerable() -> None:
    samples = [
        refusal_recall("f", answerable=answerable, abstained=abstained) for answerable, abstained in SEEN
    ]

    recall = estimate(sample for sample in samples if sample)

    assert recall is not None
    assert (recall.value, recall.tasks) == (0.5, 4)
