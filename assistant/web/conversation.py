"""One conversation as a frozen value, and the steps that lead from one to the next."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from assistant.text.normalise import clean_question
from assistant.types import Answer, Record
from assistant.web import strings
from assistant.web.scope import FoundScope
from assistant.web.sources import Source

MAX_QUESTION_CHARS = 2000
"""Far above any real question; pasted documents are refused rather than searched."""


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer with its cited (or, for a refusal, nearest) places looked up."""

    answer: Answer
    sources: tuple[Source, ...] = ()
    searched: tuple[str, ...] = ()
    """Titles of the plans that were searched, or one phrase for all of them."""
    token: str = ""
    """Under which a link fetches it as a document; empty where none can."""

    @property
    def rows(self) -> tuple[Record | None, ...]:
        """The table rows that the answer cites, one a citation; nothing for a refusal, which cites none."""
        return () if self.answer.abstained else tuple(source.record for source in self.sources)


@dataclass(frozen=True, slots=True)
class Problem:
    """Why there is no answer, as a sentence for people."""

    message: str


@dataclass(frozen=True, slots=True)
class Turn:
    """A question and what became of it; ``outcome`` is ``None`` while it is being looked up."""

    question: str
    plan_ids: tuple[str, ...] = ()
    """Plans the question was limited to; empty for all."""
    scope: tuple[str, ...] = ()
    """What was chosen in the filter, as people read it."""
    found: FoundScope | None = None
    """What the question itself says of where to look."""
    outcome: Reply | Problem | None = None


@dataclass(frozen=True, slots=True)
class Conversation:
    """Turns, oldest first; ``editing`` when the next question replaces the last turn."""

    turns: tuple[Turn, ...] = ()
    editing: bool = False
    token: str = ""
    """Under which a page that comes back finds it; empty where it is kept nowhere."""

    @property
    def waiting(self) -> Turn | None:
        """The turn that is being looked up, if any."""
        last = self.turns[-1] if self.turns else None
        return last if last and last.outcome is None else None

    @property
    def history(self) -> tuple[str, ...]:
        """Questions before the last turn, oldest first."""
        return tuple(turn.question for turn in self.turns[:-1])


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


def begin(
    conversation: Conversation,
    typed: str,
    plan_ids: Collection[str],
    scope: Sequence[str],
    found: FoundScope | None = None,
) -> Conversation:
    """The conversation with a new waiting turn, in place of the last one while editing."""
    kept = conversation.turns[:-1] if conversation.editing else conversation.turns
    turn = Turn(clean_question(typed), tuple(plan_ids), tuple(scope), found)
    return replace(conversation, turns=(*kept, turn), editing=False)


def finish(conversation: Conversation, outcome: Reply | Problem) -> Conversation:
    """The conversation with the waiting turn settled."""
    *kept, last = conversation.turns
    return replace(conversation, turns=(*kept, replace(last, outcome=outcome)))


def drop_last(conversation: Conversation) -> Conversation:
    """The conversation without its last turn."""
    return replace(conversation, turns=conversation.turns[:-1], editing=False)


def _vietnamese_number(value: int) -> str:
    return f"{value:,}".replace(",", ".")
