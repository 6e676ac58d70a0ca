"""What a running server measures of itself, in the form that Prometheus reads; no text of anybody is in it."""

import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Lock

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.core import Metric
from prometheus_client.platform_collector import PlatformCollector
from prometheus_client.process_collector import ProcessCollector
from prometheus_client.registry import Collector

from assistant.errors import TooManyRequestsError

MEDIA_TYPE = "text/plain; version=0.0.4; charset=utf-8"
_SECONDS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)


@dataclass(slots=True)
class MeasuredQuestion:
    """What became of a question; whoever answers it says so."""

    abstained: bool = False


class Measures:
    """The figures of one server; safe from several threads."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        ProcessCollector(registry=self._registry)
        PlatformCollector(registry=self._registry)
        self._requests = Counter(
            "assistant_http_requests",
            "Requests by part of the server",
            ("part", "method", "status"),
            registry=self._registry,
        )
        self._request_seconds = Histogram(
            "assistant_http_request_seconds",
            "Time until a request is answered as a whole",
            ("part",),
            buckets=_SECONDS,
            registry=self._registry,
        )
        self._questions = Counter(
            "assistant_questions",
            "Questions by way and outcome: answered, refused, limited, failed",
            ("way", "outcome"),
            registry=self._registry,
        )
        self._question_seconds = Histogram(
            "assistant_question_seconds",
            "Time that an answer takes",
            ("way",),
            buckets=_SECONDS,
            registry=self._registry,
        )
        gauge = Gauge("assistant_work_under_way", "Questions and requests in work", registry=self._registry)
        gauge.set_function(lambda: self._under_way)
        self._under_way = 0
        self._lock = Lock()

    @property
    def under_way(self) -> int:
        """How many questions and requests are being worked on."""
        return self._under_way

    @contextmanager
    def working(self) -> Iterator[None]:
        """Count the block as work that a server finishes before it stops."""
        with self._lock:
            self._under_way += 1
        try:
            yield
        finally:
            with self._lock:
                self._under_way -= 1

    @contextmanager
    def question(self, way: str) -> Iterator[MeasuredQuestion]:
        """Count a question and the time that the block takes to answer it."""
        measured = MeasuredQuestion()
        outcome = "failed"
        started = time.perf_counter()
        with self.working():
            try:
                yield measured
                outcome = "refused" if measured.abstained else "answered"
                self._question_seconds.labels(way).observe(time.perf_counter() - started)
            except TooManyRequestsError:
                outcome = "limited"
                raise
            finally:
                self._questions.labels(way, outcome).inc()

    def request(self, part: str, method: str, status: int, seconds: float) -> None:
        """Count a request that was answered."""
        self._requests.labels(part, method, str(status)).inc()
        self._request_seconds.labels(part).observe(seconds)

    def watch(self, collect: Callable[[], Iterable[Metric]]) -> None:
        """Ask ``collect`` for further figures whenever somebody reads them."""
        self._registry.register(_Asking(collect))

    def text(self) -> bytes:
        """All figures, as Prometheus reads them."""
        return generate_latest(self._registry)


class _Asking(Collector):
    def __init__(self, collect: Callable[[], Iterable[Metric]]) -> None:
        self._collect = collect

    def collect(self) -> Iterable[Metric]:
        return self._collect()

    def describe(self) -> Iterable[Metric]:
        return ()  # told only when somebody reads, when the index is open
