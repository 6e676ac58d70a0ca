"""How often answers were worded anew, and why not where they stayed as they were."""

from collections import Counter
from collections.abc import Mapping
from threading import Lock

from assistant.llm.consultation import NoReply
from assistant.wording.phraser import Fallback

WORDED = "worded anew"


class Tally:
    """Counts outcomes; safe from several threads."""

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()
        self._lock = Lock()

    def add(self, fallback: Fallback | NoReply | None) -> None:
        """Count an answer that was worded anew, or what kept it as it was."""
        with self._lock:
            self._counts[WORDED if fallback is None else fallback.value] += 1

    def counts(self) -> Mapping[str, int]:
        """How often each outcome was met."""
        with self._lock:
            return dict(self._counts)
