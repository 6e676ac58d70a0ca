"""Follow-ups that change the matter: "còn X thì ai làm?" may be about X and no longer about what came before."""

from dataclasses import replace

from assistant.answering.context import Context
from assistant.answering.row_search import MIN_COVERAGE, find_matches

_OWN_COVERAGE = 0.85
_OWN_WORDS = 2
_OWN_WEIGHT = 0.8
"""How rare the rarest word of a follow-up has to be, beside that of the question before, to be a matter of its own."""


def as_meant(context: Context) -> Context:
    """A follow-up on its own matter, where a row speaks of that and the one that fits both questions does not."""
    alone = on_its_own(context)
    if alone is None or len(alone.question.topic) < _OWN_WORDS:
        return context
    relations, own_topic = context.question.relations, context.question.own_topic
    own, joined = find_matches(alone, relations), find_matches(context, relations)
    if not own or own[0].fit.coverage < _OWN_COVERAGE:
        return context
    matcher = context.library.matcher
    if joined and matcher.fit_record(own_topic, joined[0].record).coverage >= MIN_COVERAGE:
        return context
    return alone


def on_its_own(context: Context) -> Context | None:
    """A follow-up with the matter that it names in place of the one before ("còn SIPAS thì ai theo dõi?")."""
    question = context.question
    if not question.own_topic or question.own_topic == question.topic:
        return None
    weight = context.library.matcher.weight
    if max(map(weight, question.own_topic)) < _OWN_WEIGHT * max(map(weight, question.topic)):
        return None  # "ai tổ chức?" names nothing that could stand for the matter before
    words = " ".join(question.own_topic)
    return replace(
        context,
        question=replace(
            question, topic=question.own_topic, matter=question.own_topic, topic_text=words, own_topic=()
        ),
    )
