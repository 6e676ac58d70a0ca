"""Answers from running text: sections by their title, duties of an agency, legal bases, best paragraphs."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.agencies import Agency, find_agencies, same_agency
from assistant.answering.context import Context
from assistant.answering.draft import Draft
from assistant.answering.figures import (
    asks_money,
    asks_number,
    asks_share,
    holds_asked_unit,
    holds_money,
    holds_quantity,
    keeps_modifiers,
)
from assistant.answering.matching import Fit
from assistant.answering.phrasing import role_name, shorten, successor_note, task_text
from assistant.answering.records import Match, is_confident
from assistant.parsing.markers import find_marker
from assistant.question.relations import Form, Relation
from assistant.text.normalise import fold
from assistant.text.sentences import sentence_spans
from assistant.text.tokens import syllables
from assistant.types import Passage, PassageKind, Record

MIN_PASSAGE_COVERAGE = 0.55
"""A paragraph matches more by chance than a row does: it has more words (chosen on the dev tasks)."""
_MIN_TITLE_COVERAGE = 0.8
_MIN_TITLE_PRECISION = 0.45
_FURTHER_MARGIN = 0.15
_MIN_TITLE_WORDS = 2
_TARGETS_TITLE = ("chỉ", "tiêu")
_MIN_TARGETS_PRECISION = 0.25
_MAX_LISTED = 40
_ALL_OF_SECTION = re.compile(
    r"\b(?:gom|bao gom|co) (?:nhung|cac) (?:gi|\w+(?: \w+)? (?:nao|gi))\b|\bgom gi\b"
)
_FUNDING_TITLE = ("kinh", "phí")
"""Plans set out their funding under a heading of this name."""
_MIN_SENTENCE_COVERAGE = 0.4
_MAX_QUOTE = 420
_MAX_ITEMS = 12
_MAX_PLANS = 6
_FUNDS_PLAN = re.compile(
    r"(?:nguon )?kinh phi (?:trien khai |de )?(?:thuc hien|bao dam|dam bao|cho|lay|duoc|do|tu)\b"
)
_PLAN_WORDS = frozenset(
    "kế hoạch cải cách hành chính nhà nước năm quyết định nhiệm vụ công tác tỉnh cấp".split()
)
_ROLES_IN_PROSE = tuple(map(re.compile, (r"\bphoi hop\b", r"\btheo doi\b", r"\bchu tri\b")))
_BETWEEN_NAMES = re.compile(r"[;,]")
_NAME_PRECISION = 0.6
_NAME_WORDS = 3
_BASIS_KIND = re.compile(r"\b(nghi quyet|luat|chi thi|nghi dinh|thong tu|quyet dinh)(?= (?:nao|gi)\b)")
_BASIS_ISSUER = re.compile(r"(?<=cua )(?:chinh phu|quoc hoi|thu tuong|tinh uy|bo \w+ \w+)\b")
_DUTY_WORDS = re.compile(r"chu tri|tham muu|theo doi|phoi hop|co trach nhiem|chiu trach nhiem")


def answer_legal_basis(context: Context, draft: Draft) -> bool:
    """Quote the bases on which each plan in scope was issued."""
    found = False
    plan_ids = context.question.scope.plan_ids[:_MAX_PLANS]
    for plan_id in plan_ids:
        bases = [p for p in context.library.passages_of(plan_id) if "can-cu-" in p.locator]
        if not bases:
            bases = [p for p in context.library.passages_of(plan_id) if p.locator.startswith("mo-dau-")][:1]
        bases = _of_asked_kind(context, plan_id, [p for p in bases if not p.text.isupper()])
        if not bases:
            continue
        found = True
        name = context.library.name(plan_id)
        draft.say(f"{name} được ban hành trên các căn cứ sau:", bullet=True)
        for passage in bases:
            draft.say(f"- “{passage.text.rstrip(' ;.')}”", context.library.cite(passage), bullet=True)
    return found


def _of_asked_kind(context: Context, plan_id: str, bases: list[Passage]) -> list[Passage]:
    """The bases of the kind and the issuer that the question names ("nghị quyết nào của Chính phủ"), else all."""
    folded = fold(context.question.text)
    kinds = _BASIS_KIND.findall(folded)
    issuer = _BASIS_ISSUER.search(folded)
    kept = {
        reference.locator
        for reference in context.library.plans[plan_id].legal_bases
        if (not kinds or fold(reference.kind) in kinds)
        and (issuer is None or fold(reference.issuer or "").startswith(issuer.group()))
    }
    return [p for p in bases if p.locator in kept] or bases if kinds or issuer else bases


def answer_duty(context: Context, draft: Draft) -> bool:
    """What the plans in scope assign to the named agency: its own section first, then the tasks it leads."""
    asked = [mention.agency for mention in context.question.agencies]
    if not asked:
        return False
    found = False
    topic = _matter_of_duty(context)
    for plan_id in context.question.scope.plan_ids[:_MAX_PLANS]:
        items = _duty_items(context, plan_id, asked)
        led = [r for r in context.library.records_of(plan_id) if _leads(r, asked)]
        if topic:
            matcher = context.library.matcher
            fitting = [p for p in items if matcher.fit_passage(topic, p).coverage >= MIN_PASSAGE_COVERAGE]
            rows = [r for r in led if matcher.fit_record(topic, r).coverage >= MIN_PASSAGE_COVERAGE]
            if fitting or rows:
                items, led = fitting, rows
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
            for item in items[:_MAX_ITEMS]:
                draft.say(f"- “{_body(item)}”", context.library.cite(item), bullet=True)
        if led:
            also = "Ngoài ra, " if items else f"Theo {name}, " if not context.is_single else ""
            draft.say(f"{also}{who} chủ trì {len(led)} nhiệm vụ tại phụ lục:", bullet=True)
            for record in led:
                draft.say(
                    f"- {task_text(record, context.library.owner(record))}",
                    *context.library.cite_row(record),
                    bullet=True,
                )
    return found


def answer_role(context: Context, draft: Draft) -> bool:
    """What the body gives the named agency in the asked role ("phối hợp với Sở Nội vụ …"), where no row does."""
    folded = fold(context.question.text)
    words = next((words for words in _ROLES_IN_PROSE if words.search(folded)), None)
    asked = [mention.agency for mention in context.question.agencies]
    if words is None:
        return False
    found = False
    for plan_id in context.question.scope.plan_ids[:_MAX_PLANS]:
        items = [p for p in _duty_items(context, plan_id, asked[:1]) if words.search(fold(p.text))][
            :_MAX_ITEMS
        ]
        if not items:
            continue
        found = True
        name = context.library.name(plan_id)
        draft.say(f"Theo phần tổ chức thực hiện của {name}, {asked[0].name}:", bullet=True)
        for item in items:
            draft.say(f"- “{_body(item)}”", context.library.cite(item), bullet=True)
    return found


def answer_duty_of_organisation(context: Context, draft: Draft) -> bool:
    """As :func:`answer_duty` for a company or body that no table of agencies lists, by the words of its name."""
    topic, matcher = context.question.topic, context.library.matcher
    found = False
    for plan_id in context.question.scope.plan_ids[:_MAX_PLANS]:
        places: dict[str, str] = {}
        for record in context.library.assignments_of(plan_id):
            lead = record.cell(Relation.LEAD.value)
            if lead is None:
                continue
            for name in _BETWEEN_NAMES.split(lead.text):
                fit = matcher.fit_text(topic, name)
                if fit.precision >= _NAME_PRECISION and len(syllables(name)) >= _NAME_WORDS:
                    places.setdefault(record.locator.partition("#")[0], name.strip())
        items = [p for p in context.library.passages_of(plan_id) if p.locator in places][:_MAX_ITEMS]
        if not items:
            continue
        found = True
        draft.say(
            f"Theo {context.library.name(plan_id)}, {places[items[0].locator]} có trách nhiệm:", bullet=True
        )
        for item in items:
            draft.say(f"- “{_body(item)}”", context.library.cite(item), bullet=True)
    return found


def _say_other_roles(
    context: Context, plan_id: str, asked: Sequence[Agency], topic: Sequence[str], draft: Draft
) -> bool:
    """The rows in which an agency that leads nothing joins in, carries out or oversees."""
    found = False
    matcher = context.library.matcher
    for role in (Relation.IMPLEMENTER, Relation.COORDINATE, Relation.MONITOR):
        rows = [r for r in context.library.records_of(plan_id) if _has_role(r, role, asked)]
        if topic:
            rows = [r for r in rows if matcher.fit_record(topic, r).coverage >= MIN_PASSAGE_COVERAGE] or rows
        if not rows:
            continue
        found = True
        cells = [cell.text for r in rows if (cell := r.cell(role.value)) is not None]
        who, name = _printed_name(asked, cells), context.library.name(plan_id)
        draft.say(f"Theo {name}, {who} là {role_name(role)} của {len(rows)} nhiệm vụ:", bullet=True)
        for record in rows:
            draft.say(
                f"- {task_text(record, context.library.owner(record))}",
                *context.library.cite_row(record),
                bullet=True,
            )
    return found


def _matter_of_duty(context: Context) -> tuple[str, ...]:
    """What a duty is asked about ("… phải làm gì về theo dõi thi hành pháp luật"); empty for duties as such."""
    question = context.question
    if question.inherited:
        return ()
    dropped = set(_PLAN_WORDS)
    for mention in question.agencies:
        dropped |= set(syllables(question.text[mention.start : mention.end])) | set(
            syllables(mention.agency.name)
        )
    return tuple(t for t in question.topic if t not in dropped and fold(t) not in dropped and not t.isdigit())


def _duty_items(context: Context, plan_id: str, asked: Sequence[Agency]) -> list[Passage]:
    """Paragraphs that give the agency its duties: those under its heading, else those that begin with its name."""
    passages = context.library.passages_of(plan_id)
    sections = [
        p
        for p in passages
        if p.kind is PassageKind.HEADING
        and any(same_agency(a, m.agency) for a in asked for m in find_agencies(p.text, broad=True))
    ]
    items = [child for section in sections for child in _children(section, passages)]
    places = {
        record.locator.partition("#")[0]
        for record in context.library.assignments_of(plan_id)
        if _leads(record, asked)
    }
    own = [p for p in passages if p.locator in places]
    # "… chịu trách nhiệm thi hành Quyết định này" gives nobody a task of their own
    return items or [p for p in own if not p.locator.startswith("quyet-dinh/")]


def asks_whole_section(text: str) -> bool:
    """Whether a question wants everything that a section lists ("chỉ tiêu chủ yếu gồm những gì")."""
    return bool(_ALL_OF_SECTION.search(fold(text)))


def answer_section(context: Context, draft: Draft) -> bool:
    """Quote a whole section whose title is what the question asks for ("mục đích", "kinh phí thực hiện")."""
    topic = context.question.topic
    wants_all = context.question.form in {Form.LIST, Form.COUNT} or asks_whole_section(context.question.text)
    limit = _MAX_LISTED if wants_all else _MAX_ITEMS
    if not topic and wants_all and "chi tieu" in fold(context.question.text):
        topic = _TARGETS_TITLE
    elif wants_all and Relation.TARGET in context.question.relations:
        topic = (*_TARGETS_TITLE, *topic)
    if Relation.FUNDING in context.question.relations:
        topic = _FUNDING_TITLE
    found = False
    for plan_id in context.question.scope.plan_ids[:_MAX_PLANS]:
        passages = context.library.passages_of(plan_id)
        best = _best_title(context, topic, passages)
        if best is None:  # "Đối tượng áp dụng của kế hoạch chuyển đổi số …" names the plan beside the section
            named = set(syllables(context.library.plans[plan_id].title))
            own = [token for token in topic if token not in named]
            best = _best_title(context, own, passages) if len(own) >= _MIN_TITLE_WORDS else None
        if best is None:
            continue
        items = _children(best, passages)
        if not items or len(items) > limit:
            continue
        found = True
        points = {item.locator.removeprefix(f"{best.locator}/").partition("/")[0] for item in items}
        size = f" {len(points)} nội dung" if wants_all else ""
        name = context.library.name(plan_id)
        draft.say(f"{name}, {_lower(best.label)} “{_body(best)}” nêu{size}:", bullet=True)
        for item in items:
            draft.say(f"- “{_body(item)}”", context.library.cite(item), bullet=True)
    return found


def answer_funding(context: Context, draft: Draft) -> bool:
    """Quote the paragraphs that say where the money for the plan comes from, where no section is headed so."""
    found = False
    for plan_id in context.question.scope.plan_ids[:_MAX_PLANS]:
        for passage in funding_passages(context, plan_id):
            found = True
            draft.say(
                f"{context.library.name(plan_id)}, {_lower(passage.label)}: “{_body(passage)}”.",
                context.library.cite(passage),
                bullet=True,
            )
    return found


def funding_passages(context: Context, plan_id: str) -> list[Passage]:
    """Paragraphs of a plan that say where its money comes from."""
    return [
        passage
        for passage in context.library.passages_of(plan_id)
        if passage.kind not in {PassageKind.ROW, PassageKind.HEADING}
        and not _is_formal(passage)
        and _FUNDS_PLAN.match(fold(_body(passage)))
    ]


@dataclass(frozen=True, slots=True)
class Found:
    """A body passage that fits, with how well."""

    passage: Passage
    fit: Fit
    score: float


def find_passages(context: Context) -> list[Found]:
    """Body passages that speak of the matter, per plan the best, best first."""
    topic = context.question.topic
    if not topic:
        return []
    best: dict[str, Found] = {}
    for hit in context.hits:
        passage = hit.passage
        if passage.kind in {PassageKind.ROW, PassageKind.HEADING} or _is_formal(passage):
            continue
        if (named := context.question.scope.appendix) and not passage.locator.startswith(named):
            continue  # who names an appendix does not ask for the body
        fit = context.library.matcher.fit_passage(topic, passage)
        if (fit.coverage < MIN_PASSAGE_COVERAGE and not is_confident(fit, hit)) or not _has_asked_kind(
            context, passage.text
        ):
            continue
        if asks_number(context.question.text) and not (
            _sentence_holds_number(context, passage)
            and keeps_modifiers(context.question.text, "\n".join((passage.text, *passage.headings)))
        ):
            continue
        score = fit.score + 0.1 / hit.rank
        if passage.plan_id not in best or score > best[passage.plan_id].score:
            best[passage.plan_id] = Found(passage, fit, score)
    return sorted(best.values(), key=lambda found: -found.score)


def answer_passages(context: Context, found: Sequence[Found], draft: Draft) -> bool:
    """Quote the best passages, the sentence that fits most where they are long."""
    if not found:
        return False
    best = found[0].score
    kept = [one.passage for one in found if one.score >= best - 0.2][:_MAX_PLANS]
    if len(kept) > 1:
        draft.say("Các kế hoạch nêu như sau:")
    quotes: list[str] = []
    for passage in kept:
        owner = f" ({_body_title(passage)})" if passage.headings else ""
        quote = quote_of(context, passage)
        prefix = (
            f"- {context.library.name(passage.plan_id)}, "
            if len(kept) > 1
            else f"Theo {context.library.name(passage.plan_id)}, "
        )
        draft.say(
            f"{prefix}{_lower(passage.label)}{owner}: “{quote}”.",
            context.library.cite(passage),
            bullet=len(kept) > 1,
        )
        quotes.append(quote)
    note = successor_note(quotes)
    if note:
        draft.say(note, bullet=len(kept) > 1)
    return True


def answer_further_plans(
    context: Context, matches: Sequence[Match], found: Sequence[Found], draft: Draft
) -> bool:
    """Where no plan is named, what plans without a fitting row say of the matter in their body."""
    if context.is_single or context.question.scope.provinces:
        return False
    told = {match.record.plan_id for match in matches}
    floor = max(match.fit.coverage for match in matches) - _FURTHER_MARGIN
    further = [one for one in found if one.passage.plan_id not in told and one.fit.coverage >= floor]
    for one in further[:_MAX_PLANS]:
        passage = one.passage
        owner = f" ({_body_title(passage)})" if passage.headings else ""
        draft.say(
            f"- {context.library.name(passage.plan_id)}, {_lower(passage.label)}{owner}: "
            f"“{quote_of(context, passage)}”.",
            context.library.cite(passage),
            bullet=True,
        )
    return bool(further)


def _sentence_holds_number(context: Context, passage: Passage) -> bool:
    """Whether one sentence of the passage both speaks of the matter and holds a figure of the asked kind."""
    matcher = context.library.matcher
    sentences = [passage.text[span.start : span.end] for span in sentence_spans(passage.text)]
    return any(
        _has_asked_kind(context, sentence)
        and matcher.fit_text(context.question.topic, sentence).coverage >= _MIN_SENTENCE_COVERAGE
        for sentence in sentences
    )


def _has_asked_kind(context: Context, text: str) -> bool:
    """An amount must be answered by an amount, a number by a number, an assignment by an assignment."""
    folded = fold(text)
    if asks_money(context.question.text):
        return holds_money(text)
    if asks_share(context.question.text):
        return "%" in text or "phan tram" in folded
    if asks_number(context.question.text) or Relation.TARGET in context.question.relations:
        return holds_quantity(text) and holds_asked_unit(context.question.text, text)
    if {Relation.LEAD, Relation.COORDINATE} & set(context.question.relations):
        return bool(_DUTY_WORDS.search(folded))
    if Relation.DEADLINE in context.question.relations:
        return any(c.isdigit() for c in text) or "thuong xuyen" in folded or "dinh ky" in folded
    return not ({Relation.OUTPUT, Relation.APPROVER, Relation.MONITOR} & set(context.question.relations))


def _best_title(context: Context, topic: Sequence[str], passages: Sequence[Passage]) -> Passage | None:
    scored = []
    # "Các chỉ tiêu chủ yếu" is the only kind of title that holds the two words and says little more
    least = _MIN_TARGETS_PRECISION if tuple(topic) == _TARGETS_TITLE else _MIN_TITLE_PRECISION
    for passage in passages:
        if passage.kind is not PassageKind.HEADING:
            continue
        fit = context.library.matcher.fit_text(topic, _body(passage))
        if fit.coverage >= _MIN_TITLE_COVERAGE and fit.precision >= least:
            scored.append((fit.score, passage))
    return max(scored, key=lambda found: found[0])[1] if scored else None


def _children(section: Passage, passages: Sequence[Passage]) -> list[Passage]:
    prefix = f"{section.locator}/"
    return [p for p in passages if p.locator.startswith(prefix) and p.kind is not PassageKind.HEADING]


def _leads(record: Record, asked: Sequence[Agency]) -> bool:
    return _has_role(record, Relation.LEAD, asked)


def _has_role(record: Record, role: Relation, asked: Sequence[Agency]) -> bool:
    cell = record.cell(role.value)
    return cell is not None and any(
        same_agency(a, m.agency) for a in asked for m in find_agencies(cell.text, broad=True)
    )


def _printed_name(asked: Sequence[Agency], texts: Sequence[str]) -> str:
    """The agency under the name that the plan prints, with the name that it has now."""
    for text in texts:
        for mention in find_agencies(text, broad=True):
            if any(same_agency(agency, mention.agency) for agency in asked):
                now = f" (nay là {mention.agency.successor})" if mention.agency.successor else ""
                return f"{mention.agency.name}{now}"
    return asked[0].name


def _is_formal(passage: Passage) -> bool:
    """Letterhead, recipients and signature say nothing of the matter."""
    return passage.locator.rsplit("/", 1)[-1] in {"noi-nhan", "chu-ky", "tieu-de", "dau-van-ban"}


def _body(passage: Passage) -> str:
    """The text without its marker and closing mark."""
    marker = find_marker(passage.text)
    text = marker.rest if marker is not None and marker.kind != "article" else passage.text
    return shorten(text.strip().rstrip(" ;.:/"), _MAX_QUOTE)


def _body_title(passage: Passage) -> str:
    marker = find_marker(passage.headings[-1])
    return shorten(marker.rest if marker else passage.headings[-1], 120)


def quote_of(context: Context, passage: Passage) -> str:
    """The words of a passage, of a long one the sentence that fits most."""
    text = passage.text
    if len(text) <= _MAX_QUOTE:
        return _body(passage)
    matcher = context.library.matcher
    sentences = [text[s.start : s.end] for s in sentence_spans(text)]
    asked = [sentence for sentence in sentences if _has_asked_kind(context, sentence)]
    best = max(
        asked or sentences,
        key=lambda sentence: (matcher.fit_text(context.question.topic, sentence).coverage, -len(sentence)),
    )
    marker = find_marker(best)
    return shorten((marker.rest if marker else best).rstrip(" ;.:/"), _MAX_QUOTE * 2)


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]
