"""From parsed plans to an index that serves: built aside, checked, swapped in at once."""

from assistant.indexing.build import IndexReport, build_index
from assistant.indexing.index import Index, find_current_build, open_index
from assistant.indexing.nodes import answer_node, index_node
from assistant.indexing.snapshot import FailedSource, corpus_digest
from assistant.indexing.source import PlanSource

__all__ = [
    "FailedSource",
    "Index",
    "IndexReport",
    "PlanSource",
    "answer_node",
    "build_index",
    "corpus_digest",
    "find_current_build",
    "index_node",
    "open_index",
]
