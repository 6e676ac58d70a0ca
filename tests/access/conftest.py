"""A server with accounts on a real port, and clients of each kind of visitor."""

from collections.abc import Iterator
from dataclasses import dataclass

import httpx
import pytest
from fastapi import FastAPI

from assistant.access import passwords
from assistant.access.accounts import Accounts
from assistant.access.people import Role
from assistant.errors import InputError
from assistant.indexing import IndexReport
from tests.serving import build_app, serving
from tests.web.fakes import FakeBackend

PASSWORD = "mật khẩu của Lan"


class ChangingFake(FakeBackend):
    """The toy plans on a server that takes files; they stay as they are."""

    def reindex(self) -> IndexReport:
        raise InputError("Không đổi được các kế hoạch mẫu.")


@dataclass(frozen=True)
class Closed:
    """A server with the account ``lan`` and a token of hers."""

    app: FastAPI
    address: str
    accounts: Accounts
    token: str

    def client(self, token: str | None = None) -> httpx.Client:
        headers = {"authorization": f"Bearer {token}"} if token else {}
        return httpx.Client(base_url=self.address, headers=headers, timeout=20)


@pytest.fixture(scope="package", autouse=True)
def cheap_passwords() -> Iterator[None]:
    """Hashes that are quick to make; what they cost for real is tested with the passwords themselves."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(passwords, "_N", 2)
        yield


@pytest.fixture(scope="package")
def closed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Closed]:
    path = tmp_path_factory.mktemp("access") / "accounts.sqlite"
    accounts = Accounts(path)
    accounts.add("lan", PASSWORD, Role.READER)
    app = build_app(ChangingFake(), {"accounts": path, "questions_a_minute": 0, "uploads": True})
    with serving(app) as address:
        yield Closed(app, address, accounts, accounts.issue_token("lan", "kiểm thử"))


@pytest.fixture
def stranger(closed: Closed) -> Iterator[httpx.Client]:
    with closed.client() as client:
        yield client


@pytest.fixture
def program(closed: Closed) -> Iterator[httpx.Client]:
    with closed.client(closed.token) as client:
        yield client


@pytest.fixture
def person(closed: Closed) -> Iterator[httpx.Client]:
    """A browser with a session."""
    with closed.client() as client:
        client.cookies.set("assistant_session", closed.accounts.open_session("lan"))
        yield client
