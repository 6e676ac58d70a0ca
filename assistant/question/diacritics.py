"""Restores the diacritics of a question typed without them, from the spellings that the index knows."""

import math
import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from functools import cache
from itertools import pairwise
from typing import Protocol

from assistant.agencies import find_agencies
from assistant.catalogue.spellings import Spelling
from assistant.question.asking import asking_counts
from assistant.reference import province_successors
from assistant.text.normalise import comparable, fold, has_diacritics
from assistant.text.tokens import syllables

_WORD = re.compile(r"[^\W\d_]+")
_PLACE_BEFORE = r"(?:^\W*|\b(?:tinh|thanh pho|tp\.?|o|tai|cua|ben)\s+)"
"""What stands before the name of a province, however common its syllables are otherwise ("cua can tho")."""
_CORPUS_SHARE = 0.002
"""Phrases of asking and names of places weigh as if met in this share of the passages, at least as given."""
_SMOOTHING = 0.2
"""Weight of a pair that no passage has; small against one real occurrence."""
_UNIGRAM = 0.25
"""How much the frequency of a syllable alone counts beside that of its pairs."""


class Spellings(Protocol):
    """The spellings behind folded syllables and pairs (``SpellingIndex`` of the catalogue)."""

    def find(self, folded: Collection[str]) -> Mapping[str, tuple[Spelling, ...]]:
        """Spellings of each folded form."""
        ...


def restore_diacritics(question: str, spellings: Spellings, passages: int = 0) -> str:
    """The question with marks put back where it has none at all; otherwise unchanged.

    Agencies, and provinces where a place is named, get the spelling of their names. For the rest the best path through the known spellings of each
    syllable, scored by how often neighbours stand together in the passages and in questions (Viterbi over
    pairs). Syllables that neither has stay as typed, and so do words in capitals. The length in characters
    does not change.

    Args:
        question: cleaned.
        spellings: those of the passages.
        passages: how many there are, so that asking does not drown in a large corpus.
    """
    if has_diacritics(question):
        return question
    words = list(_WORD.finditer(question))
    if not words:
        return question
    folded = [fold(word.group()) for word in words]
    pairs = [f"{a}_{b}" for a, b in pairwise(folded)]
    scale = max(1.0, passages * _CORPUS_SHARE)
    known = _with_asking(spellings.find([*folded, *pairs]), {*folded, *pairs}, scale)
    path = _best_path(folded, known)
    restored = list(question)
    for word, spelling in zip(words, path, strict=True):
        typed = word.group()
        if (typed.isupper() and len(typed) > 1) or len(spelling) != len(typed):
            continue
        cased = spelling.capitalize() if typed[0].isupper() else spelling
        restored[word.start() : word.end()] = cased
    for mention in find_agencies(question):
        if fold(mention.agency.name) == fold(question[mention.start : mention.end]):
            restored[mention.start : mention.end] = mention.agency.name
    for place in _places().finditer(fold(question)):
        name = _spelt()[place["name"]]
        restored[place.start("name") : place.end("name")] = [
            right.upper() if typed.isupper() else right
            for typed, right in zip(question[place.start("name") :], name.lower(), strict=False)
        ]
    return "".join(restored)


def _with_asking(
    known: Mapping[str, Sequence[Spelling]], forms: Collection[str], scale: float
) -> dict[str, list[Spelling]]:
    """The spellings of the passages with those of asking and of places, which plans have little cause to use."""
    merged = {form: {s.token: s.passages for s in spellings} for form, spellings in known.items()}
    for form in forms:
        for token, count in _asking_by_form().get(form, ()):
            counts = merged.setdefault(form, {})
            counts[token] = counts.get(token, 0) + round(count * scale)
    return {form: [Spelling(*pair) for pair in counts.items()] for form, counts in merged.items()}


@cache
def _asking_by_form() -> dict[str, tuple[tuple[str, int], ...]]:
    """Tokens of asking and of the names of provinces with their counts, by folded form."""
    counts = Counter(asking_counts())
    for name in province_successors():
        tokens = syllables(name)
        counts.update([*tokens, *(f"{first}_{second}" for first, second in pairwise(tokens))])
    by_form: dict[str, tuple[tuple[str, int], ...]] = {}
    for token, count in counts.items():
        by_form[fold(token)] = (*by_form.get(fold(token), ()), (token, count))
    return by_form


@cache
def _spelt() -> dict[str, str]:
    """The names of provinces by their folded forms, before 2025 and since."""
    successors = province_successors()
    return {fold(name): name for name in (*successors, *successors.values())}


@cache
def _places() -> re.Pattern[str]:
    return re.compile(rf"{_PLACE_BEFORE}(?P<name>{'|'.join(map(re.escape, _spelt()))})\b")


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
