"""Which agencies a question names: those of the tables, or else bodies that the rows in scope print."""

import re
from collections.abc import Iterable, Sequence

from assistant.agencies import Agency, find_agencies
from assistant.answering.context import Context, Library
from assistant.answering.openings import opening_bodies
from assistant.question.relations import Relation
from assistant.text.normalise import fold
from assistant.text.tokens import syllables
from assistant.types import Record

_BETWEEN_NAMES = re.compile(r"\s*[;,\n]\s*")
_BODY = re.compile(
    r"^(?:ban|bo phan|bo chi huy|bao hiem|benh vien|buu dien|chi cuc|cong ty|cuc|dai|dang uy|doan|hiep hoi|"
    r"hoc vien|hoi|kho bac|lien doan|lien minh|ngan hang|phong|quy|tap doan|thue|tinh doan|toa an|tong cong ty|"
    r"tong cuc|to|trung tam|truong|van phong|vien|vu)\b (?!chu tri)"
)
_SHORTENED = re.compile(
    r"\b(?P<head>[Cc]ục|[Vv]ụ|[Vv]iện|[Bb]an|[Pp]hòng|[Tt]rung tâm|[Cc]hi cục|[Tt]ổng cục) "
    r"(?P<letters>[A-ZĐ][A-ZĐa-z]{0,5}[A-ZĐ][A-ZĐ]{0,6}(?: [A-ZĐ]{2,6})?)\b"
)
"""A body whose name is shortened to letters but for its first word."""
_PARTLY_SHORTENED = re.compile(
    r"\b(?P<head>[Cc]ục|[Vv]ụ|[Vv]iện|[Bb]an|[Pp]hòng|[Tt]rung tâm|[Cc]hi cục|[Tt]ổng cục|[Hh]ội|[Tt]rường) "
    r"(?P<rest>(?:[^\W\d]+ ){1,5}?[A-ZĐ]{2,6})\b"
)
"""A body of whose name only the end is shortened to letters ("Cục Bổ trợ TP")."""
_GROUP = re.compile(
    r"^cac (?!(?:co quan|don vi|dia phuong|to chuc|ca nhan|thanh vien|so|nganh|cap|bo|ban|ben|huyen|xa|doi tuong|"
    r"thanh pho|tinh|phong|doan|bo nganh|nha)\b)\w+(?: \w+){0,2}$"
)
"""Many of one kind that a table has in a role and that are no agencies of the state ("các ấp")."""
_MINISTRY = "Bộ "
_ONSET = re.compile(r"(?P<first>[a-z0-9])(?P<more>[b-df-hj-np-tv-xz]{0,2})[a-z0-9]*")
_COMMITTEE = frozenset(syllables("Ủy ban nhân dân"))
_MIN_WORDS = 2


def asked_bodies(context: Context) -> tuple[Agency, ...]:
    """The agencies that a question names by themselves, in order; a class such as "các sở" is none.

    A body that no table lists ("Cục Kiểm tra văn bản", "Văn phòng HĐND và UBND xã") counts where a row in scope prints
    its name word for word, or a paragraph on duties begins with it.
    """
    known = tuple(m.agency for m in context.question.agencies if not m.agency.collective)
    if known and _are_owners(context):
        return _printed_bodies(context) or known
    issuers = {fold(plan.issuer) for plan in context.plans if plan.issuer and plan.province is None}
    # "… trong kế hoạch của Bộ Tư pháp" names the plan by who issued it
    acting = tuple(agency for agency in known if not any(fold(agency.name) in issuer for issuer in issuers))
    return acting or _printed_bodies(context) or opening_bodies(context) or known


def without_bodies(context: Context) -> tuple[str, ...]:
    """The matter of the question without the names of classes of agencies and of bodies that no table lists."""
    mentions = context.question.agencies
    names = {token for m in mentions if m.agency.collective for token in syllables(m.agency.name)}
    if "ubnd" in names:
        names |= _COMMITTEE
    if all(m.agency.collective for m in mentions) or _are_owners(
        context
    ):  # others are left out where they stand
        bodies = _printed_bodies(context) or opening_bodies(context)
        names |= {token for agency in bodies for token in context.library.matcher.words(agency.name)}
    return tuple(token for token in context.question.matter if token not in names)


def holds(context: Context, plan_id: str, text: str, asked: Agency) -> bool:
    """Whether a cell or a heading of a plan names an agency, under this name or another of its own."""
    printed = (mention.agency for mention in find_agencies(text, broad=True))
    if any(context.library.is_asked(plan_id, asked, agency) for agency in printed):
        return True
    return prints_body(text, asked)


def prints_body(text: str, asked: Agency) -> bool:
    """Whether a text prints the name of a body that no table lists."""
    return asked.level is None and bool(re.search(rf"\b{re.escape(fold(asked.name))}\b", fold(text)))


def has_role(context: Context, record: Record, role: Relation, asked: Iterable[Agency]) -> bool:
    """Whether one of the agencies stands in the cell of a role."""
    cell = record.cell(role.value)
    return cell is not None and any(holds(context, record.plan_id, cell.text, agency) for agency in asked)


def _are_owners(context: Context) -> bool:
    """Whether the question names single agencies only as ministries that a body belongs to ("Vụ … của Bộ …")."""
    folded = fold(context.question.text)
    return len(folded) == len(context.question.text) and all(
        mention.agency.name.startswith(_MINISTRY) and folded[: mention.start].endswith(" cua ")
        for mention in context.question.agencies
        if not mention.agency.collective
    )


def _printed_bodies(context: Context) -> tuple[Agency, ...]:
    question = _plain(context.library, context.question.text)
    names: dict[str, str] = {}
    for plan_id in dict.fromkeys(record.plan_id for record in context.records):
        for name in context.library.role_names(plan_id):
            folded = _plain(context.library, name)
            if (
                folded in question
                and len(folded.split()) >= _MIN_WORDS
                and (_BODY.match(folded) or _GROUP.match(folded))
            ):
                names.setdefault(folded, name)
    found = {folded for folded in names if re.search(rf"\b{re.escape(folded)}\b", question)}
    if not found and (shortened := _by_initials(context) or _partly_by_initials(context)) is not None:
        return (shortened,)
    whole = [folded for folded in found if not any(folded != other and folded in other for other in found)]
    return tuple(Agency(names[folded], None) for folded in sorted(whole, key=question.index))


def _by_initials(context: Context) -> Agency | None:
    """The one body whose name the question shortens behind its first word ("Vụ PLDSKT", "Cục KTrVB QPPL")."""
    for match in _SHORTENED.finditer(context.question.typed):
        letters = fold(match["letters"]).replace(" ", "")
        found: dict[str, str] = {}
        for plan_id in dict.fromkeys(record.plan_id for record in context.records):
            for name in context.library.role_names(plan_id):
                words = _plain(context.library, name).split()
                size = len(match["head"].split())
                rest = words[size:]
                if " ".join(words[:size]) != fold(match["head"]) or len(rest) < _MIN_WORDS:
                    continue
                if re.fullmatch(_initials(rest), letters):
                    found.setdefault(_plain(context.library, name), name)
        if len(found) == 1:
            return Agency(next(iter(found.values())), None)
    return None


def _partly_by_initials(context: Context) -> Agency | None:
    """The one body of whose name the question shortens the end or the middle ("Cục Bổ trợ TP")."""
    for match in _PARTLY_SHORTENED.finditer(context.question.typed):
        tokens = match.group().split()
        found: dict[str, str] = {}
        for plan_id in dict.fromkeys(record.plan_id for record in context.records):
            for name in context.library.role_names(plan_id):
                plain = _plain(context.library, name)
                if _stand_for(tokens, plain.split()):
                    found.setdefault(plain, name)
        if len(found) == 1:
            return Agency(next(iter(found.values())), None)
    return None


def _stand_for(tokens: Sequence[str], words: Sequence[str]) -> bool:
    """Whether each token is the next word of a name, or in capitals the initials of its next words."""
    if not tokens or not words:
        return not tokens and not words
    token = fold(tokens[0])
    if token == words[0] and _stand_for(tokens[1:], words[1:]):
        return True
    return tokens[0].isupper() and any(
        re.fullmatch(_initials(words[:size]), token) is not None and _stand_for(tokens[1:], words[size:])
        for size in range(_MIN_WORDS, min(len(token), len(words)) + 1)
    )


def _initials(words: Iterable[str]) -> str:
    """A pattern of the first letters of words."""
    return "".join(_ONSET.sub(_as_initials, word) for word in words)


def _as_initials(word: re.Match[str]) -> str:
    """A pattern of the first letter of a word, or of all consonants that it begins with ("tr")."""
    return f"{word['first']}(?:{word['more']})?"


def _plain(library: Library, text: str) -> str:
    """The words of a text, folded, abbreviations spelt out: "HĐND và UBND xã" is "hội đồng nhân dân và …"."""
    return fold(" ".join(library.matcher.words(text)))
