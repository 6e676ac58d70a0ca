"""One question for two tasks of one plan: "báo cáo A và báo cáo B phải xong trước những ngày nào?"."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from assistant.answering.context import Context
from assistant.answering.draft import Draft
from assistant.answering.figures import asks_money
from assistant.answering.prices import has_price, without_money
from assistant.answering.records import answer_relations
from assistant.answering.row_search import Match, find_matches
from assistant.question.relations import Form, Relation
from assistant.text.normalise import fold
from assistant.text.tokens import syllables

_AND = re.compile(r"\s+(?:và|với|va|voi)\s+", re.IGNORECASE)
_BESIDE = re.compile(r",?(?<=\S)\s++(?:so với|và|với|còn|so voi|va|voi|con)\s+|[,;]\s+", re.IGNORECASE)
"""What stands between two things that the question sets side by side in so many words."""
_EACH = re.compile(
    r"\b(?:moi|tung) (?:ben|viec|cai|cuoc|lop|khoan|chi tieu|muc|nhiem vu|loai|nhom|thu|noi|hoi nghi|ke hoach|de an)\b|"
    r"\blan luot\b|\b(?:ben|cai|viec|cuoc|khoan|nhom|noi) nao\b[\w ]{0,40}\bhon\b|"
    r"\b(?:khac|cach|chenh|giong)(?: lech)? nhau\b|"
    r":(?:(?!bao nhieu).){3,80}\bbao nhieu\b(?:(?!bao nhieu).){3,80}\bbao nhieu\b"
)
"""Words that ask the same of each of two things, folded."""
_FRAMES = frozenset("lần lượt mỗi từng hơn nhau nhiều mức tiền triệu".split())
"""Words of such questions that name no matter."""
_MIN_WORDS = 2
_EACH_WHOLE = 0.7
"""What the row of each side says of its side …"""
_MAX_JOINT = 0.75
"""… where no row says so much of both."""
_WHOLE = 0.85
_HARDLY = 0.3
"""Where one row does say much of both, the row of a side says nearly all of its own and hardly any of the other's."""
_MAX_SPLITS = 4
_MAX_BESIDE = 8


def answer_pair(context: Context, joint: Sequence[Match], draft: Draft) -> bool:
    """Answer both sides of an "và" from a row of their own; ``False`` where one row speaks of both sides."""
    question = context.question
    if question.form is not Form.FACT or not question.relations:
        return False
    if not context.is_single and len(question.scope.provinces) != 1:
        return False
    splits = list(_AND.finditer(question.text))
    if len(splits) > _MAX_SPLITS:
        return False
    text = question.text
    ways = ((text[: one.start()], text[one.end() :]) for one in splits)
    apart = bool(joint) and joint[0].fit.coverage >= _MAX_JOINT
    return _answer_sides(context, ways, draft, apart=apart)


def answer_each(context: Context, draft: Draft) -> bool:
    """Answer both sides where a question asks the same of each of two tasks ("mỗi bên", "bên nào … hơn")."""
    question = context.question
    if len(question.scope.provinces) > 1 or question.scope.sides:
        return False
    if question.form not in {Form.FACT, Form.COMPARISON}:
        return False
    if not _EACH.search(fold(question.text)):
        return False
    relations = (Relation.FUNDING,) if asks_money(question.text) else question.relations
    if len(relations) != 1:
        return False
    if relations != question.relations or relations == (Relation.FUNDING,):
        question = replace(
            question,
            relations=relations,
            topic=without_money(question.topic),
            matter=without_money(question.matter),
        )
    return _answer_sides(context.within(question), _beside(question.text), draft)


def _beside(text: str) -> Iterator[tuple[str, str]]:
    """Ways to part a text in two, each side with what stands in front of a colon."""
    head, colon, rest = text.partition(":")
    if not colon:
        head, rest = "", text
    splits = list(_BESIDE.finditer(rest))
    for split in splits if len(splits) <= _MAX_BESIDE else ():
        yield f"{head} {rest[: split.start()]}", f"{head} {rest[split.end() :]}"


def _answer_sides(
    context: Context, ways: Iterator[tuple[str, str]], draft: Draft, *, apart: bool = False
) -> bool:
    """Answer both sides of the first way to part a question by which each has a row of its own in one plan.

    Args:
        context: the question.
        ways: its two sides, in one way after the other.
        draft: takes the answers.
        apart: whether neither row may speak of what the other side alone is about.
    """
    for sides in ways:
        first, second = (_best(context, text) for text in sides)
        if first is None or second is None or first[1].record == second[1].record:
            continue
        if first[1].record.plan_id != second[1].record.plan_id:
            continue
        if apart and not (_only_of(first, second) and _only_of(second, first)):
            continue
        both = Draft()
        if all(answer_relations(side, [match], both) for side, match in (first, second)):
            draft.sentences += both.sentences
            return True
    return False


def _only_of(side: tuple[Context, Match], other: tuple[Context, Match]) -> bool:
    """Whether the row of a side speaks of all of it and hardly of what the other side alone is about."""
    (context, match), (beside, _) = side, other
    foreign = [word for word in beside.question.topic if word not in context.question.topic]
    fit = context.library.matcher.fit_record(foreign, match.record) if foreign else None
    return match.fit.coverage >= _WHOLE and fit is not None and fit.coverage <= _HARDLY


def _best(context: Context, text: str) -> tuple[Context, Match] | None:
    """The row of one side of the question, with the question for that side; ``None`` where none is about it."""
    words = [word for word in syllables(text) if word not in _FRAMES]
    topic = _within(context.question.topic, words)
    if len(topic) < _MIN_WORDS:
        return None
    question = replace(
        context.question,
        topic=topic,
        matter=_within(context.question.matter, words),
        topic_text=" ".join(topic),
    )
    side = context.within(question)
    matches = find_matches(side, question.relations)
    if asks_money(question.text):
        matches = [match for match in matches if has_price(match)]
    return (side, matches[0]) if matches and matches[0].fit.coverage >= _EACH_WHOLE else None


def _within(topic: Sequence[str], words: Sequence[str]) -> tuple[str, ...]:
    """The words of a matter that a side of the question says, in its order: what both sides say comes once."""
    blocks = SequenceMatcher(None, topic, words, autojunk=False).get_matching_blocks()
    return tuple(token for block in blocks for token in topic[block.a : block.a + block.size])
