"""On which documents a plan was issued."""

import re

from assistant.answering.context import Context
from assistant.answering.document import own_words
from assistant.answering.draft import Draft
from assistant.answering.namings import SYMBOL, form_of
from assistant.question.relations import Form
from assistant.text.normalise import fold
from assistant.text.tokens import syllables
from assistant.types import Passage

_MAX_PLANS = 6
_NAMES_BASES = re.compile(r"\b(?:can cu|thuc hien|theo)\b")
_BASIS_KIND = re.compile(
    r"\b(nghi quyet|luat|chi thi|nghi dinh|thong tu|quyet dinh|ke hoach|chuong trinh)(?= (?:nao|gi)\b)"
)
_BASIS_ISSUER = re.compile(r"(?<=cua )(?:chinh phu|quoc hoi|thu tuong|tinh uy|bo \w+ \w+)\b")
_ASKS_NAMED = re.compile(
    r"\b(?:dua (?:vao|tren|theo)|can cu(?: vao| theo)?|vien dan|dan chieu|trich dan|cu the hoa|thuc hien|"
    r"trien khai|theo)"
    r" (?:nhung |cac |may |cai )?(?P<kind>nghi quyet|luat|chi thi|nghi dinh|thong tu|quyet dinh) (?:nao|gi)\b"
    r"(?: (?:cua|do) "
    r"(?P<issuer>chinh phu|quoc hoi|thu tuong|bo chinh tri|ban bi thu|(?:ban chap hanh )?trung uong|tinh uy)\b)?"
    r"(?:,? (?:noi )?ve (?P<matter>[\w ]{3,80}?)(?= (?:ban hanh|ra|ky|ngay|do|cua|o|tai|nao|khong|vay)\b|[,.?;]|$))?"
)
"""The bases of one kind, told by who issued them or by what they are about."""
_OF_MATTER = 0.9


def answer_named_bases(context: Context, draft: Draft) -> bool:
    """Quote the bases of the asked kind and issuer, or on the asked matter; ``False`` where no such ones are asked for.

    What stands before the asking has to name the plans: of a task the bases are not told.
    """
    question = context.question
    text, folded = question.text, fold(question.text)
    match = _ASKS_NAMED.search(folded)
    if match is None or len(folded) != len(text) or not (match["issuer"] or match["matter"]):
        return False
    if question.form is Form.COUNT or not _names_plans(context, set(syllables(text[: match.start()]))):
        return False
    own = {form_of(plan.number) for plan in context.plans if plan.number}
    if any(form_of(symbol.group()) not in own for symbol in SYMBOL.finditer(text, 0, match.start())):
        return False  # of another document, whose bases are not told here
    about = context.library.matcher.words(text[match.start("matter") : match.end("matter")])
    printed = re.compile(
        rf"\b{match['kind']}\b[^;]{{0,80}}?\b{match['issuer']}\b"
        if match["issuer"]
        else rf"\b{match['kind']}\b"
    )
    found = [
        passage
        for plan in context.searched_plans
        for passage in context.library.passages_of(plan.id)
        if ("can-cu-" in passage.locator or "mo-dau-" in passage.locator)
        and not passage.text.startswith("Theo đề nghị")  # a proposal names its subject, no basis
        and printed.search(fold(" ".join(passage.text.split())))
        and (not about or context.library.matcher.fit_text(about, passage.text).coverage >= _OF_MATTER)
    ]
    for passage in found:
        quote = " ".join(passage.text.split()).rstrip(" ;./")
        draft.say(
            f"- {context.library.name(passage.plan_id)}: “{quote}”.",
            context.library.cite(passage),
            bullet=True,
        )
    return bool(found)


def _names_plans(context: Context, before: set[str]) -> bool:
    """Whether the words before the asking name the plans in scope and no task of theirs."""
    own = own_words([token for token in context.question.matter if token in before])
    fit = context.library.matcher.fit_text
    return not own or any(fit(own, plan.title).coverage >= _OF_MATTER for plan in context.plans)


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
