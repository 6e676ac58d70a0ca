"""The first lines of a document: who issues it, under what number, on what day."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.parsing import patterns
from assistant.text.normalise import fold

_MAX_LINES = 30
"""A title stands within the first lines; a text without one has no letterhead further down either."""
_MOTTO = re.compile(
    rf"{patterns.LETTERHEAD.pattern}|ĐẢNG CỘNG SẢN VIỆT NAM|Số\s*+:?\s*+\d*\s*+[-/].*$|[*_=#|]+|[-–—]{{2,}}"
    r"|\bĐộc lập\b.*$",
    re.IGNORECASE,
)
_STAMP = re.compile(r"^(?:HỎA TỐC|HOẢ TỐC|THƯỢNG KHẨN|KHẨN|MẬT|TỐI MẬT|TUYỆT MẬT|DỰ THẢO|BẢN SAO|SAO Y)\b")
_SESSION = re.compile(r"(?<!\s)\s*\bKH[ÓO][ÁA]?\s+[IVXLC\d]+.*$")
_UNIT = r"tỉnh|thành phố|thị xã|thị trấn|huyện|quận|xã|phường|đặc khu"
_PLACE = re.compile(rf"\b(?:(?:tỉnh|thành|huyện|quận|thị) (?:ủy|uỷ)|{_UNIT})\s+(?P<name>.+)$", re.IGNORECASE)
_BODIES = frozenset("Sở Bộ Ban Cục Vụ".split())
"""Words after which the name of a body starts with a capital letter."""
_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")


@dataclass(frozen=True, slots=True)
class Letterhead:
    """What stands above the title; ``None`` or empty for what does not."""

    organs: tuple[str, ...]
    """The issuing organ last, after those that it belongs to; spelled as running text spells them."""
    number: str | None
    date_text: str | None
    place: str | None
    """Where the document was signed."""

    @property
    def issuer(self) -> str | None:
        """The organ that issues the document."""
        return self.organs[-1] if self.organs else None


def read_letterhead(lines: Sequence[str], body: str) -> Letterhead:
    """The letterhead of a document.

    Args:
        lines: its lines from the top, clean; cells of a table count as lines.
        body: all of its text, for how names are spelled in it.
    """
    head: list[str] = []
    for line in lines[:_MAX_LINES]:
        if patterns.KIND_TITLE.match(line) or patterns.LEGAL_BASIS.match(line):
            break
        head.append(line)
    text = "\n".join(head).translate(_SUPERSCRIPTS)
    number = patterns.NUMBER_LINE.search(text)
    place, date_text = _place_and_date(head)
    return Letterhead(
        organs=tuple(spell(name, body) for name in _organs(head)),
        number="".join(number.group(1).split()) if number else None,
        date_text=date_text,
        place=place,
    )


def spell(name: str, body: str) -> str:
    """A name printed in capitals as the body spells it, or else by the rules for such names."""
    if not name.isupper():
        return name
    # Without marks: recognition of a scan errs in capitals most of all.
    folded = fold(body)
    matches = re.finditer(rf"\b{re.escape(fold(name))}\b", folded) if len(folded) == len(body) else ()
    printed = (body[match.start() : match.end()] for match in matches)
    found = Counter(text for text in printed if not text.isupper())
    text = found.most_common(1)[0][0] if found else _sentence_case(name)
    return re.sub(rf"(?<=\s)(?:{_UNIT})(?=\s)", lambda m: m.group().lower(), text, flags=re.IGNORECASE)


def _sentence_case(name: str) -> str:
    """``Sở Nội vụ``, ``Ủy ban nhân dân xã Tân Hưng``, ``Tỉnh ủy Đắk Lắk``: first words and places in capitals."""
    words = name.lower().split()
    words[0] = words[0].capitalize()
    text = " ".join(words)
    if match := _PLACE.search(text):
        return text[: match.start("name")] + match["name"].title()
    for i, word in enumerate(words[:-1]):
        if (
            word.capitalize() in _BODIES
            and words[i + 1] != "trưởng"
            and words[i - 1].lower() not in {"ủy", "uỷ"}
        ):
            words[i : i + 2] = [word.capitalize(), words[i + 1].capitalize()]
    return " ".join(words)


def _organs(head: Sequence[str]) -> list[str]:
    """Names of organs in capitals, each on one or more lines, the superior one first."""
    organs: list[str] = []
    for line in head:
        name = " ".join(_MOTTO.sub(" ", line).split()).strip(" .,:;-–")
        if not name.isupper() or len(name) < 4 or _STAMP.match(name):
            continue
        if patterns.ORGAN.match(name):
            organs.append(name)
        elif organs:
            organs[-1] = f"{organs[-1]} {name}"
    return [name for organ in organs if (name := _SESSION.sub("", organ))]


def _place_and_date(head: Sequence[str]) -> tuple[str | None, str | None]:
    for line in head:
        match = patterns.DATE_LONG.search(line)
        # The date line names the place first ("Quảng Trị, ngày … tháng … năm …") and nothing after it.
        if match and match.end() >= len(line.strip(" *")) - 2 and "căn cứ" not in line.lower():
            place = re.search(r"([^\d,;:]{2,40}),\s*$", line[: match.start()])
            return place.group(1).strip(" *_-") if place else None, " ".join(match.group().split())
    return None, None
