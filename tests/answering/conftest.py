"""The answerer over the written plans, opened once: it keeps no state between questions."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

import pytest

from assistant.answering.context import Context, Library
from assistant.answering.engine import AnswerEngine
from assistant.answering.matching import Matcher
from assistant.catalogue import Catalogue
from assistant.corpus import load_corpus
from assistant.indexing import build_index, open_index
from assistant.question.query import QueryWriter
from assistant.question.understanding import QuestionReader
from assistant.retrieval import PlanRetriever
from assistant.types import Answer, Citation, Record
from tests.fakes import FakeEncoder
from tests.written_plans import TEXTS, write_settings


@dataclass(frozen=True, slots=True)
class Office:
    """Everything that answers over one corpus."""

    catalogue: Catalogue
    retriever: PlanRetriever
    reader: QuestionReader
    library: Library

    def record(self, plan_id: str, locator: str) -> Record:
        """A record that is there."""
        found = self.catalogue.find_record(plan_id, locator)
        assert found is not None
        return found


class Ask(Protocol):
    """Answers a question."""

    def __call__(self, question: str, *history: str, plan_ids: Sequence[str] | None = None) -> Answer: ...


class Read(Protocol):
    """What the parts of the answerer get for a question."""

    def __call__(self, question: str, *history: str) -> Context: ...


@pytest.fixture(scope="session")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    settings, encoder = write_settings(tmp_path_factory.mktemp("answering")), FakeEncoder()
    build_index(settings, load_corpus(settings.corpus), encoder)
    with open_index(settings, encoder.model_id) as index:
        reader = QuestionReader(index.catalogue)
        writer = QueryWriter(reader)
        retriever = PlanRetriever(index, encoder, writer)
        matcher = Matcher(index.catalogue, reader.abbreviations)
        yield Office(index.catalogue, retriever, reader, Library(index.catalogue, retriever, writer, matcher))


@pytest.fixture(scope="session")
def ask(office: Office) -> Ask:
    engine = AnswerEngine(office.catalogue, office.retriever, office.reader)

    def answer(question: str, *history: str, plan_ids: Sequence[str] | None = None) -> Answer:
        return engine.answer(question, history, plan_ids)

    return answer


@pytest.fixture(scope="session")
def read(office: Office) -> Read:
    def context(question: str, *history: str) -> Context:
        return Context(office.reader.read(question, history), office.library)

    return context


def places(answer: Answer) -> list[tuple[str, str]]:
    """Where an answer points, in order."""
    return [(citation.plan_id, citation.locator) for citation in answer.citations]


def is_real(citation: Citation) -> bool:
    """Whether a citation quotes what the plan's file holds at its spans."""
    text = TEXTS[citation.plan_id]
    return bool(citation.spans) and citation.quote == " ".join(text[s.start : s.end] for s in citation.spans)
