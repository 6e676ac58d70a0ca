"""What tests of several folders share: the assistant as it is delivered, and a scripted language model."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.llm.endpoint import Endpoint, serve_endpoint

if TYPE_CHECKING:
    from assistant.service import PlanAssistant

CORPUS = Path(__file__).parent.parent / "corpus"


@pytest.fixture
def endpoint() -> Iterator[Endpoint]:
    """A server of the OpenAI protocol that plays what the test queues."""
    with serve_endpoint() as served:
        yield served


@pytest.fixture(scope="session")
def real_assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator["PlanAssistant"]:
    """The five plans under the real model, indexed once a session (about a minute on two cores)."""
    # Late: torch and its friends take seconds to import, and most tests do without them.
    from assistant.config import load_settings  # noqa: PLC0415
    from assistant.service import open_assistant  # noqa: PLC0415

    settings = load_settings({}, {"corpus": CORPUS, "index": tmp_path_factory.mktemp("indexes")})
    with open_assistant(settings) as assistant:
        yield assistant
