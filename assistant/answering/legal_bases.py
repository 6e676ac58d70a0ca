"""On which documents a plan was issued."""

import re

from assistant.answering.context import Context
from assistant.answering.draft import Draft
from assistant.text.normalise import fold
from assistant.types import Passage

_MAX_PLANS = 6
_NAMES_BASES = re.compile(r"\b(?:can cu|thuc hien|theo)\b")
_BASIS_KIND = re.compile(
    r"\b(nghi quyet|luat|chi thi|nghi dinh|thong tu|quyet dinh|ke hoach|chuong trinh)(?= (?:nao|gi)\b)"
)
_BASIS_ISSUER = re.compile(r"(?<=cua )(?:chinh phu|quoc hoi|thu tuong|tinh uy|bo \w+ \w+)\b")


def answer_legal_basis(context: Context, draft: Draft) -> bool:
    """Quote the bases on which each plan in scope was issued."""
    found = False
    plan_ids = context.question.scope.plan_ids[:_MAX_PLANS]
    for plan_id in plan_ids:
        bases = [p for p in context.library.passages_of(plan_id) if "can-cu-" in p.locator]
        if not bases:
            bases = [
                p
                for p in context.library.passages_of(plan_id)
                if p.locator.startswith("mo-dau-") and _NAMES_BASES.search(fold(p.text))
            ][:1]
        bases = _of_asked_kind(context, plan_id, [p for p in bases if not p.text.isupper()])
        if not bases:
            continue
        found = True
        name = context.library.name(plan_id)
        draft.say(f"{name} được ban hành trên các căn cứ sau:", bullet=True)
        for passage in bases:
            draft.say(f"- “{passage.text.rstrip(' ;.')}”", context.library.cite(passage), bullet=True)
    return found


def _of_asked_kind(context: Context, plan_id: str, bases: list[Passage]) -> list[Passage]:
    """The bases of the kind and the issuer that the question names ("nghị quyết nào của Chính phủ"), else all."""
    folded = fold(context.question.text)
    kinds = _BASIS_KIND.findall(folded)
    issuer = _BASIS_ISSUER.search(folded)
    kept = {
        reference.locator
        for reference in context.library.plans[plan_id].legal_bases
        if (not kinds or fold(reference.kind) in kinds)
        and (issuer is None or fold(reference.issuer or "").startswith(issuer.group()))
    }
    return [p for p in bases if p.locator in kept] or bases if kinds or issuer else bases
