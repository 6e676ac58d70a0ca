"""How often somebody may do something: token buckets in this process."""

import math
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from assistant.errors import TooManyRequestsError

_MANY = 10_000
"""Buckets kept before the full ones, which say nothing, are dropped."""


@dataclass(slots=True)
class _Bucket:
    level: float
    filled: float
    """Time of the last fill, in seconds of the clock."""


class Limit:
    """At most ``per_minute`` in a minute under one key, in one go or spread; 0 is no limit. Safe from threads."""

    def __init__(self, per_minute: int, message: str, clock: Callable[[], float] = time.monotonic) -> None:
        self._per_minute = per_minute
        self._message = message
        self._clock = clock
        self._buckets: dict[str, _Bucket] = {}
        self._lock = threading.Lock()

    def take(self, key: str) -> None:
        """Count one under ``key``; the empty key is never limited.

        Raises:
            TooManyRequestsError: the bucket is empty; says when to come again.
        """
        if not self._per_minute or not key:
            return
        rate = self._per_minute / 60
        with self._lock:
            bucket = self._fill(key, rate)
            if bucket.level < 1:
                wait_s = max(1, math.ceil((1 - bucket.level) / rate))
                raise TooManyRequestsError(
                    self._message.format(limit=self._per_minute, wait=wait_s), retry_after_s=wait_s
                )
            bucket.level -= 1

    def _fill(self, key: str, rate: float) -> _Bucket:
        now = self._clock()
        if len(self._buckets) >= _MANY:
            self._buckets = {
                name: bucket
                for name, bucket in self._buckets.items()
                if bucket.level + (now - bucket.filled) * rate < self._per_minute
            }
        bucket = self._buckets.setdefault(key, _Bucket(self._per_minute, now))
        bucket.level = min(self._per_minute, bucket.level + (now - bucket.filled) * rate)
        bucket.filled = now
        return bucket
