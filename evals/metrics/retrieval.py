"""Retrieval: where the search puts the places that a person pointed to."""

from collections.abc import Sequence

from assistant.ranking_metrics import ndcg, recall, reciprocal_rank
from assistant.types import Hit
from evals.dataset.gold import address, collapsed
from evals.dataset.task import Evidence
from evals.model import Frozen

DEPTH = 10
SEARCHED = 50
"""Hits asked for: enough to fill :data:`FIRST_CHARS` even with one-line passages."""
FIRST_CHARS = 3_000
"""What a small language model can be given; the comparison figures of design.md use it."""


CHUNK = "chunk"
"""Locator of a hit that is no passage but a piece of a plan as another pipeline cuts it."""


class RetrievalScore(Frozen):
    """Measures of one ranking, each in [0, 1]; places that the index lost count as not found."""

    ndcg_at_10: float
    recall_at_10: float
    reciprocal_rank: float
    """Over the first ten."""
    in_first_chars: bool
    """Whether the quote of some evidence stands within the first 3,000 characters of the found passages."""


def score_ranking(hits: Sequence[Hit], evidence: Sequence[Evidence]) -> RetrievalScore:
    """Score one search; ``evidence`` must not be empty, and each place counts once with grade 1.

    A chunk of another pipeline stands for the first place of evidence whose quote it holds.
    """
    ranking = [_place(hit, evidence) for hit in hits]
    gains = {item.place: 1 for item in evidence}
    return RetrievalScore(
        ndcg_at_10=ndcg(ranking, gains, DEPTH),
        recall_at_10=recall(ranking, gains, DEPTH),
        reciprocal_rank=reciprocal_rank(ranking, gains, DEPTH),
        in_first_chars=_is_within(hits, evidence, FIRST_CHARS),
    )


def _place(hit: Hit, evidence: Sequence[Evidence]) -> str:
    if hit.passage.locator != CHUNK:
        return address(hit.passage.plan_id, hit.passage.locator)
    text = collapsed(hit.passage.text)
    held = (item.place for item in evidence if _is_of(hit, item) and collapsed(item.quote) in text)
    return next(held, f"{CHUNK} at rank {hit.rank}")


def _is_of(hit: Hit, item: Evidence) -> bool:
    if hit.passage.locator == CHUNK:
        return hit.passage.plan_id == item.plan
    return address(hit.passage.plan_id, hit.passage.locator) == item.place


def _is_within(hits: Sequence[Hit], evidence: Sequence[Evidence], limit: int) -> bool:
    left = limit
    for hit in hits:
        text = collapsed(hit.passage.text)[: max(left, 0)]
        if any(_is_of(hit, item) and collapsed(item.quote) in text for item in evidence):
            return True
        left -= len(collapsed(hit.passage.text)) + 1
    return False
