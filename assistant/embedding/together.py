"""Questions that come while the model is busy are embedded together, as soon as it is free."""

from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock

from assistant.types import Vectors

MAX_TEXTS = 16
"""Questions embedded at once: more would let the first of them wait for the last."""

Encode = Callable[[list[str]], Vectors]


@dataclass(slots=True, eq=False)
class _Request:
    """What one caller wants, and what it got."""

    texts: list[str]
    vectors: Vectors | None = None


class Together:
    """Wraps an encoding function for callers in several threads; a lone caller never waits.

    Whoever finds the model free encodes for all who wait, so no thread and no delay of its own is needed. Where
    that fails, the others try again for themselves.
    """

    def __init__(self, encode: Encode) -> None:
        self._encode = encode
        self._waiting: list[_Request] = []
        self._queue = Lock()
        self._model = Lock()

    def __call__(self, texts: list[str]) -> Vectors:
        """The vectors of ``texts``, row by row."""
        request = _Request(texts)
        with self._queue:
            self._waiting.append(request)
        with self._model:
            return self._serve(request) if request.vectors is None else request.vectors

    def _serve(self, first: _Request) -> Vectors:
        served = self._take(first)
        vectors = self._encode([text for request in served for text in request.texts])
        start = 0
        for request in served:
            request.vectors = vectors[start : start + len(request.texts)]
            start += len(request.texts)
        return vectors[: len(first.texts)]

    def _take(self, first: _Request) -> list[_Request]:
        """The first request and, in their order, those of the others that fit beside it."""
        with self._queue:
            served, size = [first], len(first.texts)
            for request in self._waiting:
                if request is not first and size + len(request.texts) <= MAX_TEXTS:
                    served.append(request)
                    size += len(request.texts)
            self._waiting = [request for request in self._waiting if request not in served]
        return served
