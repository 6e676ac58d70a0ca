"""Whether what somebody typed can be asked."""

from assistant.conversations.turns import Conversation
from assistant.text.normalise import clean_question
from assistant.web import strings

MAX_QUESTION_CHARS = 2000
"""Far above any real question; pasted documents are refused rather than searched."""


def find_problem(typed: str, conversation: Conversation) -> str | None:
    """Why a typed question cannot be asked now, or ``None`` where it can."""
    if conversation.waiting:
        return strings.STILL_SEARCHING
    question = clean_question(typed)
    if not question:
        return strings.EMPTY_QUESTION
    if len(question) > MAX_QUESTION_CHARS:
        return strings.TOO_LONG.format(
            length=_vietnamese_number(len(question)), limit=_vietnamese_number(MAX_QUESTION_CHARS)
        )
    return None


def _vietnamese_number(value: int) -> str:
    return f"{value:,}".replace(",", ".")
