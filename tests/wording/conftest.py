"""Answers of the assistant over the written plans, and a language model behind real HTTP that says what a test wants."""

from collections.abc import Iterator

import pytest

from assistant.llm.openai_like import OpenAIChat
from assistant.service import PlanAssistant
from tests.llm.endpoint import Endpoint
from tests.wording.asking import AskingPhraser
from tests.written_plans import open_written_plans, write_settings

TIMEOUT_S = 3.0


@pytest.fixture(scope="session")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PlanAssistant]:
    """The assistant as it is without a language model."""
    with open_written_plans(write_settings(tmp_path_factory.mktemp("wording"))) as assistant:
        yield assistant


@pytest.fixture
def phraser(endpoint: Endpoint) -> AskingPhraser:
    return AskingPhraser(OpenAIChat(endpoint.url, "mo-hinh", timeout_s=TIMEOUT_S, retries=1))
