"""What the rows of a list must have, as a question says it: each condition is read once and its words are then gone."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from assistant.answering.context import Context
from assistant.question.relations import Relation
from assistant.text.tokens import syllables
from assistant.types import Record


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition on rows, and where the question says it."""

    keep: Callable[[Record], bool]
    said: str
    """The condition in words ("không ghi sản phẩm")."""
    span: tuple[int, int]
    """Characters of the question's text."""
    column: Relation | None = None
    """The column that it reads, for the rows to show."""


def rest_of(context: Context, conditions: Sequence[Condition]) -> Context:
    """The question without the words that conditions have read: an agency named in one is not asked for as well."""
    question, text = context.question, context.question.text
    gone: Counter[str] = Counter()
    for condition in conditions:
        start, end = condition.span
        gone.update(syllables(text[start:end]))
        text = f"{text[:start]}{' ' * (end - start)}{text[end:]}"
    kept = tuple(
        mention
        for mention in question.agencies
        if not any(start < mention.end and mention.start < end for start, end in (c.span for c in conditions))
    )
    return replace(
        context,
        question=replace(
            question,
            text=text,
            agencies=kept,
            topic=_without(question.topic, gone),
            matter=_without(question.matter, gone),
        ),
    )


def _without(tokens: Sequence[str], gone: Counter[str]) -> tuple[str, ...]:
    """The tokens that were not read, each as often as the question says it elsewhere."""
    left = Counter(gone)
    kept = []
    for token in reversed(tokens):
        if left[token]:
            left[token] -= 1
        else:
            kept.append(token)
    return tuple(reversed(kept))
