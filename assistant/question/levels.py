"""Levels of government that a question names, and where such a level is said to do something."""

import re

from assistant.text.normalise import fold
from assistant.types import Level

_COMMITTEE = r"\b(?:ubnd|uy ban nhan dan) (?:cac |cap )?"
_LEVELS: tuple[tuple[Level, re.Pattern[str]], ...] = (
    (Level.COMMUNE, re.compile(rf"\bcap xa\b|\bxa,? phuong\b|\bphuong,? xa\b|{_COMMITTEE}xa\b|\bcommune")),
    (Level.DISTRICT, re.compile(rf"\bcap huyen\b|\bhuyen,? thi xa\b|{_COMMITTEE}huyen\b|\bdistrict")),
    (
        Level.PROVINCE,
        re.compile(rf"\bcap tinh\b|{_COMMITTEE}tinh\b|\bcac so\b|\bcap so\b|\bso, (?:ban, )?nganh\b"),
    ),
)
_ACTING_LEVEL = re.compile(
    r"(?<!nhan dan )(?<!ubnd )(?<!cac )\bcap (?:xa|huyen)\b"
    r"(?= (?:phai|can|se|co trach nhiem|co nhiem vu|duoc giao|duoc phan cong) (?:lam|thuc hien|lo|nhung|gi|viec)\b|"
    r" (?:phai )?(?:lam|thuc hien) (?:nhung |cac )?(?:gi|viec|nhiem vu)| chu tri| phoi hop| co trach nhiem)"
)
_OWN_COMMUNE = re.compile(
    r"(?<!nhan dan )(?<!ubnd )(?<!uy ban )(?<!cap )(?<!cac )\b(?:xa|phuong|thi tran|dac khu) "
    r"(?:toi|minh|em|tui|nha|chung toi)\b(?=(?: (?:o|ben|tai|thuoc) \w+(?: \w+)?)? (?:phai|can|bao cao|"
    r"co trach nhiem|co nhiem vu|duoc giao|bi giao|duoc phan cong)\b)|"
    r"^\W*(?:xa|phuong) (?=(?:o|ben|tai|thuoc) (?:tinh )?\w+ \w+ (?:phai|can|bao cao|co trach nhiem|duoc giao)\b)"
)
"""Whose commune has to do something speaks of its committee ("xã tôi phải làm gì")."""
_BESIDE_ROLE = re.compile(
    r"(?:^|(?<=[,;:.] )|(?<=\bbat )|(?<=\bghi )|(?<=\bco )|(?<=\bgiao )|(?<=\bgiao cho )|(?<=\bdo )|(?<=\bma )|"
    r"(?<=\bthi ))"
    r"(?P<level>(?:cap )?(?:xa|phuong|dac khu|huyen)(?:, (?:xa|phuong|thi tran|dac khu|huyen))*)"
    r"(?: (?:tui|toi|minh|bon|chung|em|tui minh)(?: (?:em|toi|minh|tui))?)?"
    r"(?P<between>(?:(?<=cap xa)|(?<=cap huyen))(?! (?:nao|gi|khong|khac|co|va|hoac|hay)\b)(?: \w+){2,3}?|"
    r"(?: (?:o|ben|tai|cua|theo|trong)(?: \w+){1,6}?){0,2}) "
    r"(?=(?:(?:thi|duoc|phai|dung|ghi|neu|co|ten|cung|dong|trong|o|cot|co quan|don vi|lam) )*(?:chu tri|phoi hop)\b)"
)
"""A level that is said to have a role: "phường tụi em … đứng tên chủ trì", "ghi cấp xã trong cơ quan chủ trì"."""


def find_levels(folded: str) -> tuple[Level, ...]:
    """The levels that a folded question names, the lowest first."""
    return tuple(level for level, pattern in _LEVELS if pattern.search(folded))


def with_committees(text: str) -> str:
    """A level of government that does something is its committee: "cấp xã phải làm gì"."""
    folded = fold(text)
    if len(folded) != len(text):
        return text
    acting = [*_ACTING_LEVEL.finditer(folded), *_OWN_COMMUNE.finditer(folded)]
    for match in sorted(acting, key=lambda found: -found.start()):
        text = f"{text[: match.start()]}Ủy ban nhân dân {text[match.start() :]}"
    if (beside := _BESIDE_ROLE.search(fold(text))) is None or len(fold(text)) != len(text):
        return text
    level = "cấp huyện" if "huyen" in beside["level"] else "cấp xã"
    between = text[beside.start("between") : beside.end()].strip()
    front = f"{text[: beside.start()]}{between} " if between else text[: beside.start()]
    return f"{front}Ủy ban nhân dân {level} {text[beside.end() :]}"
