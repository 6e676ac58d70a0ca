"""Follow-ups as the plans tell them apart: on what came before, or on a matter of their own.

"Còn X thì ai làm?" may be about X and no longer about what came before; "có hiệp hội nào tham gia không?" points at
nothing and still goes on with the task before, in whose row there is an association.
"""

from dataclasses import replace

from assistant.answering.context import Context
from assistant.answering.figures import counts_asked_unit, names_unit
from assistant.answering.prose import find_passages
from assistant.answering.row_search import MIN_COVERAGE, find_matches
from assistant.question.follow_ups import fill_in, names_scope, own_words

_OWN_COVERAGE = 0.85
_OWN_WORDS = 2
_OWN_WEIGHT = 0.8
"""How rare the rarest word of a follow-up has to be, beside that of the question before, to be a matter of its own."""


_FEW = 3
"""Who asks on says few words of the matter …"""
_NEARLY_ALL = 0.85
"""… and the task before speaks of nearly all of them …"""
_HALF = 0.5
"""… or of half, where the question by itself has no answer."""


def as_meant(context: Context) -> Context:
    """A follow-up on its own matter, where a row speaks of that and the one that fits both questions does not."""
    if (
        len(own_words(context.question)) <= _FEW
        and (further := _on_task_before(context, _NEARLY_ALL)) is not None
    ):
        return further
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


def on_task_before(context: Context) -> Context | None:
    """A question without an answer of its own, asked of the task before where that speaks of its matter."""
    return _on_task_before(context, _HALF)


def _on_task_before(context: Context, least: float) -> Context | None:
    before = context.question.before
    if before is None or not names_scope(before):
        return None
    earlier = replace(context, question=before)
    told = find_matches(earlier, before.relations)[:1]
    texts = [" ".join(cell.text for cell in match.record.cells) for match in told]
    texts = texts or [one.passage.text for one in find_passages(earlier)[:1]]
    if not texts or not (
        context.library.matcher.fit_text(
            own_words(context.question) or context.question.topic, texts[0]
        ).coverage
        >= least
        or (names_unit(context.question.text) and counts_asked_unit(context.question.text, texts))
    ):
        return None
    return replace(context, question=fill_in(replace(context.question, before=None), before))
