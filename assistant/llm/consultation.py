"""Asking the language model on behalf of users: within a budget, within one time limit, and not while it is down."""

import logging
import time
from collections.abc import Callable
from enum import StrEnum
from threading import Lock

from assistant.errors import AssistantError, ChatReplyError
from assistant.llm.budget import SHARED_USER, CallBudget
from assistant.llm.chat import ChatModel

_FAILURES = 3
_REST_S = 60.0
"""After so many failures in a row the model is left alone for so long: nobody waits for a dead server twice."""
_LEAST_S = 1.0
"""With less time left nothing more is asked: it would come to nothing, and count as a failure of the server."""

_log = logging.getLogger(__name__)


class NoReply(StrEnum):
    """Why there is no reply."""

    BUDGET = "budget spent"
    RESTING = "resting after failures"
    UNAVAILABLE = "unavailable"
    UNREADABLE = "empty, cut off or malformed"
    LATE = "no time left"


class SharedChat:
    """A language model with its users; safe from several threads, and meant to outlive an index."""

    def __init__(
        self,
        model: ChatModel,
        budget: CallBudget | None = None,
        limit_s: float | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Take what is needed; nothing is sent yet.

        Args:
            model: the language model.
            budget: how often each user may cause a call; ``None`` for no limit.
            limit_s: seconds for all that is asked for one question; ``None`` for the limit of each reply alone.
            clock: tells seconds.
        """
        self.model = model
        self._budget = budget
        self._limit_s = limit_s
        self._clock = clock
        self._failures = 0
        self._asks_again_at = 0.0
        self._lock = Lock()

    def consult(self, user: str = SHARED_USER) -> "Consultation":
        """Begin to ask for one question of a user, whose time runs from now on."""
        until = None if self._limit_s is None else self._clock() + self._limit_s
        return Consultation(self, user, until)

    def ask(self, prompt: str, max_tokens: int, user: str, until: float | None) -> str | NoReply:
        """The reply to a prompt, or why there is none. Raises nothing that a model or its server can cause."""
        now = self._clock()
        if until is not None and until - now < _LEAST_S:
            return NoReply.LATE
        if now < self._asks_again_at:
            return NoReply.RESTING
        if self._budget is not None and not self._budget.take(user):
            return NoReply.BUDGET
        try:
            reply = self.model.reply(prompt, max_tokens, None if until is None else until - now)
        except AssistantError as error:
            _log.warning("no reply of the language model: %s", error)
            unreadable = isinstance(error, ChatReplyError)
            self._count(failed=not unreadable)
            return NoReply.UNREADABLE if unreadable else NoReply.UNAVAILABLE
        self._count(failed=False)
        return reply

    def _count(self, *, failed: bool) -> None:
        with self._lock:
            self._failures = self._failures + 1 if failed else 0
            if self._failures >= _FAILURES:
                self._failures = 0
                self._asks_again_at = self._clock() + _REST_S


class Consultation:
    """All that is asked for one question: on one budget, within one time limit, and never again once it failed."""

    def __init__(self, shared: SharedChat, user: str, until: float | None) -> None:
        self._shared = shared
        self._user = user
        self._until = until
        self._failed = False

    def ask(self, prompt: str, max_tokens: int) -> str | NoReply:
        """The reply to a prompt, or why there is none (see ``ChatModel.reply``)."""
        if self._failed:
            return NoReply.UNAVAILABLE
        reply = self._shared.ask(prompt, max_tokens, self._user, self._until)
        self._failed = reply is NoReply.UNAVAILABLE
        return reply
