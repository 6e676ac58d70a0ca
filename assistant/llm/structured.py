"""Reads the JSON object that a model was asked for out of its reply."""

from typing import TypeVar

from pydantic import BaseModel, ValidationError

from assistant.errors import ChatReplyError

Shape = TypeVar("Shape", bound=BaseModel)


def read_object(reply: str, shape: type[Shape]) -> Shape:
    """The JSON object in a reply; words and code fences around it, which models add unasked, are passed over.

    Raises:
        ChatReplyError: there is no such object.
    """
    start, end = reply.find("{"), reply.rfind("}")
    if start < 0 or end < start:
        raise ChatReplyError("Lời đáp của mô hình ngôn ngữ không có đối tượng JSON.")
    try:
        return shape.model_validate_json(reply[start : end + 1])
    except ValidationError as error:
        raise ChatReplyError("Lời đáp của mô hình ngôn ngữ không đúng dạng JSON đã yêu cầu.") from error
