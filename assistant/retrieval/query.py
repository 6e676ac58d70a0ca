"""What a question is turned into before it is searched for."""

from collections.abc import Callable
from dataclasses import dataclass

from assistant.text.normalise import clean_question
from assistant.text.tokens import bigrams, syllables


@dataclass(frozen=True, slots=True)
class PreparedQuery:
    """A question in the forms that the stores search by, and what is known of the passages it means."""

    text: str
    """What is embedded; blank text skips the dense side."""
    tokens: tuple[str, ...]
    """Syllables and pairs for BM25, any of which may match; a token that is given twice counts twice."""
    plan_ids: tuple[str, ...] | None = None
    """The only plans that the question can mean; ``None`` where it leaves that open."""
    favoured: tuple[str, ...] = ()
    """Plans that it more likely means than others."""
    wanted: tuple[str, ...] = ()
    """What is asked of the matter, in the words of ``Passage.answers``."""


PrepareQuery = Callable[[str], PreparedQuery]
"""Turns a question as typed into what is searched."""


def plain_query(question: str) -> PreparedQuery:
    """The question itself, cleaned, with each syllable and pair once."""
    text = clean_question(question)
    return PreparedQuery(text, query_tokens(text))


def query_tokens(text: str) -> tuple[str, ...]:
    """Each syllable and pair of a text once, syllables first."""
    tokens = syllables(text)
    return tuple(dict.fromkeys([*tokens, *bigrams(tokens)]))
