"""The plain pages as responses."""

import re
from collections.abc import Iterator
from urllib.parse import urljoin

import pytest
from starlette.testclient import TestClient

from assistant.web import strings
from assistant.web.addresses import place_address, reading_address
from assistant.web.page import CONTENT_SECURITY_POLICY
from tests.serving import local_client

from .conftest import build_app
from .fakes import AN_LAC, BINH_HOA, ROW, FakeBackend, place_of


@pytest.fixture(scope="module")
def client() -> Iterator[TestClient]:
    with local_client(build_app(FakeBackend())) as client:
        yield client


def test_the_reading_view_is_a_vietnamese_page_with_one_anchor_a_passage(client: TestClient) -> None:
    response = client.get(reading_address(AN_LAC.id))
    assert response.status_code == 200
    assert '<html lang="vi">' in response.text
    assert f"<h1>{AN_LAC.title}</h1>" in response.text
    assert response.text.count(f'id="{ROW}"') == 1
    assert response.headers["content-security-policy"] == CONTENT_SECURITY_POLICY


def test_markup_in_a_plan_is_shown_and_never_run(client: TestClient) -> None:
    for address in (
        reading_address(AN_LAC.id),
        reading_address(BINH_HOA.id),
        place_address(AN_LAC.id, ROW),
        place_address(BINH_HOA.id, "I/2"),
    ):
        text = client.get(address).text
        assert "<script>window" not in text
        assert "<img" not in text


def test_what_an_address_asks_to_mark_is_marked(client: TestClient) -> None:
    span = place_of(BINH_HOA, "80% hồ sơ")
    text = client.get(reading_address(BINH_HOA.id, "I/2", [span])).text
    assert re.findall("<mark>(.*?)</mark>", text) == ["80% hồ sơ"]
    hostile = client.get(f"/ke-hoach/{BINH_HOA.id}?trich=<script>,1-999999999,7").text
    assert "<script>," not in hostile


def test_a_blank_number_and_date_stay_blank(client: TestClient) -> None:
    facts = client.get(reading_address(BINH_HOA.id)).text.partition('<dl class="facts">')[2]
    values = dict(re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", facts))
    assert values["Số, ký hiệu"] == "…/KH-UBND"
    assert values["Ngày ban hành"] == f'<span class="note">{strings.NOT_PRINTED}</span>'


def test_the_panel_cites_as_a_memo_does_and_leads_to_the_place_in_the_plan(client: TestClient) -> None:
    span = place_of(AN_LAC, "Trước ngày 31/10/2024")
    text = client.get(place_address(AN_LAC.id, ROW, [span])).text
    assert "Kế hoạch số 15/KH-UBND ngày 12 tháng 01 năm 2024 của Ủy ban nhân dân tỉnh An Lạc" in text
    assert f'href="{reading_address(AN_LAC.id, ROW, [span])}"' in text


def visible(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", "", html).split())


def test_the_list_says_what_was_read_from_each_plan(client: TestClient) -> None:
    text = visible(client.get("/ke-hoach").text)
    assert "2 kế hoạch." in text
    assert "Đã đọc 12 đoạn; 1 bảng, 4 dòng nhiệm vụ; 1 phân công trong lời văn." in text
    assert "Đã đọc 10 đoạn; 1 bảng, 3 dòng nhiệm vụ." in text


def test_plans_are_found_without_diacritics_and_a_vain_search_says_so(client: TestClient) -> None:
    found = client.get("/ke-hoach", params={"tim": "chuyen doi so binh hoa"}).text
    assert BINH_HOA.title in found
    assert AN_LAC.title not in found
    assert (
        "Không có kế hoạch nào khớp “Hà Giang”." in client.get("/ke-hoach", params={"tim": "Hà Giang"}).text
    )


@pytest.mark.parametrize(
    "address", ["/ke-hoach/khong-co", "/ke-hoach/khong-co/doan?vi-tri=I", f"/ke-hoach/{AN_LAC.id}/doan"]
)
def test_what_is_not_there_is_a_vietnamese_page_with_status_404(client: TestClient, address: str) -> None:
    response = client.get(address)
    assert response.status_code == 404
    assert strings.PLAN_GONE in response.text or strings.PASSAGE_GONE in response.text


def test_every_address_of_a_plain_page_is_on_this_host_and_answers(client: TestClient) -> None:
    page = client.get(reading_address(AN_LAC.id)).text
    links = set(re.findall(r'(?:href|src)="([^"#]+)', page))
    assert {link for link in links if urljoin("/", link) != link and not link.startswith("?")} == set()
    assert {link: client.get(link).status_code for link in links} == dict.fromkeys(links, 200)
