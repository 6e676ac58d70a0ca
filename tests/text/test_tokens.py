"""Syllables and their pairs."""

import unicodedata

import pytest

from assistant.text.dictionary import vietnamese_pairs, vietnamese_syllables
from assistant.text.tokens import bigrams, syllables


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Cải cách hành chính", ["cải", "cách", "hành", "chính"]),
        ("UỶ BAN nhân-dân", ["ủy", "ban", "nhân", "dân"]),
        ("số 2890/QĐ-UBND", ["số", "2890", "qđ", "ubnd"]),
        ("a_b", ["a", "b"]),
        ("– … !", []),
        (unicodedata.normalize("NFD", "Thủy"), ["thủy"]),
    ],
)
def test_syllables(text: str, expected: list[str]) -> None:
    assert syllables(text) == expected


def test_bigrams_are_adjacent_pairs() -> None:
    assert bigrams(["cải", "cách", "hành"]) == ["cải_cách", "cách_hành"]
    assert bigrams(["một"]) == bigrams([]) == []


def test_dictionary_knows_syllables_and_pairs() -> None:
    assert {"nghiệp", "thủy", "đấu"} <= vietnamese_syllables()
    assert "bach" not in vietnamese_syllables()
    pairs = vietnamese_pairs()
    assert ("phấn", "đấu") in pairs.inside
    assert ("phấn", "đấu") in pairs.by_folded["phan", "dau"]
    assert ("phân", "đấu") not in pairs.inside
