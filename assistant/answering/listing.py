"""Lists and counts: complete by filtering all records, never the top of a search."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from assistant.answering.amounts import amount_condition, extreme_condition
from assistant.answering.bodies import asked_bodies, without_bodies
from assistant.answering.columns import blank_condition, column_conditions
from assistant.answering.conditions import Condition, rest_of
from assistant.answering.context import Context
from assistant.answering.draft import Draft, join_names
from assistant.answering.due import due_filter, undated_condition, words_condition
from assistant.answering.duties import answer_role
from assistant.answering.figures import find_shares
from assistant.answering.named_sections import FEW_WORDS, SECTION_COVERAGE, announced_matter, rows_in_section
from assistant.answering.named_tables import in_named_table
from assistant.answering.negations import negated_agency
from assistant.answering.phrasing import is_target_row, role_name, task_text, value_text, with_header_unit
from assistant.answering.recurrence import answer_recurring, recurrence_condition
from assistant.answering.refusal import searched
from assistant.answering.roles import asked_agencies, role_in_line, rows_of_agencies, said_roles
from assistant.answering.row_kinds import rows_of_kind
from assistant.answering.row_search import MIN_COVERAGE
from assistant.question.relations import Form, Relation
from assistant.text.normalise import comparable, fold
from assistant.types import Record

_UNFILTERED = re.compile(
    r"(?<!chu )(?<!ma )\bkhong (?:can|do|duoc|giao|thuoc|co)\b(?!.*\bkhong\b)|\b(?:nhieu|it)\b[\w ]{0,40}\bnhat\b"
)
"""What no filter here reads: a list that leaves it out would be wrong."""
_TARGETS_ONLY = re.compile(r"^(?!.*\b(?:nhiem vu|viec)\b).*\bchi tieu\b")
_TASKS_ONLY = re.compile(r"^(?!.*\bchi tieu\b).*\b(?:nhiem vu|viec)\b")
_ALL_WORDS = ("tat ca", "bao nhieu", "toan bo", "danh muc", "how many", "tong", "may ")
_QUOTED = re.compile(r"[“\"'‘]([^“”\"'‘’]{4,80})[”\"'’]")
_TOPIC_MARGIN = 0.2
_TIME_WORDS = frozenset(
    "quý tháng ngày năm hạn xong trước hoàn thành thường xuyên định kỳ phối hợp chủ trì giao phải "
    "i ii iii iv thời theo dõi "
    "tới đến trong danh mục kết thúc cách cải hành chính kế hoạch năm quyết định".split()
)
"""Words that the filters have already read, and those that every plan of this kind is about."""
_OF_TABLE = re.compile(r"\b(?:phu luc|bang|danh muc|cot|dong|chi tieu|chi so)\b")
"""Words by which only rows of a table are meant, and nothing that the body gives."""
_NAMED_ROLE = re.compile(r"\b(?:chu tri|phoi hop|theo doi|dau moi)\b|\b(?:lead|coordinat)")


@dataclass(frozen=True, slots=True)
class Selection:
    """The rows that pass every condition of a question."""

    records: list[Record]
    said: list[str]
    """The conditions in words."""
    context: Context
    """The question without what its columns, times in words and negations have read."""
    columns: tuple[Relation, ...]
    """Columns that conditions read; the rows show them."""
    is_of_role: bool
    """Whether the only condition is that an agency has a role."""


def answer_list(context: Context, draft: Draft) -> bool:
    """List or count the records that pass every filter of the question; ``False`` if none does."""
    context = in_named_table(context.for_lists())
    if is_beyond_filters(context):
        return False
    selection = _select(context)
    found, rest = selection.records, selection.context
    if not found:
        return answer_recurring(context, draft)
    what = " ".join(selection.said)
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
            draft.say(
                _line(record, rest, selection.columns),
                context.library.cite(record),
                bullet=True,
                prefix=f"{number}. ",
            )
    within_table = context.question.scope.appendix is not None
    answer_recurring(context, draft)
    if (
        selection.is_of_role
        and context.question.form is Form.LIST
        and not (context.is_single or within_table)
    ):
        listed = frozenset(plans)
        answer_role(context, draft, except_plans=listed)
    return True


def none_due(context: Context) -> str | None:
    """That no row passes the filters of a question for a time, as a sentence; ``None`` where it names none."""
    context = in_named_table(context.for_lists())
    conditions, _ = _conditions(context)
    keep_time, _ = due_filter(rest_of(context, conditions))
    if (keep_time is None and not conditions) or not context.holds_all_records:
        return None
    selection = _select(context)
    if selection.records:
        return None
    return f"Không có nhiệm vụ nào {' '.join(selection.said)} trong phụ lục của {searched(context)}."


def is_beyond_filters(context: Context) -> bool:
    """Whether a list has a condition that no filter here reads, so that whatever is said would be wrong."""
    rest = rest_of(context, _conditions(context)[0])
    return bool(_UNFILTERED.search(fold(rest.question.text)))


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
    selection = _select(context)
    if len(selection.said) > 1:  # with other conditions the agency may well have the role elsewhere
        return f"Không có nhiệm vụ nào {' '.join(selection.said)} trong phụ lục của {searched(context)}."
    names = join_names(agency.name for agency in asked_bodies(context))
    return (
        f"Không có nhiệm vụ nào trong phụ lục của {searched(context)} ghi {names} là {said_roles(context)}."
    )


def all_filled_in(context: Context) -> str | None:
    """That no row leaves the asked column blank, as a sentence; ``None`` where the question asks for no such rows."""
    blank = blank_condition(context)
    if blank is None or not context.holds_all_records or any(map(blank.keep, context.records)):
        return None
    column = blank.said.removeprefix("không ghi ")
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


def _conditions(
    context: Context,
) -> tuple[list[Condition], Callable[[Sequence[Record]], list[Record]] | None]:
    """What columns, times in words, sums and negations ask of rows, and what picks the extreme ones of the rest."""
    amount = amount_condition(context)
    found = [amount] if amount is not None else []
    found += column_conditions(rest_of(context, found))
    for read in (recurrence_condition, undated_condition, words_condition, negated_agency):
        condition = read(rest_of(context, found))
        if condition is not None:
            found.append(condition)
    extreme = extreme_condition(rest_of(context, found))
    return ([*found, extreme[0]], extreme[1]) if extreme is not None else (found, None)


def _select(context: Context) -> Selection:
    conditions, pick = _conditions(context)
    rest = rest_of(context, conditions)
    records = [
        record for record in context.records if all(condition.keep(record) for condition in conditions)
    ]
    records, said = _select_rest(rest, records, filtered=bool(conditions))
    if pick is not None:
        records = pick(records)
    said += [condition.said for condition in conditions]
    columns = tuple(condition.column for condition in conditions if condition.column is not None)
    is_of_role = (
        len(said) == 1 and bool(asked_agencies(rest)) and not _OF_TABLE.search(fold(context.question.text))
    )
    return Selection(records, said, rest, columns, is_of_role)


def _select_rest(
    context: Context, records: list[Record], *, filtered: bool
) -> tuple[list[Record], list[str]]:
    """Keep of some rows those that pass the conditions by agency, words in quotes, time, share, kind and section."""
    question = context.question
    folded = fold(question.text)
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
    keep_time, time_words = due_filter(_of_plans(context, records) if named else context)
    if quoted:
        wanted = [comparable(phrase) for phrase in quoted]
        records = [r for r in records if all(any(w in comparable(c.text) for c in r.cells) for w in wanted)]
        said.append(f"có ghi “{quoted[0]}”")
    elif keep_time is not None:
        records = [record for record in records if keep_time(record)]
        said.append(time_words)
    shares = find_shares(question.text)
    if shares and not quoted:
        set_so = [
            record
            for record in records
            if (cell := record.cell(Relation.TARGET.value)) is not None
            and shares[0] in find_shares(cell.text)
        ]
        if set_so:
            return set_so, [*said, f"đặt mức {shares[0]}%"]
    if not quoted and (by_kind := rows_of_kind(context, records)) is not None:
        return by_kind[0], [*said, by_kind[1]]
    filtered = filtered or bool(named or quoted or keep_time is not None)
    time = time_words if keep_time is not None else ""
    return _narrow(context, records, said, filtered=filtered, time=time)


def _of_plans(context: Context, records: Sequence[Record]) -> Context:
    """The question of the plans that some rows are of: their own half of the year picks none of their rows."""
    plan_ids = tuple(dict.fromkeys(record.plan_id for record in records))
    if not plan_ids or not context.holds_all_records:
        return context
    scope = replace(context.question.scope, plan_ids=plan_ids)
    return replace(context, question=replace(context.question, scope=scope))


def _narrow(
    context: Context, records: list[Record], said: list[str], *, filtered: bool, time: str
) -> tuple[list[Record], list[str]]:
    """Keep the section or the matter that the question names; without either, only a question for all stays."""
    of_time = frozenset(context.library.matcher.words(time))
    in_section = rows_in_section(context, records, filtered=filtered, read=of_time)
    if in_section is not None:
        return in_section[0], [*said, f"thuộc mục {in_section[1]}"]
    topic = tuple(token for token in _rest_of_topic(context) if token not in of_time)
    announced = announced_matter(context) if filtered else ()
    if announced and not context.names_plan(announced):
        topic = announced
    elif (filtered and len(topic) < FEW_WORDS) or context.names_plan(topic):
        topic, announced = (), ()
    if not topic:
        asks_all = filtered or any(word in fold(context.question.text) for word in _ALL_WORDS)
        return (records, said) if asks_all else ([], said)
    matcher = context.library.matcher
    all_fits = {record.locator + record.plan_id: matcher.fit_record(topic, record) for record in records}
    fits = {key: fit.coverage for key, fit in all_fits.items()}
    top = max(fits.values(), default=0.0)
    if filtered and top < SECTION_COVERAGE:
        if announced:  # a section that is not there holds no row
            return [], [*said, f"về {' '.join(announced)}"]
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
    return tuple(t for t in without_bodies(context) if t not in _TIME_WORDS and not t.isdigit())


def _line(record: Record, context: Context, columns: Sequence[Relation]) -> str:
    """The task with what else was asked of it, or its deadline."""
    part, shown = role_in_line(context, record)
    wanted = dict.fromkeys((*context.question.relations, *columns))
    asked = [r for r in wanted if r not in shown and record.cell(r.value) is not None]
    parts = part + [
        f"{role_name(relation)}: {with_header_unit(cell, value_text(cell))}"
        for relation in (asked or [Relation.DEADLINE])
        if (cell := record.cell(relation.value)) is not None
    ]
    return f"{task_text(record)} ({'; '.join(parts)})" if parts else task_text(record)
