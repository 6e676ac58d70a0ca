import re

import httpx


def test_the_description_names_every_route_for_programs(client: httpx.Client) -> None:
    openapi = client.get("/api/v1/openapi.json").json()
    assert {
        "/api/v1/ask",
        "/api/v1/search",
        "/api/v1/records",
        "/api/v1/plans",
        "/healthz",
        "/readyz",
    } <= set(openapi["paths"])
    page = client.get("/api/v1/docs").text
    for path, operations in openapi["paths"].items():
        for method, operation in operations.items():
            assert f"<code>{method.upper()} {path}</code>" in page
            assert operation["summary"] in page


def test_the_page_loads_nothing_and_may_load_nothing(client: httpx.Client) -> None:
    response = client.get("/api/v1/docs")
    assert not re.search(r"<(script|link|img|iframe)\b|url\(|@import", response.text)
    assert response.headers["content-security-policy"].startswith("default-src 'none'; style-src 'sha256-")


def test_the_page_gives_examples_with_the_address_it_was_asked_at(client: httpx.Client, address: str) -> None:
    page = client.get("/api/v1/docs").text
    assert f"curl {address}/api/v1/ask" in page
    assert f'base_url="{address}/v1"' in page.replace("&quot;", '"')
    assert "question" in page
    assert "câu hỏi bằng tiếng Việt" in page
