"""A model small enough to write out by hand, in the very layout of ``e5-small-q4.bin``."""

import struct

import numpy as np

HIDDEN, LAYERS, HEADS, FEED_FORWARD, POSITIONS = 32, 1, 2, 64, 24
PIECES = [
    "<s>",
    "<pad>",
    "</s>",
    "<unk>",
    "▁",
    "▁query",
    "▁passage",
    ":",
    "▁số",
    "▁hóa",
    "▁hồ",
    "▁sơ",
    "ó",
    "<mask>",
]
SCORES = [0.0, 0.0, 0.0, 0.0, -4.0, -5.0, -5.0, -3.5, -6.0, -6.5, -7.0, -7.5, -9.0, 0.0]
NORMALISATION = {"\x07": "", "\t": " ", "\u200b": " ", "ﬁ": "fi"}
Q4_NAMES = ("q", "k", "v", "ao", "fi", "fo")


def tiny_weights_file() -> bytes:
    """The file's bytes; weights are drawn with a fixed seed."""
    head = b"E5S1" + struct.pack(
        "<I7ifi", 1, HIDDEN, LAYERS, HEADS, FEED_FORWARD, len(PIECES), POSITIONS, 2, 1e-12, 32
    )
    body = head + _vocabulary()
    tensors = _tensors()
    directory_size = 4 + sum(2 + len(name) + 21 for name in tensors)
    offset = len(body) + directory_size
    directory = struct.pack("<i", len(tensors))
    for name, (kind, count, raw) in tensors.items():
        directory += struct.pack("<H", len(name)) + name.encode()
        directory += struct.pack("<BIQQ", kind, count, offset, len(raw))
        offset += len(raw)
    return body + directory + b"".join(raw for _, _, raw in tensors.values())


def _vocabulary() -> bytes:
    encoded = [piece.encode() for piece in PIECES]
    offsets = np.cumsum([0, *map(len, encoded)]).astype("<u4")
    blob = b"".join(encoded)
    normalisation = b"".join(
        struct.pack(f"<IB{len(out)}I", ord(char), len(out), *map(ord, out))
        for char, out in NORMALISATION.items()
    )
    return (
        struct.pack("<5iQ", len(PIECES), 0, 2, 1, 3, len(blob))
        + offsets.tobytes()
        + np.array(SCORES, dtype="<f4").tobytes()
        + blob
        + struct.pack("<iI", len(NORMALISATION), len(normalisation))
        + normalisation
    )


def _tensors() -> dict[str, tuple[int, int, bytes]]:
    random = np.random.default_rng(7)
    shapes = {"emb.word": len(PIECES) * HIDDEN, "emb.pos": POSITIONS * HIDDEN, "emb.type": 2 * HIDDEN}
    shapes |= {"emb.ln.w": HIDDEN, "emb.ln.b": HIDDEN}
    outputs = {"fi": FEED_FORWARD}
    for name in (*Q4_NAMES, "aln", "oln"):
        n_out = outputs.get(name, HIDDEN)
        n_in = FEED_FORWARD if name == "fo" else HIDDEN
        shapes[f"l0.{name}.w"] = n_out * n_in if name in Q4_NAMES else HIDDEN
        shapes[f"l0.{name}.b"] = n_out
    return {name: _tensor(name, count, random) for name, count in shapes.items()}


def _tensor(name: str, count: int, random: np.random.Generator) -> tuple[int, int, bytes]:
    is_q4 = name == "emb.word" or (name.endswith(".w") and name.split(".")[1] in Q4_NAMES)
    if not is_q4:
        offset = 1.0 if name.endswith("ln.w") else 0.0
        return 0, count, (offset + 0.1 * random.standard_normal(count)).astype("<f4").tobytes()
    blocks = b"".join(
        np.float16(0.05).tobytes() + random.integers(0, 256, 16, dtype=np.uint8).tobytes()
        for _ in range(count // 32)
    )
    return 1, count, blocks
