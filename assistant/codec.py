"""Between frozen values and the JSON that is stored of them."""

import zlib
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

    def pack(self, value: T) -> bytes:
        """A tenth of the JSON, for what is kept in memory and seldom looked at."""
        return zlib.compress(self.dump(value).encode())

    def unpack(self, packed: bytes) -> T:
        """The value of what :meth:`pack` wrote."""
        return self.load(zlib.decompress(packed).decode())
