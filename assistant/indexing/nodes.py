"""Passages as LlamaIndex nodes."""

from llama_index.core.schema import TextNode

from assistant.types import Passage

PLAN, LOCATOR, LABEL, KIND, HEADINGS = "plan", "locator", "label", "kind", "headings"
"""Keys of every node's metadata."""
OWN_START, OWN_END = "own_start", "own_end"
"""Metadata keys of an index node: where in its text the passage's own text stands; the rest is context."""


def index_node(passage: Passage) -> TextNode:
    """The passage as it is embedded: its index text alone, since that already names plan and headings."""
    whole, own = passage.index_text, passage.text
    start = whole.find(own)
    # Where the parser reworded the text for the index (table rows), all of it counts as the passage's own.
    own_range = (start, start + len(own)) if start >= 0 else (0, len(whole))
    metadata = {**_metadata(passage), OWN_START: own_range[0], OWN_END: own_range[1]}
    return TextNode(
        id_=_node_id(passage),
        text=whole,
        metadata=metadata,
        excluded_embed_metadata_keys=list(metadata),
        excluded_llm_metadata_keys=list(metadata),
    )


def answer_node(passage: Passage) -> TextNode:
    """The passage as a language model reads it: its clean text with its plan, headings and label."""
    metadata = _metadata(passage)
    return TextNode(
        id_=_node_id(passage),
        text=passage.text,
        metadata=metadata,
        excluded_embed_metadata_keys=list(metadata),
        excluded_llm_metadata_keys=[LOCATOR, KIND],
    )


def _node_id(passage: Passage) -> str:
    return f"{passage.plan_id}/{passage.locator}"


def _metadata(passage: Passage) -> dict[str, str]:
    return {
        PLAN: passage.plan_id,
        LOCATOR: passage.locator,
        LABEL: passage.label,
        KIND: passage.kind.value,
        HEADINGS: " › ".join(passage.headings),
    }
