from collections.abc import Iterator

import pytest

from tests.llm.endpoint import Endpoint, serve_endpoint


@pytest.fixture
def endpoint() -> Iterator[Endpoint]:
    with serve_endpoint() as served:
        yield served
