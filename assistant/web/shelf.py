"""Answers kept for a while under tokens, for links, and what pages are open."""

import secrets
from collections import OrderedDict
from threading import Lock
from typing import Generic, TypeVar

from assistant.codec import JsonCodec

T = TypeVar("T")

MAX_KEPT = 5_000
"""About 10 MB of packed answers; the oldest give way."""


class Shelf(Generic[T]):
    """Values under tokens that cannot be guessed, packed: most are never asked for; safe from several threads."""

    def __init__(self, kind: type[T], limit: int = MAX_KEPT) -> None:
        self._codec = JsonCodec(kind)
        self._limit = limit
        self._kept: OrderedDict[str, bytes] = OrderedDict()
        self._lock = Lock()

    def keep(self, value: T) -> str:
        """The token under which the value can be found."""
        token = secrets.token_urlsafe(12)
        self.put(token, value)
        return token

    def put(self, token: str, value: T) -> None:
        """Keep a value under a token of the caller's own, in the place of an older one."""
        packed = self._codec.pack(value)
        with self._lock:
            self._kept[token] = packed
            self._kept.move_to_end(token)
            while len(self._kept) > self._limit:
                self._kept.popitem(last=False)

    def find(self, token: str) -> T | None:
        """The value of a token, or ``None`` where it was never given or has given way."""
        with self._lock:
            packed = self._kept.get(token)
        return None if packed is None else self._codec.unpack(packed)
