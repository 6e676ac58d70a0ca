"""Lists and counts: complete by filtering all records, never the top of a search."""

import re
from collections.abc import Sequence

from assistant.answering.bodies import asked_bodies, without_bodies
from assistant.answering.columns import rows_by_amount, rows_of_kind, rows_that_leave_blank, rows_that_print
from assistant.answering.context import Context
from assistant.answering.draft import Draft, join_names
from assistant.answering.due import due_filter
from assistant.answering.phrasing import is_target_row, role_name, task_text, value_text
from assistant.answering.records import MIN_COVERAGE, names_section, section_number, stands_in_section
from assistant.answering.refusal import searched
from assistant.answering.roles import asked_agencies, role_in_line, rows_of_agencies, said_roles
from assistant.question.relations import Form, Relation
from assistant.text.normalise import comparable, fold
from assistant.types import Record

_SHARE = re.compile(r"(\d+(?:[.,]\d+)?)\s*(?:%|phần trăm)")
_UNFILTERED = re.compile(
    r"(?<!chu )(?<!ma )\bkhong (?:can|do|duoc|giao|thuoc|co)\b(?!.*\bkhong\b)|\b(?:nhieu|it)\b[\w ]{0,40}\bnhat\b"
)
"""What no filter here reads: a list that leaves it out would be wrong."""
_TARGETS_ONLY = re.compile(r"^(?!.*\b(?:nhiem vu|viec)\b).*\bchi tieu\b")
_TASKS_ONLY = re.compile(r"^(?!.*\bchi tieu\b).*\b(?:nhiem vu|viec)\b")
_ALL_WORDS = ("tat ca", "bao nhieu", "toan bo", "danh muc", "how many", "tong", "may ")
_QUOTED = re.compile(r"[“\"'‘]([^“”\"'‘’]{4,80})[”\"'’]")
_SECTION_COVERAGE = 0.8
_NAMED_SECTION_COVERAGE = 0.6
"""A title that the question announces ("mục …") may be put in other words."""
_SECTION_PRECISION = 0.6
"""Beside a filter, and without the word "mục", the question has to say most of a section's title."""
_CALENDAR = frozenset("quý tháng ngày năm hạn xong trước hoàn thành thời i ii iii iv phải".split())
_TOPIC_MARGIN = 0.2
_TIME_WORDS = frozenset(
    "quý tháng ngày năm hạn xong trước hoàn thành thường xuyên định kỳ phối hợp chủ trì giao phải "
    "i ii iii iv thời theo dõi "
    "tới đến trong danh mục kết thúc cách cải hành chính kế hoạch năm quyết định".split()
)
"""Words that the filters have already read, and those that every plan of this kind is about."""
_TITLE = re.compile(
    r"\b(?:(?<!danh )mục|(?<!thành )(?<!một )phần|lĩnh vực|nhóm|mảng)\b(?! (?:tiêu|đích|công|lớn|trăm)\b)"
    r"(?: (?:về|của|việc|nhiệm vụ))* (?P<title>[\w ,]+?)"
    r"(?= (?:mà|thì|của|có|do|trong|ở|tại|năm|giao|phải|là|được)\b|[.?;:(]|$)",
    re.IGNORECASE,
)
_IN_SECTION = "thuộc mục"
_NAMED_ROLE = re.compile(r"\b(?:chu tri|phoi hop|theo doi|dau moi)\b|\b(?:lead|coordinat)")
_FEW_WORDS = 3
"""Fewer words left over beside a filter are small talk, not a matter."""


def answer_list(context: Context, draft: Draft) -> bool:
    """List or count the records that pass every filter of the question; ``False`` if none does."""
    if is_beyond_filters(context):
        return False
    found, said = _select(context)
    if not found:
        return False
    what = " ".join(said)
    plans = list(dict.fromkeys(record.plan_id for record in found))
    where = f" trong {context.library.name(plans[0])}" if len(plans) == 1 else f" trong {len(plans)} kế hoạch"
    draft.say(f"Có {_size(found)} {what}{where}:".replace("  ", " "), bullet=True)
    number = 0
    for plan_id in plans:
        of_plan = [record for record in found if record.plan_id == plan_id]
        if len(plans) > 1:
            draft.say(f"{context.library.name(plan_id)} – {_size(of_plan)}:", bullet=True)
        for record in of_plan:
            number += 1
            draft.say(_line(record, context), context.library.cite(record), bullet=True, prefix=f"{number}. ")
    return True


def none_due(context: Context) -> str | None:
    """That no row passes the filters of a question for a time, as a sentence; ``None`` where it names none."""
    keep_time, _ = due_filter(context)
    if keep_time is None or not context.holds_all_records:
        return None
    found, said = _select(context)
    return None if found else f"Không có nhiệm vụ nào {' '.join(said)} trong phụ lục của {searched(context)}."


def is_beyond_filters(context: Context) -> bool:
    """Whether a list has a condition that no filter here reads, so that whatever is said would be wrong."""
    return rows_that_leave_blank(context, []) is None and bool(
        _UNFILTERED.search(fold(context.question.text))
    )


def asks_role(context: Context) -> bool:
    """Whether a list or a count is of the tasks in which a named agency has a named role."""
    question = context.question
    return (
        question.form in {Form.LIST, Form.COUNT}
        and bool(asked_bodies(context))
        and bool(_NAMED_ROLE.search(fold(question.text)))
    )


def none_listed(context: Context) -> str:
    """That no row gives the named agency the role, as a sentence."""
    names = join_names(agency.name for agency in asked_bodies(context))
    return (
        f"Không có nhiệm vụ nào trong phụ lục của {searched(context)} ghi {names} là {said_roles(context)}."
    )


def all_filled_in(context: Context) -> str | None:
    """That no row leaves the asked column blank, as a sentence; ``None`` where the question asks for no such rows."""
    found = rows_that_leave_blank(context, list(context.records))
    if found is None or found[0] or not context.holds_all_records:
        return None
    column = found[1].removeprefix("không ghi ")
    return f"Mọi nhiệm vụ trong các bảng có cột {column} của {searched(context)} đều ghi {column}."


def _size(records: Sequence[Record]) -> str:
    """How many tasks: those with a number of their own; further lines under a number are told beside it."""
    if all(map(is_target_row, records)):
        set_there = sum(record.cell(Relation.TARGET.value) is not None for record in records) or len(records)
        return (
            f"{set_there} chỉ tiêu"
            if set_there == len(records)
            else f"{set_there} chỉ tiêu ({len(records)} dòng)"
        )
    own = sum("-" not in record.number and "." not in record.number for record in records)
    total = len(records)
    return f"{total} nhiệm vụ" if own in {0, total} else f"{own} nhiệm vụ ({total} dòng)"


def _select(context: Context) -> tuple[list[Record], list[str]]:
    question = context.question
    folded = fold(question.text)
    records = list(context.records)
    said: list[str] = []
    named = asked_agencies(context)
    if named:
        records, in_role = rows_of_agencies(context, named, records)
        said.append(in_role)
    if _TARGETS_ONLY.search(folded):
        records = [record for record in records if is_target_row(record)] or records
    elif named and _TASKS_ONLY.search(folded):
        records = [record for record in records if not is_target_row(record)] or records
    quoted = [match.group(1) for match in _QUOTED.finditer(question.text)]
    keep_time, time_words = due_filter(context)
    if quoted:
        wanted = [comparable(phrase) for phrase in quoted]
        records = [r for r in records if all(any(w in comparable(c.text) for c in r.cells) for w in wanted)]
        said.append(f"có ghi “{quoted[0]}”")
    elif keep_time is not None:
        records = [record for record in records if keep_time(record)]
        said.append(time_words)
    shares = _SHARE.findall(question.text)
    if shares and not quoted:
        set_so = [
            record
            for record in records
            if (cell := record.cell(Relation.TARGET.value)) is not None
            and shares[0] in _SHARE.findall(cell.text)
        ]
        if set_so:
            return set_so, [*said, f"đặt mức {shares[0]}%"]
    by_cell = None if quoted or keep_time is not None else rows_that_print(context, records)
    if by_cell is None and not quoted:
        by_cell = rows_by_amount(context, records) or rows_of_kind(context, records)
    blank = rows_that_leave_blank(context, records)
    if blank is not None or by_cell is not None:
        records, words = blank or by_cell or (records, "")
        return records, [*said, words]
    filtered = bool(named or quoted or keep_time is not None)
    return _narrow(
        context, records, said, filtered=filtered, time=time_words if keep_time is not None else ""
    )


def _narrow(
    context: Context, records: list[Record], said: list[str], *, filtered: bool, time: str
) -> tuple[list[Record], list[str]]:
    """Keep the section or the matter that the question names; without either, only a question for all stays."""
    of_time = frozenset(context.library.matcher.words(time))
    records, said = _in_section(context, records, said, filtered=filtered, of_time=of_time)
    if said and said[-1].startswith(_IN_SECTION):
        return records, said
    topic = tuple(token for token in _rest_of_topic(context) if token not in of_time)
    if (filtered and len(topic) < _FEW_WORDS) or context.names_plan(topic):
        topic = ()
    if not topic:
        asks_all = filtered or any(word in fold(context.question.text) for word in _ALL_WORDS)
        return (records, said) if asks_all else ([], said)
    matcher = context.library.matcher
    all_fits = {record.locator + record.plan_id: matcher.fit_record(topic, record) for record in records}
    fits = {key: fit.coverage for key, fit in all_fits.items()}
    top = max(fits.values(), default=0.0)
    if filtered and top < _SECTION_COVERAGE:
        return records, said
    if top < MIN_COVERAGE:
        return [], said
    if "hoat dong" in fold(context.question.text):
        best_record = max(records, key=lambda record: all_fits[record.locator + record.plan_id].score)
        return _group(best_record, records), [*said, "gồm các hoạt động"]
    kept = [
        record
        for record in records
        if fits[record.locator + record.plan_id] >= max(MIN_COVERAGE, top - _TOPIC_MARGIN)
    ]
    return kept, [*said, "phù hợp với nội dung được hỏi"]


def _in_section(
    context: Context, records: list[Record], said: list[str], *, filtered: bool, of_time: frozenset[str]
) -> tuple[list[Record], list[str]]:
    """Keep the rows of the section that the question names by its title; beside a filter by "mục …" or most of it."""
    number = section_number(fold(context.question.text))
    numbered = [record for record in records if number is not None and stands_in_section(record, number)]
    if numbered:
        titles = dict.fromkeys(record.section for record in numbered)
        title = f"“{next(iter(titles))}”" if len(titles) == 1 else str(number)
        return numbered, [*said, f"{_IN_SECTION} {title}"]
    of_year = [r for r in records if any(str(year) in r.section for year in context.question.scope.years)]
    if of_year and len(of_year) < len(records) and not filtered:
        return of_year, [*said, f"{_IN_SECTION} “{of_year[0].section}”"]
    by_name = names_section(fold(context.question.text))
    if not by_name and context.names_plan(_without_agencies(context)):
        return records, said
    named = not filtered or by_name
    matcher = context.library.matcher
    strange = set(
        matcher.unknown(_without_agencies(context))
    )  # small talk that no plan prints names no section
    whole = [token for token in _without_agencies(context) if token not in strange]
    if filtered:
        read = _CALENDAR | of_time
        whole = [token for token in whole if token not in read and not token.isdigit()]
    if announced := _announced_title(context):
        whole = list(announced)
    fits = {record.section: matcher.fit_text(whole, record.section) for record in context.records}
    best = max(fits.values(), key=lambda fit: fit.score, default=None)
    least = _NAMED_SECTION_COVERAGE if by_name else _SECTION_COVERAGE
    if best is None or best.coverage < least:
        return records, said
    if not named and (best.precision < _SECTION_PRECISION or len(whole) < _FEW_WORDS):
        return records, said
    title = next(section for section, fit in fits.items() if fit is best)
    kept = [record for record in records if fits[record.section].score >= best.score - 0.02]
    return (kept, [*said, f"{_IN_SECTION} “{title}”"]) if kept else (records, said)


def _announced_title(context: Context) -> tuple[str, ...]:
    """The words behind "phần", "mục", "lĩnh vực" up to the end of the clause; empty where none announces a title."""
    match = _TITLE.search(context.question.text)
    if match is None:
        return ()
    named = set(_without_agencies(context))
    return tuple(token for token in context.library.matcher.words(match["title"]) if token in named)


def _group(record: Record, records: Sequence[Record]) -> list[Record]:
    """The rows under one printed number of one plan."""
    owner = record.number.partition("-")[0]
    path = record.locator.rpartition("/")[0]
    return [
        other
        for other in records
        if other.plan_id == record.plan_id
        and other.locator.rpartition("/")[0] == path
        and other.number.partition("-")[0] == owner
    ]


def _rest_of_topic(context: Context) -> tuple[str, ...]:
    """The matter without agencies, time words and the words of asking for tasks."""
    return tuple(t for t in _without_agencies(context) if t not in _TIME_WORDS and not t.isdigit())


def _without_agencies(context: Context) -> tuple[str, ...]:
    return without_bodies(context)


def _line(record: Record, context: Context) -> str:
    """The task with what else was asked of it, or its deadline."""
    part, shown = role_in_line(context, record)
    asked = [r for r in context.question.relations if r not in shown and record.cell(r.value) is not None]
    parts = part + [
        f"{role_name(relation)}: {value_text(cell)}"
        for relation in (asked or [Relation.DEADLINE])
        if (cell := record.cell(relation.value)) is not None
    ]
    return f"{task_text(record)} ({'; '.join(parts)})" if parts else task_text(record)
