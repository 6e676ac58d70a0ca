"""Questions about the document itself that speak of no task, whatever verb or word for a time they use."""

import re
from collections.abc import Sequence

from assistant.answering.context import Context
from assistant.question.understanding import is_yes_no
from assistant.text.normalise import fold

_KINDS = r"(?:ke hoach|quyet dinh|van ban|chi thi|nghi quyet|chuong trinh hanh dong)"
_START = rf"^\W*(?:(?:cai|ban|cho hoi|xin hoi|the|theo) ){{0,2}}{_KINDS}\b"
_CLAIMS_DATE = re.compile(
    rf"{_START}.{{0,160}}\b(?:ban hanh|ky|ra|ra doi|de|cua|co|la)(?: vao)?(?: la)? ngay \d{{1,2}} ?[/-] ?\d"
)
"""A date that is taken for granted ("Chỉ thị 08 ra ngày 11/02/2022 đúng không")."""
_ISSUED_FIRST = re.compile(
    rf"\b(?:cai|ben|tinh|{_KINDS}) nao (?:duoc |co |thi )?(?:ban hanh|ky|ra(?: doi)?|co)\b"
    r"[\w ]{0,12}\b(?:truoc|sau|som|muon|tre)\b"
)
"""Which of several documents is the older one."""
_ISSUES_WHAT = re.compile(
    rf"{_START} (?:so )?\d[\w/-]*(?: [\w/-]+){{0,8}} (?:ban hanh|phe duyet|ve)(?: kem theo| ra)?"
    r"(?: (?:cai|ban|ke hoach|chuong trinh(?: hanh dong)?|van ban|viec|noi dung)){0,2} (?:gi|nao)\b"
    r"(?! (?:chu tri|phoi hop|lam|thuc hien|duoc|phai))"
)
"""What a decision puts in force ("Quyết định 1129 ban hành kế hoạch gì")."""
_OF_TITLE = 0.9


def asks_own_facts(context: Context, own: Sequence[str]) -> bool:
    """Whether a question is for date or title of the plans in scope and its own words only name them.

    Args:
        context: the question.
        own: its matter without what names the document as such.
    """
    text = context.question.text
    folded = fold(text)
    if asks_title(folded):
        return context.question.scope.named_plan and not _other_number(context, folded)
    asked = (_CLAIMS_DATE.search(folded) and is_yes_no(text)) or (
        asks_first(folded) and len(context.plans) > 1
    )
    fit = context.library.matcher.fit_text
    return bool(asked) and (
        not own or max((fit(own, plan.title).coverage for plan in context.plans), default=0.0) >= _OF_TITLE
    )


def asks_title(folded: str) -> bool:
    """Whether a folded question is for what a decision puts in force."""
    return bool(_ISSUES_WHAT.search(folded))


def asks_first(folded: str) -> bool:
    """Whether a folded question is which of several documents was issued first or last."""
    return bool(_ISSUED_FIRST.search(folded))


def _other_number(context: Context, folded: str) -> bool:
    """Whether the document that the question begins with is none of those in scope."""
    number = re.search(r"\d+", folded)
    own = {plan.number.split("/")[0].split("-")[0] for plan in context.plans if plan.number}
    return number is None or number.group().lstrip("0") not in {one.strip().lstrip("0") for one in own}
