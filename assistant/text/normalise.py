"""Unicode and Vietnamese spelling: one stored form, one form for comparison."""

import re
import unicodedata
from functools import lru_cache

# Old placement puts the tone on the first vowel of oa, oe, uy ("hòa", "thủy"), new placement on the second
# ("hoà", "thuỷ"). Both are correct; comparison uses the old one. A following consonant ("hoàn") or the "qu"
# onset ("quý") makes the placement unambiguous, so those are left alone.
_OLD_TO_NEW = {
    "òa": "oà", "óa": "oá", "ỏa": "oả", "õa": "oã", "ọa": "oạ",
    "òe": "oè", "óe": "oé", "ỏe": "oẻ", "õe": "oẽ", "ọe": "oẹ",
    "ùy": "uỳ", "úy": "uý", "ủy": "uỷ", "ũy": "uỹ", "ụy": "uỵ",
}  # fmt: skip
_NEW_TO_OLD = {new: old for old, new in _OLD_TO_NEW.items()}
_NEW_TONE = re.compile(rf"(?<!q)({'|'.join(_NEW_TO_OLD)})(?![^\W\d_])")
_STROKE = str.maketrans("đĐ", "dD")
# Zero-width characters, bidi controls, the soft hyphen and the byte-order mark carry no text in a question.
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
# Halves of characters and the two that are none ("\ufffe") come from broken programs; encoders and XML refuse them.
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def nfc(text: str) -> str:
    """The canonical composed form in which all text is stored."""
    return unicodedata.normalize("NFC", text)


def comparable(text: str) -> str:
    """Lower-case NFC text with one tone placement, for matching only; the length may differ from the input."""
    return _NEW_TONE.sub(lambda m: _NEW_TO_OLD[m.group(1)], nfc(text).lower())


def fold(text: str) -> str:
    """Lower-case text without diacritics: ``"Số hóa"`` gives ``"so hoa"``. Words merge; never index this form."""
    return _fold_known(text) if len(text) <= _MAX_KNOWN_CHARS else _fold(text)


def _fold(text: str) -> str:
    decomposed = unicodedata.normalize("NFD", text.lower().translate(_STROKE))
    return "".join(c for c in decomposed if not unicodedata.combining(c))


_MAX_KNOWN_CHARS = 200
_fold_known = lru_cache(maxsize=16_384)(_fold)
"""Names, syllables and questions are folded again and again."""


def has_diacritics(text: str) -> bool:
    """Whether any letter carries a Vietnamese mark (including đ)."""
    return fold(text) != nfc(text).lower()


def clean_question(text: str) -> str:
    """A question as typed, made safe to process: NFC, no control or invisible characters, single spaces."""
    visible = _CONTROL.sub(" ", _INVISIBLE.sub("", nfc(text)))
    return " ".join(visible.split())


def printable(text: str) -> str:
    """Text without what XML, and so a Word or Excel file, cannot hold; line ends and tabs stay."""
    return _CONTROL.sub("", text)


def starts_lower(text: str) -> bool:
    """Whether the first letter is lower-case: the text starts inside a sentence. False without a letter."""
    return next((c.islower() for c in text if c.isalpha()), False)
