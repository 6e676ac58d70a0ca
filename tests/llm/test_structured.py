import pytest
from pydantic import BaseModel, ConfigDict

from assistant.errors import ChatReplyError
from assistant.llm.structured import read_object


class Shape(BaseModel):
    model_config = ConfigDict(extra="forbid")

    n: int


@pytest.mark.parametrize("reply", ['{"n": 3}', '```json\n{"n": 3}\n```', 'Kết quả: {"n": 3}. Hết.'])
def test_words_around_the_object_are_passed_over(reply: str) -> None:
    assert read_object(reply, Shape) == Shape(n=3)


@pytest.mark.parametrize(
    "reply", ["3", "{n: 3}", '{"n": "x"}', '{"n": 3, "m": 4}', '{"n": 3', "}{", '{"n":1}{"n":2}']
)
def test_anything_else_is_unreadable(reply: str) -> None:
    with pytest.raises(ChatReplyError):
        read_object(reply, Shape)
