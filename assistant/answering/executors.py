"""Who carries out the decision that puts a plan in force: its closing articles say so."""

import re

from assistant.answering.context import Context
from assistant.answering.document import own_words
from assistant.answering.draft import Draft
from assistant.question.relations import Form, Relation
from assistant.question.understood import Question
from assistant.text.normalise import fold
from assistant.text.tokens import syllables
from assistant.types import Passage

_WHO = frozenset({Relation.LEAD, Relation.IMPLEMENTER, Relation.COORDINATE, Relation.MONITOR})
_CARRIES_OUT = re.compile(
    r"\b(?:thi hanh|thuc hien|trien khai|chap hanh|carr(?:y|ies|ied|ying) out|implement\w*|execut\w+)\b|"
    r"\b(?:chiu trach nhiem|phu trach|dam nhan|giao|responsible|in charge|charged)\b"
)
_ASKS_DECISION = re.compile(r"\b(?:quyet dinh|nghi quyet|chi thi|decision|resolution|directive)\b")
_ARTICLE = re.compile(r"^(?:quyet-dinh|nghi-quyet|chi-thi)/dieu-\d+$")
_ASSIGNS = re.compile(
    r"\bchiu trach nhiem (?:to chuc )?(?:thi hanh|thuc hien|trien khai)\b|"
    r"\bgiao\b.*\b(?:thi hanh|thuc hien|trien khai|theo doi|don doc)\b.*\b(?:quyet dinh|nghi quyet|chi thi) nay\b"
)
_CARRYING_OUT = re.compile(r"\b(?:thi hành|chấp hành|triển khai|tổ chức|đôn đốc|theo dõi|chịu trách nhiệm)\b")
_IS_ONE = re.compile(
    r"^\W*(?P<who>[\w ,]{2,80}?) co "
    r"(?:phai |nam |thuoc |duoc |trong |nhung |cac |may |nguoi |la |so |dien |danh sach ){0,6}"
    r"(?:chiu |co )?(?:trach nhiem )?(?:to chuc )?"
    r"(?:thi hanh|thuc hien|chap hanh) (?:cai )?(?:quyet dinh|nghi quyet|chi thi)\b"
    r"[\w /.-]* (?:khong|ko|hong)\b"
)
"""Whether somebody is among them."""
_DRAWN_UP = re.compile(r"\b(?:xay dung|tham muu|soan thao|du thao|trinh|draft\w*)\b")
"""Who draws up the decision is another than those who carry it out."""
_OF_TITLE = 0.9


def answer_executors(context: Context, draft: Draft) -> bool:
    """Quote who is to carry out the decision by which each plan in scope was issued; ``False`` if that is not asked."""
    question = context.question
    folded = fold(question.text)
    one = _IS_ONE.search(folded) if len(folded) == len(question.text) else None
    if one is None and not _asks_who(question, folded):
        return False
    if _DRAWN_UP.search(folded):
        return False
    beside = set(syllables(question.text[: one.end("who")])) if one is not None else set()
    who = [token for token in question.matter if token in beside]
    own = () if one is not None else own_words(_CARRYING_OUT.sub(" ", " ".join(question.matter)).split())
    said = False
    for plan in context.searched_plans:
        if fold(plan.instrument) not in folded and not question.scope.named_plan:
            continue
        if own and context.library.matcher.fit_text(own, plan.title).coverage < _OF_TITLE:
            continue
        for passage in filter(_assigns, context.library.passages_of(plan.id)):
            text = " ".join(passage.text.split()).rstrip(" ./;")
            yes = "Có. " if who and context.library.matcher.fit_text(who, text).coverage >= 1.0 else ""
            draft.say(
                f"{yes}{passage.label}, {context.library.name(plan.id)}: “{text}”.",
                context.library.cite(passage),
                bullet=True,
            )
            said = True
    return said


def _asks_who(question: Question, folded: str) -> bool:
    if question.form is not Form.FACT or question.agencies or not question.relations:
        return False
    by_decision = _ASKS_DECISION.search(folded) and _CARRIES_OUT.search(folded)
    return bool(by_decision) and not set(question.relations) - _WHO


def _assigns(passage: Passage) -> bool:
    return bool(_ARTICLE.match(passage.locator) and _ASSIGNS.search(fold(" ".join(passage.text.split()))))
