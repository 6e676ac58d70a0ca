"""What the interfaces for programs need of the assistant; the seam that tests replace."""

from collections.abc import Collection, Sequence
from typing import Protocol

from assistant.types import Answer, Hit, Plan, Record


class ApiBackend(Protocol):
    """Answers, passages, records and plans; called from several threads at once."""

    def plans(self) -> Sequence[Plan]:
        """All plans that can be asked about."""
        ...

    def ask(
        self, question: str, history: Sequence[str], plan_ids: Collection[str] | None, user: str
    ) -> Answer:
        """Answer a question of a user; ``history`` holds the earlier questions, oldest first.

        Raises:
            AssistantError: with a sentence that is shown as it stands.
        """
        ...

    def search(self, question: str, k: int, plan_ids: Collection[str] | None) -> Sequence[Hit]:
        """The ``k`` best passages, best first."""
        ...

    def records(self, plan_id: str | None) -> Sequence[Record]:
        """Records of one plan or of all, in document order.

        Raises:
            UnknownPlanError: there is no plan of this id.
        """
        ...
