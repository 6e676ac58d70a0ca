"""Two questions in one: where a question asks different things of different matters, each part is a question."""

import re
from collections.abc import Callable, Sequence

from assistant.agencies import find_agencies
from assistant.question.relations import Form, find_asked
from assistant.text.casing import CAPITAL
from assistant.text.normalise import fold

_BREAK = re.compile(
    rf"[?;]\s+(?=\S)|\.\s+(?={CAPITAL})|,?\s+(?:và|còn|đồng thời|va|con|dong thoi)\s+|,\s+(?=\S)"
)
_MIN_MATTER = 2
"""A part with fewer words of matter only asks more of the same ("ai chủ trì và khi nào xong?")."""
# Words that go with what is asked ("hoàn thành khi nào", "bao giờ phải xong kế hoạch") and name no matter.
_NO_MATTER = frozenset(
    "hoan thanh xong thuc hien trien khai nop gui bao cao lam phai ban hanh ra hien ke hoach de an van ban".split()
)
_ROLES = re.compile(
    r"(?:,\s*)?\(?(?:cả\s+)?(?:chủ trì|phối hợp)\s+(?:hoặc|hay|và|lẫn)\s+(?:chủ trì|phối hợp|thực hiện)\)?(?:\s*,)?",
    re.IGNORECASE,
)
"""Either role of one agency: no break between two questions."""
_OTHERWISE = re.compile(r"\b(?:còn|con)\b")
"""Before a second matter, for which one word will do: "…, còn PCI sở nào?"."""
_MAX_BREAKS = 16
"""Text with more of them is a list or no question at all; each break costs a look at both of its sides."""
_EDGE = 2
"""An asking part that begins or ends within so many characters of a break stands at it."""
FindMatter = Callable[[str], Sequence[str]]
"""The words of matter of a text: neither asking, scope nor small talk."""
FindPlans = Callable[[str], frozenset[str]]
"""Ids of the plans that a text names."""
_SIDES = 2
_AND = re.compile(r",?\s+(?:và|còn|va|con)\s+|,\s+(?=\S)")
_OTHER_SIDE = re.compile(r",?\s+(?:còn|và|con|va)\s+|[;,]\s+")
_YEAR = r"(?:(?:đến|hết|tới|năm|den|het|toi|nam|cuối|cuoi) )*20\d\d"
_TWO_YEARS = re.compile(
    rf"(?P<first>{_YEAR})(?:,| so với| và| với| rồi| so voi| va| voi) (?P<second>{_YEAR})\b"
)
_HOW_MANY = re.compile(r"\b(?:bao nhieu|may|the nao|ra sao)\b")
_DOUBT = re.compile(
    r",\s+(?:(?:tôi|em|mình|tui|toi|minh)\s+)?(?:thấy|thay|hình như|hinh nhu)\b[^,;?]{0,80}\b(?:khác|khac) nhau"
    r"[^,;?]{0,20}\?*$"
)
"""Why somebody asks ("…, tôi thấy hai chỗ ghi khác nhau?") is no question of its own."""
_HOW = re.compile(r"\b(?:bao nhieu|may|the nao|ra sao|nao|gi|ai|dau|bao gio|bao lau|sao)\b")
"""A word that asks, folded."""
_EACH = re.compile(r"\b(?:mỗi|moi) (?:bên|nơi|tỉnh|kế hoạch|cái|ben|noi|tinh|ke hoach|cai)\b", re.IGNORECASE)


def split_question(
    text: str, find_matter: FindMatter, find_plans: FindPlans = lambda text: frozenset()
) -> tuple[str, ...]:
    """The parts of a question, each with something asked and a matter of its own; the question alone if it is one.

    Args:
        text: the cleaned question.
        find_matter: words that are neither asking, scope nor small talk.
        find_plans: ids of the plans that a text names; none where it names no place and no document.
    """
    text = _DOUBT.sub("", text)
    sides = (
        _of_one_matter(text, find_matter, find_plans)
        or _asked_in_front(text, find_matter, find_plans)
        or _of_two_plans(text, find_matter, find_plans)
        or _of_one_asking(text, find_matter, find_plans)
        or _of_two_years(text, find_plans)
    )
    return sides or _with_own_asking(text, find_matter)


def _of_one_matter(text: str, find_matter: FindMatter, find_plans: FindPlans) -> tuple[str, ...]:
    """Two questions on the matter in front of a colon, each with a plan of its own: "X: A giao ai, còn B giao ai?"."""
    matter, colon, rest = text.partition(":")
    if not colon or len(find_matter(matter)) < _MIN_MATTER:
        return ()
    sides = _OTHER_SIDE.split(rest, maxsplit=1)
    if len(sides) != _SIDES or not all(_HOW.search(fold(side)) for side in sides):
        return ()
    asked = [set(find_asked(side).relations) for side in sides]
    if not all(asked) or not set(find_asked(matter).relations) <= asked[0] & asked[1]:
        return ()
    own = [
        [word for word in find_matter(side) if word not in {"năm", "nam"} and not word.isdigit()]
        for side in sides
    ]
    if max(map(len, own)) >= _MIN_MATTER or not _apart(sides, find_plans):
        return ()
    return tuple(f"{matter.strip()}: {side.strip(' ,.;?')}" for side in sides)


def _asked_in_front(text: str, find_matter: FindMatter, find_plans: FindPlans) -> tuple[str, ...]:
    """What is asked in front of a colon of two matters of two plans: "hạn của cấp xã: A làm X và B làm Y"."""
    asking, colon, rest = text.partition(":")
    if not colon or not find_asked(asking).relations or len(find_matter(asking)) >= _MIN_MATTER:
        return ()
    breaks = list(_AND.finditer(rest))
    for match in breaks if len(breaks) <= _MAX_BREAKS else ():
        sides = [rest[: match.start()], rest[match.end() :]]
        if any(_HOW.search(fold(side)) or len(find_matter(side)) < _MIN_MATTER for side in sides):
            continue
        if _apart(sides, find_plans):
            return tuple(f"{asking.strip()}: {side.strip(' ,.;?')}" for side in sides)
    return ()


def _of_two_plans(text: str, find_matter: FindMatter, find_plans: FindPlans) -> tuple[str, ...]:
    """Two whole questions of two plans: "A kiểm tra việc gì, còn đoàn của B đi những nơi nào?"."""
    breaks = list(_OTHERWISE.finditer(text))
    for match in breaks if len(breaks) <= _MAX_BREAKS else ():
        sides = [text[: match.start()].strip(" ,;?"), text[match.end() :].strip()]
        if any(not _HOW.search(fold(side)) or len(find_matter(side)) < _MIN_MATTER for side in sides):
            continue
        if _apart(sides, find_plans):
            return tuple(sides)
    return ()


def _of_one_asking(text: str, find_matter: FindMatter, find_plans: FindPlans) -> tuple[str, ...]:
    """Two matters of two plans with what is asked of both at the end: "A làm X và B làm Y vào lúc nào?"."""
    asked = find_asked(text)
    if len(asked.relations) != 1 or asked.form is not Form.FACT:
        return ()
    start, end = asked.spans[-1]
    if end < len(text.rstrip(" ?.!")) - _EDGE:
        return ()
    asking = _EACH.sub(" ", text[start:]).strip()
    breaks = list(_AND.finditer(text, 0, start))
    for match in breaks if len(breaks) <= _MAX_BREAKS else ():
        sides = [text[: match.start()], _EACH.sub(" ", text[match.end() : start]).strip(" ,.;")]
        if find_asked(sides[0]).relations or min(len(find_matter(side)) for side in sides) <= _MIN_MATTER:
            continue
        if _apart(sides, find_plans) or (_EACH.search(text) and not find_plans(sides[1])):
            return tuple(f"{side} {asking}" for side in sides)
    return ()


def _of_two_years(text: str, find_plans: FindPlans) -> tuple[str, ...]:
    """One question for each of two years that no plan is of: "đến 2030 và đến 2045 đạt bao nhiêu?"."""
    match = _TWO_YEARS.search(text)
    if match is None or (not find_asked(text).relations and not _HOW_MANY.search(fold(text))):
        return ()
    around = f"{text[: match.start()]} {text[match.end() :]}"
    if not find_plans(around):
        return ()
    head, tail = text[: match.start()].rstrip(), text[match.end() :].lstrip()
    return tuple(f"{head} {match[side]} {tail}".strip() for side in ("first", "second"))


def _apart(sides: Sequence[str], find_plans: FindPlans) -> bool:
    """Whether each side names plans and none of those of the other."""
    first, second = map(find_plans, sides)
    return bool(first and second) and not first & second


def _with_own_asking(text: str, find_matter: FindMatter) -> tuple[str, ...]:
    """The parts that each ask something of a matter of their own."""
    named = find_agencies(text, broad=True)
    parts: list[str] = []
    start = 0
    joined = [(agency.start, agency.end) for agency in named] + [m.span() for m in _ROLES.finditer(text)]
    breaks = [
        match
        for match in _BREAK.finditer(text)
        if not any(start < match.end() and match.start() < end for start, end in joined)
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
