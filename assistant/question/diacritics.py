"""Restores the diacritics of a question typed without them, from the spellings that the index knows."""

import math
import re
from collections.abc import Collection, Mapping, Sequence
from itertools import pairwise
from typing import Protocol

from assistant.catalogue.spellings import Spelling
from assistant.text.normalise import comparable, fold, has_diacritics

_WORD = re.compile(r"[^\W\d_]+")
_QUESTION_PHRASES = (
    "khi nào", "ngày nào", "tháng nào", "quý nào", "cơ quan nào", "đơn vị nào", "sở nào", "cấp nào", "bao giờ", "bao nhiêu", "là gì", "những gì",
    "làm gì", "chậm nhất", "muộn nhất", "hạn chót", "ai ký", "ai chủ trì", "ai phối hợp", "phải có", "phải xong", "thì sao", "thế nào", "ra sao",
    "phần trăm", "mấy phần trăm", "ở đâu", "từ đâu", "do ai", "giao cho ai", "ai làm", "ai lo", "gồm những", "số hóa",
)  # fmt: skip
_QUESTION_WEIGHT = 4
"""How often a phrase of asking is taken to have been read, among counts of passages."""
_SMOOTHING = 0.2
"""Weight of a pair that no passage has; small against one real occurrence."""
_UNIGRAM = 0.25
"""How much the frequency of a syllable alone counts beside that of its pairs."""


class Spellings(Protocol):
    """The spellings behind folded syllables and pairs (``SpellingIndex`` of the catalogue)."""

    def find(self, folded: Collection[str]) -> Mapping[str, tuple[Spelling, ...]]:
        """Spellings of each folded form."""
        ...


def restore_diacritics(question: str, spellings: Spellings) -> str:
    """The question with marks put back where it has none at all; otherwise unchanged.

    The best path through the known spellings of each syllable, scored by how often neighbours stand
    together in the passages (Viterbi over pairs). Syllables that no passage has stay as typed, and so do
    words in capitals. The length in characters does not change.
    """
    if has_diacritics(question):
        return question
    words = list(_WORD.finditer(question))
    if not words:
        return question
    folded = [fold(word.group()) for word in words]
    pairs = [f"{a}_{b}" for a, b in pairwise(folded)]
    known = _with_question_words(spellings.find([*folded, *pairs]))
    path = _best_path(folded, known)
    restored = list(question)
    for word, spelling in zip(words, path, strict=True):
        typed = word.group()
        if (typed.isupper() and len(typed) > 1) or len(spelling) != len(typed):
            continue
        cased = spelling.capitalize() if typed[0].isupper() else spelling
        restored[word.start() : word.end()] = cased
    return "".join(restored)


def _with_question_words(known: Mapping[str, Sequence[Spelling]]) -> dict[str, list[Spelling]]:
    """The spellings of the passages and those of asking, which plans have no cause to use."""
    merged = {form: list(spellings) for form, spellings in known.items()}
    for phrase in _QUESTION_PHRASES:
        syllables = phrase.split()
        tokens = [*syllables, *(f"{a}_{b}" for a, b in pairwise(syllables))]
        for token in tokens:
            found = merged.setdefault(fold(token), [])
            if all(spelling.token != token for spelling in found):
                found.append(Spelling(token, _QUESTION_WEIGHT))
    return merged


def _best_path(folded: Sequence[str], known: Mapping[str, Sequence[Spelling]]) -> list[str]:
    choices = [list(known.get(form, ())) or [Spelling(form, 0)] for form in folded]
    scores = [_unigram(choice) for choice in choices[0]]
    steps: list[list[int]] = []
    for i in range(1, len(folded)):
        pair = {
            spelling.token: spelling.passages for spelling in known.get(f"{folded[i - 1]}_{folded[i]}", ())
        }
        step, following = [], []
        for choice in choices[i]:
            best, origin = max(
                (
                    scores[j] + math.log(pair.get(f"{before.token}_{choice.token}", 0) + _SMOOTHING),
                    -j,
                )
                for j, before in enumerate(choices[i - 1])
            )
            step.append(-origin)
            following.append(best + _unigram(choice))
        steps.append(step)
        scores = following
    at = max(range(len(scores)), key=lambda j: (scores[j], -j))
    path = [choices[-1][at].token]
    for i in range(len(steps) - 1, -1, -1):
        at = steps[i][at]
        path.append(choices[i][at].token)
    return [comparable(token) for token in reversed(path)]


def _unigram(spelling: Spelling) -> float:
    return _UNIGRAM * math.log(spelling.passages + 1)
