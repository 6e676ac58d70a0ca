"""How search and building grow: the same questions over ever more synthetic passages."""

import tempfile
from collections.abc import Sequence
from functools import partial
from pathlib import Path

import numpy as np

from assistant.config import Settings
from assistant.corpus import load_corpus
from assistant.embedding.encoder import load_encoder
from assistant.indexing import Index, build_index, open_index
from assistant.retrieval import CANDIDATES, plain_query
from assistant.service import PlanAssistant
from assistant.types import Vectors
from evals.bench.measure import Say, WatchedEncoder, measure_latencies, timed, vary_questions
from evals.bench.model import ScaleBench, SizeBench
from evals.bench.process import current_memory, folder_mb
from evals.bench.synthetic import PLAN_SIZE, SyntheticEncoder, SyntheticSource, real_sentences

QUESTIONS = 60
"""Questions for each latency."""
_REAL_VECTORS = 500
"""Vectors that the synthetic ones lie around."""
_RECALL_QUESTIONS = 20
_BATCH = 5_000


def measure_scale(settings: Settings, questions: Sequence[str], sizes: Sequence[int], say: Say) -> ScaleBench:
    """Build, search and update an index of each size, in folders of their own.

    Args:
        settings: corpus that texts and vectors are taken from, and model; the index folder is not used.
        questions: questions to ask; too few are varied.
        sizes: numbers of passages, rounded up to whole plans.
        say: told what is measured now.

    Raises:
        AssistantError: the corpus or the model cannot be used.
    """
    parsed = [file.parse() for file in load_corpus(settings.corpus)]
    encoder = load_encoder(settings)
    say("embedding real passages")
    texts = [passage.index_text for plan in parsed for passage in plan.passages]
    vectors = encoder.encode_passages(texts[:: -(-len(texts) // _REAL_VECTORS)])
    sentences = real_sentences(parsed)
    asked = iter(vary_questions(questions, 3 * QUESTIONS * len(sizes) + _RECALL_QUESTIONS))
    watched = [next(asked) for _ in range(_RECALL_QUESTIONS)]
    measured: list[SizeBench] = []
    for size in sizes:
        say(f"{size} passages")
        sources = [SyntheticSource(number, sentences) for number in range(-(-size // PLAN_SIZE) + 1)]
        with tempfile.TemporaryDirectory(prefix="bench-") as folder:
            own = settings.model_copy(update={"index": Path(folder)})
            these = [next(asked) for _ in range(3 * QUESTIONS)]
            measured.append(_measure_size(own, sources, SyntheticEncoder(encoder, vectors), these, watched))
    return ScaleBench(model_id=encoder.model_id, questions=QUESTIONS, sizes=tuple(measured))


def _measure_size(
    settings: Settings,
    sources: Sequence[SyntheticSource],
    encoder: SyntheticEncoder,
    asked: Sequence[str],
    watched: Sequence[str],
) -> SizeBench:
    build_s, report = timed(lambda: build_index(settings, sources[:-1], encoder))
    disk_mb = folder_mb(settings.index)
    before = current_memory()
    open_s, index = timed(lambda: open_index(settings, encoder.model_id))
    listening = WatchedEncoder(encoder)
    with PlanAssistant(index, listening) as assistant:
        embedding, search, filtered = measure_latencies(
            listening,
            (
                lambda question: listening.encode_queries([question]),
                assistant.search,
                partial(assistant.search, plan_ids=[sources[0].id]),
            ),
            asked,
        )
        after = current_memory()
        dense_recall = _dense_recall(index, encoder.encode_queries(watched))
        lexical_recall = _lexical_recall(index, watched)
    update_s, _ = timed(lambda: build_index(settings, sources, encoder))
    return SizeBench(
        passages=report.counts.passages,
        build_s=build_s,
        open_s=open_s,
        update_s=update_s,
        disk_mb=disk_mb,
        memory_mb=after.own_mb - before.own_mb,
        mapped_mb=after.mapped_mb - before.mapped_mb,
        embedding=embedding,
        search=search,
        filtered=filtered,
        dense_recall=dense_recall,
        lexical_recall=lexical_recall,
    )


def _dense_recall(index: Index, questions: Vectors) -> float:
    """Share of the truly nearest passages that are found."""
    ids: list[int] = []
    cosines: list[Vectors] = []
    for batch in index.catalogue.embeddings.batches(_BATCH):
        ids += batch.passage_ids
        cosines.append(batch.vectors @ questions.T)
    passages, scores = np.array(ids), np.concatenate(cosines)
    shares = []
    for question, row in zip(questions, scores.T, strict=True):
        true = set(passages[np.argsort(-row)[:CANDIDATES]].tolist())
        found = {hit.passage_id for hit in index.vectors.query(question, CANDIDATES)}
        shares.append(len(true & found) / len(true))
    return float(np.mean(shares))


def _lexical_recall(index: Index, questions: Sequence[str]) -> float:
    """Share of the truly best passages that are found although the commonest tokens are left out at first."""
    shares = []
    for question in questions:
        tokens = plain_query(question).tokens
        found = index.catalogue.lexical.search(tokens).best(CANDIDATES).passage_ids
        exact = index.catalogue.lexical.search(tokens)
        exact.add_columns()
        true = exact.best(CANDIDATES).passage_ids
        shares.append(len(set(found.tolist()) & set(true.tolist())) / max(len(true), 1))
    return float(np.mean(shares))
