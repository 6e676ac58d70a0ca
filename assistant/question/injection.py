"""Instructions inside a question are data: the clause that gives one is left out of what is looked up."""

import re

from assistant.text.normalise import fold

_INSTRUCTION = re.compile(
    r"(?:hay |cu |xin |vui long )?(?:bo qua|bo (?=moi|het|tat ca)|phot lo|quen het|quen di|quen (?=moi|tat ca)|khong can tuan theo|ignore|disregard|forget)\b"
    r"[^:.;?!\n]*\b(?:moi|tat ca|nhung|cac|toan bo|het|truoc|tren|cua ban|he thong|all|any|previous|above|your|system)\b[^:.;?!\n]*"
    r"\b(?:huong dan|chi dan|chi thi|quy tac|nguyen tac|lenh|instructions?|rules?|prompts?)\b[^:.;?!\n]*[:.;?!\n]*"
    r"|(?:bo qua|phot lo|quen het|quen di|ignore|disregard|forget)\b[^:.;?!\n]*"
    r"\b(?:huong dan|chi dan|quy tac|quy dinh|lenh|instructions?|rules?|prompts?)\b[^:.;?!\n]*\b(?:truoc|tren|previous|above)\b[^:.;?!\n]*[:.;?!\n]*"
)
_SOURCES_ASIDE = re.compile(
    r"(?:hay |cu |xin )?(?:bo qua|bo het|gat bo|phot lo|quen(?: het| di)?|khong can|ignore|disregard|forget)\b[^:.;?!,\n]{0,30}"
    r"\b(?:tai lieu|du lieu|nguon|ngu canh|documents?|sources?|context)\b[^:.;?!,\n]*[:,.;?!\n]*"
)
_ABOUT_PROMPT = re.compile(
    r"(?:^|(?<=[.,;!\n]))[^.,;?!\n]*?\b(?:loi nhac (?:he thong|an)|system prompt|he thong prompt)\b"
    r"(?:[^.,;:?!\n]*?(?=\b(?:roi|sau do|then)\b)|[^.,;:?!\n]*[.,;:!\n]+)(?=\s*\w)"
)
"""A sentence that wants to see the prompt, before a question of its own."""
_CLAUSE = re.compile(r"[,.;:!?\n]+|\b(?=(?:roi|sau do|then)\b)")
_TELLS = re.compile(
    r"\b(?:bo|phot lo|quen|khong can tuan theo|ignore|disregard|forget)\b.*"
    r"\b(?:huong dan|chi dan|chi thi|quy tac|quy dinh|nguyen tac|lenh|instructions?|rules?|prompts?)\b|"
    r"\b(?:loi nhac (?:he thong|an)|system prompt|he thong prompt)\b"
)
_THEN = re.compile(
    r"\W*\b(?:(?:roi|sau do|then|and) )+(?:(?:hay|thi|noi|tra loi|cho (?:(?:toi|minh|em) )?biet|tell me|answer)\b[ ,:]*)*"
)
"""What leads from orders to the question behind them."""
_MIN_WORDS = 3
_LOOK_BACK = 50
_NOTE = re.compile(
    r"(?:^|(?<=[,.;!\n]))[^.;?!\n]*\b(?:moi|tat ca(?: cac)?) cau tra loi\b[^.;?!\n]*[.;?!\n]+(?=\s*\w)|"
    r"^\W*he thong thong bao\b[^.;?!\n]*[.;?!\n]+|"
    r"\b(?:ghi chu|luu y|thong bao|lenh)(?: quan trong)? (?:cua|tu) (?:quan tri|he thong|admin|nguoi quan tri)\b[^.;?!\n]*[.;?!\n]+"
)
_ORDER = re.compile(
    r"(?:\b(?:va |hay |cu |chi |ban |phai |duoc )+(?:dap|tra loi|noi|ghi|viet|answer|say|respond)(?: \w+){0,4} "
    r"[“\"'‘][^“”\"'‘’]{1,60}[”\"'’][.;,!]*)|"
    r"(?:\b(?:va |hay |cu |ban |phai |chi )*\b(?:tra loi|noi|ghi|khang dinh|answer|say|respond)(?: rang| la| that)?(?: (?:la|with|that))? [^:.;?!\n]{1,60}:)"
)

_COLUMN_BEFORE = re.compile(
    r"\b(?:cot|o|phan)(?: (?:co quan|don vi|cap))? (?:chu tri|phoi hop|theo doi|thuc hien|ban hanh|phe duyet|"
    r"kinh phi|san pham|dau ra|ket qua|thoi (?:han|gian)|han|chi tieu)(?: (?:cua|o|trong)(?: \w+){1,4})?(?: (?:deu|ma|duoc|dang))* $"
)
_SAYS_PRINTED = re.compile(r"(?:chi |duoc )*ghi\b")
"""Behind the name of a column this tells what it prints ("cột phối hợp chỉ ghi “Các sở”"), and orders nothing."""


def without_instructions(question: str) -> str:
    """The question without clauses that tell the assistant how to answer; unchanged if nothing else is left."""
    folded = fold(question)
    if len(folded) != len(question):
        return question
    characters = list(question)
    for pattern in (_INSTRUCTION, _SOURCES_ASIDE, _ABOUT_PROMPT, _NOTE, _ORDER):
        for match in pattern.finditer(folded):
            before = folded[max(0, match.start() - _LOOK_BACK) : match.start()]
            if pattern is _ORDER and _SAYS_PRINTED.match(match.group()) and _COLUMN_BEFORE.search(before):
                continue
            end = _end_of_orders(folded, match) if pattern is _INSTRUCTION else match.end()
            characters[match.start() : end] = " " * (end - match.start())
    left = "".join(characters)
    if left != question and (then := _THEN.match(fold(left))) is not None:
        left = left[then.end() :]
    return " ".join(left.split()) or question


def _end_of_orders(folded: str, match: re.Match[str]) -> int:
    """Where the orders of a sentence end: what stands behind the last of them may be the question."""
    start = end = match.start()
    for mark in [*_CLAUSE.finditer(folded, match.start(), match.end()), None]:
        stop = mark.end() if mark is not None else match.end()
        if _TELLS.search(folded, start, stop):
            end = stop
        start = stop
    return end if len(folded[end : match.end()].split()) >= _MIN_WORDS else match.end()
