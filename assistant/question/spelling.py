"""Corrects single slips of typing: a syllable that no passage has, one edit away from one that fits its neighbours.

A syllable that the language has is a slip where people write as they speak ("rà xoát", "hổ trợ"): no word and no
passage has it beside its neighbours, and one that sounds like it makes a word with them.
"""

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from itertools import pairwise
from unicodedata import normalize

from assistant.text.normalise import comparable, fold

_WORD = re.compile(r"[^\W\d_]+")
_INITIALS = (("x", "s"), ("ch", "tr"), ("d", "gi"), ("d", "r"), ("gi", "r"), ("l", "n"))
_FINALS = (("n", "ng"), ("t", "c"), ("i", "y"))
_HOOK, _TILDE = "\u0309", "\u0303"
_MIN_LENGTH = 3
"""Shorter syllables have too many neighbours to tell which was meant."""


class SpellingCorrector:
    """Knows the syllables of one catalogue."""

    def __init__(
        self,
        syllables: Mapping[str, int],
        count_pair: Callable[[str], int],
        language: Collection[str],
        words: Collection[tuple[str, str]] = (),
    ) -> None:
        """Remember what is spelt right.

        Args:
            syllables: syllables of the passages with the number of passages each stands in.
            count_pair: number of passages that a pair ``first_second`` stands in.
            language: syllables that the language has; alone none of them is a slip.
            words: pairs of syllables that are words of the language.
        """
        self._words = words
        self._known = syllables
        self._language = language
        self._folded = {fold(token) for token in syllables}
        self._count_pair = count_pair
        self._by_length: dict[int, list[str]] = {}
        for token in syllables:
            self._by_length.setdefault(len(token), []).append(token)

    def correct(self, text: str) -> str:
        """The text with slips corrected where a neighbouring syllable bears the correction out."""
        words = list(_WORD.finditer(text))
        tokens = [comparable(word.group()) for word in words]
        parts, end = [], 0
        for i, word in enumerate(words):
            if self._is_slip(word.group(), tokens[i]):
                before = tokens[i - 1] if i else ""
                after = tokens[i + 1] if i + 1 < len(tokens) else ""
                better = self._best(tokens[i], before, after)
            elif self._is_alone(word.group(), tokens, i):
                better = self._by_sound(tokens, i)
            else:
                continue
            if better is not None:
                parts += [text[end : word.start()], better]
                end = word.end()
                tokens[i] = better
        return "".join([*parts, text[end:]])

    def _is_slip(self, typed: str, token: str) -> bool:
        if len(token) < _MIN_LENGTH or typed.isupper() or token in self._known or token in self._language:
            return False
        # Bare syllables of an unaccented question are spelt right; only their marks are missing.
        return token != fold(token) or token not in self._folded

    def _is_alone(self, typed: str, tokens: Sequence[str], i: int) -> bool:
        """Whether a syllable, written with marks, belongs to neither of its neighbours."""
        if len(typed) < _MIN_LENGTH - 1 or typed != typed.lower() or tokens[i] not in self._language:
            return False
        return not any(self._together(*pair) for pair in _pairs(tokens, i))

    def _together(self, first: str, second: str) -> bool:
        return (first, second) in self._words or self._count_pair(f"{first}_{second}") > 0

    def _by_sound(self, tokens: Sequence[str], i: int) -> str | None:
        """The one syllable that sounds like this one and makes a word of the passages with a neighbour."""
        fitting = {
            other
            for other in sounds_like(tokens[i])
            for pair in _pairs([*tokens[:i], other, *tokens[i + 1 :]], i)
            if pair in self._words and self._count_pair("_".join(pair)) > 0
        }
        return fitting.pop() if len(fitting) == 1 else None

    def _best(self, token: str, before: str, after: str) -> str | None:
        candidates = [
            known
            for length in range(len(token) - 1, len(token) + 2)
            for known in self._by_length.get(length, ())
            if is_one_edit(token, known) or fold(token) == fold(known)
        ]
        scored = [
            (
                (self._count_pair(f"{before}_{known}") if before else 0)
                + (self._count_pair(f"{known}_{after}") if after else 0),
                self._known[known],
                known,
            )
            for known in candidates
        ]
        fitting = [entry for entry in scored if entry[0] > 0]
        if fitting:
            return max(fitting)[2]
        same_letters = [known for known in candidates if fold(known) == fold(token)]
        return same_letters[0] if len(same_letters) == 1 else None


def _pairs(tokens: Sequence[str], i: int) -> list[tuple[str, str]]:
    """A syllable with the one before and the one behind it."""
    return [pair for pair in pairwise(tokens[max(0, i - 1) : i + 2]) if all(pair)]


def sounds_like(syllable: str) -> set[str]:
    """Syllables that many people speak, and so write, alike: one swap of initial, final or tone."""
    found = set()
    for one, other in _INITIALS:
        for a, b in ((one, other), (other, one)):
            if syllable.startswith(a) and not syllable.startswith(b):
                found.add(b + syllable[len(a) :])
    for one, other in _FINALS:
        for a, b in ((one, other), (other, one)):
            if syllable.endswith(a):
                found.add(syllable[: -len(a)] + b)
    apart = normalize("NFD", syllable)
    for tone, swapped in ((_HOOK, _TILDE), (_TILDE, _HOOK)):
        if tone in apart:
            found.add(comparable(normalize("NFC", apart.replace(tone, swapped))))
    return found - {syllable}


def is_one_edit(typed: str, meant: str) -> bool:
    """Whether one insertion, deletion, substitution or swap of neighbours leads from one to the other."""
    if typed == meant or abs(len(typed) - len(meant)) > 1:
        return False
    if len(typed) == len(meant):
        different = [i for i, (a, b) in enumerate(zip(typed, meant, strict=True)) if a != b]
        if len(different) == 1:
            return True
        return (
            len(different) == 2
            and different[1] == different[0] + 1
            and typed[different[0]] == meant[different[1]]
            and typed[different[1]] == meant[different[0]]
        )
    longer, shorter = (typed, meant) if len(typed) > len(meant) else (meant, typed)
    return any(longer[:i] + longer[i + 1 :] == shorter for i in range(len(longer)))
