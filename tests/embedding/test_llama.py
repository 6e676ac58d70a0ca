"""The LlamaIndex adapter gives the encoder's vectors under LlamaIndex's method names."""

import asyncio
from collections.abc import Sequence

import numpy as np
from llama_index.core.schema import TextNode

from assistant.embedding.llama import EncoderEmbedding
from assistant.types import Progress, Vectors


class LengthEncoder:
    """Direction tells question from passage, and the angle the length of the text."""

    model_id = "length@1"
    dim = 3

    def __init__(self) -> None:
        self.passage_calls: list[list[str]] = []

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        return self._vectors(texts, 0.0)

    def encode_passages(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        self.passage_calls.append(list(texts))
        return self._vectors(texts, 1.0)

    def _vectors(self, texts: Sequence[str], kind: float) -> Vectors:
        rows = np.array([[len(text), 1.0, kind] for text in texts], dtype=np.float32).reshape(-1, 3)
        lengths: Vectors = np.linalg.norm(rows, axis=1, keepdims=True)
        return rows / lengths


def test_queries_and_texts_take_their_own_path() -> None:
    encoder = LengthEncoder()
    adapter = EncoderEmbedding(encoder)
    assert adapter.get_query_embedding("hồ sơ") == encoder.encode_queries(["hồ sơ"])[0].tolist()
    assert adapter.get_text_embedding("hồ sơ") == encoder.encode_passages(["hồ sơ"])[0].tolist()
    assert adapter.model_name == "length@1"


def test_batches_reach_the_encoder_whole_and_in_order() -> None:
    encoder = LengthEncoder()
    texts = ["a", "bb", "ccc"]
    vectors = EncoderEmbedding(encoder, embed_batch_size=2).get_text_embedding_batch(texts)
    assert encoder.passage_calls == [["a", "bb"], ["ccc"]]
    assert vectors == encoder.encode_passages(texts).tolist()
    assert all(isinstance(value, float) for value in vectors[0])


def test_asynchronous_methods_give_the_same() -> None:
    adapter = EncoderEmbedding(LengthEncoder())
    assert asyncio.run(adapter.aget_query_embedding("hồ sơ")) == adapter.get_query_embedding("hồ sơ")
    assert asyncio.run(adapter.aget_text_embedding("hồ sơ")) == adapter.get_text_embedding("hồ sơ")
    batch = asyncio.run(adapter.aget_text_embedding_batch(["a", "bb"]))
    assert batch == adapter.get_text_embedding_batch(["a", "bb"])


def test_nodes_get_embeddings_and_settings_serialise() -> None:
    adapter = EncoderEmbedding(LengthEncoder())
    (node,) = adapter([TextNode(text="hồ sơ")])
    assert node.embedding == adapter.get_text_embedding("hồ sơ")
    assert adapter.to_dict()["class_name"] == "EncoderEmbedding"
