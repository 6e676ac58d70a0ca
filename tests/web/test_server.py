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


def test_an_address_that_leads_nowhere_is_a_vietnamese_page_for_people_alone(client: TestClient) -> None:
    page = client.get("/khong-co", headers={"accept": "text/html"})
    assert (page.status_code, page.headers["content-type"]) == (404, "text/html; charset=utf-8")
    assert strings.PAGE_GONE in page.text
    assert page.headers["content-length"] == str(len(page.content))
    assert client.get("/khong-co", headers={"accept": "application/json"}).json() == {"detail": "Not Found"}


def test_overlong_addresses_are_read_as_far_as_they_make_sense(client: TestClient) -> None:
    for address in ("/ke-hoach?tim=", "/ke-hoach/an-lac-2024?trich=", "/nhiem-vu?tim="):
        assert client.get(address + "1-2," * 3000).status_code == 200
    assert client.get("/van-ban?luot=" + "a," * 5000).status_code == 404
