"""What a question is turned into before it is searched for."""

from collections.abc import Callable
from dataclasses import dataclass

from assistant.text.normalise import clean_question
from assistant.text.tokens import bigrams, syllables


@dataclass(frozen=True, slots=True)
class PreparedQuery:
    """A question in the two forms that the stores search by."""

    text: str
    """What is embedded; blank text skips the dense side."""
    tokens: tuple[str, ...]
    """Syllables and pairs for BM25, any of which may match; a token that is given twice counts twice."""


PrepareQuery = Callable[[str], PreparedQuery]
"""Turns a question as typed into what is searched."""


def plain_query(question: str) -> PreparedQuery:
    """The question itself, cleaned, with each syllable and pair once."""
    text = clean_question(question)
    tokens = syllables(text)
    return PreparedQuery(text, tuple(dict.fromkeys([*tokens, *bigrams(tokens)])))
