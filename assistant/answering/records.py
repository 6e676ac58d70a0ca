"""Answers from table rows: the row that fits the matter, and the cell that fits the relation."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from assistant.agencies import Mention, find_agencies, same_agency
from assistant.answering.cells import find_cell
from assistant.answering.confidence import chance_of_answer, stands_out
from assistant.answering.context import Context
from assistant.answering.draft import Draft, join_names
from assistant.answering.figures import asks_number, counts_asked_unit, holds_quantity, keeps_modifiers
from assistant.answering.matching import Fit
from assistant.answering.phrasing import (
    AGENCY_ROLES,
    CELL_RELATIONS,
    further_sentence,
    names_level,
    relation_sentence,
    role_name,
    successor_note,
    summary_sentence,
    task_text,
    value_text,
)
from assistant.answering.premises import find_premise
from assistant.question.relations import Relation
from assistant.text.normalise import fold
from assistant.types import Citation, Hit, Level, Record

MIN_COVERAGE = 0.5
"""A row that speaks of less of the matter is no answer, unless the search puts it well above the rest."""
_PLAN_MARGIN = 0.3
"""Without a named plan, rows of other plans count if they cover the matter almost as well as the best …"""
_PLAN_SCORE_MARGIN = 0.27
"""… and fit it all in all hardly worse (of 18 rows of further plans that dev tasks ask for none is further behind, of
16 others 6 are), unless the search speaks for them …"""
_CORE_MARGIN = 0.12
_MAKING = frozenset({"kế_hoạch", "xây_dựng", "ban_hành", "tổ_chức", "công_tác"})
"""… or lack only words that say that something is drawn up, which one plan prints and another leaves out."""
_TIE = 0.035
"""Rows of one plan whose scores are closer than this both fit."""
_WHOLE_MATTER = 0.85
_WHOLE_TIE = 0.06
"""Rows that cover the whole matter are told apart only by their place in the search: a wider tie."""
_FOUND_COVERAGE = 0.75
_FOUND_CHANCE = 0.6
"""A row that says most of the matter in other words, and that the search rather holds for the place than the best."""
_VAGUE_WORDS = 4
_VAGUE_TIE = 0.25
"""A question of two words fits every row that has them, however long the row is."""
_MIN_MATTER = 2
"""Fewer words beside an agency name no task."""
_MAX_TIES = 4
_MAX_PLANS = 8
_AGENCY_BONUS = 0.05
_MISSING_CELL = 0.15
_LEVEL_BONUS = 0.06
_LEVEL_DEADLINE_BONUS = 0.1
"""A deadline asked for one level is that of the row that sets one for it."""
_DENSE_BONUS = 0.12
"""What the best-ranked hit of the search gains; falls off with the rank."""


_TASK_NUMBER = re.compile(
    r"\b(?:nhiem vu|chi tieu|dong|stt|so thu tu)(?: so| thu)? (\d{1,3}(?:\.\d{1,3})?)\b(?! ?(?:/|%|phan tram))"
)
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
_NAMES_SECTION = re.compile(r"\b(?:muc|phan|linh vuc|nhom|mang|section)\b(?! tieu| dich)")
_SECTION_NUMBER = re.compile(
    r"\b(?:muc|nhom)(?: chi tieu| nhiem vu)?(?: so)? ([ivx]{1,5}|\d{1,2})\b(?![.,/]\d)"
)
_JOINS_IN = re.compile(r"\b(?:phoi hop|ho tro|phu|tham gia|giup)\b|coordinat|support|assist|help|join")
_YEAR = re.compile(r"\b20\d\d\b")
_YEAR_BONUS = 0.15
_SHARED_WITH = re.compile(r"\(ghi chung tại dòng ([\d.]+)\)")
_NO_COLUMN = re.compile(r"Bảng không có cột [^.]+\. ")


@dataclass(frozen=True, slots=True)
class Match:
    """A record that fits, with how well."""

    record: Record
    fit: Fit
    score: float
    hit: Hit | None = None
    """Where the search found it; ``None`` where only its words were compared."""


def find_matches(context: Context, relations: Sequence[Relation]) -> list[Match]:
    """The rows that fit the matter: per plan the best and its ties, the best plan first."""
    question = context.question
    numbered = _find_numbered(context)
    if numbered:
        return numbered
    topic = without_agencies(context)
    if not topic:
        return []
    hits = {(hit.passage.plan_id, hit.passage.locator): hit for hit in context.hits}
    of_figure = not relations or Relation.TARGET in relations
    by_plan: dict[str, list[Match]] = {}
    for record in context.records:
        owner = context.library.owner(record)
        if of_figure and not keeps_modifiers(question.text, _words(record, owner)):
            continue
        fit = context.library.matcher.fit_record(topic, record, owner)
        hit = hits.get((record.plan_id, record.locator))
        if fit.coverage < MIN_COVERAGE and not stands_out(fit, hit):
            continue
        score = fit.score + _bonus(record, question.agencies, relations, question.levels)
        score += _DENSE_BONUS / (1 + 0.25 * (hit.rank - 1)) if hit else 0.0
        score += _of_year(context, record)
        by_plan.setdefault(record.plan_id, []).append(Match(record, fit, score, hit))
    for matches in by_plan.values():
        matches.sort(key=lambda match: -match.score)
    best_first = sorted(by_plan.values(), key=lambda matches: -matches[0].score)
    if not best_first:
        return []
    best = best_first[0][0]
    kept = [
        matches
        for matches in best_first[:_MAX_PLANS]
        if stands_out(matches[0].fit, matches[0].hit)
        or (
            matches[0].fit.coverage >= best.fit.coverage - _PLAN_MARGIN
            and (
                best.score - matches[0].score <= _PLAN_SCORE_MARGIN
                or _shares_core(context, topic, matches[0], best)
            )
        )
    ]
    whole_tie = _VAGUE_TIE if len(topic) <= _VAGUE_WORDS else _WHOLE_TIE
    return [match for matches in kept for match in _ties(matches, whole_tie)]


def _words(record: Record, owner: Record | None) -> str:
    """Everything a row prints, with its section and the row that it stands under."""
    cells = [cell.text for row in (record, owner) if row is not None for cell in row.cells]
    return " ".join((record.section, *cells))


def _shares_core(context: Context, topic: Sequence[str], match: Match, best: Match) -> bool:
    """Whether two rows speak alike of the matter but for the words of drawing something up."""
    making = [f"{a}_{b}" in _MAKING for a, b in pairwise(topic)]
    core = [
        token
        for token, first, second in zip(topic, [*making, False], [False, *making], strict=True)
        if not first and not second
    ]
    if len(core) < _MIN_MATTER:
        return False
    fits = [
        context.library.matcher.fit_record(core, one.record, context.library.owner(one.record))
        for one in (match, best)
    ]
    return fits[0].coverage >= fits[1].coverage - _CORE_MARGIN


def prints_dash(match: Match, relation: Relation) -> bool:
    """Whether the best row, speaking of the whole matter, prints a dash where the answer would stand."""
    cell = match.record.cell(relation.value)
    return match.fit.coverage >= _WHOLE_MATTER and cell is not None and not cell.text.strip(" -–")


def missing_cell(context: Context) -> str | None:
    """Why the row that speaks of the whole matter does not answer: its table has no such column, or prints a dash."""
    relations = [relation for relation in context.question.relations if relation in CELL_RELATIONS]
    matches = find_matches(context, relations) if relations else []
    if not matches or matches[0].fit.coverage < _WHOLE_MATTER:
        return None
    record = matches[0].record
    plan, label = context.library.name(record.plan_id), context.library.label(record)
    task = task_text(record, context.library.owner(record))
    names = join_names(role_name(relation) for relation in relations)
    return f"{plan} có nêu “{task}” ({label}) nhưng không ghi {names}."


def _find_numbered(context: Context) -> list[Match]:
    """Rows asked for by their number ("nhiệm vụ 24", "nhiệm vụ số 3 mục II")."""
    folded = fold(context.question.text)
    number = _TASK_NUMBER.search(folded)
    if number is None:
        return []
    section = section_number(folded)
    found = [
        record
        for record in context.records
        if record.number == number.group(1) and (section is None or stands_in_section(record, section))
    ]
    if len(found) > _MAX_TIES:
        return []
    rows = [row for record in found for row in (record, *_rows_under(context, record))]
    return [Match(row, Fit(1.0, 1.0), 1.0) for row in rows]


def names_section(folded: str) -> bool:
    """Whether a folded question announces a section of a table ("mục …", "lĩnh vực …")."""
    return bool(_NAMES_SECTION.search(folded))


def section_number(folded: str) -> str | None:
    """The number of the section that a folded question names ("mục II"), in capitals."""
    named = _SECTION_NUMBER.search(folded)
    return named.group(1).upper() if named is not None else None


def stands_in_section(record: Record, number: str) -> bool:
    """Whether a row stands in the section of a number."""
    return number in record.locator.split("/")[1:-1]


def _rows_under(context: Context, record: Record) -> list[Record]:
    """The bullets below a numbered row, which set its values one by one."""
    return [
        row
        for row in context.library.records_of(record.plan_id)
        if row.locator.startswith(f"{record.locator}-") and context.library.owner(row) == record
    ]


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


def without_agencies(context: Context) -> tuple[str, ...]:
    """The matter without the agencies it names, where enough is left: they are premises, not the task."""
    question = context.question
    return (
        question.matter if len(question.matter) >= _MIN_MATTER and not question.inherited else question.topic
    )


def _of_year(context: Context, record: Record) -> float:
    """What a row gains whose section is for the year of the question ("II. Đến năm 2045"), and one of another loses."""
    asked = context.question.scope.years
    printed = set(map(int, _YEAR.findall(record.section)))
    if not asked or not printed or set(asked) <= set(context.library.plans[record.plan_id].years):
        return 0.0
    return _YEAR_BONUS if printed & set(asked) else -_YEAR_BONUS


def _bonus(
    record: Record,
    agencies: Sequence[Mention],
    relations: Sequence[Relation],
    question_levels: Sequence[Level],
) -> float:
    bonus = 0.0
    if agencies:
        cells = [cell.text for key in AGENCY_ROLES if (cell := record.cell(key.value))]
        printed = [mention.agency for text in cells for mention in find_agencies(text)]
        if any(same_agency(asked.agency, agency) for asked in agencies for agency in printed):
            bonus += _AGENCY_BONUS
    if question_levels and (deadline := record.cell(Relation.DEADLINE.value)) is not None:
        asked = Relation.DEADLINE in relations
        weight = _LEVEL_DEADLINE_BONUS if asked else _AGENCY_BONUS
        bonus += weight if names_level(deadline.text, question_levels) else 0.0
    if question_levels and (task := record.cell("task")) is not None and not task.inherited:
        named = [level for level in Level if names_level(task.text, [level])]
        if named:
            bonus += _LEVEL_BONUS if set(named) & set(question_levels) else -_LEVEL_BONUS
    if relations and not any(find_cell(record, relation) for relation in relations):
        bonus -= _MISSING_CELL
    return bonus


def _ties(matches: Sequence[Match], whole_tie: float) -> list[Match]:
    best = matches[0]
    return [match for match in matches[:_MAX_TIES] if _is_tie(match, best, whole_tie)]


def _is_tie(match: Match, best: Match, whole_tie: float) -> bool:
    """Rows whose scores are as good as equal, that both speak of the whole matter, or that the search puts first."""
    if best.score - match.score <= _TIE or match.fit == best.fit:
        return True
    if match.fit.coverage >= _FOUND_COVERAGE and _chance(match) >= max(_FOUND_CHANCE, _chance(best)):
        return True
    whole = min(match.fit.coverage, best.fit.coverage) >= _WHOLE_MATTER
    return whole and best.score - match.score <= whole_tie


def _chance(match: Match) -> float:
    return chance_of_answer(match.fit, match.hit) if match.hit is not None else 0.0


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
