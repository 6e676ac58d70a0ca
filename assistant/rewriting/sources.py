"""What a language model's wording may draw from: the words, figures and names of the questions it was told."""

import re
from collections.abc import Iterable

from assistant.agencies import find_agencies
from assistant.question.injection import without_instructions
from assistant.question.scope import find_scope
from assistant.question.understanding import QuestionReader
from assistant.text.normalise import clean_question, comparable, fold, has_diacritics
from assistant.text.tokens import syllables

_FIGURE = re.compile(r"[^\s“”\"'();:?!]*\d[^\s“”\"'();:?!]*")
_EDGES = ".,-–/"
_PLAIN = frozenset(" .,;:()“”\"'%/–-?&+")


def is_plain(text: str) -> bool:
    """Whether a text is one line of words: no markup, no invisible letters, nothing that tells us what to do."""
    return (
        bool(text)
        and text == clean_question(text)
        and text == without_instructions(text)
        and all(c.isalnum() or c in _PLAIN for c in text)
    )


class Sources:
    """Questions as typed, as restored and with abbreviations spelt out; compared after normalising."""

    def __init__(self, questions: Iterable[str], reader: QuestionReader) -> None:
        """Read the questions; clauses that give instructions are no part of them."""
        self._reader = reader
        typed = [without_instructions(clean_question(question)) for question in questions]
        restored = [reader.restore(question) for question in typed]
        texts = [*typed, *restored, *map(reader.spell_out, restored)]
        self._syllables = {syllable for text in texts for syllable in syllables(text)}
        self._bare = {syllable for text in typed if not has_diacritics(text) for syllable in syllables(text)}
        self._figures = {figure for text in texts for figure in figures(text)}
        self._agencies = {name for text in texts for name in agencies(text)}
        self._provinces = {name for text in texts for name in self._provinces_of(text)}

    def new_syllables(self, text: str) -> set[str]:
        """Syllables that no question holds; of one typed without diacritics the letters are enough."""
        return {
            syllable
            for syllable in syllables(text)
            if syllable not in self._syllables and fold(syllable) not in self._bare
        }

    def new_names(self, text: str) -> set[str]:
        """Numbers, dates and document numbers as a whole, agencies and provinces that no question names."""
        return {
            *(figures(text) - self._figures),
            *(agencies(text) - self._agencies),
            *(self._provinces_of(text) - self._provinces),
        }

    def _provinces_of(self, text: str) -> set[str]:
        return {province.name for province in find_scope(text, self._reader.plans).provinces}


def figures(text: str) -> set[str]:
    """Everything with a digit in it, whole: ``30/6/2024``, ``09-ctr/tu``, ``80%``."""
    found = (match.group().strip(_EDGES) for match in _FIGURE.finditer(comparable(text)))
    return {figure for figure in found if figure}


def agencies(text: str) -> set[str]:
    """Full names of the agencies that a text names."""
    return {mention.agency.name for mention in find_agencies(text, broad=True)}
