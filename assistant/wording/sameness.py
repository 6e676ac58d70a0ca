"""Does one wording say exactly what another says: no word of content more, less or elsewhere.

Free are only: the words that join, the kind of punctuation, short forms, the place of the one quoted task name and of
the one plan named, whether a role stands before or after its agencies, and the tail of a long statement. Errs towards
"not the same".
"""

import re

from assistant.agencies import find_agencies
from assistant.question.abbreviations import Abbreviations
from assistant.wording.words import (
    LABELS,
    LEADING,
    ROLES,
    Gap,
    Word,
    Words,
    agree,
    plan_pattern,
    plan_word,
    read_words,
)

_PLAN = re.compile(
    r"\bkế hoạch (năm \d{4}|giai đoạn \d{4}-\d{4}) "
    r"của ((?:tỉnh|thành phố) [^\W\d_]+(?: [^\W\d_]+){0,3}?)(?=[ ,:;.]*(?:,|:|;|$))",
    re.IGNORECASE,
)
"""A plan of a province as answers name it (see ``plan_name`` of the answerer): its period, its place."""
_QUOTED = re.compile(r"“([^“”]+)”")
_LIMITS = frozenset("không chưa chẳng đừng trừ ngoại chỉ nếu hoặc hay tối thiểu đa ít nhất nhiều hơn".split())
"""Words that turn or bound what is said; none of them may be cut off."""
_LONG = 24
"""Words of a statement from which on it may be shortened."""
_KEPT = 10
"""Words that stay in front of the ellipsis."""

_Pair = tuple[str, Words]


class Sameness:
    """Compares wordings under known short forms."""

    def __init__(self, abbreviations: Abbreviations) -> None:
        self._abbreviations = abbreviations

    def says_nothing(self, text: str) -> bool:
        """Whether a text holds nothing but words that assert nothing."""
        return not self._words(text)

    def is_same(self, said: str, told: str) -> bool:
        """Whether ``said`` says what ``told`` says, or the same cut short in a place that holds no fact."""
        plans = [
            plan_pattern(place=self._words(match.group(2)), period=self._words(match.group(1)))
            for match in _PLAN.finditer(told)
        ]
        ours, theirs = (read_words(text, self._abbreviations, plans) for text in (said, told))
        return agree(ours, theirs) or self._is_moved(ours, theirs, told) or self._is_shortened(said, told)

    def _is_moved(self, ours: Words, theirs: Words, told: str) -> bool:
        """The same but for the place of the one task name, of the one plan, and of roles."""
        quoted = _QUOTED.findall(told)
        if len(quoted) != 1:
            return False
        for block in (self._words(quoted[0]), (Word(plan_word(0)),)):
            our_rest, their_rest = _without(ours, block), _without(theirs, block)
            if our_rest is not None and their_rest is not None:
                ours, theirs = our_rest, their_rest
        if agree(ours, theirs):
            return True
        pairs = zip(_bind(ours), _bind(theirs), strict=False)
        return len(_bind(ours)) == len(_bind(theirs)) and all(
            our[0] == their[0] and agree(our[1], their[1]) for our, their in pairs
        )

    def _is_shortened(self, said: str, told: str) -> bool:
        theirs = self._words(told)
        head, ellipsis, tail = said.partition("…")
        if not ellipsis or "…" in tail or "…" in told or len(theirs) < _LONG:
            return False
        start, end = self._words(head), self._words(tail)
        gap = theirs[len(start) : len(theirs) - len(end)]
        return (
            len(start) >= _KEPT
            and bool(gap)
            and agree(start, theirs[: len(start)])
            and agree(end, theirs[len(start) + len(gap) :])
            and not any(word.text in _LIMITS or word.text[0].isdigit() or "_" in word.text for word in gap)
            and _agencies(told) == _agencies(head) | _agencies(tail)
        )

    def _words(self, text: str) -> Words:
        return read_words(text, self._abbreviations)


def _without(words: Words, part: Words) -> Words | None:
    """The words without the one place where ``part`` stands; ``None`` where it is not exactly one."""
    places = [i for i in range(len(words)) if part and agree(words[i : i + len(part)], part)]
    if len(places) != 1:
        return None
    rest = words[places[0] + len(part) :]
    if rest:
        rest = (Word(rest[0].text, max(rest[0].gap, Gap.WEAK)), *rest[1:])
    return words[: places[0]] + rest


def _bind(words: Words) -> list[_Pair]:
    """Each role or label with the words that belong to it, sorted.

    A role takes the words before it, up to the role before that; a leading role or a label those after it.
    """
    pairs: list[_Pair] = []
    name, held = "", list[Word]()
    for word in words:
        if word.text in ROLES and not name and word.gap is Gap.NONE:
            pairs.append((word.text, tuple(held)))
            held = []
        elif word.text in LABELS or word.text.endswith(LEADING):
            if name or held:
                pairs.append((name, tuple(held)))
            name, held = word.text.removesuffix(LEADING), []
        else:
            held.append(word)
    if name or held:
        pairs.append((name, tuple(held)))
    return sorted(pairs, key=lambda pair: (pair[0], [word.text for word in pair[1]]))


def _agencies(text: str) -> set[str]:
    return {mention.agency.name for mention in find_agencies(text)}
