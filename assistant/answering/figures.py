"""Which figure a question wants, and whether a text holds one of that kind."""

import re
from collections.abc import Sequence
from functools import lru_cache

from assistant.text.casing import CAPITAL
from assistant.text.normalise import fold, has_diacritics

_OTHER_MAY = re.compile(r"\bm(?:áy|ây|ay|ày|ảy)\b", re.IGNORECASE)
"""Machines and clouds, which without their marks would be "mấy"."""
_ASKS_COUNT = re.compile(
    r"\b(?:bao nhieu|(?<!thang )(?<!quy )(?<!ngay )(?<!so )(?<!thu )(?<!dam )(?<!bo )"
    r"may(?! [\w ]{1,20} (?:nao|gi)\b)|so luong|how many|how much)\b"
)
_ASKS_WHO = re.compile(
    r"\b(?:so|nganh|bo|phong|co quan|don vi) nao\b|\bai (?:chu tri|phoi hop|theo doi|lo|lam)\b"
)
_SOME = re.compile(r"\bmay cai\b")
"""In a question for who does it, "mấy cái hạn chế" are some and not how many."""
_ASKS_PERCENT = re.compile(
    r"(?<!\d)(?<!\d )(?:%|\bphan tram)|percent|\bwhat (?:\w+ ){0,3}(?:proportion|share|ty le)\b"
)
"""A share that the question itself gives ("tới năm nào phải có 85%?") is not asked for."""
_RATE = re.compile(r"\b(?:ty le|ti le)\b")
_ASKS_OTHERWISE = re.compile(
    r"\b(?:vao|o|tu) dau\b|\blam (?:gi|sao)\b|\b(?:so|nganh|bo|phong|co quan|don vi|khi|ngay|quy|thang) nao\b|"
    r"\bbao gio\b|\b(?:ty|ti) le gi\b|\bai (?:chu tri|phoi hop|theo doi|lo|lam)\b"
)
_ASKS_MONEY = re.compile(
    r"^chi phi (?!tuan thu)|\bchi phi (?!tuan thu)[\w ]*\bbao nhieu|"
    r"bao nhieu (?:tien|dong|trieu|ty)\b|\bmay (?:trieu|ty dong)\b|tong (?:kinh phi|muc)|so tien|muc (?:kinh phi|chi)|"
    r"kinh phi[\w ]* bao nhieu|"
    r"\b(?:ton|het|mat|ngon)(?: (?:khoang|tong cong|het|dau|co|chung))* may (?:tram |chuc |muoi )?(?:ty|trieu)\b|"
    r"\bmay (?:tram |chuc |muoi )?(?:ty|trieu) (?:dong|tien)\b|"
    r"how much (?:money|budget|funding)|how many (?:dong|vnd|million|billion)|\bin (?:dong|vnd|usd)\b"
)
_MONEY = re.compile(
    r"(?<!\d)(?<!\d[.,])\d[\d.,]*(?:(?:\s*(?:trieu|ty|nghin|ngan))?\s*(?:dong|vnd)\b|\s*(?:trieu|ty) )"
)
# Digits that count nothing: dates, years and ranges of years, numbers of documents, articles and clauses.
_NOT_COUNTED = re.compile(
    r"(?<!\d)\d+\s*(?:/\s*\d|[/-]\s*[A-ZĐ])[\w/\-]*|"
    r"năm\s+20\d\d|(?:giai đoạn|tháng|ngày|quý|điều|khoản|điểm|mục|phụ lục|số|khóa|lần thứ)\s+[\dIVX][\d\-– ]*"
    r"|\b20\d\d\b|^\s*\d+(?:\.\d+)*(?:[.)]\s|\t)",
    re.IGNORECASE,
)

# "Đồng Bông 1, Đồng Bông 2" counts nothing.
_NUMBERED_NAME = re.compile(rf"(?<=[a-zà-ỹ] ){CAPITAL}[a-zà-ỹ]+ \d{{1,2}}\b(?!\s?(?:%|[a-zà-ỹ]))")
_ASKED_UNIT = re.compile(r"\bbao nhieu (don vi|[^\W\d]+)\b")
_SHARE = re.compile(r"(?<!\d)(\d++(?:[.,]\d++)?)\s*+(?:%|phần trăm)")
_BARE_FIGURE = re.compile(r"\W{0,4}\d[\d.,]*(?: ?[-–] ?\d[\d.,]*)?\s?%?\W{0,4}$")
_NO_UNIT = frozenset(
    "phan thi so la va cua trong o nua vay a moi nam ky chi muc viec nhiem dau lan tien thang "
    "co don dia can cong".split()
)
"""Words behind "bao nhiêu" that are no unit, or one that plans write otherwise."""

# What a figure is of: a share of dossiers in time is not one of dossiers online.
_MODIFIERS = tuple(
    re.compile(rf"\b{words}\b")
    for words in (
        "(?:dung|truoc|tre|qua) (?:han|hen)", "toan trinh", "hai long", "thanh toan", "so hoa", "dai hoc", "giai ngan",
        "noi bo", "ky so|chu ky so|chu ky dien tu", "khong dung tien mat", "lap ho so|ho so cong viec",
    )
)  # fmt: skip


def keeps_modifiers(question: str, text: str) -> bool:
    """Whether a text speaks of the same figure: every word of the question that tells figures apart is there."""
    asked = _modifiers(question)
    if not asked:
        return True
    folded = fold(text)
    return all(modifier.search(folded) for modifier in asked)


@lru_cache(maxsize=64)
def _modifiers(question: str) -> tuple[re.Pattern[str], ...]:
    """Those of a question, which is held against every row."""
    folded = fold(question)
    return tuple(modifier for modifier in _MODIFIERS if modifier.search(folded))


def find_shares(text: str) -> list[str]:
    """The percentages of a text in its order, without their sign and with a decimal comma: "95,5"."""
    return [share.replace(".", ",") for share in _SHARE.findall(text)]


def asks_number(text: str) -> bool:
    """Whether a question wants a figure."""
    folded = fold(_OTHER_MAY.sub(" ", text) if has_diacritics(text) else text)
    if _ASKS_WHO.search(folded):
        folded = _SOME.sub(" ", folded)
    return bool(_ASKS_COUNT.search(folded)) or _asks_rate(folded)


def asks_share(text: str) -> bool:
    """Whether a question wants a percentage."""
    folded = fold(text)
    return bool(_ASKS_PERCENT.search(folded)) or _asks_rate(folded)


def _asks_rate(folded: str) -> bool:
    """Whether a rate is what is asked for, and not the matter of another question ("tăng tỷ lệ … vào đâu?")."""
    return bool(_ASKS_PERCENT.search(folded)) or (
        bool(_RATE.search(folded)) and not _ASKS_OTHERWISE.search(folded)
    )


def asks_money(text: str) -> bool:
    """Whether a question wants an amount of money."""
    folded = fold(text)
    return bool(_ASKS_MONEY.search(folded)) and not _ASKS_PERCENT.search(folded)


def holds_money(text: str) -> bool:
    """Whether a text holds an amount of money."""
    return bool(_MONEY.search(fold(text)))


def holds_quantity(text: str) -> bool:
    """Whether a text holds a quantity, as against a date, the number of a document or of a thing."""
    return any(c.isdigit() for c in _NUMBERED_NAME.sub(" ", _NOT_COUNTED.sub(" ", text)))


def names_unit(question: str) -> bool:
    """Whether a question names what it wants counted ("bao nhiêu buổi")."""
    unit = _ASKED_UNIT.search(fold(question))
    return unit is not None and unit[1] not in _NO_UNIT


def holds_asked_unit(question: str, text: str) -> bool:
    """Whether a text counts what a question wants counted ("bao nhiêu mm"); true where it names no unit."""
    unit = _ASKED_UNIT.search(fold(question))
    if unit is None or not names_unit(question):
        return True
    return bool(re.search(rf"\d[\d.,]*(?:\s*[-–]\s*\d+)?\W*(?:[^\W\d]+\W+){{0,4}}{unit[1]}\b", fold(text)))


def counts_asked_unit(question: str, cells: Sequence[str]) -> bool:
    """As :func:`holds_asked_unit` for the cells of a row, where the figure may stand in a column of its own."""
    if holds_asked_unit(question, " ".join(cells)):
        return True
    unit = _ASKED_UNIT.search(fold(question))
    named = unit is not None and re.search(rf"\b{unit[1]}\b", fold(" ".join(cells)))
    return bool(named) and any(_BARE_FIGURE.match(cell) for cell in cells)
