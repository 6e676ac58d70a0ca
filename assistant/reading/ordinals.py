"""Automatic numbers as they are printed: ``3``, ``c``, ``IV``."""

_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"),
    (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
_MAX_ROMAN = 3999


def ordinal_text(number: int, number_format: str) -> str:
    """A number in one of Word's formats.

    Args:
        number: the number, from 0.
        number_format: value of ``w:numFmt``: ``decimal``, ``decimalZero``, ``lowerLetter``, ``upperLetter``,
            ``lowerRoman``, ``upperRoman`` or ``none``; any other prints as a decimal.
    """
    match number_format:
        case "none":
            return ""
        case "decimalZero":
            return f"{number:02d}"
        case "lowerLetter":
            return _letters(number)
        case "upperLetter":
            return _letters(number).upper()
        case "lowerRoman":
            return _roman(number).lower()
        case "upperRoman":
            return _roman(number)
        case _:
            return str(number)


def _letters(number: int) -> str:
    """Word goes on after z with aa, bb, cc."""
    if number < 1:
        return str(number)
    repeats, index = divmod(number - 1, 26)
    return chr(ord("a") + index) * (repeats + 1)


def _roman(number: int) -> str:
    if not 1 <= number <= _MAX_ROMAN:
        return str(number)
    text = ""
    for value, letters in _ROMAN:
        count, number = divmod(number, value)
        text += letters * count
    return text
