"""The views of passages: the texts under which each is embedded, as LlamaIndex transformations."""

import hashlib
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

from llama_index.core.schema import BaseNode, MetadataMode, NodeRelationship, TextNode, TransformComponent
from pydantic import PrivateAttr

from assistant.indexing.nodes import KIND, OWN_END, OWN_START
from assistant.text.sentences import sentence_spans
from assistant.types import Encoder, PassageKind, Progress, Vectors

POSITION = "position"
"""Metadata key of a view: 0 for the whole passage, then its sentences in order."""
SEARCHED = "searched"
"""Metadata key of a view: whether the vector store holds it, or it only counts once its passage is a candidate."""
READ_WHOLE = 1_500
"""Characters of a text that the model certainly reads to its end: it takes 512 tokens, of three letters or more."""
_RUNNING_TEXT = (PassageKind.PARAGRAPH, PassageKind.ITEM)

FindVectors = Callable[[Collection[bytes]], Mapping[bytes, Vectors]]
"""Vectors known under digests; unknown ones are left out."""


class SentenceViews(TransformComponent):
    """Turns each index node into its views: the whole text, then every sentence where there are several.

    One sentence among many hardly moves the vector of the whole; alone it can be found. The context around
    the passage's own text (plan, headings) is put around every sentence too. Table rows stay whole. On XQuAD
    vi, dense nDCG@10 is .946 for wholes, .957 with windows of three sentences beside them, .963 with single
    sentences, and .965 with both, for nearly twice the vectors.

    To find candidates among many passages the wholes are enough, at a third of the vectors; only of a text that is
    too long for the model are the sentences searched as well.
    """

    def __call__(self, nodes: Sequence[BaseNode], **kwargs: Any) -> list[BaseNode]:
        """Views of all nodes, in order; each has its node as source and its :data:`POSITION`."""
        return [view for node in nodes for view in _views(node)]


class CachedEmbedding(TransformComponent):
    """Sets the embedding of each node, asking the encoder only for texts that were never embedded before."""

    _encoder: Encoder = PrivateAttr()
    _find_vectors: FindVectors = PrivateAttr()
    _progress: Progress | None = PrivateAttr()
    _embedded: int = PrivateAttr(0)

    def __init__(self, encoder: Encoder, find_vectors: FindVectors, progress: Progress | None) -> None:
        super().__init__()
        self._encoder = encoder
        self._find_vectors = find_vectors
        self._progress = progress

    @property
    def embedded(self) -> int:
        """How many texts went through the encoder so far."""
        return self._embedded

    def __call__(self, nodes: Sequence[BaseNode], **kwargs: Any) -> list[BaseNode]:
        """The same nodes with their embeddings set in place."""
        texts = {self.digest(node): node.get_content(MetadataMode.EMBED) for node in nodes}
        vectors = dict(self._find_vectors(texts.keys()))
        missing = {digest: text for digest, text in texts.items() if digest not in vectors}
        if missing:
            encoded = self._encoder.encode_passages(list(missing.values()), self._progress)
            vectors.update(zip(missing, encoded, strict=True))
            self._embedded += len(missing)
        for node in nodes:
            node.embedding = vectors[self.digest(node)].tolist()
        return list(nodes)

    def digest(self, node: BaseNode) -> bytes:
        """SHA-256 of the model and the text: the key under which a vector is kept."""
        text = node.get_content(MetadataMode.EMBED)
        return hashlib.sha256(f"{self._encoder.model_id}\0{text}".encode()).digest()


def _view_texts(node: BaseNode) -> list[str]:
    whole = node.get_content(MetadataMode.NONE)
    if PassageKind(node.metadata[KIND]) not in _RUNNING_TEXT:
        return [whole]
    start, end = node.metadata[OWN_START], node.metadata[OWN_END]
    before, own, after = whole[:start], whole[start:end], whole[end:]
    spans = sentence_spans(own)
    if len(spans) <= 1:
        return [whole]
    return [whole, *(before + own[span.start : span.end] + after for span in spans)]


def _views(node: BaseNode) -> list[BaseNode]:
    texts = _view_texts(node)
    too_long = len(texts[0]) > READ_WHOLE
    return [
        _view(node, position, text, searched=too_long or position == 0) for position, text in enumerate(texts)
    ]


def _view(node: BaseNode, position: int, text: str, *, searched: bool) -> TextNode:
    metadata = {**node.metadata, POSITION: position, SEARCHED: searched}
    return TextNode(
        id_=f"{node.node_id}#{position}",
        text=text,
        metadata=metadata,
        excluded_embed_metadata_keys=list(metadata),
        excluded_llm_metadata_keys=list(metadata),
        relationships={NodeRelationship.SOURCE: node.as_related_node_info()},
    )
