"""Questions for a place of a plan ("mục III khoản 2 điểm a nói gì") and for what an abbreviation stands for."""

import re

from assistant.answering.context import Context
from assistant.answering.draft import Draft
from assistant.answering.phrasing import shorten
from assistant.question.relations import Form
from assistant.text.normalise import fold
from assistant.types import Passage, PassageKind

_PLACE = re.compile(
    r"\bmuc ([ivx]{1,5})\b(?:[, ]+khoan (\d{1,2})\b)?(?:[, ]+diem ([a-zđ])\b)?|\bdieu (\d{1,2})\b(?! luat| nghi dinh)"
)
_ASKS_WORDS = re.compile(
    r"\b(?:noi|neu|quy dinh|ghi|viet)(?: (?:nhung|ve))? (?:gi|the nao|nhu the nao)\b|\bnoi dung (?:la )?gi\b|\bla gi\b"
)
_MEANING = re.compile(
    r"\b([a-zđ&]{2,12}(?: index)?)[”\"']? (?:(?:trong|o|cua) (?:(?!(?:ten|thi|phai|sp|san|ket|nop|han) )\w+ ){1,6}?)?"
    r"(?:la gi|la (?:chi so|cai|tu|chu|he thong|chuong trinh|nen tang) gi|(?:co )?nghia la gi|"
    r"(?:la )?viet tat (?:cua|la)|do cai gi)\b"
)
_MAX_QUOTE = 600
_MAX_LINES = 12
_MAX_FOUND = 3
_MIN_CAPITALS = 2


def answer_place(context: Context, draft: Draft) -> bool:
    """Quote the place that the question names by its numbers, with what stands under it."""
    folded = fold(context.question.text)
    place = _PLACE.search(folded)
    if place is None or context.question.form is not Form.FACT or not _ASKS_WORDS.search(folded):
        return False
    if context.question.relations or "phu luc" in folded:
        return False
    section, clause, point, article = place.groups()
    locator = (
        f"quyet-dinh/dieu-{article}"
        if article
        else "/".join(part for part in (section.upper(), clause, point) if part)
    )
    found = False
    for plan in context.plans:
        for passage in _under(context, plan.id, locator)[:_MAX_LINES]:
            found = True
            draft.say(
                f"- {context.library.name(plan.id)}, {passage.label[:1].lower()}{passage.label[1:]}: "
                f"“{_words(passage)}”.",
                context.library.cite(passage),
                bullet=True,
            )
    return found


def answer_meaning(context: Context, asked: str, draft: Draft) -> bool:
    """Quote where the plans write an abbreviation out ("Chỉ số hài lòng … (SIPAS)").

    Args:
        context: the question as understood.
        asked: the question as typed, whose abbreviations are not spelt out yet.
        draft: takes the quotes.
    """
    asked = " ".join(asked.split())
    named = (asked[slice(*match.span(1))] for match in _MEANING.finditer(fold(asked)))
    short = next((re.escape(one) for one in named if sum(map(str.isupper, one)) >= _MIN_CAPITALS), None)
    if short is None:
        return False
    written_out = re.compile(rf"[^.;:()\n\t]{{4,160}}\((?:[^()]{{0,30}}\b)?{short}\)", re.IGNORECASE)
    count = 0
    for plan in context.plans:
        for passage in context.library.passages_of(plan.id):
            full = written_out.search(passage.text)
            if full is None or count >= _MAX_FOUND:
                continue
            count += 1
            draft.say(
                f"- {context.library.name(plan.id)} viết: “{full.group().strip(' ,-–')}”.",
                context.library.cite(passage),
                bullet=True,
            )
            break
    return count > 0


def _under(context: Context, plan_id: str, locator: str) -> list[Passage]:
    return [
        passage
        for passage in context.library.passages_of(plan_id)
        if passage.kind is not PassageKind.HEADING
        and (passage.locator == locator or passage.locator.startswith(f"{locator}/"))
    ]


def _words(passage: Passage) -> str:
    return shorten(passage.text.strip().rstrip(" ;.:/"), _MAX_QUOTE)
