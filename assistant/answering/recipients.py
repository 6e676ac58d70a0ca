"""Whom a document was sent to: whether somebody stands among its recipients."""

import re
from collections.abc import Sequence

from assistant.answering.context import Context
from assistant.answering.draft import Draft
from assistant.text.normalise import fold
from assistant.types import Passage

_PAPER = r"(?:ke hoach|quyet dinh|van ban|chi thi|nghi quyet|chuong trinh hanh dong)"
_ASKS = tuple(
    re.compile(pattern)
    for pattern in (
        # "Quyết định 45 có gửi cho X không"
        rf"\b{_PAPER}\b(?![^?.;]*\bbao cao\b)[^?.;]{{0,120}}? (?:co )?(?:duoc )?gui (?:cho |den |toi )?"
        r"(?P<who>[^?.;]{2,80}?) (?:khong|chua|hay khong|ko|hong)\b",
        # "X có trong nơi nhận của Quyết định 45 không"
        r"^\W*(?P<who>[\w ,]{2,80}?) co (?:nam |ten |duoc ghi |mat )?(?:trong |o |thuoc )?"
        r"(?:phan |muc |danh sach )?noi nhan\b",
        r"\bnoi nhan\b[^?.;]{0,80}? co (?:ghi |ten |neu )?(?P<who>[^?.;]{2,80}?) (?:khong|chua|hay khong|ko|hong)\b",
        # "X có nhận được Quyết định 45 không"
        rf"^\W*(?P<who>[\w ,]{{2,80}}?) co (?:duoc )?(?:nhan|gui)(?: duoc)? {_PAPER}\b",
    )
)
_ASKED_WHOM = re.compile(r"\b(?:ai|nao|gi|dau)\b")
_TITLE = re.compile(r"^(?:Nơi nhận:? ?|Điều \d+\. )")
_ARTICLE = re.compile(r"\bNhư Điều (\d+)")


def answer_recipient(context: Context, draft: Draft) -> bool:
    """Quote the recipients of each plan in scope and say whether the asked one is there; ``False`` if none is asked."""
    text = context.question.text
    folded = fold(text)
    match = next((found for pattern in _ASKS if (found := pattern.search(folded))), None)
    if match is None or len(folded) != len(text) or _ASKED_WHOM.search(match["who"]):
        return False
    words = context.library.matcher.words(text[match.start("who") : match.end("who")])
    if not words:
        return False
    said = False
    for plan in context.searched_plans:
        passages = context.library.passages_of(plan.id)
        sent = next((one for one in passages if one.locator.rsplit("/", 1)[-1] == "noi-nhan"), None)
        if sent is None:
            continue
        said = True
        quoted = [sent, *_articles(sent, passages)]
        named = any(context.library.matcher.holds(words, one.text) for one in quoted)
        head = "Có. " if named else "Nơi nhận không ghi riêng cơ quan, người được hỏi. "
        quotes = "; ".join(f"{one.label}: “{_listed(one.text)}”" for one in quoted)
        draft.say(
            f"{head}{context.library.name(plan.id)}, {quotes[:1].lower()}{quotes[1:]}.",
            *(context.library.cite(one) for one in quoted),
            bullet=True,
        )
    return said


def _listed(text: str) -> str:
    """A text on one line without its title."""
    return _TITLE.sub("", " ".join(text.split())).rstrip(" ./;")


def _articles(sent: Passage, passages: Sequence[Passage]) -> list[Passage]:
    """The articles that stand for those who are charged with the decision ("Như Điều 3")."""
    numbers = set(_ARTICLE.findall(sent.text))
    place = sent.locator.rpartition("/")[0]
    return [
        one
        for one in passages
        if one.locator.rpartition("/")[0] == place and one.locator.rpartition("dieu-")[2] in numbers
    ]
