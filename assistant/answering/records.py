"""Answers from table rows: of the rows that fit the matter, the cell that fits the relation."""

import re
from collections.abc import Sequence

from assistant.answering.cells import find_cell
from assistant.answering.context import Context
from assistant.answering.draft import Draft, join_names
from assistant.answering.figures import asks_number, counts_asked_unit, holds_quantity
from assistant.answering.phrasing import (
    AGENCY_ROLES,
    CELL_RELATIONS,
    further_sentence,
    relation_sentence,
    role_name,
    successor_note,
    summary_sentence,
    task_text,
    value_text,
)
from assistant.answering.premises import find_premise
from assistant.answering.row_search import WHOLE_MATTER, Match, find_matches
from assistant.question.relations import Relation
from assistant.text.normalise import fold
from assistant.types import Citation, Record

_OWN_WORDS = (
    "Thời hạn",
    "Sản phẩm",
    "Chỉ tiêu",
    "Nhiệm vụ",
    "Bảng",
    "Cấp ban hành",
    "Đơn vị",
    "Kinh phí",
    "Các ",
)
_JOINS_IN = re.compile(r"\b(?:phoi hop|ho tro|phu|tham gia|giup)\b|coordinat|support|assist|help|join")
_SHARED_WITH = re.compile(r"\(ghi chung tại dòng ([\d.]+)\)")
_NO_COLUMN = re.compile(r"Bảng không có cột [^.]+\. ")


def prints_dash(match: Match, relation: Relation) -> bool:
    """Whether the best row, speaking of the whole matter, prints a dash where the answer would stand."""
    cell = match.record.cell(relation.value)
    return match.fit.coverage >= WHOLE_MATTER and cell is not None and not cell.text.strip(" -–")


def missing_cell(context: Context) -> str | None:
    """Why the row that speaks of the whole matter does not answer: its table has no such column, or prints a dash."""
    relations = [relation for relation in context.question.relations if relation in CELL_RELATIONS]
    matches = find_matches(context, relations) if relations else []
    if not matches or matches[0].fit.coverage < WHOLE_MATTER:
        return None
    record = matches[0].record
    plan, label = context.library.name(record.plan_id), context.library.label(record)
    task = task_text(record, context.library.owner(record))
    names = join_names(role_name(relation) for relation in relations)
    return f"{plan} có nêu “{task}” ({label}) nhưng không ghi {names}."


def answer_relations(context: Context, matches: Sequence[Match], draft: Draft) -> bool:
    """Say the asked cells of the matched rows; ``False`` if none of them holds what is asked."""
    question = context.question
    relations = question.relations or ()
    if not relations and asks_number(question.text):
        matches = [
            match
            for match in matches
            if holds_quantity(" ".join(cell.text for cell in match.record.cells))
            and counts_asked_unit(
                question.text,
                [c.text for c in match.record.cells if c.key != Relation.FUNDING.value],
            )
        ]
    plan_ids = list(dict.fromkeys(match.record.plan_id for match in matches))
    grouped = len(plan_ids) > 1 or (not context.is_single and not _is_named(context, plan_ids))
    lines: list[tuple[Match, str]] = []
    for match in matches:
        sentences = _sentences(match.record, relations, context)
        if sentences:
            lines.append((match, " ".join(sentences)))
    if not lines:
        return False
    premise = find_premise(context, [match.record for match, _ in lines])
    if premise is not None:
        draft.say(premise)
    if len(lines) == 1:
        match, text = lines[0]
        lead_in = _lead_in(context, match.record.plan_id) if grouped else ""
        draft.say(f"{lead_in}{_run_on(text) if lead_in else text}", *_sources(context, match.record, text))
    else:
        head = (
            "Các kế hoạch quy định như sau:"
            if len(plan_ids) > 1
            else "Có nhiều nhiệm vụ phù hợp với câu hỏi:"
        )
        missing = {found.group() if (found := _NO_COLUMN.match(text)) else "" for _, text in lines}
        if len(missing) == 1:  # said once for all of them
            head = f"{missing.pop()}{head}"
            lines = [(match, _NO_COLUMN.sub("", text)) for match, text in lines]
        draft.say(head)
        tasks = [task_text(match.record, context.library.owner(match.record)) for match, _ in lines]
        for (match, text), task in zip(lines, tasks, strict=True):
            name = f"{context.library.name(match.record.plan_id)}: " if grouped else ""
            if tasks.count(task) > 1:  # only the section tells rows of one wording apart
                name = f"{name}{match.record.section}: "
            draft.say(f"- {name}{text}", *_sources(context, match.record, text), bullet=True)
    note = successor_note(
        [cell_text for match, _ in lines for cell_text in _agency_texts(match.record, relations)]
    )
    if note:
        draft.say(note, bullet=len(lines) > 1)
    return True


def _sentences(record: Record, relations: Sequence[Relation], context: Context) -> list[str]:
    question = context.question
    if not relations:
        return [summary_sentence(record, context.library.owner(record))]
    if tuple(relations) == (Relation.COORDINATE,) and not _JOINS_IN.search(fold(question.text)):
        relations = (
            Relation.LEAD,
            Relation.COORDINATE,
        )  # "làm cùng với ai" may mean those that lead together
    sentences: list[str] = []
    said: set[Relation] = set()
    for relation in relations:
        found = find_cell(record, relation)
        if found is not None and found[0] is not relation and _has_column(context, record, relation):
            found = None  # a blank is a blank: no other column stands in for it
        if found is None:
            if sentences and relation in CELL_RELATIONS:
                sentences.append(f"Dòng này không ghi {role_name(relation)}.")
            continue
        key, cell = found
        if key in said:
            continue
        said.add(key)
        if sentences and key is relation:
            sentences.append(further_sentence(key, cell, question.levels))
            continue
        sentence = (
            further_sentence(key, cell, question.levels)
            if sentences
            else relation_sentence(record, key, cell, question.levels, context.library.owner(record))
        )
        if key is not relation and relation is not Relation.TARGET:
            sentence = f"Bảng không có cột {role_name(relation)}. {sentence}"
            if relation is Relation.APPROVER and (lead := record.cell(Relation.LEAD.value)):
                sentence += f" {further_sentence(Relation.LEAD, lead, question.levels)}"
            if (
                relation is Relation.LEAD
                and (other := record.cell(Relation.IMPLEMENTER.value))
                and key is Relation.MONITOR
            ):
                further = further_sentence(Relation.IMPLEMENTER, other, question.levels)
                sentence += f" {further}"
        sentences.append(sentence)
    return sentences


def _sources(context: Context, record: Record, text: str) -> tuple[Citation, ...]:
    """The row, and the one above it where the text names that as the place of a shared cell."""
    cited = context.library.cite_row(record)
    shared = _SHARED_WITH.search(text)
    above = next(
        (
            row
            for row in context.library.records_of(record.plan_id)
            if shared is not None
            and row.number == shared[1]
            and (row.table, row.section) == (record.table, record.section)
        ),
        None,
    )
    return cited if above is None else tuple(dict.fromkeys((*cited, context.library.cite(above))))


def _has_column(context: Context, record: Record, relation: Relation) -> bool:
    """Whether the table of a row has a column for the relation."""
    return any(
        other.table == record.table and other.cell(relation.value) is not None
        for other in context.library.records_of(record.plan_id)
    )


def _agency_texts(record: Record, relations: Sequence[Relation]) -> list[str]:
    roles = [relation for relation in relations if relation in AGENCY_ROLES] or (
        list(AGENCY_ROLES) if not relations else []
    )
    found = [find_cell(record, role) for role in roles]
    return [value_text(cell) for pair in found if pair is not None for cell in [pair[1]]]


def _is_named(context: Context, plan_ids: Sequence[str]) -> bool:
    """Whether the question says which plan it is about, so that the answer need not."""
    plans = {context.library.plans[plan_id].province for plan_id in plan_ids}
    twins = [plan for plan in context.plans if plan.province in plans]
    return bool(context.question.scope.provinces) and len(twins) == 1


def _lead_in(context: Context, plan_id: str) -> str:
    return f"Theo {context.library.name(plan_id)}, "


def _run_on(text: str) -> str:
    """A sentence behind a lead-in: our own first word in lower case, an agency as printed."""
    return f"{text[:1].lower()}{text[1:]}" if text.startswith(_OWN_WORDS) else text
