"""Writes the BERT encoder as an ONNX graph whose weights stay in ``model.safetensors``.

The graph is put together by hand because exporting it from torch needs two more packages, ten seconds, and a
second copy of 470 MB; the file written here has 40 KB. Tokens of a batch are flattened to rows for everything
but attention, so that each linear layer is one ``Gemm``, which ONNX Runtime packs for the processor once.
"""

import json
import struct
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from onnx import ModelProto, NodeProto, TensorProto, helper, numpy_helper

from assistant.embedding.weights import Architecture

GRAPH_FILE = "token_embeddings.onnx"
OPSET = 20
IR_VERSION = 9
"""The oldest format that knows opset 20, for the widest range of ONNX Runtime versions."""
OUTPUT = "token_embeddings"
_MASKED = -1e30
"""Added to the attention scores of padding: far below any score, far above the float32 minimum."""


def build_graph(architecture: Architecture, weights: Path) -> ModelProto:
    """The graph (input_ids, attention_mask: int64 ``(batch, tokens)``) → float32 ``(batch, tokens, hidden)``.

    ``weights`` is a safetensors file with BertModel names; the graph must be stored in the same folder.
    """
    graph = _Graph(architecture)
    tokens, mask = _embed(graph)
    shape = graph.add("Shape", "input_ids")
    split = graph.add("Concat", shape, graph.constant([architecture.heads, -1]), axis=0)
    for layer in range(architecture.layers):
        tokens = _layer(graph, f"encoder.layer.{layer}", tokens, mask, split)
    merged = graph.add("Concat", shape, graph.constant([architecture.hidden]), axis=0)
    graph.nodes.append(helper.make_node("Reshape", [tokens, merged], [OUTPUT]))
    batch = ["batch", "tokens"]
    inputs = [
        helper.make_tensor_value_info(name, TensorProto.INT64, batch)
        for name in ("input_ids", "attention_mask")
    ]
    outputs = [helper.make_tensor_value_info(OUTPUT, TensorProto.FLOAT, [*batch, architecture.hidden])]
    initializers = [*graph.constants, *_external_tensors(weights)]
    return helper.make_model(
        helper.make_graph(graph.nodes, "bert", inputs, outputs, initializers),
        opset_imports=[helper.make_opsetid("", OPSET)],
        ir_version=IR_VERSION,
    )


class _Graph:
    """Nodes and constants under construction; each value is known by its generated name."""

    def __init__(self, architecture: Architecture) -> None:
        self.architecture = architecture
        self.nodes: list[NodeProto] = []
        self.constants: list[TensorProto] = []

    def add(self, operator: str, *inputs: str, **attributes: Any) -> str:
        name = f"value_{len(self.nodes)}"
        self.nodes.append(helper.make_node(operator, list(inputs), [name], **attributes))
        return name

    def constant(self, value: int | float | list[int]) -> str:
        name = f"constant_{len(self.constants)}"
        array: NDArray[Any] = np.array(value, dtype=np.float32 if isinstance(value, float) else np.int64)
        self.constants.append(numpy_helper.from_array(array, name))
        return name

    def linear(self, x: str, name: str) -> str:
        return self.add("Gemm", x, f"{name}.weight", f"{name}.bias", transB=1)

    def norm(self, x: str, name: str) -> str:
        epsilon = self.architecture.epsilon
        return self.add("LayerNormalization", x, f"{name}.weight", f"{name}.bias", epsilon=epsilon)


def _embed(graph: _Graph) -> tuple[str, str]:
    """Rows of embedded tokens, and what is added to attention scores: 0, or far below zero for padding."""
    length = graph.add("Gather", graph.add("Shape", "input_ids"), graph.constant(1))
    positions = graph.add("Range", graph.constant(0), length, graph.constant(1))
    words = graph.add("Gather", "embeddings.word_embeddings.weight", "input_ids")
    places = graph.add("Gather", "embeddings.position_embeddings.weight", positions)
    kind = graph.add("Gather", "embeddings.token_type_embeddings.weight", graph.constant(0))
    embedded = graph.add("Add", graph.add("Add", words, places), kind)
    rows = graph.add("Reshape", embedded, graph.constant([-1, graph.architecture.hidden]))
    kept = graph.add("Cast", "attention_mask", to=TensorProto.BOOL)
    mask = graph.add("Where", kept, graph.constant(0.0), graph.constant(_MASKED))
    return (
        graph.norm(rows, "embeddings.LayerNorm"),
        graph.add("Unsqueeze", mask, graph.constant([1, 2])),
    )


def _layer(graph: _Graph, name: str, x: str, mask: str, split: str) -> str:
    query, key, value = (
        graph.add("Reshape", graph.linear(x, f"{name}.attention.self.{part}"), split)
        for part in ("query", "key", "value")
    )
    architecture = graph.architecture
    scale = (architecture.hidden // architecture.heads) ** -0.5
    scores = graph.add(
        "MatMul",
        graph.add("Mul", graph.add("Transpose", query, perm=[0, 2, 1, 3]), graph.constant(scale)),
        graph.add("Transpose", key, perm=[0, 2, 3, 1]),
    )
    shares = graph.add("Softmax", graph.add("Add", scores, mask), axis=-1)
    mixed = graph.add("MatMul", shares, graph.add("Transpose", value, perm=[0, 2, 1, 3]))
    rows = graph.add(
        "Reshape",
        graph.add("Transpose", mixed, perm=[0, 2, 1, 3]),
        graph.constant([-1, architecture.hidden]),
    )
    attended = graph.add("Add", graph.linear(rows, f"{name}.attention.output.dense"), x)
    x = graph.norm(attended, f"{name}.attention.output.LayerNorm")
    widened = graph.add("Gelu", graph.linear(x, f"{name}.intermediate.dense"))
    fed = graph.add("Add", graph.linear(widened, f"{name}.output.dense"), x)
    return graph.norm(fed, f"{name}.output.LayerNorm")


def _external_tensors(weights: Path) -> list[TensorProto]:
    """References into a safetensors file: an 8-byte header length, a JSON header, then the raw tensors."""
    with weights.open("rb") as file:
        (header_length,) = struct.unpack("<Q", file.read(8))
        header = json.loads(file.read(header_length))
    header.pop("__metadata__", None)
    tensors = []
    for name, entry in header.items():
        start, end = entry["data_offsets"]
        tensor = TensorProto(
            name=name,
            data_type=TensorProto.FLOAT,
            dims=entry["shape"],
            data_location=TensorProto.EXTERNAL,
        )
        place = {"location": weights.name, "offset": 8 + header_length + start, "length": end - start}
        for key, value in place.items():
            tensor.external_data.add(key=key, value=str(value))
        tensors.append(tensor)
    return tensors
