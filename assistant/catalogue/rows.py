"""Between the frozen values of :mod:`assistant.types` and the JSON that the catalogue stores of them."""

import hashlib
from dataclasses import fields
from typing import Generic, TypeVar

from pydantic import TypeAdapter

from assistant.types import Cell, LegalReference, Passage, Plan, Record, Signature, Span

T = TypeVar("T")


class JsonCodec(Generic[T]):
    """Writes and reads one type as JSON; what is read is checked against the type."""

    def __init__(self, kind: type[T]) -> None:
        self._adapter = TypeAdapter(kind)

    def dump(self, value: T) -> str:
        """Compact JSON with Vietnamese letters as they are."""
        return self._adapter.dump_json(value).decode()

    def load(self, body: str) -> T:
        """The value of what :meth:`dump` wrote."""
        return self._adapter.validate_json(body)


PLAN = JsonCodec(Plan)
PASSAGE = JsonCodec(Passage)
RECORD = JsonCodec(Record)
STRINGS = JsonCodec(tuple[str, ...])


def stored_shape() -> str:
    """Digest of the fields of all stored types: changes when one gains, loses or renames a field."""
    shape = [
        (kind.__name__, [(f.name, str(f.type)) for f in fields(kind)])
        for kind in (Plan, LegalReference, Signature, Passage, Record, Cell, Span)
    ]
    return hashlib.sha256(repr(shape).encode()).hexdigest()[:8]
