"""Where the plans speak of something, word for word ("Kế hoạch nào nhắc tới điện toán đám mây?")."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant.answering.context import WHOLE_PLANS, Context
from assistant.answering.draft import Draft
from assistant.answering.matching import Matcher
from assistant.answering.namings import SYMBOL, find_namings
from assistant.answering.phrasing import AGENCY_ROLES, shorten
from assistant.answering.refusal import searched
from assistant.parsing.markers import find_marker
from assistant.question.relations import Relation
from assistant.question.understanding import is_yes_no
from assistant.text.normalise import fold
from assistant.text.sentences import sentence_spans
from assistant.text.tokens import bigrams
from assistant.types import Passage, PassageKind

_SAYS = (
    r"(?:noi|nhac|de cap|neu|ghi|viet|quy dinh|vien dan|dan chieu|trich dan|dan)(?: ro| cu the| rieng)?"
    r"(?: (?:toi|den|ve|gi|viec|noi dung|van de|cum tu))*"
)
_PLACE = r"(?:ke hoach|tinh|van ban|quyet dinh|phu luc|nhiem vu|viec|muc|phan|cho|dia phuong)"
_ASKS = tuple(
    re.compile(pattern)
    for pattern in (
        # "kế hoạch nào nói tới X"
        rf"\b{_PLACE} nao (?:co |duoc |da |dang |cung )*{_SAYS} (?P<phrase>.+)$",
        # "trong kế hoạch có chỗ nào nhắc đến X không"
        rf"(?:^|\b{_PLACE}\b[\w ]{{0,40}}? )co {_SAYS} (?P<phrase>.+?) (?:hay )?(?:khong|chua|ko|k)\b[ ?.!]*$",
        # "X được nêu ở nhiệm vụ nào"
        rf"^(?P<phrase>.+?) (?:co )?(?:duoc )?(?:noi|nhac|de cap|neu|ghi)(?: (?:den|toi|ve))? "
        rf"(?:o|trong|tai) (?:dau|(?:nhung |cac )?{_PLACE} (?:nao|gi))\b",
        # "X có được nhắc tới không"
        r"^(?P<phrase>.+?) co (?:duoc )?(?:nhac|de cap|neu)(?: (?:den|toi))?[\w ]{0,20} (?:khong|chua)\b[ ?.!]*$",
        # "X được kế hoạch nào viện dẫn"
        rf"^(?P<phrase>.+?) (?:duoc |do |thi )?(?:nhung |cac |may )?(?:ke hoach (?:cua )?)?{_PLACE} nao "
        rf"(?:co |duoc |da |dang |cung )*{_SAYS}[ ?.!]*$",
        # "X có mặt trong kế hoạch mấy tỉnh"
        rf"^(?P<phrase>.+?) (?:co mat|xuat hien)(?: (?:o|trong|tai))?(?: ke hoach)?(?: cua)? "
        rf"(?:(?:nhung |cac |may )?{_PLACE} nao|may {_PLACE})\b",
    )
)
_ROWS_ONLY = re.compile(r"\b(?:nhiem vu|viec) nao\b")
_BARE_NUMBER = re.compile(
    r"\b(?:nghị định|nghị quyết|thông tư|quyết định|luật) (?:số )?(\d{1,4}/\d{4})\b", re.IGNORECASE
)
"""A document by its number alone ("nghị định 106/2020"), which plans print with the rest of it."""
_NUMBER_ONLY = re.compile(
    r"(?:(?:cai|ban) )?(?P<kind>nghi dinh|nghi quyet|thong tu|quyet dinh|chi thi|ke hoach|cong van|cong dien|ket luan) "
    r"(?:so )?0{0,3}(?P<number>[1-9]\d{0,4})"
)
"""A document by its kind and number, which may be several of different years ("Nghị định 80")."""
_EDGE_WORDS = frozenset("của ở tại trong về việc các những tỉnh không vậy ạ nhỉ thế chưa và có".split())
_OF_AGENCIES = {*AGENCY_ROLES, Relation.DUTY}
"""Who asks for one of these wants to know who, and not where something is said."""
_MIN_SYLLABLES = 2
_MAX_PLACES = 3
"""Places told of each plan; further ones are counted."""
_MAX_QUOTE = 300
_CANDIDATES = 200
"""Passages looked at where the plans are too many to read them all."""


@dataclass(frozen=True, slots=True)
class _Mention:
    phrase: str
    tokens: tuple[str, ...]
    rows_only: bool
    kind: str = ""
    number: str = ""
    """Of a document that is looked for by these alone."""


def answer_mention(context: Context, draft: Draft) -> bool:
    """Quote where the plans in scope print the words that the question looks for; ``False`` where none does."""
    asked = _find_asked(context)
    if asked is None:
        return False
    by_plan = _numbered(context, asked) if asked.number else _worded(context, asked)
    if not by_plan:
        return False
    names = [context.library.name(plan_id) for plan_id in by_plan]
    where = names[0] if len(names) == 1 else f"{len(names)} kế hoạch"
    yes = "Có. " if is_yes_no(context.question.text) else ""
    draft.say(f"{yes}“{asked.phrase}” được nêu trong {where}:", bullet=True)
    for name, places in zip(names, by_plan.values(), strict=True):
        for passage, quote in places[:_MAX_PLACES]:
            label = f"{passage.label[:1].lower()}{passage.label[1:]}"
            draft.say(f"- {name}, {label}: “{quote}”.", context.library.cite(passage), bullet=True)
        if len(places) > _MAX_PLACES:
            further = context.library.cite(places[_MAX_PLACES][0])
            draft.say(
                f"- {name} còn nêu tại {len(places) - _MAX_PLACES} chỗ khác, như {further.label}.",
                further,
                bullet=True,
            )
    return True


def _worded(context: Context, asked: _Mention) -> dict[str, list[tuple[Passage, str]]]:
    """Where the words are printed, with what to quote, by plan."""
    matcher = context.library.matcher
    by_plan: dict[str, list[tuple[Passage, str]]] = {}
    for passage in _candidates(context, asked):
        if passage.kind is PassageKind.HEADING or (asked.rows_only and passage.kind is not PassageKind.ROW):
            continue
        if not matcher.holds(asked.tokens, passage.text):
            continue
        quote = next((part for part in _parts(passage.text) if matcher.holds(asked.tokens, part)), None)
        if quote is not None:
            by_plan.setdefault(passage.plan_id, []).append((passage, _around(matcher, asked.tokens, quote)))
    return by_plan


def _numbered(context: Context, asked: _Mention) -> dict[str, list[tuple[Passage, str]]]:
    """Where documents of the kind and number are named, each passage once, by plan."""
    by_plan: dict[str, list[tuple[Passage, str]]] = {}
    for plan in context.searched_plans:
        places = {
            naming.passage.locator: (naming.passage, shorten(naming.sentence, _MAX_QUOTE))
            if re.search(rf"\b0*{asked.number}\b", shorten(naming.sentence, _MAX_QUOTE))
            else (naming.passage, naming.words)
            for naming in find_namings(context, plan.id, f"{asked.number}/")
            if asked.kind in naming.kinds
        }
        if places:
            by_plan[plan.id] = list(places.values())
    return by_plan


def no_mention(context: Context) -> str | None:
    """That the plans in scope do not print the words looked for; ``None`` where the question looks for none."""
    asked = _find_asked(context)
    if asked is None:
        return None
    return f"Không thấy “{asked.phrase}” trong {searched(context)}."


def _find_asked(context: Context) -> _Mention | None:
    question = context.question
    numbered = _by_number(question.text)
    if numbered is not None and not question.inherited:
        return numbered
    if not _OF_AGENCIES.isdisjoint(question.relations) or question.inherited:
        return None
    text = question.topic_text
    folded = fold(text)
    if len(folded) != len(text):
        return None
    match = next((found for pattern in _ASKS if (found := pattern.search(folded))), None)
    if match is None:
        return None
    phrase = text[match.start("phrase") : match.end("phrase")]
    symbol = SYMBOL.search(phrase)
    bare = None if symbol else _BARE_NUMBER.search(phrase)
    words = (symbol.group() if symbol else bare[1] if bare else phrase).strip(" ?.!,;:“”\"'").split()
    while words and words[0].lower() in _EDGE_WORDS:
        words.pop(0)
    while words and words[-1].lower().strip("?.,!") in _EDGE_WORDS:
        words.pop()
    phrase = " ".join(words)
    tokens = context.library.matcher.words(phrase)
    if len(tokens) < _MIN_SYLLABLES:
        return None
    return _Mention(phrase, tokens, bool(_ROWS_ONLY.search(folded)))


def _by_number(text: str) -> _Mention | None:
    """What is looked for by kind and number alone; ``None`` where something else, or nothing, is."""
    folded = fold(text)
    match = next((found for pattern in _ASKS if (found := pattern.search(folded))), None)
    if match is None or len(folded) != len(text):
        return None
    document = _NUMBER_ONLY.fullmatch(match["phrase"].strip(" ?.!,;:“”\"'"))
    if document is None:
        return None
    phrase = text[match.start("phrase") : match.end("phrase")].strip(" ?.!,;:“”\"'")
    return _Mention(phrase, (), False, document["kind"], document["number"])


def _candidates(context: Context, asked: _Mention) -> Iterable[Passage]:
    library, plan_ids = context.library, context.question.scope.plan_ids
    if len(plan_ids) <= WHOLE_PLANS:
        return (passage for plan_id in plan_ids for passage in library.passages_of(plan_id))
    tokens = [*asked.tokens, *bigrams(list(asked.tokens))]
    hits = library.catalogue.lexical.find(tokens, _CANDIDATES, plan_ids)
    return library.catalogue.passages([hit.passage_id for hit in hits])


def _parts(text: str) -> Sequence[str]:
    """The sentences of a passage, of a row those of its cells, then the whole of it."""
    marker = find_marker(text)
    words = marker.rest if marker is not None and marker.kind != "article" else text
    sentences = [
        cell[span.start : span.end] for cell in re.split(r"[\t\n]", words) for span in sentence_spans(cell)
    ]
    return [" ".join(part.split()).rstrip(" ;.:/") for part in [*sentences, words]]


def _around(matcher: Matcher, tokens: Sequence[str], text: str) -> str:
    """A text cut to what can be quoted, with the phrase in it."""
    quote = shorten(text, _MAX_QUOTE)
    if matcher.holds(tokens, quote):
        return quote
    words = text.split(" ")
    last = next(i for i in range(len(words)) if matcher.holds(tokens, " ".join(words[: i + 1])))
    first = last
    while first and len(" ".join(words[first - 1 : last + 1])) <= _MAX_QUOTE // 2:
        first -= 1
    return f"…{shorten(' '.join(words[first:]), _MAX_QUOTE)}"
