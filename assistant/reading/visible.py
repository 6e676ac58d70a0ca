"""What a person sees of a piece of text: no invisible characters, symbols instead of font codes."""

import re

# Soft hyphens, zero-width characters, bidi controls and private-use glyphs show nothing on the page. A lone
# surrogate, which a broken file can hold, could not even be stored.
_UNSEEN = re.compile(
    "[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff\ue000-\uf8ff\x00-\x08\x0e-\x1f\x7f]"
)
# Glyphs of Microsoft's Symbol and Wingdings fonts, which Word and PDF give as private-use characters.
_SYMBOLS = str.maketrans(
    {
        "\uf0b7": "•", "\uf0a7": "•", "\uf0d8": "•", "\uf076": "•", "\uf06e": "•", "\uf02d": "-", "\uf02b": "+",
        "\uf0fc": "✓", "\uf0b3": "≥", "\uf0a3": "≤", "\uf0b1": "±", "\uf0b4": "×", "\uf0b8": "÷", "\uf0b0": "°",
        "\uf0ae": "→", "\uf0e0": "→",
    }
)  # fmt: skip
_RULE = re.compile(r"^[\s_\-–—=*]{3,}$")
_SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def one_line(text: str) -> str:
    """Visible text on one line, single spaces between words."""
    return " ".join(_UNSEEN.sub("", text.translate(_SYMBOLS)).split())


def is_rule(line: str) -> bool:
    """Whether a line is drawn, not written: underscores and dashes below a letterhead."""
    return bool(_RULE.match(line))


def superscript(number: str) -> str:
    """Digits as they stand at a footnote: ``"12"`` gives ``"¹²"``; other characters are kept."""
    return number.translate(_SUPERSCRIPT)
