"""Legal bases: the documents on which a plan rests, as kind, number, date, issuer and subject."""

import re
from collections.abc import Iterable, Sequence

from assistant.parsing import patterns
from assistant.parsing.metadata import parse_date
from assistant.types import LegalReference, Passage

_KINDS = sorted(
    (
        *patterns.KINDS, "Chương trình hành động", "Bộ luật", "Pháp lệnh", "Hiến pháp", "Công văn", "Lệnh",
        "Thông tư liên tịch", "Văn bản hợp nhất", "Văn bản", "Điều lệ", "Nghị quyết liên tịch", "Biên bản",
    ),
    key=len,
    reverse=True,
)  # fmt: skip
_KIND = rf"(?P<kind>{'|'.join(_KINDS)})"
_LAWS = ("Luật", "Bộ luật", "Pháp lệnh", "Hiến pháp", "Điều lệ")
_INTRODUCTION = re.compile(
    r"^(?:(?:Căn cứ(?: vào)?|Thực hiện|Triển khai|Thi hành|Trên cơ sở|và|các)\s+)+(?:các\s+)?"
)
_START = re.compile(rf"^{_KIND}\b")
_NUMBER = re.compile(
    r"\s++(?:số\s*+:?\s*+)?(?P<number>\d*\s*+(?:/\d{4})?[/-]\s*[A-ZĐ][A-Za-zĐđ0-9\-&]*(?:/[A-ZĐ][A-Za-zĐđ0-9\-]*)?)"
)
_DATE = re.compile(
    r"\s*+,?\s*+(?P<date>ngày\s*+\d{0,2}\s*+(?:tháng\s*+\d{0,2}\s*+năm\s*+\d{4}|/\s*+\d{0,2}\s*+/\s*+\d{4}))",
    re.IGNORECASE,
)
_SUBJECT_START = (
    r"(?:ban hành|về|v/v|phê duyệt|quy định|sửa đổi|thực hiện|hướng dẫn|công bố|điều chỉnh|thông qua|triển khai|"
    r"bãi bỏ|giao|thành lập|tiếp tục|đẩy mạnh|tăng cường|nâng cao)\b"
)
_ISSUER = re.compile(
    rf"\s*+,?\s*+của\s++(?P<issuer>[^,;()]{{1,150}}?)(?=\s++{_SUBJECT_START}|\s++ngày\s*+\d|[,;()]|\.?\s*+$)",
    re.IGNORECASE,
)
_LAW_END = re.compile(
    r"\s*+,?\s*+\bngày\b|[;.]\s*+$|;|\s*+\((?:sau đây|viết tắt)|\s++(?:năm|số)\s++\d", re.IGNORECASE
)
# "…, UBND tỉnh … xây dựng Kế hoạch … như sau:" is what the plan does, not what the basis says.
_OWN_CLAUSE = re.compile(
    r"[,;.]\s*(?:Chủ tịch\s+)?(?:UBND|(?:Ủy|Uỷ) ban nhân dân)\b[^,;]{0,80}\b(?:ban hành|xây dựng|triển khai)\b.*$"
)
_PROPOSAL = re.compile(
    r"^(?:Theo|Xét)\s+đề nghị của\s+(?P<issuer>[^,;]{1,200}?)(?=\s++tại\s|\s*+[.;,]?\s*+$)(?:\s++tại\s++(?P<rest>.*))?$"
)
_SHORT_NAME = re.compile(r"\s*\((?:sau đây|viết tắt|gọi tắt)[^()]*\)\s*$")
_PREAMBLE = ("Thực hiện ", "Căn cứ ", "Triển khai ", "Thi hành ")
_ZONE = re.compile(r"(?:^|/)(?:can-cu|mo-dau)-\d+$")


def find_legal_bases(passages: Iterable[Passage]) -> tuple[LegalReference, ...]:
    """The bases that the preamble of a document names, in order.

    A document that is named inside another one's subject is no basis of its own.

    Args:
        passages: of the document.
    """
    found: list[LegalReference] = []
    for passage in passages:
        if not _ZONE.search(passage.locator):
            continue
        if proposal := _PROPOSAL.match(passage.text):
            found.append(_proposal(proposal, passage.locator))
        elif passage.text.startswith(_PREAMBLE):
            found += read_references(passage.text, passage.locator)
    return tuple(found)


def read_references(text: str, locator: str) -> list[LegalReference]:
    """The documents that a list such as ``Căn cứ …; …;`` names.

    Args:
        text: clean text of one passage.
        locator: of the passage.
    """
    found: list[LegalReference] = []
    for part in _OWN_CLAUSE.sub("", text).split(";"):
        rest = _INTRODUCTION.sub("", part.strip())
        while rest and (start := _START.match(rest)):
            reference, rest = _read_one(start["kind"], rest[start.end() :], locator)
            found.append(reference)
            rest = _INTRODUCTION.sub("", rest.lstrip(" ,"))
    return found


def _read_one(kind: str, text: str, locator: str) -> tuple[LegalReference, str]:
    """One reference from the text after its kind, and what follows it."""
    number: str | None = None
    subject: str | None = None
    if match := _NUMBER.match(text):
        number, text = "".join(match["number"].split()), text[match.end() :]
    elif kind in _LAWS:
        end = _LAW_END.search(text)
        cut = end.start() if end else len(text)
        subject, text = _words(text[:cut]), text[cut:]
        if match := _NUMBER.match(text):
            number, text = "".join(match["number"].split()), text[match.end() :]
    date, text = _take(_DATE, "date", text)
    issuer, text = _take(_ISSUER, "issuer", text)
    if date is None:  # "Nghị quyết số 04/NQ-CP của Chính phủ ngày 10 tháng 01 năm 2022"
        date, text = _take(_DATE, "date", text)
    rest = text
    if subject is None:
        subject, rest = _words(_SHORT_NAME.sub("", text)), ""
    return (
        LegalReference(
            kind=kind,
            number=number,
            date=parse_date(date) if date else None,
            issuer=issuer,
            subject=subject,
            locator=locator,
        ),
        rest,
    )


def _proposal(match: re.Match[str], locator: str) -> LegalReference:
    named: Sequence[LegalReference] = read_references(match["rest"] or "", locator)[:1]
    return LegalReference(
        kind=named[0].kind if named else "Đề nghị",
        number=named[0].number if named else None,
        date=named[0].date if named else None,
        issuer=_words(match["issuer"]),
        subject=named[0].subject if named else None,
        locator=locator,
    )


def _take(pattern: re.Pattern[str], group: str, text: str) -> tuple[str | None, str]:
    match = pattern.match(text)
    return (" ".join(match[group].split()), text[match.end() :]) if match else (None, text)


def _words(text: str) -> str | None:
    return text.strip(" ,.;:–-") or None
