"""The JSON of OpenAI's chat completions, as far as the assistant has something to say in it.

Requests may carry every setting of the original (temperature, tools …): clients send them unasked, so what has no
meaning here is ignored rather than refused.
"""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from assistant.api.shapes import CitationShape, Shape

MAX_MESSAGES = 1000
MAX_MESSAGE_CHARS = 200_000
"""Answers and system prompts come along with the questions; they are not read, only carried."""


class Lenient(BaseModel):
    """What others send; keys without a meaning here are ignored."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class Part(Lenient):
    """A piece of a message; only text is read."""

    type: str = Field(max_length=50)
    text: str = Field("", max_length=MAX_MESSAGE_CHARS)


class Message(Lenient):
    """One message of a conversation."""

    role: Literal["system", "developer", "user", "assistant", "tool", "function"]
    content: str | tuple[Part, ...] | None = None

    @property
    def text(self) -> str:
        """The text of the message, its pieces joined."""
        if isinstance(self.content, str):
            return self.content
        return "\n".join(part.text for part in self.content or () if part.type == "text")


class StreamOptions(Lenient):
    """How a stream ends."""

    include_usage: bool | None = None


class CompletionRequest(Lenient):
    """A conversation whose last message is the question."""

    model: str = Field(max_length=200, description="tên trong danh sách /v1/models")
    messages: tuple[Message, ...] = Field(
        min_length=1,
        max_length=MAX_MESSAGES,
        description="tin nhắn cuối là câu hỏi; các câu hỏi trước là ngữ cảnh; system bị bỏ qua",
    )
    stream: bool | None = Field(None, description="trả lời theo luồng sự kiện (SSE)")
    stream_options: StreamOptions | None = None
    n: Literal[1] | None = None


class Usage(Shape):
    """Syllables in place of tokens: no model counts any."""

    prompt_tokens: int
    completion_tokens: int
    total_tokens: int


class CompletionMessage(Shape):
    """The answer with its [n] marks and a list of sources."""

    role: Literal["assistant"] = "assistant"
    content: str
    refusal: None = None


class Choice(Shape):
    """The one choice there is."""

    index: Literal[0] = 0
    message: CompletionMessage
    finish_reason: Literal["stop"] = "stop"
    logprobs: None = None


class Completion(Shape):
    """A whole answer; ``citations`` and ``abstained`` are ours."""

    id: str
    object: Literal["chat.completion"] = "chat.completion"
    created: int
    model: str
    choices: tuple[Choice]
    usage: Usage
    citations: tuple[CitationShape, ...] = Field(
        description="trích dẫn; [n] trong câu trả lời trỏ tới mục thứ n"
    )
    abstained: bool = Field(description="đúng khi từ chối trả lời")


class Delta(Shape):
    """What a piece of a stream adds; keys without a value are left out."""

    role: Literal["assistant"] | None = None
    content: str | None = None


class ChunkChoice(Shape):
    """The one choice there is."""

    index: Literal[0] = 0
    delta: Delta
    finish_reason: Literal["stop"] | None = None


class Chunk(Shape):
    """A piece of a streamed answer; the last one carries ``citations`` and ``abstained``."""

    id: str
    object: Literal["chat.completion.chunk"] = "chat.completion.chunk"
    created: int
    model: str
    choices: tuple[ChunkChoice, ...]
    usage: Usage | None = None
    citations: tuple[CitationShape, ...] | None = None
    abstained: bool | None = None


class Model(Shape):
    """A model that can be asked."""

    id: str
    object: Literal["model"] = "model"
    created: int
    owned_by: str


class Models(Shape):
    """All models that can be asked."""

    object: Literal["list"] = "list"
    data: tuple[Model, ...]
