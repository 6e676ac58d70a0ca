"""Who does what in a sentence: "Sở X chủ trì, phối hợp với Y …", "Giao Sở Nội vụ …"."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from assistant.agencies import Mention, find_agencies
from assistant.text.casing import CAPITAL

Range = tuple[int, int]
"""Half-open range of characters in the text that was read."""

_SENTENCE = re.compile(rf"(?<=[.;])\s+(?={CAPITAL})")
_ORDER = re.compile(r"(?:Giao(?: cho)?|Đề nghị|Yêu cầu)\s*:?\s+")
# What may stand between and behind the agencies of a list.
_LIST_WORD = re.compile(
    r"(?:các|và|cùng|của|thuộc|tỉnh|trên địa bàn|đóng|(?:có )?liên quan|thủ trưởng|chủ tịch|giám đốc|chánh|"
    r"người đứng đầu|cán bộ|huyện|thị xã|thành phố|xã|phường|thị trấn|đặc khu|cấp tỉnh|cấp huyện|cấp xã|trung ương|"
    r"đơn vị|cơ quan|"
    r"(?:sở|ban|ngành)(?!\s+hành)|tổ chức, cá nhân|cá nhân|địa phương|phụ trách|lĩnh vực|CCHC|"
    r"được tổ chức theo ngành dọc|các cấp|chức năng|chuyên môn)\b",
    re.IGNORECASE,
)
_TITLE = re.compile(
    r"(?:các\s+|thủ trưởng\s+|chủ tịch\s+|giám đốc\s+|chánh\s+|người đứng đầu\s+)+", re.IGNORECASE
)
_GAP = re.compile(r"[\s,;–-]+")
_BRACKET = re.compile(r"\([^()]*\)")
_LOOSE_END = re.compile(
    r"(?<![\s,;:–-])(?:[\s,;:–-]|\b(?:các|và|cùng|của|thuộc|chủ tịch|thủ trưởng|giám đốc|chánh))+$",
    re.IGNORECASE,
)
_AFTER_LIST = re.compile(r"\s*(?:\([^()]*\))?\s*[:,]?\s*")
_MAX_LOOSE = 60
"""No words that lead nowhere at the end of a list are longer."""
_DUTY = re.compile(
    r"(?:chủ trì|(?:có|chịu) trách nhiệm|phối hợp|là (?:cơ quan|đơn vị|đầu mối))\b", re.IGNORECASE
)
_VERB = re.compile(
    r"(?:căn cứ|thường xuyên|chủ động|tham mưu|xây dựng|tổ chức|triển khai|thực hiện|hướng dẫn|theo dõi|kiểm tra|"
    r"đôn đốc|tổng hợp|báo cáo|rà soát|bố trí|thẩm định|tiếp tục|đẩy mạnh|tăng cường|chỉ đạo|cụ thể hóa|phổ biến|"
    r"tuyên truyền|quản lý|vận hành|ban hành|hỗ trợ|định hướng|định kỳ|nghiên cứu|đề xuất|lập|cấp|tiếp nhận)\b",
    re.IGNORECASE,
)
_CENTRE = re.compile(r"(?:là|với vai trò)\s+(?:cơ quan|đơn vị|đầu mối)[^,.;:]{0,60},\s*", re.IGNORECASE)
_LEADS = re.compile(
    r"(?:(?:có|chịu) trách nhiệm\s+)?(?:chủ động\s+|trực tiếp\s+)?chủ trì(?:\s*,)?\s*(?:và\s+)?"
    r"(?P<with>phối hợp(?: chặt chẽ)?(?:\s+(?:với|cùng))?\s+)?",
    re.IGNORECASE,
)
_JOINS = re.compile(
    r"(?:(?:có|chịu) trách nhiệm\s+)?(?:chủ động\s+)?phối hợp(?: chặt chẽ)?(?:\s+(?:với|cùng))?\s+",
    re.IGNORECASE,
)
_RESPONSIBLE = re.compile(r"(?:có|chịu) trách nhiệm\s+", re.IGNORECASE)
_TRAIL = " \t,;.:"


@dataclass(frozen=True, slots=True)
class Duty:
    """One assignment as ranges of a text."""

    agency: Range | None
    """Who is named; ``None`` where the text leaves it to its heading."""
    leads: bool
    """Whether the agency leads; otherwise it joins in."""
    coordinate: Range | None
    task: Range


def read_duties(text: str, *, is_headed: bool, in_execution: bool) -> list[Duty]:
    """The assignments of one paragraph, in order; sentences that name nobody belong to the one before.

    Args:
        text: clean text after its outline marker.
        is_headed: whether a heading above names the agency, so that the first sentence need not.
        in_execution: whether it stands under "Tổ chức thực hiện", where every verb assigns something.
    """
    if not (is_headed or in_execution or _ORDER.search(text) or _DUTY.search(text)):
        return []
    mentions = _mentions(text)
    duties: list[Duty] = []
    for i, (start, end) in enumerate(_sentences(text, mentions)):
        duty = _explicit(text, start, end, mentions, in_execution=in_execution)
        if duty is None and i == 0 and is_headed:
            duty = _assigned(text, start, end, None, mentions)
        if duty is not None:
            duties.append(duty)
        elif duties:
            duties[-1] = replace(duties[-1], task=(duties[-1].task[0], end))
    trimmed = (replace(duty, task=_trim(text, duty.task)) for duty in duties)
    return [duty for duty in trimmed if duty.task[1] > duty.task[0]]


def _mentions(text: str) -> dict[int, Mention]:
    """Agencies by the place where they start."""
    return {mention.start: mention for mention in find_agencies(text, broad=True)}


def _sentences(text: str, mentions: Mapping[int, Mention]) -> Iterator[Range]:
    """Sentences and clauses; a semicolon inside a list of agencies ends none."""
    start = 0
    for match in _SENTENCE.finditer(text):
        if _list_end(text, start, match.start(), mentions) != match.start() - 1:
            yield start, match.end()
            start = match.end()
    yield start, len(text)


def agency_list(text: str) -> Range | None:
    """The range of a text that is nothing but a list of agencies ("1. Các sở, ban, ngành tỉnh:"), or ``None``."""
    order = _ORDER.match(text)
    start = order.end() if order else 0
    end = _list_end(text, start, len(text), _mentions(text))
    rest = _BRACKET.sub("", text[end:]).strip(f"{_TRAIL}–-") if end is not None else ""
    return (start, end) if end is not None and not rest else None


def _explicit(
    text: str, start: int, end: int, mentions: Mapping[int, Mention], *, in_execution: bool
) -> Duty | None:
    """The duty of a sentence that names its agency first."""
    order = _ORDER.match(text, start, end)
    agency_start = order.end() if order else start
    agency_end = _list_end(text, agency_start, end, mentions)
    if agency_end is None:
        return None
    after = _AFTER_LIST.match(text, agency_end, end)
    rest = after.end() if after else agency_end
    if not (order or _DUTY.match(text, rest, end) or (in_execution and _VERB.match(text, rest, end))):
        return None
    return _assigned(text, rest, end, (agency_start, agency_end), mentions)


def _assigned(text: str, start: int, end: int, agency: Range | None, mentions: Mapping[int, Mention]) -> Duty:
    """Role, partners and task from the words after the agency."""
    centre = _CENTRE.match(text, start, end)
    at = centre.end() if centre and _LEADS.match(text, centre.end(), end) else start
    if match := _LEADS.match(text, at, end):
        if match["with"] and (partners_end := _list_end(text, match.end(), end, mentions)):
            task_start = _AFTER_LIST.match(text, partners_end, end)
            return Duty(
                agency,
                leads=True,
                coordinate=(match.end(), partners_end),
                task=(task_start.end() if task_start else partners_end, end),
            )
        task_from = match.start("with") if match["with"] else match.end()
        return Duty(agency, leads=True, coordinate=None, task=(task_from, end))
    if _JOINS.match(text, at, end):
        return Duty(agency, leads=False, coordinate=None, task=(at, end))
    responsible = _RESPONSIBLE.match(text, at, end)
    return Duty(agency, leads=True, coordinate=None, task=(responsible.end() if responsible else at, end))


def _list_end(text: str, start: int, end: int, mentions: Mapping[int, Mention]) -> int | None:
    """Where a list of agencies that starts at ``start`` ends; ``None`` if none starts there."""
    title = _TITLE.match(text, start, end)
    first = title.end() if title else start
    if not any(at in mentions for at in range(start, first + 1)):
        return None
    at = listed = start
    while at < end:
        if mention := mentions.get(at):
            at = listed = min(mention.end, end)
        elif match := _GAP.match(text, at, end):
            at = match.end()
        elif match := _BRACKET.match(text, at, end) or _LIST_WORD.match(text, at, end):
            at = listed = match.end()
        else:
            break
    tail = max(start, listed - _MAX_LOOSE)
    loose = _LOOSE_END.search(text[tail:listed])
    return tail + loose.start() if loose else listed


def _trim(text: str, task: Range) -> Range:
    start, end = task
    while end > start and text[end - 1] in f"{_TRAIL}/":
        end -= 1
    while start < end and text[start] in _TRAIL:
        start += 1
    return start, end
