"""An encoder that embeds every text once: the same plans are indexed over and over here."""

from collections.abc import Callable, Sequence
from functools import cached_property
from pathlib import Path
from typing import Self

import numpy as np

from assistant.types import Encoder, Progress, Vectors


class RememberingEncoder:
    """Gives what the encoder has given before; the model is loaded when something new is asked for."""

    def __init__(self, model_id: str, dim: int, load: Callable[[], Encoder]) -> None:
        self.model_id = model_id
        self.dim = dim
        self._load = load
        self._queries: dict[str, Vectors] = {}
        self._passages: dict[str, Vectors] = {}

    @classmethod
    def of(cls, encoder: Encoder) -> Self:
        """One that is loaded already."""
        return cls(encoder.model_id, encoder.dim, lambda: encoder)

    @classmethod
    def read(cls, path: Path, load: Callable[[], Encoder]) -> Self:
        """One that knows what :meth:`save` has written."""
        with np.load(path) as saved:
            vectors = saved["vectors"]
            encoder = cls(str(saved["model_id"]), vectors.shape[1], load)
            encoder._passages = dict(zip(saved["texts"].tolist(), vectors, strict=True))
        return encoder

    def save(self, path: Path) -> None:
        """Write down the passages that are known."""
        np.savez(
            path,
            model_id=self.model_id,
            texts=list(self._passages),
            vectors=np.array(list(self._passages.values())),
        )

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        """As the encoder does, or has done."""
        fresh = [text for text in texts if text not in self._queries]
        if fresh:
            self._queries.update(zip(fresh, self._encoder.encode_queries(fresh), strict=True))
        return np.array([self._queries[text] for text in texts])

    def encode_passages(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        """As the encoder does, or has done."""
        fresh = [text for text in texts if text not in self._passages]
        if fresh:
            self._passages.update(zip(fresh, self._encoder.encode_passages(fresh, progress), strict=True))
        return np.array([self._passages[text] for text in texts])

    @cached_property
    def _encoder(self) -> Encoder:
        return self._load()
