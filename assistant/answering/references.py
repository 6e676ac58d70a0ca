"""What the plans say of another document of which the question gives the number: its date, its issuer, its subject."""

import re

from assistant.answering.context import Context
from assistant.answering.draft import Draft
from assistant.answering.namings import KIND_BEFORE, KINDS, SYMBOL, Naming, find_namings, form_of
from assistant.question.relations import Form, Relation
from assistant.text.normalise import fold

# What is asked of the document itself: when it was issued, by whom, what it is about.
ASKS_DATE = re.compile(
    r"\b(?:ban hanh|ky|ra doi|de|co)\b[\w ,]{0,20}\b(?:ngay|khi|hom|bao gio|nam) ?(?:nao|may|bao nhieu)?|"
    r"\bngay (?:nao|may|bao nhieu|thang nao)\b|\bngay ban hanh\b"
)
_ASKS_ABOUT = re.compile(
    r"\bve (?:viec|noi dung|van de)? ?(?:gi|nao)\b|\bnoi (?:ve )?gi\b|\bnoi dung (?:la )?gi\b|"
    r"\bde (?:thuc hien|trien khai|cu the hoa|sua doi|thay the)\b[\w ,/-]*\b(?:gi|nao)\b|"
    r"\bban hanh (?:(?!ngay|khi|nam|vao|luc)\w+ ){0,3}(?:gi|nao)\b|\bla (?:van ban |cai )?gi\b|\bquy dinh (?:ve )?gi\b"
)
_ASKS_ISSUER = re.compile(
    r"\b(?:cua|do|boi) (?:ai|co quan nao|cap nao)\b(?! chu tri| phoi hop)|\bai ban hanh\b"
)
# "Quyết định 5299/QĐ-UBND …", "Kế hoạch Vĩnh Long nhắc đến Chỉ thị 27 …" are about the document; "báo cáo thực hiện
# Nghị quyết 28" is not.
_KIND_ASKED = re.compile(KIND_BEFORE.pattern, re.IGNORECASE)
_NAMED_BESIDE = re.compile(r"\b(?:thuc hien|trien khai|theo|so ket|tong ket|cu the hoa|quan triet)$")
_NAMES_IT = re.compile(
    r"\b(?:nhac (?:den|toi)|neu|ghi|viet|in|dan|vien dan|de cap(?: den| toi)?|dan chieu|can cu(?: vao)?)$"
)
_FRAME_ONLY = re.compile(
    r"(?:cho (?:toi |minh |em )?hoi|xin hoi|theo ke hoach[\w ]*|trong ke hoach[\w ]*|o [\w ]+|tinh [\w ]+)"
)
_MAX_FOUND = 3
_BARE_NUMBER = re.compile(
    rf"(?:(?:cai|ban) )?(?:{KINDS}) (?:so )?0{{0,3}}(?P<number>[1-9]\d{{0,4}})\b(?! ?[/-]|\d)"
)
"""A document by its bare number at the start of the question ("Chương trình hành động số 20 … ra ngày nào")."""
FORMAL = {Relation.DOCUMENT, Relation.LEGAL_BASIS, Relation.DEADLINE, Relation.APPROVER, Relation.OUTPUT}
"""What a question for date or subject of a document may be read as; any other relation asks of a task."""


def answer_reference(context: Context, draft: Draft) -> bool:
    """Quote how the plans in scope name a document of which the question asks; ``False`` if it asks of none.

    Where two places print different dates, both are said.
    """
    question = context.question
    folded = fold(question.text)
    symbol = _asked_symbol(context)
    if question.form in {Form.COUNT, Form.COMPARISON} or set(question.relations) - FORMAL:
        return False
    if symbol is None:
        return False
    wants_date, wants_about = bool(ASKS_DATE.search(folded)), bool(_ASKS_ABOUT.search(folded))
    if not (wants_date or wants_about or _ASKS_ISSUER.search(folded)):
        return False
    said = False
    for plan in context.searched_plans:
        found = list(find_namings(context, plan.id, symbol, whole=wants_about))
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


def _asked_symbol(context: Context) -> str | None:
    """The number of the document that the question is about; ``None`` where it only names one beside its matter."""
    text = context.question.text
    own = {form_of(plan.number) for plan in context.plans if plan.number}
    for match in SYMBOL.finditer(text):
        kind = _KIND_ASKED.search(text[: match.start()])
        before = fold(text[: kind.start() if kind else match.start()]).strip(' ,:“"')
        if form_of(match.group()) in own or _NAMED_BESIDE.search(before):
            continue
        if not before or _NAMES_IT.search(before) or _FRAME_ONLY.fullmatch(before):
            return form_of(match.group())
    bare = _BARE_NUMBER.match(fold(text).lstrip(" ,:“"))
    if bare is None or any(symbol.startswith(f"{bare['number']}/") for symbol in own):
        return None
    return f"{bare['number']}/"


def _distinct(found: list[Naming]) -> list[Naming]:
    """One place for each printed date, the one that says most."""
    best: dict[str | None, Naming] = {}
    for naming in found:
        kept = best.get(naming.date)
        if kept is None or len(naming.words) > len(kept.words):
            best[naming.date] = naming
    dated = [naming for date, naming in best.items() if date is not None]
    return (dated or list(best.values()))[:_MAX_FOUND]
