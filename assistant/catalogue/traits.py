"""What the ranking needs to know of passages without reading them, in a few bytes each."""

import hashlib
import re
import sqlite3
from collections.abc import Collection, Sequence
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from assistant.catalogue.connections import Connections
from assistant.types import Passage

_NO_LETTERS = re.compile(r"[\W\d_]+")


class _Arrays(NamedTuple):
    """One value for each passage id."""

    answers: NDArray[np.uint32]
    copies: NDArray[np.uint64]


def write_traits(connection: sqlite3.Connection, plan: int, passages: Sequence[Passage]) -> None:
    """Add the traits of all passages of a plan (its key) to a catalogue under construction."""
    sets: dict[tuple[str, ...], int] = {passage.answers: 0 for passage in passages}
    for answers in sets:
        names = " ".join(answers)
        connection.execute("INSERT OR IGNORE INTO answer_sets (names) VALUES (?)", (names,))
        (sets[answers],) = connection.execute(
            "SELECT id FROM answer_sets WHERE names = ?", (names,)
        ).fetchone()
    connection.execute(
        "INSERT INTO traits VALUES (?, ?, ?)",
        (
            plan,
            np.array([sets[passage.answers] for passage in passages], np.uint32).tobytes(),
            np.array([_copy_digest(passage.text) for passage in passages], np.uint64).tobytes(),
        ),
    )


class TraitIndex:
    """The traits in a finished catalogue; read once, 12 bytes a passage."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    def tells(self, passage_ids: NDArray[np.int64], wanted: Collection[str]) -> NDArray[np.bool_]:
        """Whether the place of each passage tells one of the things wanted (as ``Passage.answers`` names them)."""
        sets = [number for number, names in self._answer_sets.items() if not names.isdisjoint(wanted)]
        return np.isin(self._arrays.answers[passage_ids], sets)

    def copies(self, passage_ids: NDArray[np.int64]) -> list[int]:
        """For each passage a number that passages have in common whose texts differ in numbers and marks only."""
        copies: list[int] = self._arrays.copies[passage_ids].tolist()
        return copies

    @cached_property
    def _answer_sets(self) -> dict[int, frozenset[str]]:
        rows = self._connections.fetch_all("SELECT id, names FROM answer_sets")
        return {number: frozenset(names.split(" ")) for number, names in rows}

    @cached_property
    def _arrays(self) -> _Arrays:
        rows = self._connections.fetch_all(
            "SELECT first_passage, end_passage, answers, copies FROM traits JOIN plans ON plans.key = traits.plan"
        )
        end = max((row[1] for row in rows), default=0)
        arrays = _Arrays(np.zeros(end, np.uint32), np.zeros(end, np.uint64))
        for first, stop, answers, copies in rows:
            arrays.answers[first:stop] = np.frombuffer(answers, np.uint32)
            arrays.copies[first:stop] = np.frombuffer(copies, np.uint64)
        return arrays


def _copy_digest(text: str) -> int:
    letters = _NO_LETTERS.sub(" ", text).lower()
    return int.from_bytes(hashlib.blake2b(letters.encode(), digest_size=8).digest())
