"""An ``Encoder`` for LlamaIndex components."""

from typing import Any

import numpy as np
from llama_index.core.base.embeddings.base import BaseEmbedding
from numpy.typing import NDArray
from pydantic import PrivateAttr

from assistant.types import Encoder


class EncoderEmbedding(BaseEmbedding):
    """LlamaIndex's embedding interface over our encoder; both give the same vectors.

    The asynchronous methods compute at once: the work is bound by the processor, not by waiting.
    """

    _encoder: Encoder = PrivateAttr()

    def __init__(self, encoder: Encoder, **options: Any) -> None:
        """Wrap ``encoder``; ``options`` are LlamaIndex's own, such as ``embed_batch_size``."""
        super().__init__(model_name=encoder.model_id, **options)
        self._encoder = encoder

    @classmethod
    def class_name(cls) -> str:
        """The name that LlamaIndex writes into serialised settings."""
        return "EncoderEmbedding"

    def _get_query_embedding(self, query: str) -> list[float]:
        return _as_list(self._encoder.encode_queries([query])[0])

    async def _aget_query_embedding(self, query: str) -> list[float]:
        return self._get_query_embedding(query)

    def _get_text_embedding(self, text: str) -> list[float]:
        return self._get_text_embeddings([text])[0]

    def _get_text_embeddings(self, texts: list[str]) -> list[list[float]]:
        return [_as_list(vector) for vector in self._encoder.encode_passages(texts)]


def _as_list(vector: NDArray[np.float32]) -> list[float]:
    return [float(value) for value in vector]
