"""Reads syllables whose Telex keys were typed with the input method off: ``"thur tucj"`` is ``"thủ tục"``."""

import re
import unicodedata
from collections.abc import Collection, Iterator

from assistant.text.normalise import comparable

_WORD = re.compile(r"[^\W\d_]+")
_TONES = {"s": "\u0301", "f": "\u0300", "r": "\u0309", "x": "\u0303", "j": "\u0323"}
# Keys of letters with a mark of their own; "uow" stands for both at once ("đuowcj" for "được").
_LETTERS = (
    ("uow", "ươ"),
    ("aa", "â"),
    ("ee", "ê"),
    ("oo", "ô"),
    ("dd", "đ"),
    ("aw", "ă"),
    ("ow", "ơ"),
    ("uw", "ư"),
)
_HORNED = {"a": "ă", "o": "ơ", "u": "ư"}
_VOWELS = frozenset("aăâeêioôơuưy")
_MIN_LENGTH = 3
"""Shorter words are as likely short forms."""


def read_telex(text: str, spellings: Collection[str]) -> str:
    """The text with syllables in Telex keys spelt out; all others as they are.

    A word is taken for keys where it is no syllable itself, marks left out, and what the keys make is one.

    Args:
        text: cleaned.
        spellings: syllables that are known, as :func:`assistant.text.tokens.syllables` gives them.
    """
    return _WORD.sub(lambda word: _read_word(word.group(), spellings), text)


def _read_word(word: str, spellings: Collection[str]) -> str:
    typed = word.lower()
    if len(typed) < _MIN_LENGTH or typed in spellings or not typed.isascii():
        return word
    meant = next((syllable for syllable in _readings(typed) if comparable(syllable) in spellings), None)
    if meant is None:
        return word
    return meant.capitalize() if word[0].isupper() else meant


def _readings(typed: str) -> Iterator[str]:
    """What the keys may make, the tone read from the last key that can be one, then without any tone."""
    for place in range(len(typed) - 1, 0, -1):
        mark = _TONES.get(typed[place])
        if mark is None or not _VOWELS.intersection(typed[:place]):
            continue
        bare = _with_letters(typed[:place] + typed[place + 1 :])
        for at, letter in enumerate(bare):
            if letter in _VOWELS:
                yield unicodedata.normalize("NFC", bare[: at + 1] + mark + bare[at + 1 :])
    if (spelt := _with_letters(typed)) != typed:
        yield spelt


def _with_letters(keys: str) -> str:
    for typed, letter in _LETTERS:
        keys = keys.replace(typed, letter)
    if "w" not in keys:
        return keys
    # A late "w" marks a vowel before it ("voiw" for "vơi").
    before, _, after = keys.partition("w")
    if "uo" in before:
        return before.replace("uo", "ươ") + after
    place = max(before.rfind(vowel) for vowel in _HORNED)
    return keys if place < 0 else before[:place] + _HORNED[before[place]] + before[place + 1 :] + after
