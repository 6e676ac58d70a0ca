"""Answers from running text: the best paragraphs."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.agencies import find_agencies
from assistant.answering.bodies import holds
from assistant.answering.confidence import stands_out
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
from assistant.answering.openings import is_implementation, names_implementation
from assistant.answering.phrasing import shorten, successor_note
from assistant.answering.row_search import Match
from assistant.parsing.markers import find_marker
from assistant.question.follow_ups import own_words
from assistant.question.relations import Relation
from assistant.text.casing import in_sentence_case
from assistant.text.normalise import fold
from assistant.text.sentences import sentence_spans
from assistant.types import Hit, Passage, PassageKind

MIN_PASSAGE_COVERAGE = 0.55
"""A paragraph matches more by chance than a row does: it has more words (chosen on the dev tasks)."""
_FURTHER_MARGIN = 0.15
_PLAN_MARGIN = 0.2
_ANY_PLAN_MARGIN = 0.3
"""What a paragraph of another plan may fit less than the best; more where no province is named."""
_SEVERAL = re.compile(
    r"\b(?:nhung|cac) (?:quyet dinh|nghi quyet|nghi dinh|chi thi|thong tu|ke hoach|chuong trinh|van ban|"
    r"cong van) (?:nao|gi)\b"
)
_SEVERAL_MARGIN = 0.1
_BESIDE_MARGIN = 0.25
_MAX_SEVERAL = 4
_WHICH_PLANS = re.compile(r"\b(?:tinh|ke hoach|dia phuong|noi) nao\b")
_WHICH_MARGIN = 0.45
"""Who asks which plans speak of something wants those too that say it in other words."""
_OWN_DUTY = 0.15
"""What a paragraph under the heading of the agency asked for gains on one that only names it."""
_OF_IMPLEMENTATION = ("tổ", "chức", "chuyện")
_WHO = frozenset({Relation.LEAD, Relation.COORDINATE, Relation.MONITOR})
_MIN_SENTENCE_COVERAGE = 0.4
_MAX_QUOTE = 420
_NEARLY_QUOTED = 560
"""A paragraph that is little longer than can be quoted is quoted whole."""
MAX_PLANS = 6
_THROUGH = re.compile(
    r"\((?:qua|thong qua) (?:so|van phong|ban)\b|\b(?:gui|phan anh|bao cao)\b[\w ,]{0,40}\bve (?:so|van phong)\b"
)
"""Where something goes to is who takes care of it ("báo cáo UBND tỉnh (qua Sở Nội vụ)")."""
_MONEY_WORDS = re.compile(
    r"\b(?:kinh phi|ngan sach|tai tro|du toan|nguon (?:von|thu|luc|tien|chi|huy dong))\b"
)
_TIME = re.compile(
    r"\b(?:quy (?:[ivx]+|[1-4])\b|thang \d|trong (?:quy|thang|tuan)\b|truoc (?:ngay|thang|khi)\b|cham nhat|dinh ky|"
    r"thuong xuyen|h[ao]ng (?:nam|quy|thang|tuan|ngay)\b|(?:trong|den|het|cuoi|dau) nam\b|kip thoi|ngay sau|"
    r"(?:sau )?khi co\b|\d+ (?:ngay|thang|lan|gio)\b)"
)
"""A time by which or how often something is done; years and dates of documents are none."""
_APPROVES = re.compile(
    r"\b(?:uy ban nhan dan|ubnd|hoi dong nhan dan|hdnd|chu tich|thu tuong|chinh phu|bo truong)\b[\w ,]{0,40}"
    r"\b(?:ban hanh|phe duyet|thong qua|quyet dinh|cho phep)\b|\b(?:trinh|bao cao) [\w ]{0,12}\b(?:uy ban|"
    r"ubnd|hdnd|hoi dong|chu tich)\b"
)
_IN_WHAT_FORM = re.compile(r"\b(?:bang|duoi|qua) (?:hinh thuc|dang) (?:nao|gi)\b")
"""The form in which something is done stands in running text as often as in a column."""
_DUTY_WORDS = re.compile(
    r"chu tri|tham muu|theo doi|phoi hop|co trach nhiem|chiu trach nhiem|"
    r"\b(?:chi dao|giao|phan cong) (?:so|ban|chi cuc|cuc|van phong|phong|cong an|ubnd|uy ban|trung tam|doan|hoi|bo)\b"
)


@dataclass(frozen=True, slots=True)
class Found:
    """A body passage that fits, with how well."""

    passage: Passage
    fit: Fit
    score: float
    hit: Hit


def find_passages(context: Context) -> list[Found]:
    """Body passages that speak of the matter, per plan the best, best first."""
    topic = context.question.topic
    if in_implementation := names_implementation(context.question.text):
        topic = tuple(token for token in topic if token not in _OF_IMPLEMENTATION) or topic
    if not topic:
        return []
    found: dict[str, list[Found]] = {}
    for hit in context.hits:
        passage = hit.passage
        if passage.kind in {PassageKind.ROW, PassageKind.HEADING} or is_formal(passage):
            continue
        if in_implementation and not is_implementation(passage):
            continue
        if (named := context.question.scope.appendix) and not passage.locator.startswith(named):
            continue  # who names an appendix does not ask for the body
        fit = context.library.matcher.fit_passage(topic, passage)
        if fit.coverage < MIN_PASSAGE_COVERAGE and not stands_out(fit, hit):
            continue
        if not (has_asked_kind(context, passage.text) or _is_assigned(context, passage)):
            continue
        if asks_number(context.question.text) and not (
            _sentence_holds_number(context, passage)
            and keeps_modifiers(context.question.text, "\n".join((passage.text, *passage.headings)))
        ):
            continue
        score = fit.score + 0.1 / hit.rank + (_OWN_DUTY if _heads(context, passage) else 0.0)
        found.setdefault(passage.plan_id, []).append(Found(passage, fit, score, hit))
    return sorted(
        (one for of_plan in found.values() for one in _best_of_plan(context, of_plan)),
        key=lambda one: -one.score,
    )


def _is_assigned(context: Context, passage: Passage) -> bool:
    """Whether a question for who does something meets a paragraph under the heading of an agency."""
    who = _WHO & set(context.question.relations)
    return bool(who and passage.headings and find_agencies(passage.headings[-1]))


def _heads(context: Context, passage: Passage) -> bool:
    """Whether a paragraph stands under the heading of the agency that the question names."""
    named = [m.agency for m in context.question.agencies if not m.agency.collective]
    return bool(named and passage.headings) and any(
        holds(context, passage.plan_id, passage.headings[-1], agency) for agency in named
    )


def _best_of_plan(context: Context, found: list[Found]) -> list[Found]:
    """The best passage of a plan; where the question asks for several things, those that fit as well."""
    found = sorted(found, key=lambda one: -one.score)
    if not _SEVERAL.search(fold(context.question.text)):
        return found[:1]
    least = found[0].fit.coverage - _SEVERAL_MARGIN
    return [found[0], *(one for one in found[1:_MAX_SEVERAL] if one.fit.coverage >= least)]


def answer_passages(context: Context, found: Sequence[Found], draft: Draft) -> bool:
    """Quote the best passages, the sentence that fits most where they are long."""
    if not found:
        return False
    best = found[0].score
    margin = _PLAN_MARGIN if context.question.scope.provinces else _ANY_PLAN_MARGIN
    if _WHICH_PLANS.search(fold(context.question.text)):
        margin = _WHICH_MARGIN
    kept = [one.passage for one in found if one.score >= best - margin][:MAX_PLANS]
    if len(kept) > 1:
        draft.say("Các kế hoạch nêu như sau:")
    told = {citation.plan_id for citation in draft.citations()}
    quotes: list[str] = []
    for passage in kept:
        owner = f" ({_body_title(passage)})" if passage.headings else ""
        quote = quote_of(context, passage)
        prefix = (
            f"- {context.library.name(passage.plan_id)}, "
            if len(kept) > 1
            else "Kế hoạch này còn nêu tại "
            if passage.plan_id in told
            else f"Theo {context.library.name(passage.plan_id)}, "
        )
        draft.say(
            f"{prefix}{lower(passage.label)}{owner}: “{quote}”.",
            context.library.cite(passage),
            bullet=len(kept) > 1,
        )
        quotes.append(quote)
    note = successor_note(quotes)
    if note:
        draft.say(note, bullet=len(kept) > 1)
    return True


def answer_beside(context: Context, matches: Sequence[Match], found: Sequence[Found], draft: Draft) -> None:
    """What the body says of the matter beside the one row that was told, where nothing narrower was asked."""
    told = {match.record.plan_id for match in matches}
    beside = [
        one
        for one in found
        if one.passage.plan_id in told
        and one.fit.coverage >= matches[0].fit.coverage - _BESIDE_MARGIN
        and stands_out(one.fit, one.hit)
    ]
    if len(matches) == 1 and beside:
        answer_passages(context, beside[:1], draft)


def answer_further_plans(
    context: Context, matches: Sequence[Match], found: Sequence[Found], draft: Draft
) -> bool:
    """Where no plan is named, what plans without a fitting row say of the matter in their body."""
    if context.is_single or context.question.scope.provinces:
        return False
    told = {match.record.plan_id for match in matches}
    floor = max(match.fit.coverage for match in matches) - _FURTHER_MARGIN
    further = [one for one in found if one.passage.plan_id not in told and one.fit.coverage >= floor]
    for one in further[:MAX_PLANS]:
        passage = one.passage
        owner = f" ({_body_title(passage)})" if passage.headings else ""
        draft.say(
            f"- {context.library.name(passage.plan_id)}, {lower(passage.label)}{owner}: "
            f"“{quote_of(context, passage)}”.",
            context.library.cite(passage),
            bullet=True,
        )
    return bool(further)


def _sentence_holds_number(context: Context, passage: Passage) -> bool:
    """Whether one sentence of the passage both speaks of the matter and holds a figure of the asked kind."""
    matcher = context.library.matcher
    above = {word for heading in passage.headings for word in matcher.words(heading)}
    topic = [token for token in context.question.topic if token not in above] or context.question.topic
    sentences = [passage.text[span.start : span.end] for span in sentence_spans(passage.text)]
    return any(
        has_asked_kind(context, sentence)
        and matcher.fit_text(topic, sentence).coverage >= _MIN_SENTENCE_COVERAGE
        for sentence in sentences
    )


def has_asked_kind(context: Context, text: str) -> bool:
    """An amount must be answered by an amount, a number by a number, an assignment by an assignment."""
    folded = fold(text)
    if asks_money(context.question.text):
        return holds_money(text)
    if asks_share(context.question.text):
        return "%" in text or "phan tram" in folded
    if asks_number(context.question.text) or Relation.TARGET in context.question.relations:
        return holds_quantity(text) and holds_asked_unit(context.question.text, text)
    relations = set(context.question.relations)
    kinds = []
    if Relation.FUNDING in relations:
        kinds.append(bool(_MONEY_WORDS.search(folded)))
    if _WHO & relations:
        kinds.append(bool(_DUTY_WORDS.search(folded) or _THROUGH.search(folded)))
    if Relation.DEADLINE in relations:
        kinds.append(bool(_TIME.search(folded)))
    if Relation.APPROVER in relations:
        kinds.append(bool(_APPROVES.search(folded)))
    if kinds:
        return any(kinds)
    return Relation.OUTPUT not in relations or bool(_IN_WHAT_FORM.search(fold(context.question.text)))


def names_time(folded: str) -> bool:
    """Whether a folded text says by when or how often something is done."""
    return bool(_TIME.search(folded))


def is_formal(passage: Passage) -> bool:
    """Letterhead, recipients and signature say nothing of the matter."""
    return passage.locator.rsplit("/", 1)[-1] in {"noi-nhan", "chu-ky", "tieu-de", "dau-van-ban"}


def body(passage: Passage) -> str:
    """The text without its marker and closing mark."""
    marker = find_marker(passage.text)
    text = marker.rest if marker is not None and marker.kind != "article" else passage.text
    text = text.strip().rstrip(" ;.:/")
    return text if len(text) <= _NEARLY_QUOTED else shorten(text, _MAX_QUOTE)


def _body_title(passage: Passage) -> str:
    marker = find_marker(passage.headings[-1])
    return shorten(in_sentence_case(marker.rest if marker else passage.headings[-1]).rstrip(" :;."), 120)


def quote_of(context: Context, passage: Passage) -> str:
    """The words of a passage, of a long one the sentence that fits most."""
    text = passage.text
    if len(text) <= _MAX_QUOTE:
        return body(passage)
    matcher = context.library.matcher
    sentences = [
        part
        for span in sentence_spans(text)
        for part in _clauses(text[span.start : span.end])
        if part.strip()
    ]
    asked = [sentence for sentence in sentences if has_asked_kind(context, sentence)]
    if Relation.DEADLINE in context.question.relations:
        asked = [sentence for sentence in asked if _TIME.search(fold(sentence))] or asked
    best = max(
        asked or sentences,
        key=lambda sentence: (matcher.fit_text(context.question.topic, sentence).coverage, -len(sentence)),
    )
    marker = find_marker(best)
    return shorten((marker.rest if marker else best).rstrip(" ;.:/"), _MAX_QUOTE * 2)


def part_of(context: Context, passage: Passage) -> str:
    """The words of a passage from its start; of one too long for that the part on the matter of the question."""
    whole = body(passage)
    matter = own_words(context.question)
    fit = context.library.matcher.fit_text
    if len(passage.text) <= _MAX_QUOTE or not matter:
        return whole
    part = quote_of(context, passage)
    return part if fit(matter, part).coverage > fit(matter, whole).coverage else whole


def _clauses(sentence: str) -> list[str]:
    """A sentence, or where it is too long to be quoted the parts between its semicolons."""
    return [sentence] if len(sentence) <= 2 * _MAX_QUOTE else [part.strip() for part in sentence.split(";")]


def lower(text: str) -> str:
    """The text as it goes on inside a sentence."""
    return text[:1].lower() + text[1:]
