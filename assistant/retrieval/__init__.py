"""From a question to ranked passages."""

from assistant.retrieval.query import PreparedQuery, PrepareQuery, plain_query
from assistant.retrieval.retriever import CANDIDATES, DEFAULT_K, Mode, PlanRetriever

__all__ = [
    "CANDIDATES",
    "DEFAULT_K",
    "Mode",
    "PlanRetriever",
    "PrepareQuery",
    "PreparedQuery",
    "plain_query",
]
