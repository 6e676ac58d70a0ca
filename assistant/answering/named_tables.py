"""The table that a list is asked of by its title: "trong 27 nhiệm vụ trọng tâm", "phụ lục chỉ tiêu …"."""

import re
from dataclasses import replace

from assistant.answering.context import Context
from assistant.answering.phrasing import is_target_row
from assistant.text.normalise import fold

_TITLE = "tieu-de"
_SIZE = re.compile(
    r"\b(?:trong|o|tai|thuoc)(?: so)? (?P<number>\d{2,3}) (?:nhiem vu|viec|dau viec|nv|chi tieu)"
    r"(?: trong tam| chu yeu)?\b"
)
"""How many rows the asked table has, where the question looks inside it …"""
_SIZE_IN_TITLE = re.compile(r"\b(\d{2,3}) (?:nhiem vu|chi tieu)\b")
"""… and where a title says so."""
_BY_KIND = re.compile(
    r"\b(?:phu luc|danh muc|bang) (?:(?:ve|cac|nhung) )*(?P<kind>nhiem vu|chi tieu)(?P<rest>(?: \w+){0,6})"
)


def in_named_table(context: Context) -> Context:
    """The question over the rows of the table that it names by its title; as it is where it names none."""
    text = context.question.text
    if context.question.scope.appendix or not context.holds_all_records or len(fold(text)) != len(text):
        return context
    return _by_size(context) or _by_kind(context) or context


def _by_size(context: Context) -> Context | None:
    """The table whose title says that it has as many rows as the question looks among."""
    match = _SIZE.search(fold(context.question.text))
    if match is None:
        return None
    found = [
        (plan.id, table)
        for plan in context.plans
        for table in _tables(context, plan.id)
        if match["number"] in _SIZE_IN_TITLE.findall(fold(_title(context, plan.id, table)))
    ]
    return _within(context, *found[0], match.span()) if len(found) == 1 else None


def _by_kind(context: Context) -> Context | None:
    """The table of targets or of tasks of a plan that has one of each."""
    match = _BY_KIND.search(fold(context.question.text))
    if match is None or not context.is_single:
        return None
    plan_id = context.plans[0].id
    of_targets = match["kind"] == "chi tieu"
    found = [
        table
        for table in _tables(context, plan_id)
        if of_targets
        == all(is_target_row(r) for r in context.library.records_of(plan_id) if r.table == table)
    ]
    if len(found) != 1:
        return None
    title = fold(_title(context, plan_id, found[0])).split()
    end = match.start("rest")
    for word in re.finditer(r"\w+", match["rest"]):  # what the title goes on with says nothing of its rows
        if word.group() not in title:
            break
        end = match.start("rest") + word.end()
    return _within(context, plan_id, found[0], (match.start(), end))


def _within(context: Context, plan_id: str, table: str, span: tuple[int, int]) -> Context:
    """The question of one table, without the words that name it."""
    question = context.question
    start, end = span
    read = set(context.library.matcher.words(question.text[start:end]))
    return replace(
        context,
        question=replace(
            question,
            text=f"{question.text[:start]}{' ' * (end - start)}{question.text[end:]}",
            scope=replace(question.scope, plan_ids=(plan_id,), appendix=table),
            topic=tuple(token for token in question.topic if token not in read),
            matter=tuple(token for token in question.matter if token not in read),
        ),
    )


def _tables(context: Context, plan_id: str) -> list[str]:
    return list(dict.fromkeys(record.table for record in context.library.records_of(plan_id)))


def _title(context: Context, plan_id: str, table: str) -> str:
    passages = context.library.passages_of(plan_id)
    return next((p.text for p in passages if p.locator == f"{table}/{_TITLE}"), "")
