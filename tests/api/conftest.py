"""The whole application over the toy backend on a real port, and a client that talks to it."""

from collections.abc import Iterator

import httpx
import pytest

from tests.serving import build_app, serving
from tests.web.fakes import ANSWERED, FakeBackend


@pytest.fixture(scope="session")
def backend() -> FakeBackend:
    return FakeBackend()


@pytest.fixture(scope="session")
def address(backend: FakeBackend) -> Iterator[str]:
    """A server without accounts, shared by the tests of this folder."""
    with serving(build_app(backend)) as address:
        yield address


@pytest.fixture(autouse=True)
def fresh_backend(backend: FakeBackend) -> None:
    """Every test starts with the same reply and no calls."""
    backend.replies[:] = [ANSWERED]
    backend.calls.clear()


@pytest.fixture
def client(address: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=address, timeout=20) as client:
        yield client
