"""Between frozen values and the JSON that is stored of them."""

from typing import Generic, TypeVar

from pydantic import TypeAdapter

T = TypeVar("T")


class JsonCodec(Generic[T]):
    """Writes and reads one type as JSON; what is read is checked against the type."""

    def __init__(self, kind: type[T]) -> None:
        self._adapter = TypeAdapter(kind)

    def dump(self, value: T) -> str:
        """Compact JSON with Vietnamese letters as they are."""
        return self._adapter.dump_json(value).decode()

    def load(self, body: str) -> T:
        """The value of what :meth:`dump` wrote.

        Raises:
            ValueError: it is no such value.
        """
        return self._adapter.validate_json(body)
