"""One conversation as a frozen value, and the steps that lead from one to the next."""

import secrets
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from assistant.text.normalise import clean_question
from assistant.types import Answer, Citation, Record, Span


@dataclass(frozen=True, slots=True)
class Source:
    """A citation with the title of its plan and the part of it that the answer took."""

    citation: Citation
    plan_title: str
    taken: tuple[Span, ...]
    record: Record | None = None
    """The cited table row, where it is one."""


@dataclass(frozen=True, slots=True)
class FoundScope:
    """What a question itself says of where to look."""

    labels: tuple[str, ...]
    widened: str
    """The question without it."""


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
    id: str = ""
    """Tells the turns of all conversations apart; cannot be guessed."""


@dataclass(frozen=True, slots=True)
class Conversation:
    """Turns, oldest first; ``editing`` when the next question replaces the last turn."""

    turns: tuple[Turn, ...] = ()
    editing: bool = False
    id: str = ""
    """Under which it is kept; cannot be guessed, and empty before the first question."""
    owner: str = ""
    """Whose it is; empty for somebody who cannot be known again."""

    @property
    def waiting(self) -> Turn | None:
        """The turn that is being looked up, if any."""
        last = self.turns[-1] if self.turns else None
        return last if last and last.outcome is None else None

    @property
    def history(self) -> tuple[str, ...]:
        """Questions before the last turn, oldest first."""
        return tuple(turn.question for turn in self.turns[:-1])


def new_id() -> str:
    """A name that nobody can guess."""
    return secrets.token_urlsafe(16)


def begin(
    conversation: Conversation,
    typed: str,
    plan_ids: Collection[str],
    scope: Sequence[str],
    found: FoundScope | None = None,
) -> Conversation:
    """The conversation with a new waiting turn, in place of the last one while editing."""
    kept = conversation.turns[:-1] if conversation.editing else conversation.turns
    turn = Turn(clean_question(typed), tuple(plan_ids), tuple(scope), found, id=new_id())
    return replace(conversation, turns=(*kept, turn), editing=False, id=conversation.id or new_id())


def finish(conversation: Conversation, outcome: Reply | Problem) -> Conversation:
    """The conversation with the waiting turn settled."""
    *kept, last = conversation.turns
    return replace(conversation, turns=(*kept, replace(last, outcome=outcome)))


def drop_last(conversation: Conversation) -> Conversation:
    """The conversation without its last turn."""
    return replace(conversation, turns=conversation.turns[:-1], editing=False)
