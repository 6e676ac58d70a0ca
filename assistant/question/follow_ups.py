"""What a question takes over from the ones before it in a conversation."""

import re
from dataclasses import replace

from assistant.agencies import Mention, of_any_province
from assistant.question.relations import Form, Relation
from assistant.question.understood import Question
from assistant.text.normalise import fold

_FOLLOW_UP = re.compile(
    r"^(?:the con|con|vay con|vay|the|the thi|con ve|rieng|roi|and|what about)\b|"
    r"\b(?:giong|tuong tu|nhu)(?: nhu)? (?:vay|the)\b|\btuong tu\b|"
    r"\bthi sao\b|\bviec (?:nay|do)\b|\bnhiem vu (?:nay|do)\b|\bno\b"
)
_POINTS_BACK = re.compile(r"\b(?!(?:trong|từ|theo|sau|trước|ở|đến|tới|do|và) )\w+ (?:đó|này|ấy)\b")
"""What was spoken of before ("chỉ số đó", "kế hoạch này"), with its marks: "do" is "by" too."""
_AMONG = re.compile(
    r"\btrong (?:so|nhung viec|cac viec|danh sach|may viec|nhom) (?:do|nay|ay|tren)\b|"
    r"^trong do\b|\bof (?:these|those)\b"
)
"""What narrows a list that was asked for before."""
_OF_THEM = re.compile(
    r"^\W*(?:(?:the|vay|con) )?(?:cai|viec|nhiem vu|muc) nao\b|\b(?:may|bao nhieu) cai\b|"
    r"^\W*dem\b|^\W*(?:co )?(?:may|bao nhieu) (?:cai|viec)\b"
)
"""Lists and counts of nothing but "which" and "how many" go on with the list before."""
_PLACE_OF_PLAN = re.compile(
    r"\b(?:muc|phan) [ivx]{1,5}\b|\bnhiem vu (?:so )?\d|\bphu luc\b|\bkhoan \d|\bdieu \d"
)
_GOES_ON = re.compile(r"^\W*(?:the con|vay con|con|the thi|vay thi|the|vay|roi)\b")
_GENERIC = frozenset(
    "tổ chức thực hiện triển khai hoàn thành ban hành phê duyệt tiến hành diễn bắt đầu kết thúc từ "
    "năm tối thiểu đa ít nhất làm".split()
)
"""Words that name no matter: "tháng nào thì tổ chức?"."""
_COMMITTEE = frozenset("ủy ban nhân dân".split())
_FEW = 3
"""A follow-up has at most this many words of matter of its own ("thế còn sản phẩm?")."""


def own_words(question: Question) -> list[str]:
    """The words of a question's matter that name something ("hội nghị" of "tổ chức mấy hội nghị?")."""
    return [token for token in question.matter if token not in _GENERIC]


def is_incomplete(question: Question) -> bool:
    """Whether a question needs the one before to be understood."""
    folded = fold(question.text)
    follows = bool(_FOLLOW_UP.search(folded) or _POINTS_BACK.search(question.text.lower()))
    if _PLACE_OF_PLAN.search(folded) and not question.scope.provinces and not question.scope.named_plan:
        return not question.inherited  # a place of the plan that was spoken of
    if question.form is not Form.FACT and question.agencies:
        return False
    if Relation.DUTY in question.relations and question.agencies and not follows:
        return False
    if Relation.DOCUMENT in question.relations or Relation.LEGAL_BASIS in question.relations:
        return not question.scope.provinces
    if (
        (len(question.topic) <= 1 or _GENERIC.issuperset(question.topic))
        and not question.scope.provinces
        and not question.scope.named_plan
    ):
        return True
    own = [token for token in question.matter if token not in _COMMITTEE]
    return not question.topic or (follows and len(own) <= _FEW)


def narrows(question: Question) -> bool:
    """Whether a list is asked for as a part of the one before ("trong đó việc nào …", "cái nào hạn quý I?")."""
    folded = fold(question.text)
    if _AMONG.search(folded):
        return True
    named = question.scope.provinces or question.scope.named_plan or question.scope.appendix
    return bool(_OF_THEM.search(folded)) and not named


def names_scope(question: Question) -> bool:
    """Whether a question names a place, a plan or a year itself."""
    scope = question.scope
    return bool(scope.provinces or scope.named_plan or scope.years)


def in_scope_of(question: Question, earlier: Question) -> Question:
    """A question that goes on ("Vậy báo cáo của các sở …") in the scope of the one before, unless it names its own."""
    if names_scope(question) or not (earlier.scope.provinces or earlier.scope.named_plan):
        return question
    return replace(question, scope=replace(earlier.scope, spans=question.scope.spans))


def _carried_over(question: Question, earlier: Question) -> tuple[Mention, ...]:
    """Agencies of the question before; the newspaper of one province stands for that of the province asked now."""
    if not question.scope.provinces:
        return earlier.agencies
    return tuple(replace(m, agency=of_any_province(m.agency)) for m in earlier.agencies)


def _joined(own: tuple[str, ...], earlier: tuple[str, ...]) -> tuple[str, ...]:
    return own + tuple(token for token in earlier if token not in own)


def fill_in(question: Question, earlier: Question) -> Question:
    """A follow-up with the matter, relation and scope of the question before it where it has none of its own."""
    scope = question.scope
    if not scope.provinces and not scope.named_plan and (not scope.years or not earlier.scope.years):
        scope = earlier.scope
    own_matter = bool(question.topic)
    if _PLACE_OF_PLAN.search(fold(question.text)):
        return replace(question, scope=replace(scope, spans=question.scope.spans), inherited=True)
    relations = question.relations or earlier.relations
    if (
        Relation.DOCUMENT in earlier.relations
        and question.relations == (Relation.DEADLINE,)
        and not own_matter
    ):
        relations = (Relation.DOCUMENT,)  # "ai ký?", then "ngày nào?"
    asks_anew = not own_matter and not question.relations and question.form is Form.FACT
    return replace(
        question,
        # "thế Quảng Trị?" is the question before once more, with all its words, for another scope
        text=f"{earlier.text} {question.text}" if asks_anew else question.text,
        topic=_joined(question.topic, earlier.topic),
        matter=_joined(question.matter, earlier.matter) if own_matter else earlier.matter,
        topic_text=f"{earlier.topic_text} {question.topic_text}".strip(),
        relations=relations,
        form=question.form if question.relations or question.form is not Form.FACT else earlier.form,
        scope=scope,
        agencies=question.agencies or (() if question.relations else _carried_over(question, earlier)),
        levels=question.levels or earlier.levels,
        inherited=True,
        own_topic=question.own_topic or question.topic,
    )


def goes_on(question: Question) -> bool:
    """Whether a question begins as one that goes on ("vậy còn …")."""
    return bool(_GOES_ON.search(fold(question.text)))


def among(question: Question, listed: Question) -> Question:
    """The list asked for before with the further condition of this question ("trong số đó việc nào …")."""
    return replace(
        listed,
        text=f"{listed.text} {question.text}",
        typed=f"{listed.typed} {question.typed}",
        relations=tuple(dict.fromkeys((*listed.relations, *question.relations))),
        form=listed.form if question.form is Form.FACT else question.form,
        agencies=tuple(dict.fromkeys((*listed.agencies, *question.agencies))),
        inherited=True,
    )
