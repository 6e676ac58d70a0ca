"""Batch input: JSON lines of questions, all checked before the first is answered."""

from collections.abc import Iterator
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from assistant.errors import InputError


class BatchQuestion(BaseModel):
    """One line of a batch; other keys are allowed, so that task files can be run as they are."""

    model_config = ConfigDict(frozen=True, extra="ignore", coerce_numbers_to_str=True)

    id: str
    question: str
    history: tuple[str, ...] = Field(default=())


def load_batch(path: Path) -> list[BatchQuestion]:
    """Questions of a JSON lines file in order; blank lines are skipped.

    Raises:
        InputError: the file cannot be read, or a line is not a question; names the line.
    """
    return list(_lines(path))


def _lines(path: Path) -> Iterator[BatchQuestion]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"Không đọc được tệp câu hỏi “{path}”: {error}.") from error
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            yield BatchQuestion.model_validate_json(line)
        except ValidationError as error:
            first = error.errors()[0]
            place = ".".join(str(part) for part in first["loc"]) or "dòng"
            raise InputError(
                f"{path}, dòng {number}: không phải câu hỏi hợp lệ ({place}: {first['msg']}). "
                'Mỗi dòng cần có dạng {"id": "…", "question": "…"}.'
            ) from error
