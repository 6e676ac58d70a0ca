"""One stored form, one form for comparison."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.text.normalise import (
    clean_question,
    comparable,
    fold,
    has_diacritics,
    nfc,
    printable,
    starts_lower,
)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("hoà", "hòa"),
        ("Thuỷ", "thủy"),
        ("UỶ BAN", "ủy ban"),
        ("khoẻ", "khỏe"),
        ("quý", "quý"),
        ("hoàn", "hoàn"),
        ("thúy", "thúy"),
        ("Đắk Lắk", "đắk lắk"),
    ],
)
def test_both_tone_placements_compare_equal(written: str, expected: str) -> None:
    assert comparable(written) == expected
    assert comparable(unicodedata.normalize("NFD", written)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("Số hóa ĐẮK LẮK", "so hoa dak lak"), ("Ủy ban", "uy ban"), ("123/QĐ-UBND", "123/qd-ubnd"), ("", "")],
)
def test_folding(text: str, expected: str) -> None:
    assert fold(text) == expected
    assert fold(unicodedata.normalize("NFD", text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"), [("số", True), ("đo", True), ("so hoa", False), ("ABC 1", False), ("", False)]
)
def test_diacritics_are_told(text: str, expected: bool) -> None:
    assert has_diacritics(text) is expected


def test_questions_are_made_safe() -> None:
    assert clean_question("  Ai\u200b chủ\ttrì\x00\n\ufeffsố  hóa?\u202e ") == "Ai chủ trì số hóa?"
    assert clean_question(unicodedata.normalize("NFD", "Sở Nội vụ")) == "Sở Nội vụ"


@pytest.mark.parametrize(
    ("text", "expected"),
    [("và", True), ("- đến", True), ("Và", False), ("12 việc", True), ("12", False), ("", False)],
)
def test_start_inside_a_sentence(text: str, expected: bool) -> None:
    assert starts_lower(text) is expected


@given(st.text())
def test_comparison_forms_are_stable(text: str) -> None:
    assert nfc(nfc(text)) == nfc(text)
    assert fold(fold(text)) == fold(text) or not text.isascii()
    assert " ".join(clean_question(text).split()) == clean_question(text)


def test_what_encoders_and_xml_refuse_is_no_part_of_a_question_or_a_printed_text() -> None:
    assert clean_question("ai\ud800 chủ\ufffe trì\uffff\0?") == "ai chủ trì ?"
    assert printable("a\x01b\tc\n\ufffed") == "ab\tc\nd"
