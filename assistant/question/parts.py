"""Two questions in one: where a question asks different things of different matters, each part is a question."""

import re
from collections.abc import Callable, Sequence

from assistant.agencies import find_agencies
from assistant.question.relations import Form, find_asked
from assistant.text.normalise import fold

_BREAK = re.compile(
    r"[?;]\s+(?=\S)|\.\s+(?=[A-ZĐÀ-Ỹ])|,?\s+(?:và|còn|đồng thời|va|con|dong thoi)\s+|,\s+(?=\S)"
)
_MIN_MATTER = 2
"""A part with fewer words of matter only asks more of the same ("ai chủ trì và khi nào xong?")."""
# Words that go with what is asked ("hoàn thành khi nào", "bao giờ phải xong kế hoạch") and name no matter.
_NO_MATTER = frozenset(
    "hoan thanh xong thuc hien trien khai nop gui bao cao lam phai ban hanh ra hien ke hoach de an van ban".split()
)
_OTHERWISE = re.compile(r"\b(?:còn|con)\b")
"""Before a second matter, for which one word will do: "…, còn PCI sở nào?"."""
_MAX_BREAKS = 16
"""Text with more of them is a list or no question at all; each break costs a look at both of its sides."""
_EDGE = 2
"""An asking part that begins or ends within so many characters of a break stands at it."""
FindMatter = Callable[[str], Sequence[str]]
"""The words of matter of a text: neither asking, scope nor small talk."""


def split_question(text: str, find_matter: FindMatter) -> tuple[str, ...]:
    """The parts of a question, each with something asked and a matter of its own; the question alone if it is one.

    Args:
        text: the cleaned question.
        find_matter: words that are neither asking, scope nor small talk.
    """
    named = find_agencies(text, broad=True)
    parts: list[str] = []
    start = 0
    breaks = [
        match
        for match in _BREAK.finditer(text)
        if not any(agency.start < match.end() and match.start() < agency.end for agency in named)
    ]
    if len(breaks) > _MAX_BREAKS:
        return (text,)
    for match in breaks:
        left, right = text[start : match.start()], text[match.end() :]
        if match.group()[0] not in "?;." and not _is_joint(left, right):
            continue
        least = 1 if _OTHERWISE.search(match.group()) else _MIN_MATTER
        if _stands_alone(left, find_matter, _MIN_MATTER) and _stands_alone(right, find_matter, least):
            parts.append(left.strip(" ,.;?"))
            start = match.end()
    parts.append(text[start:].strip())
    return tuple(parts) if len(parts) > 1 else (text,)


def _is_joint(left: str, right: str) -> bool:
    """Whether something is asked right before or right behind a break, so that it parts two questions."""
    before, behind = find_asked(left), find_asked(right)
    return any(end >= len(left.rstrip()) - _EDGE for _, end in before.spans) or any(
        start <= _EDGE for start, _ in behind.spans
    )


def _stands_alone(text: str, find_matter: FindMatter, least: int) -> bool:
    asked = find_asked(text)
    if not asked.relations and asked.form is Form.FACT:
        return False
    return sum(fold(word) not in _NO_MATTER for word in find_matter(text)) >= least
