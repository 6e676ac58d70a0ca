"""Words that officials use in speech, and English ones, with the words that plans use for them."""

import re
from collections.abc import Mapping

from assistant.text.normalise import fold, has_diacritics
from assistant.text.word_table import load_entries

# Spoken or borrowed words (folded) and the official ones. Only words that no plan uses in another sense.
_SPOKEN: Mapping[str, str] = {
    "scan": "số hóa", "website": "trang thông tin điện tử", "trang web": "trang thông tin điện tử", "web": "trang thông tin điện tử",
    "ba con": "người dân", "online": "trực tuyến", "noi chuyen": "đối thoại", "tro chuyen": "đối thoại", "mail": "thư điện tử", "email": "thư điện tử",
    "may lan": "bao nhiêu lần", "may ban": "bao nhiêu lần", "sep": "lãnh đạo", "tai chanh": "tài chính", "hanh chanh": "hành chính", "dam may": "điện toán đám mây", "app": "phần mềm", "truc tuyen": "trực tuyến",
    "sap nhap xa": "sắp xếp đơn vị hành chính cấp xã", "sap nhap huyen": "sắp xếp đơn vị hành chính cấp huyện", "sau thang dau nam": "6 tháng đầu năm", "sau thang cuoi nam": "6 tháng cuối năm", "bn viec": "bao nhiêu việc", "bn nhiem vu": "bao nhiêu nhiệm vụ", "bn nv": "bao nhiêu nhiệm vụ", "bn chi tieu": "bao nhiêu chỉ tiêu", "la bn": "là bao nhiêu", "gop xa": "sắp xếp đơn vị hành chính cấp xã",
    "hec-ta": "ha", "hec ta": "ha", "hecta": "ha", "thieu tien": "kinh phí vượt quá khả năng", "giay to gi": "sản phẩm gì", "lam viec truc tuyen": "trực tuyến", "chu ky so": "chữ ký số", "nvu": "nhiệm vụ", "chanh quyen": "chính quyền", "bn": "bao nhiêu", "qui may": "quý mấy", "qui nao": "quý nào", "cq nao": "cơ quan nào", "dv nao": "đơn vị nào", "bn %": "bao nhiêu %", "bn phan tram": "bao nhiêu phần trăm", "o mo": "ở đâu", "khi mo": "khi nào", "ktra": "kiểm tra", "khong tre han": "đúng hạn", "khong tre": "đúng hạn", "khong qua han": "đúng hạn", "khong bi tre": "đúng hạn",
}  # fmt: skip
_MONTH_OF_YEAR = re.compile(r"\b(tháng \d{1,2}),? (20\d\d)\b")
_ENGLISH_WORDS = re.compile(
    r"\b(?:who|what|which|when|where|how|the|of|is|are|must|should|does|for|by|and|in|to|under|tasks?|compare)\b"
)
_MIN_ENGLISH = 3
"""Function words from which a question counts as English …"""
_MIN_KNOWN = 2
"""… or words of the table beside one of them, in a question without a Vietnamese letter."""


def _compile(table: Mapping[str, str]) -> re.Pattern[str]:
    forms = "|".join(re.escape(form) for form in sorted(table, key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:{forms})s?(?!\w)(?! hanh\b)")  # "mấy bận", but not "quý mấy ban hành"


_ENGLISH = load_entries(__package__, "english.txt", fold)
_NOT_SPOKEN = frozenset({"trợ chuyển", "đảm mấy"})
"""Words that fold to spoken ones: "hỗ trợ chuyển đổi" is no "trò chuyện", "bảo đảm mấy" no "đám mây"."""
_SPOKEN_PATTERN = _compile(_SPOKEN)
_ENGLISH_PATTERN = _compile(_ENGLISH)


def is_english(text: str) -> bool:
    """Whether a question is in English; Vietnamese names inside do not matter."""
    function_words = len(_ENGLISH_WORDS.findall(text.lower()))
    if function_words >= _MIN_ENGLISH:
        return True
    if not function_words or has_diacritics(text):
        return False
    return len(set(_ENGLISH_PATTERN.findall(fold(text)))) >= _MIN_KNOWN


def to_official(text: str) -> str:
    """The question with spoken words replaced by those of plans, and English ones where it is English."""
    # English first: of "online public services" no single word may be taken before the phrase
    if is_english(text):
        text = _MONTH_OF_YEAR.sub(r"\1/\2", _replace(text, _ENGLISH_PATTERN, _ENGLISH))
    return _replace(text, _SPOKEN_PATTERN, _SPOKEN)


def _replace(text: str, pattern: re.Pattern[str], table: Mapping[str, str]) -> str:
    folded = fold(text).replace("’", "'")
    if len(folded) != len(text):
        return text
    parts, end = [], 0
    for match in pattern.finditer(folded):
        official = table.get(match.group()) or table[match.group().removesuffix("s")]
        before = folded[: match.start()]
        if text[match.start() : match.end()].lower() in _NOT_SPOKEN:
            continue
        if fold(official).endswith(match.group()) and before.endswith(
            fold(official).removesuffix(match.group())
        ):
            continue  # "điện toán đám mây" is the official word already
        parts += [text[end : match.start()], official]
        end = match.end()
    return "".join([*parts, text[end:]])
