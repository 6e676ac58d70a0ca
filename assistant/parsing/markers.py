"""Outline markers: what numbers a heading or an item, and how deep it stands."""

import re
from dataclasses import dataclass
from typing import Literal

from assistant.parsing import patterns

MarkerKind = Literal[
    "appendix",
    "part",
    "chapter",
    "division",
    "upper",
    "roman",
    "article",
    "arabic",
    "dotted",
    "alpha",
    "dash",
    "plus",
]

RANKS: dict[MarkerKind, int] = {
    "appendix": 0,
    "part": 1,
    "chapter": 2,
    "division": 3,
    "upper": 4,
    "roman": 5,
    "article": 6,
    "arabic": 7,
    "dotted": 8,
    "alpha": 9,
    "dash": 10,
    "plus": 11,
}
"""Depth of each kind in an administrative text (Nghị định 30/2020/NĐ-CP, Phụ lục I): smaller is further out."""

_LABELS: dict[MarkerKind, str] = {
    "appendix": "Phụ lục",
    "part": "Phần",
    "chapter": "Chương",
    "division": "Mục",
    "upper": "phần",
    "roman": "mục",
    "article": "Điều",
    "arabic": "khoản",
    "dotted": "khoản",
    "alpha": "điểm",
    "dash": "gạch đầu dòng",
    "plus": "dấu cộng",
}
_PATTERNS: tuple[tuple[MarkerKind, re.Pattern[str]], ...] = (
    ("part", patterns.PART),
    ("chapter", patterns.CHAPTER),
    ("division", patterns.DIVISION),
    ("article", patterns.ARTICLE),
    ("roman", patterns.ROMAN),
    ("upper", patterns.UPPER),
    ("dotted", patterns.DOTTED),
    ("arabic", patterns.ARABIC),
    ("alpha", patterns.ALPHA),
)


@dataclass(frozen=True, slots=True)
class Marker:
    """A marker at the start of a line: its kind, its number (empty for dashes) and the text after it."""

    kind: MarkerKind
    number: str
    rest: str

    @property
    def rank(self) -> int:
        """Depth; smaller is further out."""
        return RANKS[self.kind]

    def label(self, ordinal: int) -> str:
        """How an official names the place: ``khoản 2``, ``điểm c``, ``gạch đầu dòng thứ 3``."""
        name = _LABELS[self.kind]
        return f"{name} {self.number}" if self.number else f"{name} thứ {ordinal}"

    def segment(self, ordinal: int) -> str:
        """The marker's part of a locator: ``II``, ``2``, ``c``, ``gach-3``, ``dieu-1``."""
        match self.kind:
            case "dash":
                return f"gach-{ordinal}"
            case "plus":
                return f"cong-{ordinal}"
            case "article":
                return f"dieu-{self.number}"
            case "part":
                return f"phan-{self.number}"
            case "chapter":
                return f"chuong-{self.number}"
            case "division":
                return f"muc-{self.number}"
            case _:
                return self.number


def find_marker(text: str) -> Marker | None:
    """The marker that a clean line starts with, or ``None``."""
    for kind, pattern in _PATTERNS:
        match = pattern.match(text)
        if match:
            return Marker(kind, match.group(1), match.group(2))
    for kind, pattern in (("dash", patterns.DASH), ("plus", patterns.PLUS)):
        match = pattern.match(text)
        if match:
            return Marker(kind, "", next(group for group in match.groups() if group is not None))
    return None
