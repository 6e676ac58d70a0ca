"""Corrects single slips of typing: a syllable that no passage has, one edit away from one that fits its neighbours."""

import re
from collections.abc import Callable, Collection, Mapping

from assistant.text.normalise import comparable, fold

_WORD = re.compile(r"[^\W\d_]+")
_MIN_LENGTH = 3
"""Shorter syllables have too many neighbours to tell which was meant."""


class SpellingCorrector:
    """Knows the syllables of one catalogue."""

    def __init__(
        self, syllables: Mapping[str, int], count_pair: Callable[[str], int], language: Collection[str]
    ) -> None:
        """Remember what is spelt right.

        Args:
            syllables: syllables of the passages with the number of passages each stands in.
            count_pair: number of passages that a pair ``first_second`` stands in.
            language: syllables that the language has; none of them is a slip.
        """
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
