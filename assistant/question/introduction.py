"""Who asks and why is no part of what is asked: "Tôi là phóng viên. Kết quả … được công khai ở đâu?"."""

import re
from collections.abc import Callable, Sequence

from assistant.question.relations import Form, find_asked
from assistant.text.normalise import fold

_INTRODUCES = re.compile(
    r"^\W*(?:(?:sang|chieu|toi|hom|ngay|tuan) (?:nay|mai) |dang |hien |de |nhom |doan |phong |co quan |bo phan )*"
    r"(?:toi|tui|em|minh|chung toi|chung em|ben (?:em|toi|minh)|nhom (?:[\w]+ ){0,4}(?:toi|em|minh)|"
    r"doan (?:chung )?toi|"
    r"don vi (?:toi|em|minh)|co quan (?:toi|em|minh)|phong (?:toi|em|minh)|xa (?:toi|em|minh))\b"
)
_END = re.compile(
    r"[.:!]\s+(?=\S)|,\s+(?:(?:cho|xin|nhờ) )*(?:(?:em|tôi|mình|anh|chị) )?hỏi(?: nhanh| chút| cái| giúp|"
    r" thăm)*(?: là| rằng)?,?\s+(?=\S)",
    re.IGNORECASE,
)
_ASKS_FOR = re.compile(
    r"^\W*(?:\w+ ){0,4}(?:bên|của|phòng|cơ quan) (?:em|tôi|mình|tui) (?:nhờ |muốn |cần |có )?hỏi(?: là|"
    r" rằng)?,?\s+(?=\S)",
    re.IGNORECASE,
)
"""Somebody for whom one asks: "anh kế toán bên em hỏi …"."""
_OWN_OFFICE = re.compile(
    r"\b(?:sở|cơ quan|đơn vị|phòng|ban|ngành|bên|văn phòng) (?:chúng )?(?:tôi|em|mình|tui|ta)\b",
    re.IGNORECASE,
)
_MAX_CHARS = 200
_MIN_MATTER = 2


def split_introduction(text: str, find_matter: Callable[[str], Sequence[str]]) -> tuple[str, str]:
    """The sentence in which people introduce themselves, and the question; no introduction if too little is left.

    Args:
        text: the cleaned question.
        find_matter: words that are neither asking, scope nor small talk.
    """
    if (somebody := _ASKS_FOR.match(text)) is not None:
        return text[: somebody.end()], text[somebody.end() :]
    end = _END.search(text)
    if end is None or end.start() > _MAX_CHARS:
        return "", text
    introduction, rest = text[: end.start()], text[end.end() :]
    if not _INTRODUCES.search(fold(introduction)):
        return "", text
    asked, left = find_asked(introduction), find_asked(rest)
    if asked.relations or asked.form is not Form.FACT or ("?" not in rest and not left.relations):
        return "", text
    return (introduction, rest) if len(find_matter(rest)) >= _MIN_MATTER else ("", text)


def as_introduced(text: str, place: str, agency: str) -> str:
    """A question with the place and the agency of the introduction in it ("sở tôi" is the one that was named).

    Args:
        text: the question behind the introduction.
        place: the province that the introduction names and the question does not; may be empty.
        agency: the agency that the introduction names; may be empty.
    """
    if agency:
        text = _OWN_OFFICE.sub(agency, text)
    return f"{place}: {text}" if place else text
