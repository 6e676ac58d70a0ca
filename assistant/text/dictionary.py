"""The one door to underthesea's dictionary: which syllables Vietnamese has, and which words of two syllables."""

import importlib.util
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

from assistant.errors import SetupError
from assistant.text.normalise import comparable, fold
from assistant.text.tokens import syllables

# The package itself takes seconds to import, and only its word list is wanted here.
_WORD_LIST = Path("corpus", "data", "Viet74K.txt")
_LETTERS = re.compile(r"[^\W\d_]+")

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class PairLexicon:
    """Two syllables that stand together in a headword."""

    inside: frozenset[Pair]
    """Neighbours in any headword, long ones included."""
    by_folded: Mapping[Pair, tuple[Pair, ...]]
    """Words of exactly two syllables by what they are without diacritics."""


@cache
def vietnamese_syllables() -> frozenset[str]:
    """Every syllable of the 74,000 headwords, lower-cased, old tone placement."""
    return frozenset(syllables(_load_headwords()))


@cache
def vietnamese_pairs() -> PairLexicon:
    """Pairs of syllables of all headwords, lower-cased, old tone placement."""
    inside: set[Pair] = set()
    words: dict[Pair, set[Pair]] = {}
    for line in comparable(_load_headwords()).splitlines():
        found = line.split(" ")
        if not all(map(str.isalpha, found)):
            found = _LETTERS.findall(line)
        if len(found) == 2:
            pair = (found[0], found[1])
            inside.add(pair)
            words.setdefault((fold(pair[0]), fold(pair[1])), set()).add(pair)
        elif len(found) > 2:
            inside.update(pairwise(found))
    return PairLexicon(frozenset(inside), {folded: tuple(sorted(pairs)) for folded, pairs in words.items()})


def _load_headwords() -> str:
    spec = importlib.util.find_spec("underthesea")
    if spec is None or spec.origin is None:
        raise SetupError("Thiếu gói underthesea. Hãy cài lại các gói trong requirements.lock.")
    return (Path(spec.origin).parent / _WORD_LIST).read_text(encoding="utf-8")
