"""The embedding model behind the ``Encoder`` protocol; the one door to sentence-transformers."""

import os
import re
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING

import numpy as np

from assistant.config import Settings
from assistant.embedding.together import Together
from assistant.errors import ModelError
from assistant.quiet import silence_libraries
from assistant.types import Encoder, Progress, Vectors

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

PASSAGE_BATCH = 8
"""Passages at once: on two cores 4 and 8 gave 56 and 52 passages/s, 32 and 64 gave 40 and 30."""
QUERY_CACHE_SIZE = 1024
"""Question vectors kept (1.5 MB at 384 floats): a chat asks the same words again when a filter changes."""

# Models of this family were trained with prefixes that most of their folders do not declare (model card of
# intfloat/multilingual-e5-large); the "instruct" variants want something else.
_E5_NAME = re.compile(r"(?<![a-z0-9@])e5(?![a-z0-9])(?!.*instruct)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Prompts:
    """What is put in front of a text before it is embedded."""

    query: str
    passage: str


E5_PROMPTS = Prompts("query: ", "passage: ")


def load_encoder(settings: Settings, progress: Progress | None = None) -> Encoder:
    """The model that ``settings.model`` names, ready to use; takes seconds, and no network.

    Sets the number of torch threads of this process. The first use of the bundled model writes it to disk.

    Raises:
        ModelError: the model is not on this machine, is damaged, or is not a text model.
    """
    silence_libraries()
    # Late: torch, transformers and Hugging Face take four seconds to import and read the switches above while
    # they do; commands that need no vectors do without them.
    import torch  # noqa: PLC0415
    from safetensors import SafetensorError  # noqa: PLC0415
    from sentence_transformers import SentenceTransformer  # noqa: PLC0415

    from assistant.embedding.onnx_graph import GRAPH_FILE  # noqa: PLC0415
    from assistant.embedding.onnx_module import load_onnx_model  # noqa: PLC0415
    from assistant.embedding.source import find_model  # noqa: PLC0415

    source = find_model(settings.model, settings.cache, progress)
    threads = settings.threads or len(os.sched_getaffinity(0))
    torch.set_num_threads(threads)
    try:
        if (source.folder / GRAPH_FILE).is_file():
            model = load_onnx_model(source.folder, threads)
        else:
            model = SentenceTransformer(str(source.folder), local_files_only=True)
        encoder = SentenceTransformerEncoder(model, source.model_id)
    except (OSError, ValueError, RuntimeError, KeyError, TypeError, ImportError, SafetensorError) as error:
        raise ModelError(
            f"Không nạp được mô hình nhúng “{settings.model}” từ {source.folder} ({error}). "
            "Hãy kiểm tra thư mục mô hình sentence-transformers hoặc đổi ASSISTANT_MODEL."
        ) from error
    return encoder


class SentenceTransformerEncoder:
    """A sentence-transformers model as an ``Encoder``; safe to share between threads."""

    def __init__(self, model: "SentenceTransformer", model_id: str) -> None:
        """Wrap a loaded model.

        Raises:
            ValueError: the model does not tell the length of its vectors.
        """
        dim = model.get_embedding_dimension()
        if dim is None:
            raise ValueError("the model does not tell the length of its vectors")
        self._model = model
        self._model_id = model_id
        self._dim = dim
        self._prompts = choose_prompts(model.prompts, model_id)
        self._cache: OrderedDict[str, Vectors] = OrderedDict()
        self._lock = Lock()
        self._encode_fresh = Together(lambda texts: self._encode(texts, self._prompts.query))

    @property
    def model_id(self) -> str:
        """Name and content digest, such as ``multilingual-e5-small@78dc54173df9``."""
        return self._model_id

    @property
    def dim(self) -> int:
        """Length of a vector."""
        return self._dim

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        """Embed questions; shape ``(len(texts), dim)`` float32, unit length; recent ones come from memory."""
        with self._lock:
            known = {text: self._cache[text] for text in texts if text in self._cache}
        fresh = [text for text in dict.fromkeys(texts) if text not in known]
        if fresh:
            # Copied, because a row of a batch would keep the whole batch in memory.
            known.update(zip(fresh, self._encode_fresh(fresh).copy(), strict=True))
        with self._lock:
            for text, vector in known.items():
                self._cache[text] = vector
                self._cache.move_to_end(text)
            while len(self._cache) > QUERY_CACHE_SIZE:
                self._cache.popitem(last=False)
        return np.stack([known[text] for text in texts]) if texts else self._no_vectors()

    def encode_passages(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        """Embed passages; shape ``(len(texts), dim)`` float32, unit length; cut at the model's window.

        Passages of like length go together, so that little of a batch is padding.
        """
        vectors = np.empty((len(texts), self._dim), dtype=np.float32)
        order = sorted(range(len(texts)), key=lambda index: len(texts[index]))
        for start in range(0, len(order), PASSAGE_BATCH):
            batch = order[start : start + PASSAGE_BATCH]
            vectors[batch] = self._encode([texts[index] for index in batch], self._prompts.passage)
            if progress is not None:
                progress("Mã hóa đoạn văn", start + len(batch), len(order))
        return vectors

    def _encode(self, texts: list[str], prompt: str) -> Vectors:
        if not texts:
            return self._no_vectors()
        # encode() runs in torch.inference_mode; it sorts and pads by itself.
        vectors = self._model.encode(
            texts, prompt=prompt, batch_size=PASSAGE_BATCH, normalize_embeddings=True, show_progress_bar=False
        )
        return np.asarray(vectors, dtype=np.float32)

    def _no_vectors(self) -> Vectors:
        return np.empty((0, self._dim), dtype=np.float32)


def choose_prompts(declared: Mapping[str, str | None], name: str) -> Prompts:
    """The prefixes of questions and passages: the model's own, those of the E5 family, or none."""
    query = declared.get("query") or ""
    passage = declared.get("passage") or declared.get("document") or ""
    if not query and not passage and _E5_NAME.search(name):
        return E5_PROMPTS
    return Prompts(query, passage)
