import pytest

from assistant.reading.ordinals import ordinal_text


@pytest.mark.parametrize(
    ("number", "number_format", "text"),
    [
        (3, "decimal", "3"),
        (3, "decimalZero", "03"),
        (3, "lowerLetter", "c"),
        (28, "upperLetter", "BB"),
        (0, "lowerLetter", "0"),
        (4, "upperRoman", "IV"),
        (1949, "lowerRoman", "mcmxlix"),
        (4000, "upperRoman", "4000"),
        (7, "none", ""),
        (7, "chineseCounting", "7"),
    ],
)
def test_numbers_print_in_word_formats(number: int, number_format: str, text: str) -> None:
    assert ordinal_text(number, number_format) == text
