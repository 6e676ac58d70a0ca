"""The one door to LlamaIndex's OpenAI-compatible adapter: its replies become text, its exceptions ours."""

import asyncio
import logging
import re
import threading
import time
from concurrent.futures import Future
from dataclasses import dataclass

import httpx
import openai
from llama_index.core.base.llms.types import ChatMessage, MessageRole
from llama_index.llms.openai_like import OpenAILike

from assistant.config import Settings
from assistant.errors import ChatReplyError, ChatSetupError, ChatUnavailableError

_NO_KEY = "none"
"""Sent where no key is set: without one the adapter would take the key of another service from the environment."""
_TEMPERATURE = 0.0
_THINKING = re.compile(r"^\s*<think>.*?</think>", re.DOTALL)
"""What reasoning models print in front of their reply where the server does not part it."""
_CUT_OFF = {"length", "content_filter", None}
"""Reasons for which a reply ends early; ``None`` where the connection ended without any."""
_MAX_CHARS_PER_TOKEN = 40
"""No vocabulary has longer words; a server that sends more ignores the limit it was given."""
_GRACE_S = 0.5
"""For closing the connection when time is up."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Streamed:
    text: str
    finish_reason: str | None


class OpenAIChat:
    """A ``ChatModel`` on an OpenAI-compatible server.

    Replies are streamed, so that giving up closes the connection and a server stops working for nobody.
    """

    def __init__(
        self, url: str, model: str, key: str | None = None, *, timeout_s: float = 20.0, retries: int = 2
    ) -> None:
        """Keep where to ask; nothing is sent yet.

        Args:
            url: base address, such as ``http://127.0.0.1:8000/v1``.
            model: name of the model on that server.
            key: access key; ``None`` where the server wants none.
            timeout_s: longest wait for one whole reply, retries included.
            retries: further tries after refused connections, HTTP 408, 409, 429 and 5xx.
        """
        self._url = url
        self._model = model
        self._key = key or _NO_KEY
        self._timeout_s = timeout_s
        self._retries = retries

    @property
    def name(self) -> str:
        """Name of the model on its server."""
        return self._model

    @property
    def temperature(self) -> float:
        """Always 0: the same prompt should give the same reply."""
        return _TEMPERATURE

    def reply(self, prompt: str, max_tokens: int, timeout_s: float | None = None) -> str:
        """The whole reply to a prompt (see ``ChatModel.reply``)."""
        started = time.perf_counter()
        limit_s = self._timeout_s if timeout_s is None else min(timeout_s, self._timeout_s)
        try:
            streamed = self._wait(prompt, max_tokens, limit_s)
        except TimeoutError as error:
            raise ChatUnavailableError(
                f"Mô hình ngôn ngữ tại {self._url} không trả lời trong {limit_s:.3g} giây."
            ) from error
        text = _THINKING.sub("", streamed.text).strip()
        _log.info(
            "%s replied in %.0f ms: %d characters, finish reason %s",
            self._model,
            (time.perf_counter() - started) * 1000,
            len(text),
            streamed.finish_reason,
        )
        if streamed.finish_reason in _CUT_OFF and streamed.text:
            raise ChatReplyError(f"Lời đáp của mô hình ngôn ngữ “{self._model}” bị cắt giữa chừng.")
        if not text:
            raise ChatReplyError(f"Mô hình ngôn ngữ “{self._model}” trả về lời đáp rỗng.")
        return text

    def _wait(self, prompt: str, max_tokens: int, limit_s: float) -> _Streamed:
        """Fetch in a thread of its own.

        The caller may stand inside an event loop, and some waits (for a name server) cannot be cancelled.
        """
        future: Future[_Streamed] = Future()

        def work() -> None:
            try:
                future.set_result(asyncio.run(self._fetch_in_time(prompt, max_tokens, limit_s)))
            except BaseException as error:  # noqa: BLE001 - raised again in the caller's thread
                future.set_exception(error)

        threading.Thread(target=work, name="chat-model", daemon=True).start()
        return future.result(limit_s + _GRACE_S)

    async def _fetch_in_time(self, prompt: str, max_tokens: int, limit_s: float) -> _Streamed:
        async with asyncio.timeout(limit_s), httpx.AsyncClient(timeout=limit_s) as client:
            try:
                return await self._fetch(self._adapter(client), prompt, max_tokens)
            except ChatReplyError:
                raise
            except (openai.AuthenticationError, openai.PermissionDeniedError) as error:
                raise ChatSetupError(
                    f"Máy chủ mô hình ngôn ngữ {self._url} từ chối khóa truy cập (HTTP {error.status_code}). "
                    "Hãy kiểm tra ASSISTANT_LLM_KEY."
                ) from error
            except openai.NotFoundError as error:
                raise ChatSetupError(
                    f"Máy chủ {self._url} không có mô hình “{self._model}” hoặc sai địa chỉ (HTTP 404). "
                    "Hãy kiểm tra ASSISTANT_LLM_URL và ASSISTANT_LLM_MODEL."
                ) from error
            except (openai.RateLimitError, openai.InternalServerError) as error:
                raise ChatUnavailableError(
                    f"Máy chủ mô hình ngôn ngữ {self._url} đang quá tải hoặc lỗi (HTTP {error.status_code})."
                ) from error
            except openai.APIStatusError as error:
                raise ChatReplyError(
                    f"Máy chủ mô hình ngôn ngữ {self._url} không nhận yêu cầu (HTTP {error.status_code})."
                ) from error
            except (openai.APITimeoutError, httpx.TimeoutException) as error:
                raise TimeoutError from error
            except (openai.APIError, httpx.HTTPError) as error:
                raise ChatUnavailableError(
                    f"Không nhận được lời đáp của mô hình ngôn ngữ tại {self._url}."
                ) from error
            # Whatever else the adapter runs into where a reply is not JSON or not of the protocol's shape.
            except Exception as error:
                raise ChatReplyError(
                    f"Máy chủ {self._url} trả lời không theo giao thức OpenAI. Hãy kiểm tra ASSISTANT_LLM_URL."
                ) from error

    def _adapter(self, client: httpx.AsyncClient) -> OpenAILike:
        return OpenAILike(
            model=self._model,
            api_base=self._url,
            api_key=self._key,
            temperature=_TEMPERATURE,
            max_retries=self._retries,
            timeout=self._timeout_s,
            is_chat_model=True,
            async_http_client=client,
        )

    async def _fetch(self, adapter: OpenAILike, prompt: str, max_tokens: int) -> _Streamed:
        # One user message: some models know no system role, and refuse it.
        message = ChatMessage(role=MessageRole.USER, content=prompt)
        text, finish_reason = "", None
        async for part in await adapter.astream_chat([message], max_tokens=max_tokens):
            text += part.delta or ""
            if len(text) > max_tokens * _MAX_CHARS_PER_TOKEN:
                raise ChatReplyError(f"Mô hình ngôn ngữ “{self._model}” trả lời dài hơn mức được phép.")
            choices = getattr(part.raw, "choices", None)
            finish_reason = (choices[0].finish_reason if choices else None) or finish_reason
        return _Streamed(text, finish_reason)


def open_chat(settings: Settings) -> OpenAIChat:
    """The language model that the settings name; nothing is sent yet.

    Raises:
        ChatSetupError: the settings name none.
    """
    if settings.llm_url is None or settings.llm_model is None:
        raise ChatSetupError(
            "Chưa cấu hình mô hình ngôn ngữ. Hãy đặt ASSISTANT_LLM_URL và ASSISTANT_LLM_MODEL (xem README)."
        )
    return OpenAIChat(
        settings.llm_url,
        settings.llm_model,
        settings.llm_key.get_secret_value() if settings.llm_key is not None else None,
        timeout_s=settings.llm_timeout_s,
        retries=settings.llm_retries,
    )
