from typing import Any

import httpx
import pytest

from assistant.cli.output import citation_json, hit_json, record_json
from assistant.errors import (
    AssistantError,
    IndexStaleError,
    InputError,
    InternalError,
    ModelError,
    UnknownPlanError,
)
from assistant.types import Citation
from assistant.web.typed import MAX_QUESTION_CHARS
from tests.web.fakes import AN_LAC, ANSWERED, BINH_HOA, PARSED, REFUSED, Call, FakeBackend

ASK = "/api/v1/ask"


def shaped(citation: Citation) -> dict[str, Any]:
    return {**citation_json(citation), "source": citation.source_line}


def message(response: httpx.Response) -> str:
    error = response.json()["error"]
    assert set(error) == {"message", "type", "param", "code"}
    assert error["code"] == response.status_code
    return str(error["message"])


def test_an_answer_comes_with_its_citations(client: httpx.Client, backend: FakeBackend) -> None:
    asked = {"question": "  ai chủ trì?\n", "history": ["trước đó"], "plans": [AN_LAC.id]}
    response = client.post(ASK, json=asked)
    reply = response.json()
    assert reply.pop("latency_ms") >= 0
    assert reply == {
        "answer": ANSWERED.text,
        "abstained": False,
        "citations": [shaped(citation) for citation in ANSWERED.citations],
        "nearest": [],
        "plans": [AN_LAC.id, BINH_HOA.id],
        "suggestions": list(ANSWERED.suggestions),
    }
    assert backend.calls == [Call("ai chủ trì?", ("trước đó",), (AN_LAC.id,))]


def test_a_refusal_says_so_and_shows_what_is_nearest(client: httpx.Client, backend: FakeBackend) -> None:
    backend.replies[:] = [REFUSED]
    reply = client.post(ASK, json={"question": "kinh phí?"}).json()
    assert (reply["answer"], reply["abstained"], reply["citations"]) == (REFUSED.text, True, [])
    assert reply["nearest"] == [shaped(citation) for citation in REFUSED.nearest]
    assert backend.calls == [Call("kinh phí?", (), None)]


def test_a_search_gives_passages_best_first(client: httpx.Client, backend: FakeBackend) -> None:
    found = client.get("/api/v1/search", params={"question": "số hóa", "k": 2, "plan": [AN_LAC.id]}).json()
    hits = backend.search("số hóa", 2, [AN_LAC.id])
    assert found == {"passages": [{**hit_json(hit), "label": hit.passage.label} for hit in hits]}


def test_records_come_as_the_command_line_prints_them_page_by_page(client: httpx.Client) -> None:
    of_plans = [[record_json(record) for record in parsed.records] for parsed in PARSED]
    records = [record for of_plan in of_plans for record in of_plan]
    total = len(records)
    assert client.get("/api/v1/records").json() == {"total": total, "records": records}
    assert client.get("/api/v1/records", params={"plan": BINH_HOA.id}).json() == {
        "total": len(of_plans[1]),
        "records": of_plans[1],
    }
    page = client.get("/api/v1/records", params={"offset": 1, "limit": 2}).json()
    assert page == {"total": total, "records": records[1:3]}
    assert client.get("/api/v1/records", params={"offset": total}).json() == {"total": total, "records": []}


def test_plans_keep_what_is_blank_blank(client: httpx.Client) -> None:
    plans = client.get("/api/v1/plans").json()["plans"]
    assert plans[1] == {
        "id": "binh-hoa-2025",
        "title": "Kế hoạch chuyển đổi số tỉnh Bình Hòa năm 2025",
        "kind": "Kế hoạch",
        "number": "/KH-UBND",
        "issuer": "Ủy ban nhân dân tỉnh Bình Hòa",
        "province": "Bình Hòa",
        "date": None,
        "years": [2025],
        "source": "binh-hoa-2025.txt",
        "replaces": None,
        "replaced_by": None,
    }
    assert [plan["date"] for plan in plans] == ["2024-01-12", None]


@pytest.mark.parametrize(
    ("body", "complaint"),
    [
        ({}, "“question” thiếu"),
        ({"question": "a", "top_k": 3}, "“top_k” không có trường này"),
        ({"question": ""}, "“question” để trống"),
        ({"question": "a" * (MAX_QUESTION_CHARS + 1)}, f"“question” dài quá {MAX_QUESTION_CHARS} ký tự"),
        ({"question": 7}, "“question” phải là chuỗi ký tự"),
        ({"question": "a", "history": ["b"] * 51}, "“history” có quá 50 mục"),
        ({"question": "a", "history": "b"}, "“history” phải là danh sách"),
    ],
)
def test_what_does_not_fit_is_named_in_vietnamese(
    client: httpx.Client, backend: FakeBackend, body: object, complaint: str
) -> None:
    response = client.post(ASK, json=body)
    assert (response.status_code, message(response)) == (422, f"Yêu cầu không hợp lệ: {complaint}.")
    assert backend.calls == []


def test_what_is_no_json_is_said_to_be_none(client: httpx.Client) -> None:
    response = client.post(ASK, content=b"{", headers={"content-type": "application/json"})
    assert message(response) == "Yêu cầu không hợp lệ: nội dung gửi lên không phải JSON hợp lệ."


@pytest.mark.parametrize(
    ("path", "query", "complaint"),
    [
        ("search", {"question": "a", "k": 0}, "“k” phải từ 1 trở lên"),
        ("search", {"question": "a", "k": 101}, "“k” không quá 100"),
        ("search", {"question": "a", "k": "năm"}, "“k” phải là số nguyên"),
        ("search", {"question": "a", "n": 1}, "“n” không có trường này"),
        ("records", {"limit": 1001}, "“limit” không quá 1000"),
        ("records", {"plans": "a"}, "“plans” không có trường này"),
    ],
)
def test_parameters_have_bounds(client: httpx.Client, path: str, query: Any, complaint: str) -> None:
    response = client.get(f"/api/v1/{path}", params=query)
    assert (response.status_code, message(response)) == (422, f"Yêu cầu không hợp lệ: {complaint}.")


def test_a_question_of_blanks_is_no_question(client: httpx.Client) -> None:
    response = client.post(ASK, json={"question": " \u200b "})
    assert (response.status_code, message(response)[:17]) == (400, "Câu hỏi để trống.")


def test_an_unknown_plan_is_named_wherever_it_is_asked_for(client: httpx.Client) -> None:
    for response in (
        client.post(ASK, json={"question": "a", "plans": ["khong-co"]}),
        client.get("/api/v1/search", params={"question": "a", "plan": "khong-co"}),
        client.get("/api/v1/records", params={"plan": "khong-co"}),
    ):
        assert response.status_code == 404
        assert "“khong-co”" in message(response)


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (UnknownPlanError("Không có."), 404),
        (InputError("Sai."), 400),
        (IndexStaleError("Chỉ mục cũ."), 503),
        (ModelError("Thiếu mô hình."), 503),
        (InternalError("Lỗi."), 500),
        (AssistantError("Lỗi khác."), 500),
    ],
)
def test_errors_of_the_assistant_are_shown_as_they_stand(
    client: httpx.Client, backend: FakeBackend, error: AssistantError, status: int
) -> None:
    backend.replies[:] = [error]
    response = client.post(ASK, json={"question": "a"})
    assert (response.status_code, message(response)) == (status, str(error))


@pytest.mark.parametrize(
    ("method", "path"), [("GET", "/api/v2/ask"), ("GET", ASK), ("DELETE", "/api/v1/plans")]
)
def test_an_unknown_address_points_to_the_description(client: httpx.Client, method: str, path: str) -> None:
    response = client.request(method, path)
    assert response.status_code == 404
    assert message(response).startswith(f"Không có địa chỉ {method} {path}. Xem /api/v1/docs")


def test_the_server_says_that_it_runs_and_is_ready(client: httpx.Client) -> None:
    assert client.get("/healthz").json() == {"status": "ok", "plans": 2}
    assert client.get("/readyz").json() == {"status": "ready"}
