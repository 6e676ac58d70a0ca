"""From a question to ranked passages."""

from assistant.retrieval.fusion import reciprocal_ranks, standard_score_sum
from assistant.retrieval.query import PreparedQuery, PrepareQuery, plain_query
from assistant.retrieval.retriever import ANSWER_BOOST, CANDIDATES, DEFAULT_K, Mode, PlanRetriever

__all__ = [
    "ANSWER_BOOST",
    "CANDIDATES",
    "DEFAULT_K",
    "Mode",
    "PlanRetriever",
    "PrepareQuery",
    "PreparedQuery",
    "plain_query",
    "reciprocal_ranks",
    "standard_score_sum",
]
