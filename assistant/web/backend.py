"""What the web chat needs of the assistant; the one seam that tests replace."""

from collections.abc import Collection, Sequence
from typing import Protocol

from assistant.types import Answer, Passage, Plan, Record


class ChatBackend(Protocol):
    """Answers and the places they cite; called from several threads at once."""

    def plans(self) -> Sequence[Plan]:
        """All plans that can be asked about, in the order in which people see them."""
        ...

    def ask(self, question: str, history: Sequence[str], plan_ids: Collection[str] | None) -> Answer:
        """Answer a question.

        Args:
            question: as typed, cleaned; never empty.
            history: earlier questions of this conversation, oldest first.
            plan_ids: plans to look in; ``None`` for all.

        Raises:
            AssistantError: with a sentence that is shown as it stands.
        """
        ...

    def passage(self, plan_id: str, locator: str) -> Passage | None:
        """The passage at an address, or ``None``."""
        ...

    def neighbours(self, plan_id: str, locator: str, n: int) -> Sequence[Passage]:
        """The passage with up to ``n`` before and ``n`` after it, document order; empty if unknown."""
        ...

    def record(self, plan_id: str, locator: str) -> Record | None:
        """The table row at an address, or ``None`` where the passage is no row."""
        ...
