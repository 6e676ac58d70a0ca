"""Rows by their deadline: in a month, a quarter or a period, before a day, standing duties."""

import re
from collections.abc import Callable, Sequence

from assistant.answering.conditions import Condition
from assistant.answering.context import Context
from assistant.deadlines import Deadline, Interval, parse_deadline, said_time
from assistant.question.relations import Relation
from assistant.text.normalise import comparable, fold
from assistant.types import Record

_NAMES_TIME = re.compile(
    r"\bquy\s*(?:[ivx]+|\d)|\bthang\s*\d|\d/\d|\b0?6 thang (?:dau|cuoi) nam\b|"
    r"\b(?:han|xong|hoan thanh|thoi gian|thoi han|toi han|den han)\b[\w ]{0,30}\bnam\s*20"
)
_HALF_YEAR = re.compile(r"\b0?6 thang (?:dau|cuoi) nam(?: 20\d\d)?\b")
_QUARTER_OR_MONTH = re.compile(r"\b(?:quy\s*(?:iv|i{1,3}|[1-4])|thang\s*\d{1,2})\b")
_DAY = re.compile(r"\bngay \d{1,2}/\d{1,2}\b(?!/)|(?<![\d/])\d{1,2}/(?:0?[1-9]|1[0-2])\b(?!/)")
_UP_TO = (
    "truoc ngay",
    "truoc thang",
    "truoc quy",
    "phai xong truoc",
    "xong truoc",
    "cham nhat",
    "muon nhat",
    "tre nhat",
)
_STANDING = ("thuong xuyen", "dinh ky")
_PRINTED_TIMES = {
    "ca nam": "cả năm",
    "hang thang": "hàng tháng",
    "hang quy": "hàng quý",
    "khi co huong dan": "khi có hướng dẫn",
}
"""Times that no calendar tells: what the cell prints decides."""
_FREE = ("theo", "khi", "tuy", "nam 20", "truoc ngay")
"""How a time begins that is set by other words, or by a year."""
_PRINTED_AS = re.compile(
    r"\bghi(?: rõ)?(?: (?:thời (?:gian|hạn)|hạn|mốc|mộc))?(?: hoàn thành| thực hiện)?(?: là)?:? ?[“\"']?"
    r"(?P<words>(?:quý|tháng) [IVX\d]+(?: ?[/-] ?(?:năm )?20\d\d| năm 20\d\d)?|trước ngày \d{1,2}/\d{1,2}(?:/20\d\d)?)",
    re.IGNORECASE,
)
"""A time as the cell prints it ("ghi là Quý IV/2024"), as against whatever falls into it."""
_SET_BY = re.compile(
    r"\b(?:thoi gian|thoi han|han)(?: (?:thuc hien|hoan thanh|xong))?(?: (?:phai|duoc|la|ghi|tinh|se|de|lam))* "
    r"(?P<words>(?:theo|khi|tuy|sau khi|phu thuoc|ngay sau)\b[^?.!;:]+)"
    r"|\b(?:chi |lai )?ghi (?:(?:la|lam|phai|thuc hien) )*"
    r"(?P<printed>(?:theo|khi|tuy|sau khi|ngay sau|ngay tu)\b[^?.!;:]+)"
    r"|\b(?P<standing>(?:dinh ky|thuong xuyen) (?:theo|sau khi|khi)\b[^?.!;:]+|dinh ky trong nam\b)"
    r"|\bghi (?:(?:thoi gian|thoi han|han|la) )*(?P<standing_so>(?:dinh ky|thuong xuyen) (?:trong|hoac)\b[^?.!;:]+)"
    r"|\b(?:phai|con|dang) (?:cho|doi) (?P<awaited>.+?)(?: (?:moi|roi moi|thi moi)\b.*)?[ ?.!]*$"
)
_BEHIND_TIME = re.compile(
    r",? \b(?:do|o|tai|cua|thuoc|ma|thi|va|trong (?:muc|phan|phu luc|ke hoach|bang)|muc|phan|phu luc|"
    r"la (?:nhung|cac|may|bao nhieu)|gom|co (?:may|bao nhieu)|vay|khong|nao|nhi|the)\b"
)
"""Where a standing time with what sets it ("định kỳ theo báo cáo …") ends."""
_NO_DATE = re.compile(
    r"\b(?:khong|chua)(?: (?:co|ghi|neu|an dinh|xac dinh|ro))+ (?:ngay (?:thang|gio|cu the)|"
    r"moc(?: thoi gian| cu the)?|thoi diem|han cu the|thoi han cu the|thoi gian cu the)(?: cu the| ro rang| nao)?\b"
)
_LINKING = frozenset("theo khi của có sau tùy thuộc phụ vào ngay phải được".split())
_ALL_WORDS = 0.8
_RANGE = re.compile(
    r"\btu (?:ngay|thang|quy|dau|\d)\b.*\b(?:den|toi|het|sang)\b|\bgiua (?:quy|thang)\b.*\bva\b"
)
_WITH_YEAR = re.compile(r"(?:quy [ivx\d]+|thang \d+|\d)(?:/| nam | )(20\d\d)\b")
_ONE = r"(?:quy (?:iv|i{1,3}|[1-4])|thang \d{1,2})(?:(?:/| nam | )20\d\d)?"
_ALIKE = re.compile(rf"\b{_ONE}(?:,| va| hoac| hay) {_ONE}")
"""Two times of which either will do ("quý I và quý II")."""
_BARE = re.compile(
    r"\b(?P<unit>quý|tháng) (?P<first>IV|I{1,3}|\d{1,2})(?P<link>,| và| hoặc| hay) "
    r"(?P<second>IV|I{1,3}|\d{1,2})(?![\w/])",
    re.IGNORECASE,
)

Keep = Callable[[Record], bool]


def names_time(text: str) -> bool:
    """Whether a text names a month, a quarter, a day or a standing time."""
    folded = fold(text)
    return bool(_NAMES_TIME.search(folded)) or any(
        word in folded for word in (*_STANDING, *_PRINTED_TIMES, *_FREE)
    )


def due_filter(context: Context) -> tuple[Keep | None, str]:
    """What keeps the rows of the time that a question names, and how that is said; ``None`` where it names none."""
    folded = fold(context.question.text)
    named = _HALF_YEAR.search(folded)
    if named is not None and all(named.group() in fold(plan.title) for plan in context.plans):
        folded = folded.replace(named.group(), " ")  # the time of the plan itself picks no rows
        if not _NAMES_TIME.search(folded):
            return None, ""
    printed = next((words for words in _PRINTED_TIMES if words in folded), None)
    if printed is not None:
        return (
            lambda record: printed in fold(_deadline_text(record))
        ), f"có thời hạn ghi “{_PRINTED_TIMES[printed]}”"
    always, at_intervals = (word in folded for word in _STANDING)
    if always and not at_intervals and any(_STANDING[0] in fold(_deadline_text(r)) for r in context.records):
        return (lambda record: _STANDING[0] in fold(_deadline_text(record))), "có thời hạn ghi “thường xuyên”"
    if always or at_intervals:
        return (lambda record: _deadline(record, context).standing), "thực hiện thường xuyên hoặc định kỳ"
    if not _NAMES_TIME.search(folded):
        return None, ""
    literal = _PRINTED_AS.search(context.question.text)
    if literal is not None and any(_prints(record, literal["words"]) for record in context.records):
        return (lambda record: _prints(record, literal["words"])), f"có thời hạn ghi “{literal['words']}”"
    text = _each_named(context.question.text)
    asked = parse_deadline(text, _only_years(context)).intervals
    if not asked:
        return _in_each_year(context, folded)
    is_range = bool(_RANGE.search(folded))
    if is_range and len(asked) == 1 and (years := set(_WITH_YEAR.findall(folded))):
        # "từ tháng 7 đến hết tháng 9/2025": the year stands for both
        asked = parse_deadline(text, tuple(int(year) for year in years)).intervals
    wanted = asked[0]
    if len(asked) > 1 and is_range and wanted.start is not None:  # "từ tháng 2 đến tháng 3"
        wanted = Interval(asked[1].end, wanted.start)
    elif len(asked) > 1 and _ALIKE.search(fold(text)):
        return _in_any(context, asked)
    before = wanted.start is None or any(word in folded for word in _UP_TO)
    time = said_time(wanted)
    words = (
        f"có thời hạn {'trước hoặc trong ' if before else '' if time.startswith('từ ') else 'trong '}{time}"
    )
    if before:
        of_year = {plan.id for plan in context.plans if wanted.end.year in plan.years}

        def is_due_before(record: Record) -> bool:
            return (not of_year or record.plan_id in of_year) and any(
                due.end <= wanted.end for due in _deadline(record, context).intervals
            )

        return is_due_before, words
    return (lambda record: any(_within(i, wanted) for i in _deadline(record, context).intervals)), words


def undated_condition(context: Context) -> Condition | None:
    """Rows that name no day, month or quarter, however else they set their time."""
    match = _NO_DATE.search(fold(context.question.text))
    if match is None:
        return None

    def keep(record: Record) -> bool:
        return bool(_deadline_text(record)) and not _deadline(record, context).intervals

    return Condition(keep, "không ghi ngày tháng", match.span(), Relation.DEADLINE)


def words_condition(context: Context) -> Condition | None:
    """Rows whose time is set by what the question says in words ("thời gian theo hướng dẫn của Trung ương")."""
    folded = fold(context.question.text)
    if _NAMES_TIME.search(folded) or len(folded) != len(context.question.text):
        return None
    match = _SET_BY.search(folded)
    if match is None:
        return None
    group = match.lastgroup or "words"
    start, end = match.span(group)
    if group.startswith("standing") and (behind := _BEHIND_TIME.search(folded, start, end)):
        end = behind.start()
    words = context.question.text[start:end].strip(" ?.!,")
    matcher = context.library.matcher
    asked = tuple(token for token in matcher.words(words) if token not in _LINKING)

    def is_set_so(record: Record) -> bool:
        return matcher.fit_text(asked, _deadline_text(record)).coverage >= _ALL_WORDS

    if not asked or not any(map(is_set_so, context.records)):
        return None
    printed = {_deadline_text(record) for record in context.records if is_set_so(record)}
    words = f"ghi “{printed.pop()}”" if group.startswith("standing") and len(printed) == 1 else words
    said = f"phải chờ {words}" if group == "awaited" else f"có thời hạn {words}"
    return Condition(is_set_so, said, (match.start(), end), Relation.DEADLINE)


def _each_named(text: str) -> str:
    """The question with the word for every time of a pair: "quý I và II" is "quý I và quý II"."""
    return _BARE.sub(r"\g<unit> \g<first>\g<link> \g<unit> \g<second>", text)


def _in_any(context: Context, asked: Sequence[Interval]) -> tuple[Keep | None, str]:
    """Rows due in one of several times."""
    wanted = [interval for interval in asked if interval.start is not None]

    def is_due(record: Record) -> bool:
        return any(_within(due, one) for due in _deadline(record, context).intervals for one in wanted)

    return is_due, f"có thời hạn trong {' hoặc '.join(map(said_time, wanted))}"


def _prints(record: Record, words: str) -> bool:
    return (
        re.search(rf"(?<!\w){re.escape(comparable(words))}(?!\w)", comparable(_deadline_text(record)))
        is not None
    )


def _in_each_year(context: Context, folded: str) -> tuple[Keep | None, str]:
    """Rows due in a month or quarter that is named without a year: that of each plan's own year."""
    wanted = {
        plan.id: asked[0]
        for plan in context.plans
        if (asked := parse_deadline(context.question.text, plan.years).intervals)
    }
    named = _DAY.search(folded) or _QUARTER_OR_MONTH.search(folded)
    if not wanted or named is None or len(folded) != len(context.question.text):
        return None, ""
    words = context.question.text[named.start() : named.end()]
    before = any(word in folded for word in _UP_TO) or any(one.start is None for one in wanted.values())

    def is_due(record: Record) -> bool:
        interval = wanted.get(record.plan_id)
        return interval is not None and any(
            due.end <= interval.end if before else _within(due, interval)
            for due in _deadline(record, context).intervals
        )

    time = f"{words[:1].lower()}{words[1:]}"
    return is_due, f"có thời hạn {'trước hoặc trong' if before else 'trong'} {time} của năm kế hoạch"


def _deadline_text(record: Record) -> str:
    cell = record.cell(Relation.DEADLINE.value)
    return cell.text if cell is not None else ""


def _within(interval: Interval, wanted: Interval) -> bool:
    assert wanted.start is not None
    begins = interval.start or interval.end
    return wanted.start <= begins and interval.end <= wanted.end


def _deadline(record: Record, context: Context) -> Deadline:
    cell = record.cell(Relation.DEADLINE.value)
    years = context.library.plans[record.plan_id].years
    return parse_deadline(cell.text, years) if cell is not None else Deadline((), standing=False)


def _only_years(context: Context) -> Sequence[int]:
    years = {year for plan in context.plans for year in plan.years}
    return tuple(years) if len(years) == 1 else ()
