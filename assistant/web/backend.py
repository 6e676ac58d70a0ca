"""What the web chat needs of the assistant; the one seam that tests replace."""

from collections.abc import Collection, Sequence
from typing import Protocol, runtime_checkable

from assistant.indexing import IndexReport
from assistant.types import Answer, ParsedPlan, Plan


class ChatBackend(Protocol):
    """Answers and the places they cite; called from several threads at once."""

    @property
    def version(self) -> str:
        """Changes whenever what the plans hold may have changed."""
        ...

    def plans(self) -> Sequence[Plan]:
        """All plans that can be asked about, in the order in which people see them."""
        ...

    def ask(
        self, question: str, history: Sequence[str], plan_ids: Collection[str] | None, user: str
    ) -> Answer:
        """Answer a question.

        Args:
            question: as typed, cleaned; never empty.
            history: earlier questions of this conversation, oldest first.
            plan_ids: plans to look in; ``None`` for all.
            user: who asks; calls of a language model are counted by user.

        Raises:
            AssistantError: with a sentence that is shown as it stands.
        """
        ...

    def plan(self, plan_id: str) -> ParsedPlan:
        """Everything that was read from a plan.

        Raises:
            UnknownPlanError: there is no plan of this id.
        """
        ...


@runtime_checkable
class ChangingBackend(ChatBackend, Protocol):
    """A backend that follows changes of the corpus."""

    def reindex(self) -> IndexReport:
        """Bring the index up to what the corpus folder holds now; it answers from the next call on.

        Raises:
            AssistantError: with a sentence that is shown as it stands; the former index goes on answering.
        """
        ...
