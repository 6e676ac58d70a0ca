"""Putting plans in, replacing and withdrawing them through the web, on a real index with a fake encoder."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI
from playwright.sync_api import expect
from starlette.testclient import TestClient

from assistant.access.control import AccessControl
from assistant.access.gate import Gate
from assistant.changes import ASIDE
from assistant.config import load_settings
from assistant.errors import SetupError
from assistant.live import LiveAssistant
from assistant.service import index_corpus
from assistant.web import addresses, intake, plans, strings, tasks
from assistant.web.addresses import PLANS, TASKS, reading_address, replace_address, withdraw_address
from assistant.web.intake.staging import Staging, plan_id_of
from tests.fakes import FakeEncoder
from tests.serving import NO_ACCOUNTS, local_client
from tests.written_plans import BEN_TRE, CA_MAU, TEXTS, write_settings

from .conftest import OpenPage, Serve, build_app

TOKEN = re.compile(r'name="bieu_mau" value="([^"]+)"')


@pytest.fixture
def live(tmp_path: Path) -> Iterator[LiveAssistant]:
    settings = write_settings(tmp_path, CA_MAU).model_copy(update={"uploads": True})
    encoder = FakeEncoder()
    index_corpus(settings, encoder)
    with LiveAssistant(settings, encoder) as assistant:
        yield assistant


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    return tmp_path / "corpus"


@pytest.fixture
def client(live: LiveAssistant, corpus: Path) -> TestClient:
    """The plain pages alone: the chat would take seconds to build for each test."""
    settings = load_settings({}, {"corpus": corpus, "accounts": NO_ACCOUNTS})
    app = FastAPI()
    app.include_router(plans.build_router(live, uploads=True))
    app.include_router(tasks.build_router(live))
    app.include_router(intake.build_router(live, settings))
    app.add_middleware(Gate, control=AccessControl(settings), file_paths=frozenset({addresses.INTAKE}))
    return local_client(app)


def token_of(client: TestClient, address: str) -> str:
    found = TOKEN.search(client.get(address).text)
    assert found is not None
    return found[1]


def upload(client: TestClient, name: str, data: bytes, address: str = addresses.INTAKE) -> str:
    """Hand a file in; the address of its preview."""
    form = {"bieu_mau": token_of(client, address)}
    if "thay=" in address:
        form["thay"] = address.rpartition("=")[2]
    response = client.post(addresses.INTAKE, data=form, files={"tep": (name, data)}, follow_redirects=False)
    assert response.status_code == 303, response.text
    return str(response.headers["location"])


def decide(client: TestClient, preview: str, decision: str, plan_id: str) -> tuple[int, str]:
    form = {"bieu_mau": token_of(client, preview), "viec": decision, "ma": plan_id}
    response = client.post(preview, data=form, follow_redirects=False)
    return response.status_code, response.headers.get("location", response.text)


def ids(live: LiveAssistant) -> list[str]:
    return [plan.id for plan in live.plans()]


def test_nothing_can_be_changed_unless_the_settings_allow_it(live: LiveAssistant) -> None:
    with local_client(build_app(live)) as closed:
        assert closed.get(addresses.INTAKE).status_code == 404
        assert closed.post(withdraw_address(CA_MAU)).status_code in {404, 405}
        assert addresses.INTAKE not in closed.get(PLANS).text
    assert ids(live) == [CA_MAU]


def test_a_plan_is_shown_as_understood_before_it_is_published_and_answers_after(
    client: TestClient, live: LiveAssistant
) -> None:
    preview = upload(client, "Kế hoạch Bến Tre.txt", TEXTS[BEN_TRE].encode())
    text = client.get(preview).text
    assert "77/KH-UBND" in text
    assert 'value="ke-hoach-ben-tre"' in text
    assert ids(live) == [CA_MAU]
    assert decide(client, preview, "cong-bo", BEN_TRE) == (303, reading_address(BEN_TRE))
    assert ids(live) == [BEN_TRE, CA_MAU]
    assert live.ask("ai vận hành kho dữ liệu dùng chung ở Bến Tre?").citations[0].plan_id == BEN_TRE
    assert client.get(preview).status_code == 404


def test_another_plan_is_replaced_only_where_that_is_said_and_its_file_is_kept(
    client: TestClient, live: LiveAssistant, corpus: Path
) -> None:
    changed = TEXTS[CA_MAU].replace("15/QĐ-UBND", "16/QĐ-UBND").encode()
    preview = upload(client, f"{CA_MAU}.txt", changed)
    status, text = decide(client, preview, "cong-bo", CA_MAU)
    assert status == 400
    assert "Trong kho đã có kế hoạch mã" in text
    assert live.plans()[0].number == "15/QĐ-UBND"
    assert decide(client, preview, "thay", CA_MAU)[0] == 303
    assert live.plans()[0].number == "16/QĐ-UBND"
    assert [path.read_text("utf-8") for path in (corpus / ASIDE).rglob("*.txt")] == [TEXTS[CA_MAU]]


def test_a_new_file_for_a_plan_keeps_its_id_whatever_the_file_is_called(
    client: TestClient, live: LiveAssistant
) -> None:
    changed = TEXTS[CA_MAU].replace("15/QĐ-UBND", "17/QĐ-UBND").encode()
    preview = upload(client, "ban moi.md", changed, replace_address(CA_MAU))
    assert decide(client, preview, "thay", CA_MAU) == (303, reading_address(CA_MAU))
    assert [(plan.id, plan.number) for plan in live.plans()] == [(CA_MAU, "17/QĐ-UBND")]


def test_a_newer_version_answers_and_the_old_address_opens_the_old_text(
    client: TestClient, live: LiveAssistant
) -> None:
    changed = TEXTS[CA_MAU].replace("15/QĐ-UBND", "18/QĐ-UBND").encode()
    preview = upload(client, f"{CA_MAU}.txt", changed, replace_address(CA_MAU))
    newer = f"{CA_MAU}-2"
    text = client.get(preview).text
    assert f'value="{newer}"' in text
    assert strings.NEW_VERSION in text
    status, said = decide(client, preview, "ban-moi", CA_MAU)
    assert (status, "đã có kế hoạch mã" in said) == (400, True)
    assert decide(client, preview, "ban-moi", newer) == (303, reading_address(newer))
    assert [(plan.id, plan.replaced_by) for plan in live.plans()] == [(CA_MAU, newer), (newer, None)]
    assert {c.plan_id for c in live.ask("ai chủ trì số hóa hồ sơ cấp xã?").citations} == {newer}

    old, new = client.get(reading_address(CA_MAU)).text, client.get(reading_address(newer)).text
    assert "15/QĐ-UBND" in old
    assert strings.REPLACED_BY in old
    assert f'href="{reading_address(newer)}"' in old
    assert strings.REPLACED_BY not in new
    assert f'href="{reading_address(CA_MAU)}"' in new
    place = client.get(f"{PLANS}/{CA_MAU}/doan", params={"vi-tri": "phu-luc/I/1"})
    assert (place.status_code, strings.REPLACED_BY in place.text) == (200, True)
    assert client.get(PLANS).text.count(strings.REPLACED_BY) == 1

    rows = len(live.records())
    assert f"{rows} nhiệm vụ" in client.get(TASKS).text
    assert f"{rows} trong tổng số {2 * rows} nhiệm vụ" in client.get(f"{TASKS}?ke-hoach={CA_MAU}").text


def test_a_better_file_of_the_same_document_keeps_its_id_and_makes_no_version(
    client: TestClient, live: LiveAssistant
) -> None:
    changed = TEXTS[CA_MAU].replace("15/QĐ-UBND", "19/QĐ-UBND").encode()
    preview = upload(client, f"{CA_MAU}.txt", changed, replace_address(CA_MAU))
    assert decide(client, preview, "thay", f"{CA_MAU}-2") == (303, reading_address(CA_MAU))
    assert [(plan.id, plan.number, plan.replaced_by) for plan in live.plans()] == [
        (CA_MAU, "19/QĐ-UBND", None)
    ]


def test_a_withdrawn_plan_answers_no_more_and_its_file_is_kept(
    client: TestClient, live: LiveAssistant, corpus: Path
) -> None:
    address = withdraw_address(CA_MAU)
    response = client.post(address, data={"bieu_mau": token_of(client, address)}, follow_redirects=False)
    assert response.headers["location"] == PLANS
    assert ids(live) == []
    assert [path.name for path in (corpus / ASIDE).rglob("*.txt")] == [f"{CA_MAU}.txt"]
    assert client.get(TASKS).status_code == 200


def test_forms_of_other_sites_change_nothing(client: TestClient, live: LiveAssistant) -> None:
    address = withdraw_address(CA_MAU)
    token_of(client, address)
    for form in ({}, {"bieu_mau": "doan-mo"}):
        response = client.post(address, data=form)
        assert response.status_code == 400
        assert strings.FORM_EXPIRED in response.text
    assert client.post(addresses.INTAKE, files={"tep": ("a.txt", b"x")}).status_code == 400
    assert ids(live) == [CA_MAU]


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("bảng.exe", b"MZ", "Không nhận"),
        ("trống.txt", b"  ", "trống"),
        ("hỏng.docx", b"PK\x03\x04 broken", "hỏng"),
    ],
)
def test_a_file_that_cannot_be_read_is_explained(
    client: TestClient, name: str, data: bytes, sentence: str
) -> None:
    form = {"bieu_mau": token_of(client, addresses.INTAKE)}
    response = client.post(addresses.INTAKE, data=form, files={"tep": (name, data)})
    assert response.status_code == 400
    assert sentence in response.text


@pytest.mark.parametrize("plan_id", ["../khac", "Kế hoạch", "", "a/b", "-a"])
def test_an_id_that_could_leave_the_folder_is_refused(
    client: TestClient, live: LiveAssistant, plan_id: str
) -> None:
    preview = upload(client, "a.txt", TEXTS[BEN_TRE].encode())
    assert decide(client, preview, "cong-bo", plan_id)[0] == 400
    assert ids(live) == [CA_MAU]


def test_a_change_whose_index_fails_is_undone(
    client: TestClient, live: LiveAssistant, corpus: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail() -> None:
        raise SetupError("Một tiến trình khác đang dựng chỉ mục.")

    monkeypatch.setattr(live, "reindex", fail)
    preview = upload(client, "x.txt", TEXTS[BEN_TRE].encode())
    status, text = decide(client, preview, "thay", CA_MAU)
    assert (status, "Một tiến trình khác" in text) == (400, True)
    assert (corpus / f"{CA_MAU}.txt").read_text("utf-8") == TEXTS[CA_MAU]
    address = withdraw_address(CA_MAU)
    assert client.post(address, data={"bieu_mau": token_of(client, address)}).status_code == 400
    assert sorted(path.name for path in corpus.rglob("*.txt")) == [f"{CA_MAU}.txt"]


def test_a_file_that_is_not_wanted_leaves_nothing_behind(
    client: TestClient, live: LiveAssistant, corpus: Path
) -> None:
    preview = upload(client, "a.txt", TEXTS[BEN_TRE].encode())
    assert decide(client, preview, "bo", "a") == (303, PLANS)
    assert client.get(preview).status_code == 404
    assert [path.name for path in corpus.iterdir()] == [f"{CA_MAU}.txt"]


def test_only_so_many_files_wait_and_the_oldest_give_way(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(TEXTS[BEN_TRE], encoding="utf-8")
    staging = Staging(limit=1)
    first, second = staging.read(path, "a.txt", ""), staging.read(path, "b.txt", "")
    assert staging.find(first.token) is None
    assert not first.path.exists()
    assert staging.find(second.token) is second
    staging.drop(second.token)
    assert not second.path.exists()


def test_ids_are_made_of_names() -> None:
    assert plan_id_of("Kế hoạch số 12 (bản ký).docx") == "ke-hoach-so-12-ban-ky"
    assert plan_id_of("....pdf") == "ke-hoach"


@pytest.mark.browser
@pytest.mark.parametrize("width", [1280, 390])
def test_an_official_adds_a_plan_and_takes_it_out_again(
    serve: Serve, open_page: OpenPage, live: LiveAssistant, corpus: Path, tmp_path: Path, width: int
) -> None:
    file = tmp_path / "moi.txt"
    file.write_text(TEXTS[BEN_TRE], encoding="utf-8")
    address = serve(build_app(live, {"corpus": corpus, "uploads": True}))
    page = open_page(address + PLANS, width=width)
    page.get_by_role("link", name=strings.ADD_PLAN).click()
    page.locator("input[type=file]").set_input_files(file)
    expect(page.locator("#ten-tep")).to_have_text("moi.txt")
    page.get_by_role("button", name="Đọc thử").click()
    expect(page.get_by_role("heading", name="Xem trước, chưa công bố")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") == width
    page.get_by_label("Mã kế hoạch").fill("ben-tre")
    page.get_by_role("button", name="Công bố", exact=True).click()
    title = page.get_by_role("heading", level=1)
    expect(title).to_contain_text("tỉnh Bến Tre")
    name = title.inner_text()
    page.goto(address + PLANS)
    page.get_by_role("link", name=f"Gỡ khỏi kho: {name}").click()
    page.get_by_role("button", name="Gỡ kế hoạch", exact=True).click()
    expect(page.locator(".plans > li")).to_have_count(1)
    assert ids(live) == [CA_MAU]


def test_every_change_of_plans_is_in_the_audit_with_who_made_it(
    client: TestClient, caplog: pytest.LogCaptureFixture
) -> None:
    decide(client, upload(client, "a.txt", TEXTS[BEN_TRE].encode()), "cong-bo", BEN_TRE)
    decide(client, upload(client, "a.txt", TEXTS[BEN_TRE].encode()), "cong-bo", BEN_TRE)  # the id is taken
    changed = TEXTS[BEN_TRE].replace("77/KH-UBND", "78/KH-UBND").encode()
    decide(client, upload(client, "a.txt", changed), "thay", BEN_TRE)
    form = {"bieu_mau": token_of(client, withdraw_address(BEN_TRE))}
    client.post(withdraw_address(BEN_TRE), data=form, follow_redirects=False)
    lines = [json.loads(entry.message) for entry in caplog.records if entry.name == "assistant.audit"]
    assert lines == [
        {"event": event, "by": "127.0.0.1", "address": "127.0.0.1", "way": "web", "plan": BEN_TRE}
        for event in ("plan_added", "plan_replaced", "plan_withdrawn")
    ]
