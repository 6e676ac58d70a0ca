"""A wording as its words of content, with the breaks between them; the words that only join are left out."""

import re
from collections.abc import Sequence
from enum import IntEnum
from typing import NamedTuple

from assistant.question.abbreviations import Abbreviations
from assistant.text.normalise import comparable

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
    "việc",
    "về",
    "ở",
)
_JOINING = ("và", "còn")
"""These part what they stand between as a comma does."""
_TOKEN = re.compile(r"[^\W_]+|\n|(?<=\s)[-–—](?=\s)|(?<!\d)[.,]|[.,](?!\d)|[;:()“”\"…]")
_MARKS = {"\n": ";", "-": ";", "–": ";", "—": ";", ".": ";", "(": ",", ")": ",", "…": ",", "“": '"', "”": '"'}
"""Every mark as one of four: a full break, a comma, a colon, a quotation mark."""
_BEFORE = re.compile(
    r"(?<!\S)(?:(?:cơ quan )?(chủ trì|phối hợp)(?= : \S| là | gồm )|cơ quan (chủ trì|phối hợp)(?= \"))"
)
_WITH = re.compile(r"(?<!\S)phối hợp với(?!\S)")
_COMPOUND = re.compile(
    r"(?<!\S)(chủ trì|phối hợp|thời hạn|sản phẩm|chỉ tiêu|kinh phí|mục tiêu|hoạt động)(?!\S)"
)
_FRAME_PATTERN = re.compile(rf"(?<!\S)(?:{'|'.join(_FRAME)})(?!\S)")
_JOINING_PATTERN = re.compile(rf"(?<!\S)(?:{'|'.join(_JOINING)})(?!\S)")

ROLES = ("chủ_trì", "phối_hợp")
"""Roles that follow their agencies: "do A chủ trì"."""
LABELS = ("thời_hạn", "sản_phẩm", "chỉ_tiêu", "kinh_phí", "mục_tiêu", "hoạt_động")
"""What stands before its value."""
LEADING = ":"
"""Ends a role that stands before its agencies: "cơ quan chủ trì: A", "phối hợp với A"."""


class Gap(IntEnum):
    """What parts a word from the one before it."""

    NONE = 0
    WEAK = 1
    """A comma, a colon, a bracket, a quotation mark, "và"."""
    FULL = 2
    """A semicolon, the end of a sentence or of a line, a dash."""


class Word(NamedTuple):
    """A word of content in comparable form; words with an underscore are made here and occur in no text."""

    text: str
    gap: Gap = Gap.NONE


Words = tuple[Word, ...]


def read_words(text: str, abbreviations: Abbreviations, plans: Sequence[re.Pattern[str]] = ()) -> Words:
    """The words of content.

    Args:
        text: a wording without citation marks.
        abbreviations: short forms, which count as the full ones.
        plans: patterns of :func:`plan_pattern`; each plan becomes one word.
    """
    tokens = _TOKEN.findall(comparable(abbreviations.expand(text)))
    line = " ".join(_MARKS.get(token, token) for token in tokens)
    line = _WITH.sub(f"phối_hợp{LEADING}", line)
    line = _BEFORE.sub(lambda m: f"{(m.group(1) or m.group(2)).replace(' ', '_')}{LEADING}", f"{line} ")
    line = _COMPOUND.sub(lambda m: m.group().replace(" ", "_"), line)
    line = " ".join(_FRAME_PATTERN.sub(" ", _JOINING_PATTERN.sub(",", line)).split())
    for number, pattern in enumerate(plans):
        line = pattern.sub(plan_word(number), line)
    words: list[Word] = []
    gap = Gap.NONE
    for token in line.split():
        if token in {",", ":", '"'}:
            gap = max(gap, Gap.WEAK)
        elif token == ";":
            gap = Gap.FULL
        else:
            words.append(Word(token, gap))
            gap = Gap.NONE
    return tuple(words)


def plan_word(number: int) -> str:
    """The word that stands for a plan."""
    return f"plan_{number}"


def plan_pattern(place: Words, period: Words) -> re.Pattern[str]:
    """How a plan of a place for a period may be named: "tỉnh A (kế hoạch năm B)", "kế hoạch năm B của tỉnh A"."""
    spaced = r" (?:[,:;] )*"
    where, when = (spaced.join(re.escape(word.text) for word in part) for part in (place, period))
    plan = f"kế{spaced}hoạch{spaced}"
    return re.compile(
        rf"(?<!\S)(?:theo )?(?:(?:{plan})?{where}{spaced}{plan}{when}|{plan}{when}{spaced}{where})(?!\S)"
    )


def agree(said: Words, told: Words) -> bool:
    """Whether two stretches have the same words, parted in the same places; before the first one anything goes."""
    return len(said) == len(told) and all(
        ours.text == theirs.text and (i == 0 or _gaps_agree(ours.gap, theirs.gap))
        for i, (ours, theirs) in enumerate(zip(said, told, strict=True))
    )


def _gaps_agree(said: Gap, told: Gap) -> bool:
    """A full break has to stay one of some kind, and where there is none, none may come in."""
    match told:
        case Gap.NONE:
            return said is Gap.NONE
        case Gap.WEAK:
            return True
        case Gap.FULL:
            return said is not Gap.NONE
