"""Scores retrieval on a BEIR folder through the very index and retriever that the chat uses."""

import hashlib
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean

import numpy as np

from assistant.beir import BeirDocument, BeirQuery, BeirSet, Qrels, load_beir
from assistant.catalogue import Catalogue
from assistant.config import load_settings
from assistant.errors import InputError
from assistant.indexing import build_index, open_index
from assistant.ranking_metrics import ndcg, recall, reciprocal_rank
from assistant.retrieval import Mode, PlanRetriever, PrepareQuery, plain_query
from assistant.types import Encoder, ParsedPlan, Passage, PassageKind, Plan, Progress, Span, Vectors

DEPTH = 10
"""Documents that are looked at of each ranking."""
RECALL_DEPTHS = (1, 5, 10)
SEARCHING = "Chấm truy hồi"
"""Stage reported while queries are searched."""
_PLAN_SIZE = 1_000
"""Documents that are indexed as one plan, so that large sets are embedded piece by piece."""

Run = Mapping[str, Sequence[str]]
"""Ranked document ids, best first, by query id."""


@dataclass(frozen=True, slots=True)
class ModeScores:
    """Means over the scored queries, each in [0, 1]."""

    ndcg_at_10: float
    recall_at_1: float
    recall_at_5: float
    recall_at_10: float
    mrr_at_10: float
    search_ms: float
    """Mean time of one search without the embedding of its question."""

    def as_dict(self) -> dict[str, float]:
        """The measures under their usual names, such as ``ndcg@10``."""
        return {
            "ndcg@10": self.ndcg_at_10,
            **dict(
                zip(
                    (f"recall@{k}" for k in RECALL_DEPTHS),
                    (self.recall_at_1, self.recall_at_5, self.recall_at_10),
                    strict=True,
                )
            ),
            "mrr@10": self.mrr_at_10,
        }


@dataclass(frozen=True, slots=True)
class BenchmarkResult:
    """Scores of each mode, and what they were taken over."""

    model_id: str
    documents: int
    scored_queries: int
    skipped_queries: int
    """Queries without a relevant document in the judgements."""
    missing_gold: int
    """Relevant documents that the corpus does not hold; they count as not found."""
    modes: Mapping[Mode, ModeScores]


def run_benchmark(
    folder: Path,
    encoder: Encoder,
    progress: Progress | None = None,
    prepare_with: Callable[[Catalogue], PrepareQuery] = lambda catalogue: plain_query,
) -> BenchmarkResult:
    """Index the documents of a BEIR folder in a temporary place and score its queries in every mode.

    Args:
        folder: holds ``corpus.jsonl``, ``queries.jsonl`` and ``qrels/test.tsv``.
        encoder: the model under test.
        progress: told about each stage.
        prepare_with: makes the query preparation that the chat would use over the temporary catalogue.

    Raises:
        InputError: a file is missing or malformed, or no query has a relevant document.
        ModelError: the encoder failed.
    """
    beir = load_beir(folder)
    queries = [query for query in beir.queries if query.id in beir.qrels]
    if not queries:
        raise InputError(
            f"{folder}: không câu hỏi nào có đáp án trong qrels/test.tsv. Hãy kiểm tra mã câu hỏi."
        )
    remembered = _RememberingEncoder(encoder)
    modes: dict[Mode, ModeScores] = {}
    with tempfile.TemporaryDirectory(prefix="assistant-benchmark-") as place:
        settings = load_settings({}, {"index": place})
        build_index(settings, _sources(beir.documents), remembered, progress)
        with open_index(settings, encoder.model_id) as index:
            prepare = prepare_with(index.catalogue)
            remembered.remember([prepare(query.text).text for query in queries])
            for mode in Mode:
                retriever = PlanRetriever(index, remembered, prepare, mode=mode)
                modes[mode] = _score(retriever, queries, beir.qrels, progress, f"{SEARCHING} ({mode})")
    return BenchmarkResult(
        model_id=encoder.model_id,
        documents=len(beir.documents),
        scored_queries=len(queries),
        skipped_queries=len(beir.queries) - len(queries),
        missing_gold=_count_missing_gold(beir, queries),
        modes=modes,
    )


def _score(
    retriever: PlanRetriever,
    queries: Sequence[BeirQuery],
    qrels: Qrels,
    progress: Progress | None,
    stage: str,
) -> ModeScores:
    started = time.perf_counter()
    run: dict[str, list[str]] = {}
    for done, query in enumerate(queries, start=1):
        run[query.id] = [hit.passage.locator for hit in retriever.search(query.text, DEPTH)]
        if progress:
            progress(stage, done, len(queries))
    search_ms = (time.perf_counter() - started) * 1000 / len(queries)
    return score_run(run, {query.id: qrels[query.id] for query in queries}, search_ms)


def score_run(run: Run, qrels: Qrels, search_ms: float) -> ModeScores:
    """Means over all queries of ``qrels``; a query that the run lacks found nothing."""
    rankings = [(run.get(query, ()), gains) for query, gains in qrels.items()]
    at_1, at_5, at_10 = (fmean(recall(found, gains, k) for found, gains in rankings) for k in RECALL_DEPTHS)
    return ModeScores(
        ndcg_at_10=fmean(ndcg(found, gains, DEPTH) for found, gains in rankings),
        recall_at_1=at_1,
        recall_at_5=at_5,
        recall_at_10=at_10,
        mrr_at_10=fmean(reciprocal_rank(found, gains, DEPTH) for found, gains in rankings),
        search_ms=search_ms,
    )


def _count_missing_gold(beir: BeirSet, queries: Sequence[BeirQuery]) -> int:
    held = {document.id for document in beir.documents}
    return len({document for query in queries for document in beir.qrels[query.id]} - held)


@dataclass(frozen=True, slots=True)
class _DocumentSource:
    """Some documents of a benchmark as one plan, each document one passage whose locator is its id."""

    id: str
    documents: Sequence[BeirDocument]

    @property
    def digest(self) -> str:
        return hashlib.sha256(repr(self.documents).encode()).hexdigest()

    def parse(self) -> ParsedPlan:
        text = "\n".join(document.text for document in self.documents)
        passages: list[Passage] = []
        start = 0
        for document in self.documents:
            end = start + len(document.text)
            passages.append(self._passage(document, Span(start, end)))
            start = end + 1
        plan = Plan(
            id=self.id,
            title=self.id,
            kind="BEIR",
            instrument="BEIR",
            number=None,
            issuer=None,
            signatory=None,
            province=None,
            date=None,
            date_text=None,
            years=(),
            source="corpus.jsonl",
        )
        return ParsedPlan(plan, text, tuple(passages), ())

    def _passage(self, document: BeirDocument, span: Span) -> Passage:
        return Passage(
            plan_id=self.id,
            locator=document.id,
            label=document.title or document.id,
            kind=PassageKind.PARAGRAPH,
            text=document.text,
            spans=(span,),
            headings=(document.title,) if document.title else (),
            index_text=f"{document.title}\n{document.text}" if document.title else document.text,
        )


def _sources(documents: Sequence[BeirDocument]) -> list[_DocumentSource]:
    return [
        _DocumentSource(f"beir-{start // _PLAN_SIZE + 1}", documents[start : start + _PLAN_SIZE])
        for start in range(0, len(documents), _PLAN_SIZE)
    ]


class _RememberingEncoder:
    """Embeds all questions at once beforehand, so that three modes do not embed each of them three times."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self._vectors: dict[str, Vectors] = {}

    @property
    def model_id(self) -> str:
        return self._encoder.model_id

    @property
    def dim(self) -> int:
        return self._encoder.dim

    def remember(self, texts: Sequence[str]) -> None:
        self._vectors.update(zip(texts, self._encoder.encode_queries(texts), strict=True))

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        if any(text not in self._vectors for text in texts):
            return self._encoder.encode_queries(texts)
        rows = [self._vectors[text] for text in texts]
        return np.stack(rows)

    def encode_passages(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        return self._encoder.encode_passages(texts, progress)
