"""Between the frozen values of :mod:`assistant.types` and the JSON that the catalogue stores of them."""

import hashlib
from dataclasses import fields

from assistant.codec import JsonCodec
from assistant.types import Cell, LegalReference, Passage, Plan, Record, Signature, Span

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
