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
    r"\bde (?:thuc hien|trien khai|cu the hoa|sua doi|thay the)\b[\w ,/-]*\b(?:gi|nao)\b|"
    r"\bban hanh (?:(?!ngay|khi|nam|vao|luc)\w+ ){0,3}(?:gi|nao)\b|\bla (?:van ban |cai )?gi\b|\bquy dinh (?:ve )?gi\b"
)
_ASKS_ISSUER = re.compile(
    r"\b(?:cua|do|boi) (?:ai|co quan nao|cap nao)\b(?! chu tri| phoi hop)|\bai ban hanh\b"
)
_KINDS = "chi thi|nghi quyet|nghi dinh|thong tu|quyet dinh|cong van|cong dien|ket luan|chuong trinh hanh dong|ke hoach"
_NUMBER_OF = re.compile(
    rf"\b(?P<kind>{_KINDS}) (?:so )?(?:nao|gi|may|bao nhieu)\b|\b(?P<last>{_KINDS}) so\W*$|"
    rf"\b(?P<other>{_KINDS})\b(?=.*\b(?:so (?:may|bao nhieu|nao|gi)|so hieu|so (?:quyet dinh|ke hoach|van ban|"
    rf"cong van|nghi quyet))\b)"
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
_NAMES_IT = re.compile(
    r"\b(?:nhac (?:den|toi)|neu|ghi|viet|in|dan|vien dan|de cap(?: den| toi)?|dan chieu|can cu(?: vao)?)$"
)
_FRAME_ONLY = re.compile(
    r"(?:cho (?:toi |minh |em )?hoi|xin hoi|theo ke hoach[\w ]*|trong ke hoach[\w ]*|o [\w ]+|tinh [\w ]+)"
)
_TELLS_SUBJECT = re.compile(r"\b(?:về|ban hành|phê duyệt|quy định|sửa đổi|điều chỉnh|thực hiện)\b")
_DATE_WITHIN = 45
_END = re.compile(r"[;\t]|\.(?=\s|/|$)")
_MAX_CHARS = 420
_MAX_FOUND = 3
_MAX_NUMBERS = 8
_PROPOSAL = re.compile(r"\bto trinh\b")
_BARE_NUMBER = re.compile(rf"(?:{_KINDS}) (?:so )?(?P<number>[1-9]\d{{0,4}})\b(?! ?[/-]|\d)")
"""A document by its bare number at the start of the question ("Chương trình hành động số 20 … ra ngày nào")."""
_MIN_MATTER = 2
_YEAR = 4
_MIN_COVERAGE = 0.6
"""What a sentence has to say of the matter by which a document is asked for."""
_NEAR = 0.05
_PLAN_MARGIN = 0.25
_OF_TITLE = 0.8
_DOCUMENT_WORDS = frozenset(
    "nghị quyết định chỉ thị thông tư chương trình kế hoạch công văn điện ban hành phê duyệt bằng số thủ "
    "tướng phủ viện dẫn nêu nhắc dựa".split()
)


@dataclass(frozen=True, slots=True)
class _Naming:
    """Where a passage names the document: the words from its kind to the end of the clause."""

    passage: Passage
    words: str
    date: str | None
    sentence: str


def answer_reference(context: Context, draft: Draft) -> bool:
    """Quote how the plans in scope name a document of which the question asks; ``False`` if it asks of none.

    Where two places print different dates, both are said.
    """
    question = context.question
    folded = fold(question.text)
    symbol = _asked_symbol(context)
    if question.form in {Form.COUNT, Form.COMPARISON} or set(question.relations) - _FORMAL:
        return False
    if symbol is None:
        return _answer_number(context, folded, draft)
    wants_date, wants_about = bool(_ASKS_DATE.search(folded)), bool(_ASKS_ABOUT.search(folded))
    if not (wants_date or wants_about or _ASKS_ISSUER.search(folded)):
        return False
    said = False
    for plan in context.searched_plans:
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


def _answer_number(context: Context, folded: str, draft: Draft) -> bool:
    """Quote the documents of the asked kind that the plans name with the day or the matter of the question."""
    kind = _NUMBER_OF.search(folded)
    if kind is None or _PROPOSAL.search(folded):
        return False
    day = _PRINTED_DATE.search(context.question.text)
    matter = () if day is not None else _own_matter(context)
    if day is None and len(matter) < _MIN_MATTER:
        return False
    found: list[tuple[float, _Naming]] = []
    for plan in context.searched_plans:
        for naming in _find(context, plan.id, None, whole=False):
            if not fold(naming.words).startswith(kind["kind"] or kind["last"] or kind["other"]):
                continue
            if day is not None:
                found += [(1.0, naming)] if naming.date == _day(day.group()) else []
            elif (
                coverage := context.library.matcher.fit_text(matter, naming.sentence).coverage
            ) >= _MIN_COVERAGE:
                found.append((coverage, naming))
    best: dict[str, float] = {}
    for coverage, naming in found:
        best[naming.passage.plan_id] = max(coverage, best.get(naming.passage.plan_id, 0.0))
    top = max(best.values(), default=0.0)
    by_words = {
        (naming.passage.plan_id, _form(symbol.group())): naming
        for coverage, naming in found
        if coverage >= max(best[naming.passage.plan_id] - _NEAR, top - _PLAN_MARGIN)
        and (symbol := SYMBOL.search(naming.words))
    }
    by_sentence = {(n.passage.plan_id, n.sentence): n for n in by_words.values()}  # one may name several
    told = list(by_sentence.values())[:_MAX_NUMBERS]
    for naming in told:
        label = f"{naming.passage.label[:1].lower()}{naming.passage.label[1:]}"
        draft.say(
            f"{'- ' if len(told) > 1 else 'Theo '}{context.library.name(naming.passage.plan_id)}, {label}: "
            f"“{naming.sentence}”.",
            context.library.cite(naming.passage),
            bullet=len(told) > 1,
        )
    return bool(told)


def _own_matter(context: Context) -> tuple[str, ...]:
    """What the asked document is about; empty where that is the plan itself."""
    own = tuple(
        t
        for t in context.question.matter
        if t not in _DOCUMENT_WORDS and not (t.isdigit() and len(t) == _YEAR)
    )
    fit = context.library.matcher.fit_text
    if any(fit(own, plan.title).coverage >= _OF_TITLE for plan in context.searched_plans):
        return ()
    return own


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
    bare = _BARE_NUMBER.match(fold(text).lstrip(" ,:“"))
    if bare is None or any(symbol.startswith(f"{bare['number']}/") for symbol in own):
        return None
    return f"{bare['number']}/"


def _find(context: Context, plan_id: str, symbol: str | None, *, whole: bool) -> Iterator[_Naming]:
    for passage in context.library.passages_of(plan_id):
        if passage.kind is PassageKind.HEADING:
            continue
        for match in SYMBOL.finditer(passage.text):
            if symbol is not None and not _is_symbol(passage.text, match, symbol):
                continue
            before = _KIND_BEFORE.search(passage.text[: match.start()])
            start = before.start() if before else match.start()
            end = _END.search(passage.text, match.end())
            words = passage.text[start : end.start() if end else len(passage.text)].replace("\t", " ")
            if whole and not _TELLS_SUBJECT.search(words[match.end() - start :]):
                words = _sentence_at(passage.text, match.start())
            date = _PRINTED_DATE.search(passage.text, match.end(), match.end() + _DATE_WITHIN)
            yield _Naming(
                passage,
                shorten(" ".join(words.split()), _MAX_CHARS),
                _day(date.group()) if date else None,
                shorten(_sentence_at(passage.text, match.start()).strip(" ;./-–+"), _MAX_CHARS),
            )


def _is_symbol(text: str, match: re.Match[str], asked: str) -> bool:
    """Whether a printed symbol is the asked one; of "20/" only the number was asked for, of any kind of document."""
    printed = _form(match.group())
    if asked.endswith("/"):
        return (
            re.split(r"[/-]", printed)[0] == asked[:-1]
            and _KIND_BEFORE.search(text[: match.start()]) is not None
        )
    return printed == asked


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
