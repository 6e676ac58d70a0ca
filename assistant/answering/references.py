"""What the plans say of another document that they name: its date, its issuer, what it is about."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.answering.context import Context
from assistant.answering.draft import Draft
from assistant.answering.phrasing import shorten
from assistant.question.relations import Form, Relation
from assistant.text.normalise import fold
from assistant.text.sentences import sentence_spans
from assistant.types import Passage, PassageKind

SYMBOL = re.compile(r"\b\d{1,5}(?:/\d{4})?\s?[/-]\s?[A-ZĐa-zđ]{1,8}(?:[-/][A-ZĐa-zđ\d]{1,10})*")
# What is asked of the document itself: when it was issued, by whom, what it is about.
_ASKS_DATE = re.compile(
    r"\b(?:ban hanh|ky|ra doi|de|co)\b[\w ,]{0,20}\b(?:ngay|khi|hom|bao gio|nam) ?(?:nao|may|bao nhieu)?|"
    r"\bngay (?:nao|may|bao nhieu|thang nao)\b|\bngay ban hanh\b"
)
_ASKS_ABOUT = re.compile(
    r"\bve (?:viec|noi dung|van de)? ?(?:gi|nao)\b|\bnoi (?:ve )?gi\b|\bnoi dung (?:la )?gi\b|"
    r"\bban hanh (?:(?!ngay|khi|nam|vao|luc)\w+ ){0,3}(?:gi|nao)\b|\bla (?:van ban |cai )?gi\b|\bquy dinh (?:ve )?gi\b"
)
_ASKS_ISSUER = re.compile(
    r"\b(?:cua|do|boi) (?:ai|co quan nao|cap nao)\b(?! chu tri| phoi hop)|\bai ban hanh\b"
)
_PRINTED_DATE = re.compile(r"\d{1,2}\s*/\s*\d{1,2}\s*/\s*\d{4}|\d{1,2} tháng \d{1,2} năm \d{4}")
_KIND_BEFORE = re.compile(
    r"(?:Nghị quyết|Nghị định|Quyết định|Chỉ thị|Kế hoạch|Công văn|Công điện|Kết luận|Thông tư(?: liên tịch)?|"
    r"Chương trình(?: hành động)?|Luật|Văn bản|Tờ trình|Quy định|Hướng dẫn)(?: số:?)?\s*$"
)
# "Quyết định 5299/QĐ-UBND …", "Kế hoạch Vĩnh Long nhắc đến Chỉ thị 27 …" are about the document; "báo cáo thực hiện
# Nghị quyết 28" is not.
_KIND_ASKED = re.compile(_KIND_BEFORE.pattern, re.IGNORECASE)
_NAMED_BESIDE = re.compile(r"\b(?:thuc hien|trien khai|theo|so ket|tong ket|cu the hoa|quan triet)$")
_NAMES_IT = re.compile(r"\b(?:nhac (?:den|toi)|neu|vien dan|de cap(?: den| toi)?|dan chieu|can cu(?: vao)?)$")
_FRAME_ONLY = re.compile(
    r"(?:cho (?:toi |minh |em )?hoi|xin hoi|theo ke hoach[\w ]*|trong ke hoach[\w ]*|o [\w ]+|tinh [\w ]+)"
)
_TELLS_SUBJECT = re.compile(r"\b(?:về|ban hành|phê duyệt|quy định|sửa đổi|điều chỉnh|thực hiện)\b")
_DATE_WITHIN = 45
_END = re.compile(r"[;\t]|\.(?=\s|/|$)")
_MAX_CHARS = 420
_MAX_FOUND = 3


@dataclass(frozen=True, slots=True)
class _Naming:
    """Where a passage names the document: the words from its kind to the end of the clause."""

    passage: Passage
    words: str
    date: str | None


def answer_reference(context: Context, draft: Draft) -> bool:
    """Quote how the plans in scope name a document of which the question asks; ``False`` if it asks of none.

    Where two places print different dates, both are said.
    """
    question = context.question
    folded = fold(question.text)
    symbol = _asked_symbol(context)
    if symbol is None or question.form in {Form.COUNT, Form.COMPARISON} or set(question.relations) - _FORMAL:
        return False
    wants_date, wants_about = bool(_ASKS_DATE.search(folded)), bool(_ASKS_ABOUT.search(folded))
    if not (wants_date or wants_about or _ASKS_ISSUER.search(folded)):
        return False
    said = False
    for plan in context.plans:
        found = list(_find(context, plan.id, symbol, whole=wants_about))
        if wants_date:
            found = [naming for naming in found if naming.date is not None]
        if not found:
            continue
        if not said:
            draft.say("Văn bản này được nêu như sau:", bullet=True)
        said = True
        for naming in _distinct(found):
            draft.say(
                f"- {context.library.name(plan.id)}: “{naming.words}”.",
                context.library.cite(naming.passage),
                bullet=True,
            )
    return said


_FORMAL = {Relation.DOCUMENT, Relation.LEGAL_BASIS, Relation.DEADLINE, Relation.APPROVER, Relation.OUTPUT}
"""What a question for date or subject of a document may be read as; any other relation asks of a task."""


def _asked_symbol(context: Context) -> str | None:
    """The number of the document that the question is about; ``None`` where it only names one beside its matter."""
    text = context.question.text
    own = {_form(plan.number) for plan in context.plans if plan.number}
    for match in SYMBOL.finditer(text):
        kind = _KIND_ASKED.search(text[: match.start()])
        before = fold(text[: kind.start() if kind else match.start()]).strip(' ,:“"')
        if _form(match.group()) in own or _NAMED_BESIDE.search(before):
            continue
        if not before or _NAMES_IT.search(before) or _FRAME_ONLY.fullmatch(before):
            return _form(match.group())
    return None


def _find(context: Context, plan_id: str, symbol: str, *, whole: bool) -> Iterator[_Naming]:
    for passage in context.library.passages_of(plan_id):
        if passage.kind is PassageKind.HEADING:
            continue
        for match in SYMBOL.finditer(passage.text):
            if _form(match.group()) != symbol:
                continue
            before = _KIND_BEFORE.search(passage.text[: match.start()])
            start = before.start() if before else match.start()
            end = _END.search(passage.text, match.end())
            words = passage.text[start : end.start() if end else len(passage.text)].replace("\t", " ")
            if whole and not _TELLS_SUBJECT.search(words[match.end() - start :]):
                words = _sentence_at(passage.text, match.start())
            date = _PRINTED_DATE.search(passage.text, match.end(), match.end() + _DATE_WITHIN)
            yield _Naming(
                passage, shorten(" ".join(words.split()), _MAX_CHARS), _day(date.group()) if date else None
            )


def _sentence_at(text: str, at: int) -> str:
    start, end = text.rfind("\t", 0, at) + 1, text.find("\t", at)  # a row's cell is a text of its own
    text, at = text[start : end if end >= 0 else len(text)], at - start
    return next((text[s.start : s.end] for s in sentence_spans(text) if s.start <= at < s.end), text)


def _distinct(found: list[_Naming]) -> list[_Naming]:
    """One place for each printed date, the one that says most."""
    best: dict[str | None, _Naming] = {}
    for naming in found:
        kept = best.get(naming.date)
        if kept is None or len(naming.words) > len(kept.words):
            best[naming.date] = naming
    dated = [naming for date, naming in best.items() if date is not None]
    return (dated or list(best.values()))[:_MAX_FOUND]


def _day(printed: str) -> str:
    numbers = re.findall(r"\d+", printed)
    return "/".join(str(int(number)) for number in numbers)


def _form(symbol: str) -> str:
    """A number and symbol under one form: "03/NQ-CP" and "3 / nq-cp" are one."""
    return re.sub(r"\s", "", symbol).lower().lstrip("0")
