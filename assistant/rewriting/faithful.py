"""Whether a full question still asks what a follow-up asks, no more and no less."""

from collections.abc import Sequence
from enum import StrEnum

from assistant.question.relations import Form, find_asked
from assistant.question.understanding import QuestionReader
from assistant.question.understood import Question
from assistant.rewriting.sources import Sources, figures, is_plain
from assistant.rewriting.words import ASKING, words_of_weight
from assistant.text.tokens import syllables

_MAX_CHARS = 300
_KEPT = 0.75
"""Share of the inherited matter that a rewriting has to keep. Each word left out makes the question fit more rows: from
"Báo Ấp Bắc và Đài" to "Báo và Đài" another agency's row already answers."""


class Flaw(StrEnum):
    """Why a rewriting is not used."""

    SHAPE = "not one plain question"
    SAME = "nothing filled in"
    WORDS = "words of its own"
    NAMES = "other numbers or names"
    LEFT_OUT = "something left out"
    ASKED = "something else asked"
    SCOPE = "other plans meant"


def find_flaw(
    rewriting: str,
    question: str,
    history: Sequence[str],
    chosen: Sequence[str] | None,
    reader: QuestionReader,
) -> Flaw | None:
    """What is wrong with a rewriting; ``None`` where it may be looked up.

    Which plans are meant, what is asked and the matter stay with what the reader itself makes of the conversation.

    Args:
        rewriting: the full question that a model proposes.
        question: the follow-up as typed.
        history: earlier questions, oldest first.
        chosen: plan ids picked in a filter, or ``None`` for all.
        reader: understands questions.
    """
    if len(rewriting) > _MAX_CHARS or not is_plain(rewriting) or not _is_one_question(rewriting):
        return Flaw.SHAPE
    alone = reader.read(question, (), chosen)
    meant = reader.read(question, history, chosen)
    new = reader.read(rewriting, (), chosen)
    if set(syllables(new.text)) <= set(syllables(alone.text)):
        return Flaw.SAME
    sources = Sources((*history, question), reader)
    if sources.new_names(rewriting) or sources.new_names(new.text):
        return Flaw.NAMES
    if sources.new_syllables(new.text) - ASKING or sources.new_syllables(" ".join(new.topic)):
        return Flaw.WORDS
    if not _keeps(new, rewriting, alone, meant):
        return Flaw.LEFT_OUT
    earlier = [reader.read(past, history[:turn], chosen) for turn, past in enumerate(history)]
    if not _asks_the_same(new, alone, meant, earlier):
        return Flaw.ASKED
    if len(reader.read_parts(rewriting, (), chosen)) > len(reader.read_parts(question, history, chosen)):
        return Flaw.ASKED
    return None if _has_same_scope(new, meant) else Flaw.SCOPE


def _is_one_question(text: str) -> bool:
    body = text.rstrip("?. ")
    return bool(body) and not any(mark in f"{body} " for mark in ("? ", ". ", "; "))


def _keeps(new: Question, rewriting: str, alone: Question, meant: Question) -> bool:
    """Whether all is there that the follow-up itself names, and most of the matter that it goes on with."""
    words = {*syllables(new.text), *syllables(rewriting)}
    named = {mention.agency.name for mention in alone.agencies}
    inherited = set(meant.topic) - set(alone.topic)
    return (
        words_of_weight(alone.text) <= words
        and figures(alone.text) <= figures(new.text) | figures(rewriting)
        and named <= {mention.agency.name for mention in new.agencies}
        and set(alone.levels) <= set(new.levels)
        and len(inherited & words) >= _KEPT * len(inherited)
    )


def _asks_the_same(new: Question, alone: Question, meant: Question, earlier: Sequence[Question]) -> bool:
    """What the follow-up asks in so many words is asked, and else what an earlier question asked."""
    asked = find_asked(alone.text)
    if asked.relations or asked.form is not Form.FACT:
        return set(new.relations) == set(meant.relations) and new.form is meant.form
    return any(set(new.relations) == set(one.relations) and new.form is one.form for one in (meant, *earlier))


def _has_same_scope(new: Question, meant: Question) -> bool:
    return (
        set(new.scope.plan_ids) == set(meant.scope.plan_ids)
        and {p.name for p in new.scope.provinces} == {p.name for p in meant.scope.provinces}
        and set(new.scope.years) == set(meant.scope.years)
        and new.scope.appendix == meant.scope.appendix
    )
