import asyncio
import socket
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from assistant.config import load_settings
from assistant.errors import AssistantError, ChatReplyError, ChatSetupError, ChatUnavailableError
from assistant.llm.openai_like import OpenAIChat, open_chat
from tests.llm.endpoint import Endpoint, Play

KEY = "sk-rat-bi-mat-0123456789"


def chat(endpoint: Endpoint, timeout_s: float = 10.0, retries: int = 0) -> OpenAIChat:
    return OpenAIChat(endpoint.url, "mo-hinh", KEY, timeout_s=timeout_s, retries=retries)


def test_the_reply_arrives_whole_and_the_request_is_as_pinned(endpoint: Endpoint) -> None:
    endpoint.queue(Play("Sở Nội vụ chủ trì “số hóa” [1]."))

    assert chat(endpoint).reply("Ai chủ trì?", 64) == "Sở Nội vụ chủ trì “số hóa” [1]."
    assert endpoint.requests == [
        {
            "model": "mo-hinh",
            "messages": [{"role": "user", "content": "Ai chủ trì?"}],
            "temperature": 0.0,
            "max_tokens": 64,
            "stream": True,
        }
    ]
    assert endpoint.keys == [f"Bearer {KEY}"]


def test_thoughts_in_front_of_a_reply_are_no_part_of_it(endpoint: Endpoint) -> None:
    endpoint.queue(Play("<think>\nSở Tư pháp?\n</think>\n\nSở Nội vụ."))

    assert chat(endpoint).reply("Ai?", 64) == "Sở Nội vụ."


def test_without_a_key_none_of_another_service_is_sent(
    endpoint: Endpoint, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "khoa-cua-dich-vu-khac")
    endpoint.queue(Play("Được."))

    OpenAIChat(endpoint.url, "mo-hinh").reply("Thử", 8)

    assert endpoint.keys == ["Bearer none"]


def test_an_error_of_the_server_is_tried_again(endpoint: Endpoint) -> None:
    endpoint.queue(Play(status=500), Play(status=429), Play("Được."))

    assert chat(endpoint, retries=2).reply("Thử", 8) == "Được."
    assert len(endpoint.requests) == 3


def test_without_retries_one_error_is_the_end(endpoint: Endpoint) -> None:
    endpoint.queue(Play(status=500), Play("Được."))

    with pytest.raises(ChatUnavailableError, match="HTTP 500"):
        chat(endpoint).reply("Thử", 8)
    assert len(endpoint.requests) == 1


@pytest.mark.parametrize(
    "play",
    [Play("Muộn.", wait_s=3), Play(drip_s=0.1), Play(status=500, wait_s=3)],
    ids=["silent", "kept alive without a word", "an error that comes late"],
)
def test_a_slow_server_is_given_up_when_time_is_up(endpoint: Endpoint, play: Play) -> None:
    endpoint.queue(play)
    started = time.monotonic()

    with pytest.raises(ChatUnavailableError, match=r"không trả lời trong 0\.5 giây"):
        chat(endpoint, timeout_s=0.5, retries=5).reply("Thử", 8)
    assert time.monotonic() - started < 2


def test_waiting_between_retries_counts_as_waiting(endpoint: Endpoint) -> None:
    endpoint.queue(Play(status=503))
    started = time.monotonic()

    with pytest.raises(ChatUnavailableError):
        chat(endpoint, timeout_s=1.0, retries=10).reply("Thử", 8)
    assert time.monotonic() - started < 2


def test_a_server_that_refuses_connections_is_named() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{free.getsockname()[1]}/v1"
    with pytest.raises(ChatUnavailableError, match=url):
        OpenAIChat(url, "mo-hinh", timeout_s=5, retries=0).reply("Thử", 8)


@pytest.mark.parametrize(
    ("play", "error", "message"),
    [
        (Play(""), ChatReplyError, "rỗng"),
        (Play("   \n"), ChatReplyError, "rỗng"),
        (Play("Sở Nội", finish_reason="length"), ChatReplyError, "cắt giữa chừng"),
        (Play("Sở Nội", finish_reason="content_filter"), ChatReplyError, "cắt giữa chừng"),
        (Play("Sở Nội", finish_reason=None), ChatReplyError, "cắt giữa chừng"),
        (Play("Sở Nội vụ chủ trì", dropped=True), ChatUnavailableError, "Không nhận được"),
        (Play("dài " * 1000), ChatReplyError, "dài hơn mức được phép"),
        (Play(body=b"<html>Not found</html>"), ChatReplyError, "rỗng"),
        (Play(body=b"data: {not json\n\n"), ChatReplyError, "giao thức OpenAI"),
        (Play(body=b'data: {"choices": 7}\n\n'), ChatReplyError, "giao thức OpenAI"),
        (Play(body=b'data: {"error": {"message": "x"}}\n\n'), ChatUnavailableError, "Không nhận được"),
        (Play(status=401), ChatSetupError, "ASSISTANT_LLM_KEY"),
        (Play(status=403), ChatSetupError, "ASSISTANT_LLM_KEY"),
        (Play(status=404), ChatSetupError, "ASSISTANT_LLM_MODEL"),
        (Play(status=400), ChatReplyError, "HTTP 400"),
        (Play(status=302), ChatReplyError, "HTTP 302"),
    ],
)
def test_every_other_reply_is_an_error_of_ours(
    endpoint: Endpoint, play: Play, error: type[AssistantError], message: str
) -> None:
    endpoint.queue(play)

    with pytest.raises(error, match=message) as raised:
        chat(endpoint).reply("Thử", 8)
    assert KEY not in str(raised.value)
    assert "secret-of-the-server" not in str(raised.value)
    assert "\n" not in str(raised.value)


def test_several_threads_and_a_running_event_loop_may_ask(endpoint: Endpoint) -> None:
    endpoint.queue(lambda prompt: Play(f"Lời đáp cho {prompt}"))
    model = chat(endpoint)

    async def inside() -> str:
        return model.reply("vòng lặp", 8)

    with ThreadPoolExecutor(4) as threads:
        replies = list(threads.map(lambda n: model.reply(str(n), 8), range(8)))
    assert replies == [f"Lời đáp cho {n}" for n in range(8)]
    assert asyncio.run(inside()) == "Lời đáp cho vòng lặp"


def test_the_settings_name_the_model(endpoint: Endpoint) -> None:
    endpoint.queue(Play("Được."))
    settings = load_settings(
        {"ASSISTANT_LLM_URL": endpoint.url, "ASSISTANT_LLM_MODEL": "m-1", "ASSISTANT_LLM_KEY": KEY}
    )

    model = open_chat(settings)

    assert (model.name, model.temperature, model.reply("Thử", 8)) == ("m-1", 0.0, "Được.")
    assert endpoint.keys == [f"Bearer {KEY}"]


def test_without_settings_there_is_none_and_the_variables_are_named() -> None:
    with pytest.raises(ChatSetupError, match="ASSISTANT_LLM_URL và ASSISTANT_LLM_MODEL"):
        open_chat(load_settings({}))
