"""A phraser together with the language model that it asks."""

import time
from collections.abc import Callable

from assistant.llm.budget import SHARED_USER, CallBudget
from assistant.llm.chat import ChatModel
from assistant.llm.consultation import SharedChat
from assistant.question.abbreviations import Abbreviations
from assistant.types import Answer
from assistant.wording.phraser import Phrased, Phraser


class AskingPhraser:
    """Words answers anew with one model, each answer in a consultation of its own."""

    def __init__(
        self,
        model: ChatModel,
        budget: CallBudget | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._shared = SharedChat(model, budget, clock=clock)
        self._phraser = Phraser(Abbreviations())

    def phrase(self, question: str, answer: Answer, user: str = SHARED_USER) -> Phrased:
        return self._phraser.phrase(question, answer, self._shared.consult(user))
