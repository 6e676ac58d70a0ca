"""Questions are understood against the written plans."""

from collections.abc import Iterator

import pytest

from assistant.catalogue import Catalogue
from assistant.corpus import load_corpus
from assistant.indexing import build_index, open_index
from assistant.question.understanding import QuestionReader
from tests.fakes import FakeEncoder
from tests.written_plans import write_settings


@pytest.fixture(scope="session")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Catalogue]:
    settings, encoder = write_settings(tmp_path_factory.mktemp("question")), FakeEncoder()
    build_index(settings, load_corpus(settings.corpus), encoder)
    with open_index(settings, encoder.model_id) as index:
        yield index.catalogue


@pytest.fixture(scope="session")
def reader(catalogue: Catalogue) -> QuestionReader:
    return QuestionReader(catalogue)
