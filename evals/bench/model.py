"""The figures of one run."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Latencies:
    """Percentiles over distinct questions, in milliseconds."""

    p50_ms: float
    p95_ms: float


@dataclass(frozen=True, slots=True)
class Bench:
    """One run on one machine; seconds unless the name says otherwise."""

    model_id: str
    cores: int
    plans: int
    passages: int
    questions: int
    """Questions behind each latency."""
    cold_start_s: float
    """A fresh process from its start to its first answer, the index being there."""
    cold_start_without_index_s: float
    parse_s: float
    model_load_s: float
    index_s: float
    index_unchanged_s: float
    passages_per_s: float
    embedding: Latencies
    """The bare embedding of a question: what no answer can be faster than."""
    search: Latencies
    ask: Latencies
    batch_questions: int
    batch_s: float
    peak_rss_mb: float
    """Most memory that the measuring process held: model, index and libraries."""
