"""Answers kept for a while under tokens, for links, and what pages are open."""

import secrets
from collections import OrderedDict
from threading import Lock
from typing import Generic, TypeVar

T = TypeVar("T")

MAX_KEPT = 5_000
"""About 20 MB of answers; the oldest give way."""


class Shelf(Generic[T]):
    """Values under tokens that cannot be guessed; safe from several threads."""

    def __init__(self, limit: int = MAX_KEPT) -> None:
        self._limit = limit
        self._kept: OrderedDict[str, T] = OrderedDict()
        self._lock = Lock()

    def keep(self, value: T) -> str:
        """The token under which the value can be found."""
        token = secrets.token_urlsafe(12)
        self.put(token, value)
        return token

    def put(self, token: str, value: T) -> None:
        """Keep a value under a token of the caller's own, in the place of an older one."""
        with self._lock:
            self._kept[token] = value
            self._kept.move_to_end(token)
            while len(self._kept) > self._limit:
                self._kept.popitem(last=False)

    def find(self, token: str) -> T | None:
        """The value of a token, or ``None`` where it was never given or has given way."""
        with self._lock:
            return self._kept.get(token)
