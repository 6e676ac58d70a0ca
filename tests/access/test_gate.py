from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from assistant.access.accounts import Accounts
from assistant.access.gate import MAX_BODY_BYTES
from assistant.access.people import Role
from tests.serving import build_app, serving
from tests.web.fakes import FakeBackend

from .conftest import PASSWORD, Closed

ASK = {"question": "ai chủ trì?"}


def sso_name(name: str) -> dict[str, str]:
    return {"x-remote-user": name}


@pytest.fixture(scope="module")
def open_address() -> Iterator[str]:
    with serving(build_app(FakeBackend())) as address:
        yield address


def test_a_browser_on_another_site_cannot_act_for_the_person(closed: Closed, person: httpx.Client) -> None:
    own = closed.address
    for headers, status in (
        ({}, 200),
        ({"origin": own}, 200),
        ({"sec-fetch-site": "same-origin", "origin": own}, 200),
        ({"origin": "https://example.org"}, 403),
        ({"origin": "null"}, 403),
        ({"sec-fetch-site": "cross-site"}, 403),
        ({"sec-fetch-site": "same-site", "origin": own}, 403),
    ):
        assert person.post("/api/v1/ask", json=ASK, headers=headers).status_code == status
    refused = person.post("/logout", headers={"origin": "https://example.org"})
    assert refused.json()["error"]["message"].startswith("Yêu cầu đến từ một trang web khác")
    assert person.get("/api/v1/plans").status_code == 200


def test_another_site_cannot_log_somebody_in(stranger: httpx.Client) -> None:
    right = {"name": "lan", "password": PASSWORD}
    assert stranger.post("/login", data=right, headers={"sec-fetch-site": "cross-site"}).status_code == 403


def test_a_token_needs_no_origin_but_must_be_right(closed: Closed, program: httpx.Client) -> None:
    assert program.post("/api/v1/ask", json=ASK, headers={"origin": "https://example.org"}).status_code == 200
    with closed.client("vnp_sai") as wrong:
        wrong.cookies.set("assistant_session", closed.accounts.open_session("lan"))
        assert wrong.get("/api/v1/plans").status_code == 401


def test_a_revoked_token_and_the_tokens_of_a_removed_user_are_worthless(closed: Closed) -> None:
    closed.accounts.add("tam", PASSWORD, Role.READER)
    first, second = (closed.accounts.issue_token("tam", label) for label in ("một", "hai"))
    closed.accounts.revoke_token("tam", "một")
    with closed.client(first) as client:
        assert client.get("/api/v1/plans").status_code == 401
    with closed.client(second) as client:
        assert client.get("/api/v1/plans").status_code == 200
        closed.accounts.remove("tam")
        assert client.get("/api/v1/plans").status_code == 401


def test_large_bodies_are_refused_whether_they_tell_their_size_or_not(program: httpx.Client) -> None:
    def pieces() -> Iterator[bytes]:
        for _ in range(MAX_BODY_BYTES // 65536 + 1):
            yield b" " * 65536

    told = program.post("/api/v1/ask", content=b" " * (MAX_BODY_BYTES + 1))
    untold = program.post("/api/v1/ask", content=pieces(), headers={"content-type": "application/json"})
    for response in (told, untold):
        assert response.status_code == 413
        assert response.json()["error"]["message"] == "Nội dung gửi lên lớn quá 1024 KiB. Hãy rút gọn."


def test_an_open_server_on_this_machine_answers_only_under_its_own_names(open_address: str) -> None:
    port = open_address.rsplit(":", 1)[1]
    with httpx.Client(base_url=open_address) as client:
        for host, status in (
            (f"localhost:{port}", 200),
            (f"127.0.0.1:{port}", 200),
            ("[::1]", 200),
            ("192.168.1.5", 200),
            (f"example.org:{port}", 421),
            ("127.0.0.1.example.org", 421),
        ):
            assert client.get("/api/v1/plans", headers={"host": host}).status_code == status
        assert client.post("/api/v1/ask", json=ASK, headers={"origin": "http://a.b"}).status_code == 403


def serve_behind_proxy(folder: Path, proxies: str) -> Any:
    settings = {
        "accounts": folder / "accounts.sqlite",
        "trusted_proxies": proxies,
        "sso_header": "X-Remote-User",
        "questions_a_minute": 1,
    }
    return serving(build_app(FakeBackend(), settings))


def test_a_trusted_proxy_says_who_asks_and_whether_the_line_is_safe(tmp_path: Path) -> None:
    Accounts(tmp_path / "accounts.sqlite").add("lan", PASSWORD, Role.READER)
    with (
        serve_behind_proxy(tmp_path, "127.0.0.0/8") as address,
        httpx.Client(base_url=address) as client,
    ):
        assert client.get("/api/v1/plans").status_code == 401
        assert client.get("/api/v1/plans", headers=sso_name("ai.do@tinh.gov.vn")).status_code == 200
        # Each name has its own share of questions.
        statuses = [
            client.post("/api/v1/ask", json=ASK, headers=sso_name(name)).status_code
            for name in ("a", "a", "b")
        ]
        assert statuses == [200, 429, 200]
        right = {"name": "lan", "password": PASSWORD}
        safe = client.post("/login", data=right, headers={"x-forwarded-proto": "https"})
        assert safe.headers["set-cookie"].endswith("; SameSite=lax; Secure")


def test_nobody_else_can_say_who_they_are(tmp_path: Path) -> None:
    with serve_behind_proxy(tmp_path, "10.1.2.3") as address, httpx.Client(base_url=address) as client:
        forged = {**sso_name("lan"), "x-forwarded-for": "10.1.2.3", "x-forwarded-proto": "https"}
        assert client.get("/api/v1/plans", headers=forged).status_code == 401


def test_a_file_of_accounts_that_vanishes_opens_nothing(tmp_path: Path) -> None:
    path = tmp_path / "accounts.sqlite"
    Accounts(path).add("lan", PASSWORD, Role.READER)
    with (
        serving(build_app(FakeBackend(), {"accounts": path})) as address,
        httpx.Client(base_url=address) as client,
    ):
        assert client.get("/config").status_code == 401
        path.unlink()
        assert client.get("/config").status_code == 401


def test_a_damaged_file_of_accounts_opens_nothing_and_is_named(tmp_path: Path) -> None:
    path = tmp_path / "accounts.sqlite"
    path.write_bytes(b"not a database" * 500)
    with (
        serving(build_app(FakeBackend(), {"accounts": path})) as address,
        httpx.Client(base_url=address) as client,
    ):
        for response in (client.get("/config"), client.get("/login"), client.get("/")):
            assert response.status_code == 503
            assert f"tệp tài khoản {path}" in response.json()["error"]["message"]


def test_a_server_closes_with_its_first_account_while_it_runs(tmp_path: Path) -> None:
    path = tmp_path / "accounts.sqlite"
    with (
        serving(build_app(FakeBackend(), {"accounts": path})) as address,
        httpx.Client(base_url=address) as client,
    ):
        assert client.get("/config").status_code == 200
        Accounts(path).add("lan", PASSWORD, Role.READER)
        assert client.get("/config").status_code == 401
