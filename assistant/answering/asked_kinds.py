"""Whether an answer is of the kind that was asked for: a place, an address, a cause, a prize, a result."""

import re

from assistant.answering.context import Context
from assistant.answering.draft import Draft
from assistant.answering.namings import SYMBOL
from assistant.question.relations import Relation
from assistant.text.normalise import fold

_NAMED = re.compile(
    r"\b(huyen|xa|phuong|truong|benh vien|khach san|cong ty|ngan hang|nha thau) nao\b"
    r"(?! (?:phai|can|chu tri|phoi hop|duoc giao|thuc hien))"
)
"""Places and bodies of which there are many: an answer names one of them."""
_NAMES_ASKED = re.compile(
    r"\b(?:nhung|cac|may|danh sach|ten) (?:cac )?(?P<kind>doanh nghiep|cong ty|hop tac xa|truong|benh vien|nha thau|"
    r"ngan hang|khach san|don vi su nghiep|khu cong nghiep|cum cong nghiep)\b[^?.;]{0,100}?"
    r"\b(?:(?:xin|cho|neu|ke|liet ke|doc|gui)(?: (?:toi|em|minh|ro|ra|giup|xin|biet|cu the))* (?:ten|danh sach)\b|"
    r"ten la gi\b|la nhung ai\b)"
)
"""Names of bodies of which a plan prints some, or only speaks as a kind."""
_DAYS_ASKED = re.compile(
    r"\blich\b[^?.;]{0,80}?\bthang \d{1,2}\b[^?.;]{0,80}?\bngay (?:nao|may)\b|"
    r"\bthang \d{1,2}\b[^?.;]{0,80}?\b(?:roi vao|vao|la|gom|trong|vo) (?:nhung|cac|may) ngay (?:nao|may)\b|"
    r"\b(?:nhung|cac) ngay nao (?:cua |trong )?thang \d"
)
"""Days of a month."""
_DAY = re.compile(r"\bngay \d|\b\d{1,2}/\d{1,2}(?:/\d{4})?\b|\bhang ngay\b|\bmoi ngay\b")
_NUMBER_ASKED = re.compile(
    r"\b(?:quyet dinh|nghi quyet|ke hoach|cong van|van ban|thong bao|chi thi) (?:la )?so (?:may|bao nhieu|nao|gi)\b"
)
_TOLD_BY = (
    (
        re.compile(r"\bso may,? duong\b|\b(?:nam|o|tai|tren) duong nao\b"),
        re.compile(r"\bduong [a-z]|\bdia chi\b"),
    ),
    (re.compile(r"\bdia chi\b"), re.compile(r"\bdia chi\b|https?:|\.vn\b")),
    (
        re.compile(r"\bgio (?:lam viec|mo cua|hanh chinh)\b"),
        re.compile(r"\b\d+ (?:gio|h)\b|\d+h\d*\b|\bgio \w+"),
    ),
    (
        re.compile(
            r"\b(?:xin|cho|dia chi)(?: \w+){0,3}? (?:e-?mail|thu dien tu)\b|\b(?:e-?mail|thu dien tu) (?:la gi|nao)\b"
        ),
        re.compile(r"@"),
    ),
    (re.compile(r"\b(?:so )?dien thoai\b|\bhotline\b"), re.compile(r"\d{3}[ .]?\d{3}")),
)
"""What is asked for, and the words without which a text does not tell it."""
_SAID_BY = tuple(
    (re.compile(asked), re.compile(said))
    for asked, said in (
        (
            r"\bnguyen nhan\b(?! chu quan| khach quan)[\w ,]{0,80}\b(?:gi|nao|dau|sao)\b",
            r"\bnguyên nhân\b|\b(?:do|vì|bởi)\b(?! \S+ (?:sở|ủy|ubnd))",
        ),
        (
            r"\b(?:doat|gianh|dat|duoc|trao|nhan|an) (?:nhung |cac )?giai\b(?! (?:quyet|phap|trinh|ngan|doan|thich))|"
            r"\bgiai (?:nhat|nhi|ba|dac biet|khuyen khich)\b|\bvo dich\b|"
            r"\b(?:tien|muc) thuong\b(?! mai| vu| xuyen| truc| tinh| nien)",
            r"\bgiải (?:nhất|nhì|ba|đặc biệt|khuyến khích|thưởng)\b|\bđoạt giải\b|\bthưởng\b",
        ),
        (
            r"\bda (?!duoc (?:giao|ghi|dat|neu))(?:\w+ ){1,5}?duoc (?:\w+ )?(?:bao nhieu|may)\b",
            r"\bđã\b|\bxảy ra\b|\bđạt được\b",
        ),
        (
            r"\bgiam(?: \w+){0,3}? (?:bao nhieu|may)\b",
            r"\b(?:giảm|giản|cắt|rút|dưới|xuống)\b",
        ),
        (
            r"\bsau (?:khi )?(?:sap xep|sap nhap|hop nhat|tinh gon)\b[\w ,/]{0,60}\bcon (?:lai )?(?:bao nhieu|may)\b",
            r"\bcòn (?:lại )?\d",
        ),
    )
)
"""The same whatever else is asked, in the words of a text with their marks ("vị" is no "vì")."""


def lacks_kind(context: Context, draft: Draft) -> bool:
    """Whether nothing that a draft cites is of the kind that a question asks for."""
    folded = fold(context.question.text)
    cited = [context.library.text_of(citation) for citation in draft.citations()]
    if any(
        asked.search(folded) and not any(said.search(text.lower()) for text in cited)
        for asked, said in _SAID_BY
    ):
        return True
    named = _NAMES_ASKED.search(folded)
    if named is not None and not any(_names_one(text, named["kind"]) for text in cited):
        return True
    if _DAYS_ASKED.search(folded) and not any(_DAY.search(fold(text)) for text in cited):
        return True
    if Relation.DOCUMENT not in context.question.relations and _NUMBER_ASKED.search(folded):
        return not any(SYMBOL.search(text) for text in cited)
    if context.question.relations:
        return False
    for kind in _NAMED.findall(folded):
        if not any(_names_one(text, kind) for text in cited):
            return True
    return any(
        asked.search(folded) and not any(told.search(fold(text)) for text in cited)
        for asked, told in _TOLD_BY
    )


def _names_one(text: str, kind: str) -> bool:
    """Whether a text prints a kind of place or body with a name in capitals behind it."""
    folded = fold(text)
    return len(folded) == len(text) and any(
        text[match.end() : match.end() + 1].isupper() for match in re.finditer(rf"\b{kind} (?=\w)", folded)
    )
