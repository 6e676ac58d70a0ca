import re
from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from assistant.web import strings
from assistant.web.page import CONTENT_SECURITY_POLICY
from tests.serving import local_client

from .conftest import build_app
from .fakes import FakeBackend


@pytest.fixture(scope="module")
def client() -> Iterator[TestClient]:
    with local_client(build_app(FakeBackend())) as client:
        yield client


def test_health_counts_the_plans(client: TestClient) -> None:
    assert client.get("/healthz").json() == {"status": "ok", "plans": 2}


@pytest.mark.parametrize("encoding", ["identity", "gzip", "br"])
def test_the_page_is_vietnamese_and_self_contained(client: TestClient, encoding: str) -> None:
    response = client.get("/", headers={"accept-encoding": encoding})
    assert response.status_code == 200
    assert re.search(r'<html[^>]*lang="vi"', response.text)
    assert f"<title>{strings.TITLE}</title>" in response.text
    assert "fonts.googleapis" not in response.text
    assert not re.search(r"""<(?:script|link|img)[^>]*(?:src|href)=["'](?:https?:)?//""", response.text)
    assert response.headers["content-length"] == str(len(response.content))


def test_every_response_forbids_other_hosts(client: TestClient) -> None:
    for path in ("/", "/healthz", "/theme.css"):
        assert client.get(path).headers["content-security-policy"] == CONTENT_SECURITY_POLICY
    assert "http" not in CONTENT_SECURITY_POLICY


def test_the_head_of_the_page_can_be_asked_for(client: TestClient) -> None:
    response = client.head("/")
    assert response.status_code == 200
    assert response.content == b""


def test_nothing_is_reported_to_gradio_and_nothing_links_to_its_pages(client: TestClient) -> None:
    config = client.get("/config").json()
    assert config["analytics_enabled"] is False
    assert config["footer_links"] == []
    assert config["run_history"] is False


def test_files_cannot_be_left_on_the_server(client: TestClient) -> None:
    response = client.post("/gradio_api/upload", files={"files": ("a.txt", b"hello", "text/plain")})
    assert response.status_code == 413


def test_events_are_not_an_open_interface(client: TestClient) -> None:
    assert client.get("/gradio_api/info").json()["named_endpoints"] == {}
