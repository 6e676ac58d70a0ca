"""The rows that a question is about: by the words of the matter, their place in the search and what else it names."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from assistant.agencies import Mention, find_agencies, same_agency
from assistant.answering.cells import find_cell
from assistant.answering.confidence import chance_of_answer, stands_out
from assistant.answering.context import Context
from assistant.answering.figures import keeps_modifiers
from assistant.answering.matching import Fit
from assistant.answering.phrasing import (
    AGENCY_ROLES,
    names_level,
)
from assistant.question.relations import Relation
from assistant.text.normalise import fold
from assistant.types import Hit, Level, Record

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
WHOLE_MATTER = 0.85
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
_NAMES_SECTION = re.compile(r"\b(?:muc|phan|linh vuc|nhom|mang|section)\b(?! tieu| dich)")
_SECTION_NUMBER = re.compile(
    r"\b(?:muc|nhom)(?: chi tieu| nhiem vu)?(?: so)? ([ivx]{1,5}|\d{1,2})\b(?![.,/]\d)"
)
_YEAR = re.compile(r"\b20\d\d\b")
_YEAR_BONUS = 0.15


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
    whole = min(match.fit.coverage, best.fit.coverage) >= WHOLE_MATTER
    return whole and best.score - match.score <= whole_tie


def _chance(match: Match) -> float:
    return chance_of_answer(match.fit, match.hit) if match.hit is not None else 0.0
