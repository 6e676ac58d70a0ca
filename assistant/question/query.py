"""What a question becomes before it is searched: diacritics restored, abbreviations spelt out beside it."""

from assistant.question.understanding import QuestionReader
from assistant.retrieval.query import PreparedQuery, plain_query


class QueryWriter:
    """The ``PrepareQuery`` of the assistant; BEIR benchmarks run it too, over their own catalogue."""

    def __init__(self, reader: QuestionReader) -> None:
        self._reader = reader

    def __call__(self, question: str) -> PreparedQuery:
        """The text to embed and the tokens to look up; both spellings of an abbreviation count."""
        text = self._reader.restore(question)
        expanded = self._reader.abbreviations.expand(text)
        if expanded == text:
            return plain_query(text)
        spelt, typed = plain_query(expanded), plain_query(text)
        return PreparedQuery(spelt.text, tuple(dict.fromkeys([*typed.tokens, *spelt.tokens])))
