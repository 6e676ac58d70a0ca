"""Where the plans print the number of a document: how they name it, when it was issued, in which sentence."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.answering.context import Context
from assistant.answering.phrasing import shorten
from assistant.text.normalise import fold
from assistant.text.sentences import sentence_spans
from assistant.types import Passage, PassageKind

SYMBOL = re.compile(r"\b\d{1,5}(?:/\d{4})?\s?[/-]\s?[A-ZĐa-zđ]{1,8}(?:[-/][A-ZĐa-zđ\d]{1,10})*")
KINDS = (
    "chi thi|nghi quyet|nghi dinh|thong tu|quyet dinh|cong van|cong dien|ket luan|chuong trinh hanh dong|"
    "ke hoach|quy dinh|huong dan"
)
"""Kinds of documents that bear a number, folded."""
PRINTED_DATE = re.compile(r"\d{1,2}\s*/\s*\d{1,2}\s*/\s*\d{4}|\d{1,2} tháng \d{1,2} năm \d{4}")
KIND_BEFORE = re.compile(
    r"(?:Nghị quyết|Nghị định|Quyết định|Chỉ thị|Kế hoạch|Công văn|Công điện|Kết luận|Thông tư(?: liên tịch)?|"
    r"Chương trình(?: hành động)?|Luật|Văn bản|Tờ trình|Quy định|Hướng dẫn)(?: số:?)?\s*$"
)
_KIND_OF_SYMBOL = {
    "nđ": "nghi dinh",
    "nq": "nghi quyet",
    "qđ": "quyet dinh",
    "ct": "chi thi",
    "kh": "ke hoach",
    "tt": "thong tu",
    "kl": "ket luan",
    "ctr": "chuong trinh hanh dong",
    "cđ": "cong dien",
    "cd": "cong dien",
}
_TELLS_SUBJECT = re.compile(r"\b(?:về|ban hành|phê duyệt|quy định|sửa đổi|điều chỉnh|thực hiện)\b")
_DATE_WITHIN = 45
_SUBJECT_WITHIN = 120
_END = re.compile(r"[;\t]|\.(?=\s|/|$)")
MAX_CHARS = 420


@dataclass(frozen=True, slots=True)
class Naming:
    """Where a passage names a document: the words from its kind to the end of the clause."""

    passage: Passage
    symbol: str
    kinds: tuple[str, ...]
    """Folded, as printed in front of the number and as the symbol says ("Quy định số 11-QĐ/TU")."""
    words: str
    date: str | None
    sentence: str
    """The sentence, or that of a row's cell, uncut."""


def find_namings(
    context: Context, plan_id: str, symbol: str | None = None, *, whole: bool = False
) -> Iterator[Naming]:
    """Every place where a plan prints a document's number, or the given one.

    Args:
        context: the question.
        plan_id: the plan to look in.
        symbol: the number under ``form_of``; "20/" is any document of that bare number.
        whole: whether the words go on to the whole sentence where they do not tell what the document is about.
    """
    for passage in context.library.passages_of(plan_id):
        if passage.kind is PassageKind.HEADING:
            continue
        for match in SYMBOL.finditer(passage.text):
            if symbol is not None and not _is_symbol(passage.text, match, symbol):
                continue
            before = KIND_BEFORE.search(passage.text[: match.start()])
            start = before.start() if before else match.start()
            end = _END.search(passage.text, match.end())
            words = passage.text[start : end.start() if end else len(passage.text)].replace("\t", " ")
            sentence = _sentence_at(passage.text, match.start())
            if whole and not _TELLS_SUBJECT.search(words[match.end() - start :]):
                words = sentence
            date = PRINTED_DATE.search(passage.text, match.end(), match.end() + _DATE_WITHIN)
            printed = form_of(match.group())
            yield Naming(
                passage,
                printed,
                _kinds(before.group() if before else "", printed),
                shorten(" ".join(words.split()), MAX_CHARS),
                day_of(date.group()) if date else None,
                " ".join(sentence.split()).strip(" ;./-–+"),
            )


def tells_subject(words: str) -> bool:
    """Whether the words from a document's kind on go on with what it is about."""
    return bool(_TELLS_SUBJECT.search(words[:_SUBJECT_WITHIN]))


def day_of(printed: str) -> str:
    """A printed date under one form: "08/6/2021" and "8 tháng 6 năm 2021" are one."""
    numbers = re.findall(r"\d+", printed)
    return "/".join(str(int(number)) for number in numbers)


def form_of(symbol: str) -> str:
    """A number and symbol under one form: "03/NQ-CP" and "3 / nq-cp" are one."""
    return re.sub(r"\s", "", symbol).lower().lstrip("0")


def kind_of(symbol: str) -> str:
    """The kind of document, folded, that a number under ``form_of`` names; empty where it names none."""
    parts = re.split(r"[/-]", symbol)
    return next((kind for part in parts if (kind := _KIND_OF_SYMBOL.get(part))), "")


def _kinds(before: str, symbol: str) -> tuple[str, ...]:
    printed = re.sub(r" so:?$", "", fold(before).strip())
    return tuple(kind for kind in (printed, kind_of(symbol)) if kind)


def _is_symbol(text: str, match: re.Match[str], asked: str) -> bool:
    """Whether a printed symbol is the asked one; of "20/" only the number was asked for, of any kind of document."""
    printed = form_of(match.group())
    if asked.endswith("/"):
        return (
            re.split(r"[/-]", printed)[0] == asked[:-1]
            and KIND_BEFORE.search(text[: match.start()]) is not None
        )
    return printed == asked


def _sentence_at(text: str, at: int) -> str:
    start, end = text.rfind("\t", 0, at) + 1, text.find("\t", at)  # a row's cell is a text of its own
    text, at = text[start : end if end >= 0 else len(text)], at - start
    return next((text[s.start : s.end] for s in sentence_spans(text) if s.start <= at < s.end), text)
