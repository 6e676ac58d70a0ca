"""Whether a paragraph or a row answers, where both speak of the matter."""

from collections.abc import Sequence

from assistant.answering.confidence import chance_of_answer, stands_out
from assistant.answering.openings import names_implementation
from assistant.answering.phrasing import names_level
from assistant.answering.prose import Found
from assistant.answering.row_search import Match
from assistant.question.understood import Question

_ROW_PREFERENCE = 0.25
"""A row answers a relation exactly, a paragraph only quotes it: a little less of the matter will do for a row."""
_NO_CHANCE = 0.05
"""Below it a row that shares words with the question is there by accident."""


def prefers_passage(question: Question, matches: Sequence[Match], passages: Sequence[Found]) -> bool:
    """A paragraph that covers clearly more of the matter than the best row beats it."""
    if not passages:
        return False
    row, passage = matches[0].record, passages[0].passage
    levels = question.levels
    of_level = names_level(passage.text, levels) and not names_level(
        " ".join(cell.text for cell in row.cells), levels
    )
    if of_level and passages[0].fit.coverage >= matches[0].fit.coverage:
        return True
    if _is_the_place(passages[0], matches[0]) or names_implementation(question.text):
        return True
    margin = _ROW_PREFERENCE if question.relations else 0.0
    return passages[0].fit.coverage > matches[0].fit.coverage + margin


def _is_the_place(found: Found, match: Match) -> bool:
    """Whether words and search together speak for the paragraph and hardly for the row."""
    row_chance = chance_of_answer(match.fit, match.hit) if match.hit is not None else 0.0
    return stands_out(found.fit, found.hit) and row_chance < _NO_CHANCE
