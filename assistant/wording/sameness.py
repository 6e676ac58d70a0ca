"""Does one wording say exactly what another says: no word of content more, less or elsewhere.

Free are only: the words with which sentences are put together, punctuation, short forms, the place of the one quoted
task name, and whether a role stands before or after its agencies. Errs towards "not the same".
"""

import re
from collections.abc import Sequence

from assistant.agencies import find_agencies
from assistant.question.abbreviations import Abbreviations
from assistant.text.tokens import syllables

# Words that assert nothing by themselves. None of them negates, limits, dates, or names a role, an agency, a document.
_FRAME = (
    "các kế hoạch quy định như sau",
    "các kế hoạch nêu như sau",
    "như sau",
    "sau đây",
    "cụ thể",
    "bao gồm",
    "bên cạnh đó",
    "ngoài ra",
    "đồng thời",
    "nhiệm vụ",
    "các",
    "có",
    "của",
    "còn",
    "do",
    "giao",
    "gồm",
    "là",
    "được",
    "đối với",
    "nêu",
    "này",
    "tại",
    "thì",
    "trong",
    "và",
    "việc",
    "về",
    "ở",
)
_FRAME_PATTERN = re.compile(rf"(?<!\S)(?:{'|'.join(_FRAME)})(?!\S)")
_ROLES = ("chủ_trì", "phối_hợp")
"""Roles that stand before their agencies ("cơ quan chủ trì: A") or after them ("do A chủ trì")."""
_LABELS = ("thời_hạn", "sản_phẩm", "chỉ_tiêu", "kinh_phí", "mục_tiêu", "hoạt_động")
"""What stands only before its value."""
_COMPOUND = re.compile(
    r"(?<!\S)(chủ trì|phối hợp|thời hạn|sản phẩm|chỉ tiêu|kinh phí|mục tiêu|hoạt động)(?!\S)"
)
_ROLE_LABEL = re.compile(r"\bcơ quan (chủ trì|phối hợp)(?=\s*[:“]|\s+(?:là|gồm)\b)", re.IGNORECASE)
_WITH = re.compile(r"\bphối hợp với\b", re.IGNORECASE)
_PLAN = re.compile(r"\b((?:tỉnh|thành phố) [^()\n:;]{2,40}?) \(kế hoạch ([^()\n]{4,30})\)", re.IGNORECASE)
"""A plan as answers name it: "tỉnh Cà Mau (kế hoạch năm 2024)"; "kế hoạch năm 2024 của tỉnh Cà Mau" is the same."""
_QUOTED = re.compile(r"“([^“”]+)”")
_LIMITS = frozenset("không chưa chẳng đừng trừ ngoại chỉ nếu hoặc hay tối thiểu đa ít nhất nhiều hơn".split())
"""Words that turn or bound what is said; none of them may be cut off."""
_LONG = 24
"""Words of a statement from which on it may be shortened."""
_KEPT = 10
"""Words that stay in front of the ellipsis."""

Words = tuple[str, ...]


class Sameness:
    """Compares wordings under known short forms."""

    def __init__(self, abbreviations: Abbreviations) -> None:
        self._abbreviations = abbreviations

    def says_nothing(self, text: str) -> bool:
        """Whether a text holds nothing but words that assert nothing."""
        return not self._words(text)

    def is_same(self, said: str, told: str) -> bool:
        """Whether ``said`` says what ``told`` says, or the same cut short in a place that holds no fact."""
        plans = self._plans(told)
        ours, theirs = _contract(self._words(said), plans), _contract(self._words(told), plans)
        return ours == theirs or self._is_moved(ours, theirs, told) or self._is_shortened(said, told)

    def _is_moved(self, ours: Words, theirs: Words, told: str) -> bool:
        """The same but for the place of the one task name and the one plan, and of roles."""
        quoted = _QUOTED.findall(told)
        if len(quoted) != 1:
            return False
        for block in (self._words(quoted[0]), (_plan_mark(0),)):
            our_rest, their_rest = _without(ours, block), _without(theirs, block)
            if our_rest is not None and their_rest is not None:
                ours, theirs = our_rest, their_rest
        return ours == theirs or _bind(ours) == _bind(theirs)

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
            and theirs == start + gap + end
            and not any(word in _LIMITS or word[0].isdigit() or "_" in word for word in gap)
            and _agencies(told) == _agencies(head) | _agencies(tail)
        )

    def _plans(self, told: str) -> list[re.Pattern[str]]:
        """How each plan that ``told`` names may be named, in words as :meth:`_words` gives them."""
        patterns = []
        for match in _PLAN.finditer(told):
            place, period = (" ".join(self._words(part)) for part in match.groups())
            named = f"(?:kế hoạch )?{place} kế hoạch {period}|kế hoạch {period} {place}"
            patterns.append(re.compile(rf"(?<!\S)(?:theo )?(?:{named})(?!\S)"))
        return patterns

    def _words(self, text: str) -> Words:
        labelled = _WITH.sub("phối hợp", _ROLE_LABEL.sub(r"\1", self._abbreviations.expand(text)))
        plain = _FRAME_PATTERN.sub(" ", " ".join(syllables(labelled)))
        return tuple(_COMPOUND.sub(lambda m: m.group().replace(" ", "_"), " ".join(plain.split())).split())


def _contract(words: Words, plans: Sequence[re.Pattern[str]]) -> Words:
    """Each name of a plan as one word."""
    text = " ".join(words)
    for number, pattern in enumerate(plans):
        text = pattern.sub(_plan_mark(number), text)
    return tuple(text.split())


def _plan_mark(number: int) -> str:
    """A word that no text holds: syllables have no underscore."""
    return f"plan_{number}"


def _without(words: Words, part: Words) -> Words | None:
    """The words without the one place where ``part`` stands; ``None`` where it is not exactly one."""
    places = [i for i in range(len(words)) if part and words[i : i + len(part)] == part]
    return words[: places[0]] + words[places[0] + len(part) :] if len(places) == 1 else None


def _bind(words: Words) -> Sequence[tuple[str, Words]]:
    """Each role or label with its words, sorted; a role takes the words before it where it follows some."""
    pairs: list[tuple[str, Words]] = []
    name, held = "", list[str]()
    for word in words:
        if word not in _ROLES and word not in _LABELS:
            held.append(word)
        elif word in _ROLES and not name and held:
            pairs.append((word, tuple(held)))
            held = []
        else:
            if name or held:
                pairs.append((name, tuple(held)))
            name, held = word, []
    if name or held:
        pairs.append((name, tuple(held)))
    return sorted(pairs)


def _agencies(text: str) -> set[str]:
    return {mention.agency.name for mention in find_agencies(text)}
