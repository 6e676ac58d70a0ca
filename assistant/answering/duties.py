"""What an agency has to do: its rows, its assignments in running text, its part beside others."""

import re
from collections.abc import Callable, Collection, Sequence
from typing import TypeVar

from assistant.agencies import Agency, find_agencies, same_agency
from assistant.answering.bodies import asked_bodies, has_role, holds, without_bodies
from assistant.answering.context import Context
from assistant.answering.draft import Draft, join_names
from assistant.answering.openings import (
    begins_with,
    following,
    is_implementation,
    names_implementation,
    opening_agencies,
)
from assistant.answering.phrasing import role_name, task_text, value_text
from assistant.answering.plan_names import words_of_plan_name
from assistant.answering.prose import MAX_PLANS, MIN_PASSAGE_COVERAGE, body, part_of
from assistant.answering.row_search import names_section
from assistant.answering.sections import MAX_ITEMS, children
from assistant.question.relations import Form, Relation
from assistant.text.normalise import fold
from assistant.text.tokens import syllables
from assistant.types import Passage, PassageKind, Record

_PLAN_WORDS = frozenset(
    "kế hoạch cải cách hành chính nhà nước năm quyết định nhiệm vụ công tác tỉnh cấp tổ chức phân".split()
)
_LEADS = r"\bchu tri\b"
_ROLES_IN_PROSE = tuple(map(re.compile, (r"\bphoi hop\b", r"\btheo doi\b", _LEADS)))
_CARRIES_OUT = re.compile(r"\bchu tri,?(?: va| hoac| hay)? thuc hien\b")
_OWN_DUTY = re.compile(r"^(?!\W*+(?:[\w,]++ ){0,8}phoi hop (?!voi\b))")
"""What an agency is to do itself, as against helping others."""
_BETWEEN_NAMES = re.compile(r"[;,]")
_ASSIGNED = re.compile(r"\b(?:duoc |bi )?(?:giao|phan cong)\b")
_ORDERS_ALL = "quyet-dinh/"
"""Where a plan is put into force: "… chịu trách nhiệm thi hành Quyết định này" gives nobody a task of their own."""
_NARROWS = re.compile(
    r"\b(?:chu tri|phoi hop|theo doi|dau moi|phu luc|bang|muc|(?<!duoc )phan(?! cong)|nhom|mang|linh vuc|quy|"
    r"thang|ngay|han|xong|"
    r"hoan thanh|truoc|thuong xuyen|dinh ky|trong so|dau viec|lead\w*|appendix)\b"
)
"""Words that ask for rows of a table …"""
_DRAWN_UP = ("lập", "xây", "dựng")
"""Before "kế hoạch" these say that the plan is made, and nothing of a matter."""
_IMPLEMENTATION = re.compile(r"\b(?:muc |phan )?to chuc thuc hien\b")
"""… and the part of a plan that gives each agency its duties."""
_GIVES_WHAT = re.compile(
    r"\b(?:giao|phan cong|bat|yeu cau|chu tri|lam|co|phai|trach nhiem|nhiem vu)\b.*\b(?:(?:nhung|cac) gi|"
    r"(?:viec|nhiem vu|trach nhiem|noi dung) (?:gi|nao)|(?:lam|lo|giao) gi)\b"
)
_DUTY_MARGIN = 0.2
"""Duties on a matter that fit it clearly worse than the best are not meant."""
_CLEAR_MATTER = 5
"""From so many words on a matter is one, and not what is left of the asking."""
_NAME_PRECISION = 0.8
_NAME_WORDS = 3
_Candidate = TypeVar("_Candidate", Passage, Record)


def answer_duty(context: Context, draft: Draft) -> bool:
    """What the plans in scope assign to the named agency: its own section first, then the tasks it leads."""
    asked = asked_bodies(context) or tuple(mention.agency for mention in context.question.agencies)
    if not asked:
        return False
    found = False
    topic, matcher = matter_of_duty(context), context.library.matcher
    in_section = names_section(fold(context.question.text))
    for plan_id in _plans_to_read(context):
        items = duty_items(context, plan_id, asked)
        led = [r for r in context.library.records_of(plan_id) if has_role(context, r, Relation.LEAD, asked)]
        if topic:
            fitting = _best_of(
                items, lambda p: matcher.fit_passage(topic, p).coverage, with_headings=in_section
            )
            rows = _best_of(led, lambda r: matcher.fit_record(topic, r).coverage, with_headings=in_section)
            if fitting or rows:
                items, led = fitting, rows
            elif len(topic) >= _CLEAR_MATTER and not matcher.unknown(topic):
                continue  # on this matter the plan gives the agency nothing
        if items and names_implementation(context.question.text):
            led = []
        name = context.library.name(plan_id)
        if not items and not led:
            found = _say_other_roles(context, plan_id, asked, topic, draft) or found
            continue
        found = True
        texts = [text for item in items for text in (*item.headings, item.text)]
        who = _printed_name(
            asked, [*texts, *(cell.text for r in led if (cell := r.cell("lead")) is not None)]
        )
        if items:
            draft.say(f"Theo {name}, {who} có trách nhiệm:", bullet=True)
            for item in items[:MAX_ITEMS]:
                draft.say(f"- “{part_of(context, item)}”", context.library.cite(item), bullet=True)
        if not led and not topic:
            _say_role(context, plan_id, asked, Relation.IMPLEMENTER, topic, draft)
        if led:
            also = "Ngoài ra, " if items else f"Theo {name}, " if not context.is_single else ""
            draft.say(f"{also}{who} chủ trì {len(led)} nhiệm vụ tại phụ lục:", bullet=True)
            for record in led:
                draft.say(f"- {_task(context, record)}", *context.library.cite_row(record), bullet=True)
    return found


def _task(context: Context, record: Record) -> str:
    """A task with what else was asked of it ("… phải làm gì, xong trước ngày nào?")."""
    asked = [
        f"{role_name(relation)}: {value_text(cell)}"
        for relation in context.question.relations
        if relation is not Relation.LEAD and (cell := record.cell(relation.value)) is not None
    ]
    task = task_text(record, context.library.owner(record))
    return f"{task} ({'; '.join(asked)})" if asked else task


def answer_implementation(context: Context, draft: Draft) -> bool:
    """What the part "Tổ chức thực hiện" that a question names gives the agencies that it names."""
    if not names_implementation(context.question.text) or not _GIVES_WHAT.search(fold(context.question.text)):
        return False
    return bool(asked_bodies(context)) and answer_duty(context, draft)


def asks_duty_of_one(context: Context) -> bool:
    """Whether a question asks what agencies that it names have to do, and nothing else."""
    question = context.question
    if all(mention.agency.collective for mention in question.agencies) or matter_of_duty(context):
        return False
    return question.relations == (Relation.DUTY,) or (
        question.form is Form.LIST and not question.relations and bool(_ASSIGNED.search(fold(question.text)))
    )


def asks_all_of_one(context: Context) -> bool:
    """Whether a list is of everything that one named agency has to do, with no role, time, section or table named."""
    question = context.question
    single = asked_bodies(context)
    folded = _IMPLEMENTATION.sub(" ", fold(question.text))
    return (
        question.form is Form.LIST
        and len(single) == 1
        and not question.relations
        and not _NARROWS.search(folded)
        and not matter_of_duty(context)
    )


def answer_named(context: Context, draft: Draft) -> bool:
    """What the plan gives a named agency on the matter, where nothing else answers a question without a relation."""
    question = context.question
    if question.relations or question.inherited or all(m.agency.collective for m in question.agencies):
        return False
    strange = set(context.library.matcher.unknown(question.matter))
    known = [token for token in matter_of_duty(context) if token not in strange]
    if known and not _fits_duty(context, known):
        return False
    return answer_duty(context, draft)


def _best_of(
    candidates: Sequence[_Candidate], coverage: Callable[[_Candidate], float], *, with_headings: bool
) -> list[_Candidate]:
    """Those that speak of the matter; without the ones that only share a heading with a better one, unless wanted."""
    covered = [(coverage(one), one) for one in candidates]
    best = max((share for share, _ in covered), default=0.0)
    least = MIN_PASSAGE_COVERAGE if with_headings else max(MIN_PASSAGE_COVERAGE, best - _DUTY_MARGIN)
    return [one for share, one in covered if share >= least]


def _fits_duty(context: Context, topic: Sequence[str]) -> bool:
    """Whether a task or paragraph of the named agencies speaks of the matter."""
    asked = [mention.agency for mention in context.question.agencies]
    matcher = context.library.matcher
    fits = [
        fit
        for plan_id in context.question.scope.plan_ids[:MAX_PLANS]
        for fit in (
            *(matcher.fit_passage(topic, p) for p in duty_items(context, plan_id, asked)),
            *(
                matcher.fit_record(topic, record)
                for record in context.library.records_of(plan_id)
                if has_role(context, record, Relation.LEAD, asked)
            ),
        )
    ]
    return any(fit.coverage >= MIN_PASSAGE_COVERAGE for fit in fits)


def no_duty(context: Context) -> str:
    """That no plan gives the named agencies a task of their own, as a sentence."""
    names = join_names(m.agency.name for m in context.question.agencies if not m.agency.collective)
    plans = join_names(context.library.name(plan.id) for plan in context.plans[:MAX_PLANS])
    return f"{plans} không giao nhiệm vụ riêng cho {names}."


def answer_role(context: Context, draft: Draft, except_plans: Collection[str] = ()) -> bool:
    """What the body gives the named agency in the asked role ("phối hợp với Sở Nội vụ …"), where no row does.

    Args:
        context: the question.
        draft: what is said.
        except_plans: plans whose rows have answered.
    """
    folded = fold(context.question.text)
    words = next((words for words in _ROLES_IN_PROSE if words.search(folded)), None)
    asked = asked_bodies(context)[:1]
    if words is None or not asked:
        return False
    if words.pattern == _LEADS and _CARRIES_OUT.search(folded):
        words = _OWN_DUTY
    found = False
    for plan_id in _plans_to_read(context):
        items = [
            p
            for p in (duty_items(context, plan_id, asked) if plan_id not in except_plans else ())
            if words.search(fold(body(p)))
        ]
        if not items:
            continue
        found = True
        name = context.library.name(plan_id)
        draft.say(f"Theo phần tổ chức thực hiện của {name}, {asked[0].name}:", bullet=True)
        for item in items[:MAX_ITEMS]:
            draft.say(f"- “{part_of(context, item)}”", context.library.cite(item), bullet=True)
    return found


def _plans_to_read(context: Context) -> Sequence[str]:
    """The plans in which an agency's duties are looked for: all, or of very many those that the search found."""
    return [plan.id for plan in context.for_lists().searched_plans]


def answer_duty_of_organisation(context: Context, draft: Draft) -> bool:
    """As :func:`answer_duty` for a company or body that no table of agencies lists, by the words of its name."""
    topic, matcher = context.question.topic, context.library.matcher
    found = False
    for plan_id in _plans_to_read(context):
        places: dict[str, str] = {}
        for record in context.library.assignments_of(plan_id):
            lead = record.cell(Relation.LEAD.value)
            if lead is None:
                continue
            for name in _BETWEEN_NAMES.split(lead.text):
                fit = matcher.fit_text(topic, name)
                if fit.precision >= _NAME_PRECISION and len(syllables(name)) >= _NAME_WORDS:
                    places.setdefault(record.locator.partition("#")[0], name.strip())
        items = [
            p
            for p in context.library.passages_of(plan_id)
            if p.locator in places and not p.locator.startswith(_ORDERS_ALL)
        ][:MAX_ITEMS]
        if not items:
            continue
        found = True
        draft.say(
            f"Theo {context.library.name(plan_id)}, {places[items[0].locator]} có trách nhiệm:", bullet=True
        )
        for item in items:
            draft.say(f"- “{part_of(context, item)}”", context.library.cite(item), bullet=True)
    return found


def _say_other_roles(
    context: Context, plan_id: str, asked: Sequence[Agency], topic: Sequence[str], draft: Draft
) -> bool:
    """The rows in which an agency that leads nothing joins in, carries out or oversees."""
    said = [
        _say_role(context, plan_id, asked, role, topic, draft)
        for role in (Relation.IMPLEMENTER, Relation.COORDINATE, Relation.MONITOR)
    ]
    return any(said) or _say_joint_duties(context, plan_id, asked, draft)


def _say_role(
    context: Context,
    plan_id: str,
    asked: Sequence[Agency],
    role: Relation,
    topic: Sequence[str],
    draft: Draft,
) -> bool:
    matcher = context.library.matcher
    rows = [r for r in context.library.records_of(plan_id) if has_role(context, r, role, asked)]
    if topic:
        rows = [r for r in rows if matcher.fit_record(topic, r).coverage >= MIN_PASSAGE_COVERAGE] or rows
    if not rows:
        return False
    cells = [cell.text for r in rows if (cell := r.cell(role.value)) is not None]
    who, name = _printed_name(asked, cells), context.library.name(plan_id)
    draft.say(f"Theo {name}, {who} là {role_name(role)} của {len(rows)} nhiệm vụ:", bullet=True)
    for record in rows:
        draft.say(f"- {_task(context, record)}", *context.library.cite_row(record), bullet=True)
    return True


def _say_joint_duties(context: Context, plan_id: str, asked: Sequence[Agency], draft: Draft) -> bool:
    """Paragraphs that name the agency beside the one that they charge ("Sở X chủ trì, phối hợp với Sở Y …")."""
    places = {
        record.locator.partition("#")[0]
        for record in context.library.assignments_of(plan_id)
        if has_role(context, record, Relation.COORDINATE, asked)
    }
    items = [
        p
        for p in context.library.passages_of(plan_id)
        if p.locator in places and not p.locator.startswith(_ORDERS_ALL)
    ]
    if not items:
        return False
    who, name = _printed_name(asked, [p.text for p in items]), context.library.name(plan_id)
    draft.say(f"Theo {name}, {who} được nêu là cơ quan phối hợp:", bullet=True)
    for item in items[:MAX_ITEMS]:
        draft.say(f"- “{part_of(context, item)}”", context.library.cite(item), bullet=True)
    return True


def matter_of_duty(context: Context) -> tuple[str, ...]:
    """What a duty is asked about ("… phải làm gì về theo dõi thi hành pháp luật"); empty for duties as such."""
    question = context.question
    if question.inherited:
        return ()
    named = words_of_plan_name(context)
    whole = without_bodies(context)
    matter = tuple(
        t
        for i, t in enumerate(whole)
        if t not in _PLAN_WORDS
        and not t.isdigit()
        and fold(t) not in named
        and not (t in _DRAWN_UP and "kế" in whole[i + 1 : i + 3])
    )
    return () if context.names_plan(matter) else matter


def duty_items(context: Context, plan_id: str, asked: Sequence[Agency]) -> list[Passage]:
    """Paragraphs that give the agency its duties: those under its heading, else those that begin with its name."""
    passages = context.library.passages_of(plan_id)
    sections = [
        p
        for p in passages
        if p.kind is PassageKind.HEADING and any(holds(context, plan_id, p.text, agency) for agency in asked)
    ]
    items = [
        child for section in sections for child in children(section, passages) or following(section, passages)
    ]
    places = {
        record.locator.partition("#")[0]
        for record in context.library.assignments_of(plan_id)
        if has_role(context, record, Relation.LEAD, asked)
    }
    own = [
        p
        for p in passages
        if p.locator in places or (is_implementation(p) and _begins_with(context, p, asked))
    ]
    return items or [p for p in own if not p.locator.startswith(_ORDERS_ALL)]


def _begins_with(context: Context, passage: Passage, asked: Sequence[Agency]) -> bool:
    """Whether a paragraph on duties begins with one of the agencies."""
    opening = opening_agencies(passage)
    library, plan_id = context.library, passage.plan_id
    return any(
        any(library.is_asked(plan_id, agency, printed) for printed in opening)
        or (agency.level is None and begins_with(library, passage, agency.name))
        for agency in asked
    )


def _printed_name(asked: Sequence[Agency], texts: Sequence[str]) -> str:
    """The agencies under the names that the plan prints, with the names that they have now."""
    printed = [m.agency for text in texts for m in find_agencies(text, broad=True)]
    names = []
    for agency in asked:
        same = [p for p in printed if p.name == agency.name] or [p for p in printed if same_agency(agency, p)]
        if same:
            now = f" (nay là {same[0].successor})" if same[0].successor else ""
            names.append(f"{same[0].name}{now}")
    return join_names(dict.fromkeys(names)) if names else asked[0].name
