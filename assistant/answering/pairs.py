"""One question for two tasks of one plan: "báo cáo A và báo cáo B phải xong trước những ngày nào?"."""

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.answering.context import Context
from assistant.answering.draft import Draft
from assistant.answering.records import answer_relations
from assistant.answering.row_search import Match, find_matches
from assistant.question.relations import Form
from assistant.text.tokens import syllables

_AND = re.compile(r"\s+(?:và|với|va|voi)\s+", re.IGNORECASE)
_MIN_WORDS = 2
_EACH_WHOLE = 0.7
"""What the row of each side says of its side …"""
_MAX_JOINT = 0.75
"""… where no row says so much of both."""
_MAX_SPLITS = 4


def answer_pair(context: Context, joint: Sequence[Match], draft: Draft) -> bool:
    """Answer both sides of an "và" from a row of their own; ``False`` where one of the joint rows speaks of both."""
    question = context.question
    if not context.is_single or question.form is not Form.FACT or len(question.relations) != 1:
        return False
    if joint and joint[0].fit.coverage >= _MAX_JOINT:
        return False
    splits = list(_AND.finditer(question.text))
    for split in splits if len(splits) <= _MAX_SPLITS else ():
        sides = [
            _best(context, text) for text in (question.text[: split.start()], question.text[split.end() :])
        ]
        first, second = sides
        if first is None or second is None or first[1].record == second[1].record:
            continue
        both = Draft()
        if all(answer_relations(side, [match], both) for side, match in (first, second)):
            draft.sentences += both.sentences
            return True
    return False


def _best(context: Context, text: str) -> tuple[Context, Match] | None:
    """The row of one side of the question, with the question for that side; ``None`` where none is about it."""
    words = set(syllables(text))
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
    return (side, matches[0]) if matches and matches[0].fit.coverage >= _EACH_WHOLE else None


def _within(topic: Sequence[str], words: set[str]) -> tuple[str, ...]:
    return tuple(token for token in topic if token in words)
