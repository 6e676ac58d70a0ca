"""Who issued a plan, when, under what number: read from the text, blank where the text is blank."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import takewhile

from assistant.parsing import patterns
from assistant.parsing.letterhead import Letterhead, read_letterhead, spell
from assistant.reference import province_successors
from assistant.text.normalise import fold
from assistant.types import Plan

_OPENING_LINES = 3
"""A document without a letterhead names itself at once."""
_CLEAR = 0.6
"""A document without a letterhead is of the province that it names in this share of all mentions."""
_PROVINCE_UNIT = r"(?:[Tt]ỉnh|TỈNH|[Tt]hành phố|THÀNH PHỐ|TP\.?|UBND|[Bb]áo|BÁO)"


@dataclass(frozen=True, slots=True)
class Title:
    """A kind of document and its subject as printed."""

    kind: str
    subject: str


def read_metadata(
    plan_id: str, source: str, paragraphs: Sequence[str], lines: Sequence[str], titles: Sequence[Title]
) -> Plan:
    """The plan's metadata, from its head; what its body mentions counts only where the head says nothing.

    Args:
        plan_id: id of the plan.
        source: file name.
        paragraphs: clean paragraphs in order.
        lines: the first lines as they stand in the file, clean.
        titles: the titles found in the document, in order; the last is the plan itself.
    """
    full = "\n".join(paragraphs)
    letterhead = read_letterhead(lines, full)
    attached = _attachment(full)
    if not titles and (opening := _opening(lines)):
        attached, titles = attached or opening[0], (opening[1],)
    main = titles[-1] if titles else Title("Văn bản", plan_id)
    number, date_text, issuer, instrument = attached or (None, None, None, None)
    # The letterhead is stamped after the attachment line was typed: what is filled in there wins over a blank.
    if letterhead.number and (number is None or not number[0].isdigit()):
        number = letterhead.number
    if letterhead.date_text and (date_text is None or parse_date(date_text) is None):
        date_text = letterhead.date_text
    issuer = issuer or _authority(paragraphs) or letterhead.issuer
    issuer = spell(issuer, full) if issuer else None
    province = _province(issuer, letterhead, main, full)
    return Plan(
        id=plan_id,
        title=_title(main, province, full),
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


def _province(issuer: str | None, letterhead: Letterhead, main: Title, full: str) -> str | None:
    """Of which province a document is: by who issues it, by its title, by where it was signed."""
    if issuer is not None and patterns.CENTRAL.search(issuer):
        return None
    for name in (issuer, *reversed(letterhead.organs)):
        if name and (found := _named_in(name)):
            return found
    if any(patterns.CENTRAL.search(organ) for organ in letterhead.organs):
        return None
    if found := find_province(main.subject):
        return found
    if letterhead.organs and letterhead.place and (found := _named_in(letterhead.place)):
        return found
    counts = _count_provinces(full)
    if issuer is not None and counts:
        return counts.most_common(1)[0][0]
    return next(
        (name for name, count in counts.items() if count > 1 and count >= _CLEAR * counts.total()), None
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
    counts = _count_provinces(text)
    return counts.most_common(1)[0][0] if counts else None


def _count_provinces(text: str) -> Counter[str]:
    names = {printed: name for name in province_successors() for printed in (name, name.upper())}
    return Counter(names[match.group(1)] for match in _province_pattern().finditer(text))


def _named_in(name: str) -> str | None:
    """The province in the name of an organ or a place, where no word such as "tỉnh" need stand before it."""
    folded = fold(name)
    return next(
        (
            p
            for p in sorted(province_successors(), key=len, reverse=True)
            if re.search(rf"\b{fold(p)}$", folded)
        ),
        None,
    ) or find_province(name)


@cache
def _province_pattern() -> re.Pattern[str]:
    names = [printed for name in province_successors() for printed in (name, name.upper())]
    return re.compile(
        rf"{_PROVINCE_UNIT}\s+({'|'.join(map(re.escape, sorted(names, key=len, reverse=True)))})\b"
    )


_Attached = tuple[str | None, str | None, str | None, str | None]
"""Number, date, issuer and kind of the document that puts a plan into force."""


def _attachment(text: str) -> _Attached | None:
    match = patterns.ATTACHED.search(text)
    if match is None:
        return None
    return (
        "".join(match["number"].split()),
        " ".join(match["date"].split()),
        " ".join(match["issuer"].split()),
        match["kind"],
    )


def _opening(lines: Sequence[str]) -> tuple[_Attached, Title] | None:
    """Number, date, issuer and title of a document that opens with its name instead of a letterhead."""
    if lines and (appendix := patterns.APPENDIX.match(lines[0])):
        subject = [appendix.group(2), *takewhile(str.isupper, lines[1:])]
        return (None, None, None, None), Title("Phụ lục", " ".join(filter(None, subject)))
    for i, line in enumerate(lines[:_OPENING_LINES]):
        if match := patterns.NAMED_IN_ONE_LINE.match(" ".join([line, *lines[i + 1 : i + 2]])):
            single = patterns.NAMED_IN_ONE_LINE.match(line) or match
            issuer = single["before"] or single["after"]
            return (single["number"], single["date"], issuer, single["kind"]), Title(
                single["kind"], single["subject"]
            )
    return None


def _authority(paragraphs: Sequence[str]) -> str | None:
    """Who decides, as the line between the title of a decision and its legal bases says."""
    after_title = False
    for text in paragraphs:
        if patterns.LEGAL_BASIS.match(text) or patterns.ENACTING.match(text):
            return None
        name = text.strip(" -–_")
        if after_title and patterns.AUTHORITY.match(name):
            return name
        after_title = after_title or bool(patterns.KIND_TITLE.match(text))
    return None


def _full_issuer(issuer: str | None, province: str | None) -> str | None:
    if issuer is None:
        return None
    text = issuer.replace("UBND", "Ủy ban nhân dân").replace("HĐND", "Hội đồng nhân dân")
    text = re.sub("(?:ủy|uỷ) ban", "Ủy ban", text, flags=re.IGNORECASE)
    if province is not None and text.lower().endswith(("tỉnh", "thành phố")):
        text = f"{text} {province}"
    return _capitalise_province(text, province)


def _capitalise_province(text: str, province: str | None) -> str:
    if province is None:
        return text
    return re.sub(re.escape(province), province, text, flags=re.IGNORECASE)


def _title(title: Title, province: str | None, full: str) -> str:
    subject = title.subject.strip(" .")
    if subject.isupper():
        subject = _capitalise_province(_as_printed(subject, full), province)
    if not subject:
        return title.kind
    return (
        f"{title.kind} {subject[0].lower()}{subject[1:]}"
        if subject[:2].istitle()
        else f"{title.kind} {subject}"
    )


def _as_printed(subject: str, full: str) -> str:
    """A subject in capitals as running text spells it, or in lower case where the text does not repeat it."""
    found = re.search(re.escape(subject), full.replace("\n", " "), re.IGNORECASE)
    while found and found.group().isupper():
        found = re.compile(re.escape(subject), re.IGNORECASE).search(full.replace("\n", " "), found.end())
    return found.group() if found else subject.lower()


def _years(subject: str, date_text: str | None) -> tuple[int, ...]:
    if match := patterns.YEAR_RANGE.search(subject):
        first, last = int(match.group(1)), int(match.group(2))
        return tuple(range(first, last + 1)) if first <= last else (first,)
    issued = re.search(r"20\d\d", date_text) if date_text else None
    # The dates of other documents that the subject names say nothing of its own time.
    own = patterns.DATE_LONG.sub(" ", subject)
    if (until := patterns.UNTIL_YEAR.search(own)) and issued:
        first, last = int(issued.group()), int(until.group(1))
        return tuple(range(first, last + 1)) if first <= last else (first,)
    years = {int(year) for year in patterns.YEAR.findall(own)}
    if not years and issued:
        years = {int(issued.group())}
    return tuple(sorted(years))
