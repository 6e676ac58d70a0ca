"""What a plan itself is for or asks for: its section of purpose, requirements or general goals, whole."""

import re
from collections.abc import Sequence

from assistant.answering.context import Context
from assistant.answering.draft import Draft
from assistant.answering.prose import body, lower
from assistant.answering.sections import children, own_matter
from assistant.question.relations import Form, Relation
from assistant.text.normalise import fold
from assistant.types import Passage, PassageKind, Plan

_AIMS_AT = re.compile(
    r"\b(?:de|nham|vi|huong toi|huong den|nham toi) (?:lam )?(?:(?:nhung|cac) )?"
    r"(?:muc dich |muc tieu )?(?:gi|chi|nao)\b|"
    r"\bmuc dich (?:gi|nao)\b|\bmuc dich\b.{0,160}\bla (?:gi|nhung gi|the nao)\b|^muc dich\b|"
    r"\b(?:vi sao|tai sao|ly do)\b.{0,160}\b(?:ban hanh|xay dung|lap|dat ra|ra doi|can|co)\b|"
    r"\b(?:lam|lap|ra|ban hanh|xay dung) de (?:lam )?(?:gi|chi)\b"
)
_GOAL = re.compile(r"\bnham (?:toi )?(?:(?:nhung|cac) )?muc tieu (?:gi|nao)\b")
_REQUIRES = re.compile(
    r"\b(?:co|neu|dat ra|de ra|dua ra) (?:(?:nhung|cac) )?yeu cau (?:gi|nao)\b|"
    r"\byeu cau\b.{0,160}\bla (?:gi|nhung gi)\b"
)
_PURPOSE_TITLES = ("muc dich", "muc dich, yeu cau", "muc tieu", "muc tieu chung", "muc tieu tong quat")
_GOAL_TITLES = (
    *("muc tieu chung", "muc tieu tong quat", "muc tieu"),
    *("muc dich", "muc dich, yeu cau", "muc tieu cu the"),
)
_REQUIREMENT_TITLES = ("yeu cau", "muc dich, yeu cau")
_FRAME = frozenset(
    "mục đích tiêu yêu cầu nhằm hướng ban hành xây dựng lập đặt chương trình động đợt nửa nữa đầu cuối tháng lãnh đạo "
    "trả lời gọn ngắn kèm bản này làm ủy thông qua chuyện sự lý do việc cần văn chỉ thị quyết định nghị".split()
)
"""Words around the name of a plan, those by which a question asks for the purpose among them."""
_MAX_OTHER = 1
"""One word of its own may name a plan otherwise than its title does."""
_MIN_LEFT = 2
_OPENING_AIM = re.compile(r"\b(?:Để|Nhằm|nhằm)\b")
_NAMES_DOCUMENT = re.compile(
    r"\b(?:ke hoach|quyet dinh|chi thi|nghi quyet|chuong trinh(?: hanh dong)?)\b(?! (?:nao|gi)\b)"
)


def answer_purpose(context: Context, draft: Draft) -> bool | None:
    """Quote what a plan in scope says of its own purpose or requirements.

    Returns:
        ``None`` where that is not asked; ``False`` where it is, of one plan that says nothing of it.
    """
    question = context.question
    folded = fold(question.text)
    titles = _asked_titles(folded)
    if titles is None or question.form is not Form.FACT or set(question.relations) - {Relation.OBJECTIVE}:
        return None
    named = [plan for plan in context.plans if _is_named(context, plan)]
    if len(named) != 1:
        return None
    plan = named[0]
    passages = context.library.passages_of(plan.id)
    name = context.library.name(plan.id)
    for title in titles:
        for heading in (p for p in passages if p.kind is PassageKind.HEADING):
            items = children(heading, passages) if fold(body(heading)).strip() == title else []
            if not items:
                continue
            draft.say(f"{name}, {lower(heading.label)} “{body(heading)}” nêu:", bullet=True)
            for item in items:
                draft.say(f"- “{body(item)}”", context.library.cite(item), bullet=True)
            return True
    opening = _opening_aim(passages) if titles is not _REQUIREMENT_TITLES else None
    if opening is None:
        return False if _NAMES_DOCUMENT.search(folded) and titles is not _REQUIREMENT_TITLES else None
    draft.say(f"{name}, {lower(opening.label)}: “{body(opening)}”.", context.library.cite(opening))
    return True


def _asked_titles(folded: str) -> Sequence[str] | None:
    if _GOAL.search(folded):
        return _GOAL_TITLES
    if _AIMS_AT.search(folded):
        return _PURPOSE_TITLES if "yeu cau" not in folded else _PURPOSE_TITLES[1:2]
    return _REQUIREMENT_TITLES if _REQUIRES.search(folded) else None


def _is_named(context: Context, plan: Plan) -> bool:
    """Whether the matter names a plan and nothing that it deals with."""
    matcher = context.library.matcher
    own = own_matter(context.question.matter) - _FRAME
    known = {*matcher.words(plan.title), *matcher.words(plan.issuer or ""), *matcher.words(plan.kind)}
    strange = set(matcher.unknown(tuple(own)))
    other = own - known - strange
    if context.is_single:
        return not other or (len(own - other) >= _MIN_LEFT * len(other) and len(other) <= _MAX_OTHER)
    return len(own - other) >= _MIN_LEFT and not other


def _opening_aim(passages: Sequence[Passage]) -> Passage | None:
    """The opening paragraph that says what the document is for ("Để chủ động … yêu cầu:"), where no section does."""
    return next(
        (p for p in passages if "mo-dau" in p.locator and _OPENING_AIM.search(p.text)),
        None,
    )
