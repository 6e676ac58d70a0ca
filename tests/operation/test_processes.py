"""Servers as processes of their own, with the real model: how they stop, and how several share one index."""

import json
import shutil
import signal
import socket
import threading
import time
from pathlib import Path

import httpx
import pytest

from tests.llm.endpoint import Endpoint, Play
from tests.operation.processes import Served, run_command, serving_process
from tests.written_plans import BEN_TRE, CA_MAU, LAO_CAI, TEXTS, write_corpus

WHO = {"question": "ai chủ trì số hóa hồ sơ cấp xã ở Cà Mau?"}


@pytest.fixture(scope="module")
def indexed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("indexed")
    write_corpus(folder / "corpus", CA_MAU, BEN_TRE)
    run_command(folder, "index")
    return folder


@pytest.fixture
def folder(indexed: Path, tmp_path: Path) -> Path:
    shutil.copytree(indexed, tmp_path, dirs_exist_ok=True)
    return tmp_path


def ask(served: Served, asked: dict[str, str] = WHO) -> httpx.Response:
    return httpx.post(f"{served.address}/api/v1/ask", json=asked, timeout=60)


def test_a_stopped_server_finishes_the_answer_under_way_and_ends_well(
    folder: Path, endpoint: Endpoint
) -> None:
    endpoint.queue(Play("Sở Y tế chủ trì [1].", wait_s=4))
    model = {"ASSISTANT_LLM_URL": endpoint.url, "ASSISTANT_LLM_MODEL": "m", "ASSISTANT_LOG_FORMAT": "json"}
    with serving_process(folder, **model) as served:
        answers: list[httpx.Response] = []
        asking = threading.Thread(target=lambda: answers.append(ask(served)))
        asking.start()
        deadline = time.monotonic() + 30
        while not endpoint.requests and time.monotonic() < deadline:
            time.sleep(0.02)
        # An open page: a stream that never ends by itself.
        with httpx.stream("GET", f"{served.address}/gradio_api/heartbeat/abc", timeout=30) as page:
            assert page.status_code == 200
            served.process.send_signal(signal.SIGTERM)
            time.sleep(0.5)
            assert served.process.poll() is None
            with pytest.raises(httpx.ConnectError):
                httpx.get(f"{served.address}/healthz")
            asking.join(timeout=30)
            assert served.process.wait(timeout=30) == 0
    assert [answer.status_code for answer in answers] == [200]
    assert "Văn phòng" in answers[0].json()["answer"]
    lines = [json.loads(line) for line in served.log.read_text("utf-8").splitlines() if line.startswith("{")]
    assert ["/api/v1/ask", 200] in [[line.get("path"), line.get("status")] for line in lines]
    assert [line for line in lines if line["level"] == "error"] == []


def test_two_processes_answer_from_one_index_and_both_follow_a_new_one(folder: Path) -> None:
    with serving_process(folder) as first, serving_process(folder) as second:
        both = (first, second)
        before = [ask(served).json() for served in both]
        assert before[0]["answer"] == before[1]["answer"]
        assert before[0]["citations"] == before[1]["citations"]

        def builds() -> set[str]:
            figures = [httpx.get(f"{served.address}/metrics").text for served in both]
            return {line for text in figures for line in text.splitlines() if "assistant_index_info{" in line}

        (former,) = builds()
        stop, failures, asked = threading.Event(), [], []

        def keep_asking(served: Served) -> None:
            while not stop.is_set():
                response = ask(served)
                asked.append(response.status_code)
                if response.status_code != 200 or response.json()["abstained"]:
                    failures.append(response.text)

        askers = [threading.Thread(target=keep_asking, args=(served,)) for served in both]
        for asker in askers:
            asker.start()
        (folder / f"{LAO_CAI}.txt").write_text(TEXTS[LAO_CAI], encoding="utf-8")
        run_command(folder, "add", str(folder / f"{LAO_CAI}.txt"))
        for served in both:
            plans = httpx.get(f"{served.address}/api/v1/plans").json()["plans"]
            assert [plan["id"] for plan in plans] == [BEN_TRE, CA_MAU, LAO_CAI]
        stop.set()
        for asker in askers:
            asker.join(timeout=60)
        assert (failures, len(asked) > 4) == ([], True)
        (latter,) = builds()
        assert latter != former
        # One of them is restarted while the other goes on.
        first.process.send_signal(signal.SIGTERM)
        assert ask(second).json()["answer"] == before[1]["answer"]
        assert first.process.wait(timeout=30) == 0


def test_a_port_that_is_taken_is_named(folder: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = str(listener.getsockname()[1])
        with pytest.raises(pytest.fail.Exception, match=f"127.0.0.1:{port}.*ASSISTANT_PORT"):  # noqa: SIM117
            with serving_process(folder, ASSISTANT_PORT=port):
                pass
