"""Searches that are compared: the chat's own, the same with a part switched off, and those of other systems."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from llama_index.core import Document, VectorStoreIndex
from llama_index.core.node_parser import SentenceSplitter
from llama_index.core.schema import TextNode

from assistant.config import Settings
from assistant.corpus import load_corpus
from assistant.embedding.llama import EncoderEmbedding
from assistant.indexing import Index, build_index, open_index
from assistant.question.query import QueryWriter
from assistant.question.understanding import QuestionReader
from assistant.retrieval import Mode, PlanRetriever, PreparedQuery, PrepareQuery, plain_query
from assistant.types import Encoder, Hit, ParsedPlan, Passage, PassageKind
from evals.metrics.retrieval import CHUNK

Search = Callable[[str, int], Sequence[Hit]]
"""Takes a question and the number of passages wanted."""
CHAT_MODE = "hybrid"
"""The retrieval mode that the chat uses."""
_CHUNK_TOKENS = (1024, 256)
"""LlamaIndex's default, and the size that serves it best on these plans (design.md)."""
_MAX_CHUNKS = 20
"""More than fill the characters that are looked at."""


def chat_searches(index: Index, encoder: Encoder) -> dict[str, Search]:
    """The chat's own search, and the same retriever with one side switched off."""
    prepare = QueryWriter(QuestionReader(index.catalogue))
    return {
        mode.value: PlanRetriever(index, encoder, prepare, mode=mode).search
        for mode in (Mode.HYBRID, Mode.LEXICAL, Mode.DENSE)
    }


def ablated_searches(index: Index, encoder: Encoder) -> dict[str, Search]:
    """The chat's search without one part of what it knows of the question."""
    reader = QuestionReader(index.catalogue)
    write = QueryWriter(reader)

    def without_scope(question: str) -> PreparedQuery:
        return replace(write(question), plan_ids=None, favoured=(), text=reader.read(question).text)

    def without_what_is_asked(question: str) -> PreparedQuery:
        return replace(write(question), wanted=())

    parts: Mapping[str, PrepareQuery] = {
        "hybrid, no scope": without_scope,
        "hybrid, not what is asked": without_what_is_asked,
        "hybrid, question as typed": plain_query,
    }
    return {name: PlanRetriever(index, encoder, prepare).search for name, prepare in parts.items()}


@contextmanager
def baseline_searches(settings: Settings, encoder: Encoder) -> Iterator[dict[str, Search]]:
    """What others would do with the same plans and the same model; indexes of their own, thrown away after.

    Raises:
        AssistantError: the corpus cannot be used.
    """
    plans = [file.parse() for file in load_corpus(settings.corpus)]
    with TemporaryDirectory(prefix="baselines-") as folder:
        own = settings.model_copy(update={"index": Path(folder)})
        build_index(own, [_BareSource(plan) for plan in plans], encoder)
        with open_index(own, encoder.model_id) as bare:
            searches: dict[str, Search] = {
                f"{name}, passages alone": PlanRetriever(bare, encoder, mode=mode).search
                for name, mode in (("BM25", Mode.LEXICAL), ("dense", Mode.DENSE))
            }
            for tokens in _CHUNK_TOKENS:
                searches[f"LlamaIndex default, {tokens} tokens"] = _llama_index_default(
                    plans, encoder, tokens
                )
            yield searches


@dataclass(frozen=True, slots=True)
class _BareSource:
    """A plan whose passages are indexed by their own words, without plan, headings and columns."""

    plan: ParsedPlan

    @property
    def id(self) -> str:
        return self.plan.plan.id

    @property
    def digest(self) -> str:
        return self.id

    def parse(self) -> ParsedPlan:
        passages = tuple(replace(passage, index_text=passage.text) for passage in self.plan.passages)
        return replace(self.plan, passages=passages)


def _llama_index_default(plans: Sequence[ParsedPlan], encoder: Encoder, tokens: int) -> Search:
    documents = [Document(text=plan.text, metadata={"plan": plan.plan.id}) for plan in plans]
    retriever = VectorStoreIndex.from_documents(
        documents,
        embed_model=EncoderEmbedding(encoder),
        transformations=[SentenceSplitter(chunk_size=tokens, chunk_overlap=min(200, tokens // 5))],
    ).as_retriever(similarity_top_k=_MAX_CHUNKS)

    def search(question: str, k: int) -> list[Hit]:
        nodes = retriever.retrieve(question)[:k]
        return [
            Hit(_chunk(node.node), node.score or 0.0, rank)
            for rank, node in enumerate(nodes, start=1)
            if isinstance(node.node, TextNode)
        ]

    return search


def _chunk(node: TextNode) -> Passage:
    return Passage(node.metadata["plan"], CHUNK, CHUNK, PassageKind.PARAGRAPH, node.text, (), (), node.text)
