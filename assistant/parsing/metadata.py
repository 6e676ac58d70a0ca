"""Who issued a plan, when, under what number: read from the text, blank where the text is blank."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from assistant.parsing import patterns
from assistant.reference import province_successors
from assistant.types import Plan

_HEAD_CHARS = 1500
"""Number and date stand in the letterhead, within the first lines of a document."""
_PROVINCE_UNIT = r"(?:[Tt]ỉnh|TỈNH|[Tt]hành phố|THÀNH PHỐ|TP\.?|UBND|[Bb]áo|BÁO)"


@dataclass(frozen=True, slots=True)
class Title:
    """A kind of document and its subject as printed."""

    kind: str
    subject: str


def read_metadata(plan_id: str, source: str, paragraphs: Sequence[str], titles: Sequence[Title]) -> Plan:
    """The plan's metadata.

    Args:
        plan_id: id of the plan.
        source: file name.
        paragraphs: clean paragraphs in order.
        titles: the titles found in the document, in order; the last is the plan itself.
    """
    full = "\n".join(paragraphs)
    main = titles[-1] if titles else Title("Văn bản", plan_id)
    province = find_province(full)
    number, date_text, issuer, instrument = _attachment(full)
    head = full[:_HEAD_CHARS]
    # The letterhead's number is stamped after the attachment line was typed: a filled one wins over a blank.
    if (number is None or number.startswith("/")) and (match := patterns.NUMBER_LINE.search(head)):
        number = "".join(match.group(1).split())
    if date_text is None and (found := _find_date(head)):
        date_text = found
    issuer = issuer or _authority(paragraphs)
    return Plan(
        id=plan_id,
        title=_title(main, province),
        kind=main.kind,
        instrument=instrument or (titles[0].kind if titles else main.kind),
        number=number,
        issuer=_full_issuer(issuer, province),
        signatory=None,
        province=province,
        date=parse_date(date_text) if date_text else None,
        date_text=date_text,
        years=_years(main.subject, date_text),
        source=source,
    )


def parse_date(text: str) -> date | None:
    """The date in ``ngày 18 tháng 12 năm 2023`` or ``ngày 18/12/2023``; ``None`` where a part is blank or wrong."""
    match = patterns.DATE_LONG.search(text) or patterns.DATE_SHORT.search(text)
    if match is None or None in match.groups():
        return None
    day, month, year = (int(part) for part in match.groups())
    try:
        return date(year, month, day)
    except ValueError:
        return None


def find_province(text: str) -> str | None:
    """The province that the text names most often after a word such as "tỉnh", or ``None``."""
    names = {printed: name for name in province_successors() for printed in (name, name.upper())}
    counts = Counter(names[match.group(1)] for match in _province_pattern().finditer(text))
    return counts.most_common(1)[0][0] if counts else None


@cache
def _province_pattern() -> re.Pattern[str]:
    names = [printed for name in province_successors() for printed in (name, name.upper())]
    return re.compile(
        rf"{_PROVINCE_UNIT}\s+({'|'.join(map(re.escape, sorted(names, key=len, reverse=True)))})\b"
    )


def _attachment(text: str) -> tuple[str | None, str | None, str | None, str | None]:
    match = patterns.ATTACHED.search(text)
    if match is None:
        return None, None, None, None
    return (
        "".join(match["number"].split()),
        " ".join(match["date"].split()),
        " ".join(match["issuer"].split()),
        match["kind"],
    )


def _find_date(head: str) -> str | None:
    for line in head.splitlines():
        match = patterns.DATE_LONG.search(line)
        # The date line names the place first ("Quảng Trị, ngày … tháng … năm …") and nothing after it.
        if match and match.end() >= len(line.strip(" *")) - 2 and "căn cứ" not in line.lower():
            return " ".join(match.group().split())
    return None


def _authority(paragraphs: Sequence[str]) -> str | None:
    """The issuer below the title of a decision, else that of the letterhead, else for whom is signed."""
    letterhead: str | None = None
    after_title = False
    for text in paragraphs:
        name = text.strip(" -–_")
        if patterns.AUTHORITY.match(name):
            if after_title:
                return name
            letterhead = letterhead or (name if name.split()[-1] != "DÂN" else None)
        after_title = after_title or bool(patterns.KIND_TITLE.match(text))
        if text.startswith(("TM. ỦY BAN NHÂN DÂN", "TM. UỶ BAN NHÂN DÂN")):
            return letterhead or "Ủy ban nhân dân tỉnh"
    return letterhead


def _full_issuer(issuer: str | None, province: str | None) -> str | None:
    if issuer is None:
        return None
    text = issuer.replace("UBND", "Ủy ban nhân dân")
    if text.isupper():
        text = text.capitalize()
    text = re.sub("(?:ủy|uỷ) ban", "Ủy ban", text, flags=re.IGNORECASE)
    if province is not None and text.lower().endswith(("tỉnh", "thành phố")):
        text = f"{text} {province}"
    return _capitalise_province(text, province)


def _capitalise_province(text: str, province: str | None) -> str:
    if province is None:
        return text
    return re.sub(re.escape(province), province, text, flags=re.IGNORECASE)


def _title(title: Title, province: str | None) -> str:
    subject = title.subject.strip(" .")
    if subject.isupper():
        subject = _capitalise_province(subject.lower(), province)
    if not subject:
        return title.kind
    return (
        f"{title.kind} {subject[0].lower()}{subject[1:]}"
        if subject[:2].istitle()
        else f"{title.kind} {subject}"
    )


def _years(subject: str, date_text: str | None) -> tuple[int, ...]:
    if match := patterns.YEAR_RANGE.search(subject):
        first, last = int(match.group(1)), int(match.group(2))
        return tuple(range(first, last + 1)) if first <= last else (first,)
    years = {int(year) for year in patterns.YEAR.findall(subject)}
    if not years and date_text and (match := re.search(r"20\d\d", date_text)):
        years = {int(match.group())}
    return tuple(sorted(years))
