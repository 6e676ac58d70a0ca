"""How often the language model may be asked on behalf of one user."""

import time
from collections import defaultdict, deque
from collections.abc import Callable
from threading import Lock

_HOUR_S = 3600.0
SHARED_USER = "chung"
"""Everybody whom the caller does not tell apart."""


class CallBudget:
    """At most so many calls within any hour for each user; safe from several threads."""

    def __init__(self, calls_per_hour: int, clock: Callable[[], float] = time.monotonic) -> None:
        """Start with nothing spent; ``clock`` tells seconds."""
        self._limit = calls_per_hour
        self._clock = clock
        self._spent: defaultdict[str, deque[float]] = defaultdict(deque)
        self._lock = Lock()

    def take(self, user: str) -> bool:
        """Spend one call; ``False`` where none is left, and then nothing is spent."""
        with self._lock:
            now = self._clock()
            for known in [name for name, times in self._spent.items() if times[-1] <= now - _HOUR_S]:
                del self._spent[known]  # so that users who are gone take no room
            times = self._spent[user]
            while times and times[0] <= now - _HOUR_S:
                times.popleft()
            if len(times) >= self._limit:
                return False
            times.append(now)
            return True
