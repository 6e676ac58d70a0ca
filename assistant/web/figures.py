"""What the metrics say of the index and of the language model, read when somebody asks."""

from collections.abc import Iterator
from typing import Protocol, runtime_checkable

from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, InfoMetricFamily, Metric

from assistant import __version__
from assistant.web.backend import ChatBackend
from assistant.wording.tally import Tally


@runtime_checkable
class Wording(Protocol):
    """A backend that may have answers worded by a language model."""

    wordings: Tally


def read_figures(backend: ChatBackend) -> Iterator[Metric]:
    """The index that answers, its plans, and the outcomes of wordings."""
    yield InfoMetricFamily(
        "assistant_index", "The index that answers", {"build": backend.version, "version": __version__}
    )
    yield GaugeMetricFamily("assistant_index_plans", "Plans in the index that answers", len(backend.plans()))
    if isinstance(backend, Wording):
        wordings = CounterMetricFamily(
            "assistant_wordings", "Answers worded by a language model, or why not", labels=("outcome",)
        )
        for outcome, count in sorted(backend.wordings.counts().items()):
            wordings.add_metric((outcome,), count)
        yield wordings
