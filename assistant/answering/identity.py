"""Which agency a standing office is: "cơ quan thường trực Ban Chỉ đạo là sở nào?"."""

import re

from assistant.agencies import find_agencies
from assistant.answering.context import Context
from assistant.answering.draft import Draft
from assistant.answering.phrasing import shorten
from assistant.text.normalise import fold
from assistant.text.sentences import sentence_spans
from assistant.types import Passage, PassageKind

_OFFICE = r"co quan (?:thuong truc|dau moi|giup viec)"
_ASKS = re.compile(
    rf"^\W*(?:\w+ ){{0,3}}{_OFFICE}\b[\w ,]*\bla (?:(?:so|ban|co quan|don vi|ben) nao|ai)\b"
    rf"|\b(?:ai|(?:so|ban|co quan|don vi|ben) nao) (?:la|lam|giu vai|dong vai)(?: tro)? {_OFFICE}\b"
    rf"|^\W*{_OFFICE}\b(?!.*\b(?:chu tri|phoi hop|theo doi|lam|viec|nhiem vu|phai|bao nhieu|khi nao)\b)[\w ]*\W*$"
)
_NAMED_OFFICE = re.compile(_OFFICE)
_MAX_QUOTE = 300


def answer_identity(context: Context, draft: Draft) -> bool:
    """Name the agency that a plan calls by the asked office; ``False`` where none does or none is asked for."""
    folded = fold(context.question.text)
    if not _ASKS.search(folded):
        return False
    named = _NAMED_OFFICE.search(folded)
    office = named.group() if named is not None else ""
    found: list[tuple[str, str, Passage, str]] = []
    for plan_id in (plan.id for plan in context.searched_plans):
        passages = context.library.passages_of(plan_id)
        rows = [passage for passage in passages if passage.kind is PassageKind.ROW]
        body = [passage for passage in passages if passage.kind not in {PassageKind.ROW, PassageKind.HEADING}]
        told = next(
            (
                (agency, passage, sentence)
                for passage in [
                    *body,
                    *rows,
                ]  # what the text says of the plan before what a row says of its task
                for cell in passage.text.split("\t")
                for sentence in _sentences(cell)
                if (agency := _agency_called(office, sentence, passage)) is not None
            ),
            None,
        )
        if told is not None:
            found.append((plan_id, *told))
    for plan_id, agency, passage, sentence in found:
        label = f"{passage.label[:1].lower()}{passage.label[1:]}"
        draft.say(
            f"{'- ' if len(found) > 1 else ''}Theo {context.library.name(plan_id)}, cơ quan đó là {agency} "
            f"({label}: “{shorten(sentence, _MAX_QUOTE)}”).",
            context.library.cite(passage),
            bullet=len(found) > 1,
        )
    return bool(found)


def _agency_called(office: str, sentence: str, passage: Passage) -> str | None:
    """The agency right before "(cơ quan thường trực …)" or "là cơ quan …", or in whose section that stands."""
    folded = fold(sentence)
    at = folded.find(office)
    if at < 0 or len(folded) != len(sentence):
        return None
    before = folded[:at].rstrip(" *")
    if not before.endswith(("(", " la")) and before.strip(" -+") != "la":
        return None
    agencies = find_agencies(sentence[:at], broad=True)
    if agencies:
        return agencies[-1].agency.name
    above = find_agencies(passage.headings[-1], broad=True) if passage.headings else []
    return above[0].agency.name if above else None


def _sentences(text: str) -> list[str]:
    parts = (part for span in sentence_spans(text) for part in text[span.start : span.end].split(";"))
    return [part.strip(" ;./-") for part in parts]
