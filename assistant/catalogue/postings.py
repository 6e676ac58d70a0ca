"""Writes and reads the lists of the lexical index: in which passages a token stands, and how often.

A list is written in the shorter of two ways, or nearly so: ids (uint32, ascending) followed by counts (uint8), or a
column, which is a count for each passage of its block. Columns are for the commonest tokens: what they add to a
given passage is found without a search.
"""

import sqlite3
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from assistant.catalogue.numbers import map_numbers
from assistant.text.normalise import fold
from assistant.text.tokens import bigrams, syllables

POSTINGS_PER_BLOCK = 20_000_000
"""Postings gathered in memory (about 5 bytes each) before they are written: some 200,000 passages."""
FULL_BLOCK = 100_000
"""Passages of a block that is left alone when smaller ones are merged."""
MAX_SMALL_BLOCKS = 16
"""Blocks after the last full one before they are merged; every update adds one, and a search reads them all."""
MAX_COUNT = 255
"""Of one token in one passage; higher ones hardly change BM25 and do not fit a byte."""
COLUMN_FROM = 1 / 16
"""Share of a block's passages from which on a token gets a column: of 100,000 synthetic passages 520 tokens, of a
question 18 of 32. All lists take 860 bytes a passage then, and 810 without columns."""
_ALIGNED = 4
"""Bytes; lists start at multiples of it, so that ids can be read where they lie."""


class Postings(NamedTuple):
    """In which passages a token stands."""

    passages: NDArray[np.uint32]
    """Ids, ascending."""
    counts: NDArray[np.uint8]


class PostingsReader:
    """The lists in a finished file."""

    def __init__(self, path: Path) -> None:
        """Map the file.

        Raises:
            IndexDamagedError: it is missing.
        """
        self._bytes: NDArray[np.uint8] = map_numbers(path, np.uint8)

    @property
    def size(self) -> int:
        """Bytes of all lists."""
        return len(self._bytes)

    def read(self, start: int, passages: int) -> Postings:
        """A list of so many passages that starts at a byte."""
        counts = start + 4 * passages
        return Postings(self._bytes[start:counts].view(np.uint32), self._bytes[counts : counts + passages])

    def read_column(self, start: int, passages: int) -> NDArray[np.uint8]:
        """The counts of all the passages of a block, which are so many."""
        return self._bytes[start : start + passages]


class PostingsWriter:
    """The lexical part of a catalogue under construction."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        """Go on after the blocks that there are."""
        self._connection = connection
        self._token_ids: dict[str, int] = {}
        self._changes: Counter[int] = Counter()
        self._block, self._first = self._find_end()
        self._path = path
        self._file = path.open("wb" if self._block == 1 else "ab")
        self._end = self._file.tell()
        self._lengths = array("I")
        self._start_block()

    def close(self) -> None:
        """Give up the file."""
        self._file.close()

    @property
    def next_passage(self) -> int:
        """The id of the passage that is added next; no id was ever given before."""
        return self._first + len(self._lengths)

    def add(self, index_text: str | None) -> None:
        """Count the tokens of the next passage; ``None`` for one that is not to be found."""
        passage_id = self.next_passage
        tokens = _tokens(index_text)
        self._lengths.append(len(tokens))
        counts = {self._token_id(token): min(n, MAX_COUNT) for token, n in Counter(tokens).items()}
        self._changes.update(counts.keys())
        for token_id, count in counts.items():
            self._passages[token_id].append(passage_id)
            self._counts[token_id].append(count)
        self._gathered += len(counts)
        if self._gathered >= POSTINGS_PER_BLOCK:
            self._flush()

    def remove(self, passages: range, index_texts: Iterable[str | None]) -> None:
        """Let searches find these passages no more; they stay in the lists until blocks are merged.

        Args:
            passages: their ids.
            index_texts: what was added under them.
        """
        for index_text in index_texts:
            self._changes.subtract({self._token_id(token) for token in _tokens(index_text)})
        blocks = self._connection.execute(
            "SELECT id, first_passage, lengths FROM blocks WHERE first_passage < ? "
            "AND first_passage + length(lengths) / 4 > ?",
            (passages.stop, passages.start),
        ).fetchall()
        for block, first, lengths in blocks:
            cleared = np.frombuffer(lengths, np.uint32).copy()
            cleared[max(passages.start - first, 0) : max(passages.stop - first, 0)] = 0
            self._connection.execute("UPDATE blocks SET lengths = ? WHERE id = ?", (cleared.tobytes(), block))

    def finish(self) -> None:
        """Write what is still in memory and the number of passages of each token."""
        self._flush()
        self._connection.executemany(
            "UPDATE spellings SET passages = passages + ? WHERE id = ?",
            ((change, token_id) for token_id, change in self._changes.items() if change),
        )
        if gone := [(token_id,) for token_id, change in self._changes.items() if change < 0]:
            unused = "(SELECT id FROM spellings WHERE id = ? AND passages = 0)"
            self._connection.executemany(f"DELETE FROM postings WHERE token IN {unused}", gone)
            self._connection.executemany(f"DELETE FROM spellings WHERE id IN {unused}", gone)
        self._merge_small_blocks()
        self._file.flush()

    def _find_end(self) -> tuple[int, int]:
        """Number of the next block and id of the next passage."""
        return self._connection.execute(  # type: ignore[no-any-return]
            "SELECT ifnull(max(id), 0) + 1, ifnull(max(first_passage + length(lengths) / 4), 1) FROM blocks"
        ).fetchone()

    def _token_id(self, token: str) -> int:
        known = self._token_ids.get(token)
        if known is None:
            row = self._connection.execute("SELECT id FROM spellings WHERE token = ?", (token,)).fetchone()
            if row is None:
                row = self._connection.execute(
                    "INSERT INTO spellings (token, folded, passages) VALUES (?, ?, 0) RETURNING id",
                    (token, fold(token)),
                ).fetchone()
            known = self._token_ids[token] = row[0]
        return known

    def _start_block(self) -> None:
        self._gathered = 0
        self._passages: defaultdict[int, array[int]] = defaultdict(lambda: array("I"))
        self._counts: defaultdict[int, bytearray] = defaultdict(bytearray)

    def _flush(self) -> None:
        if not self._lengths:
            return
        lists = (
            (
                token,
                Postings(
                    np.frombuffer(self._passages[token], np.uint32),
                    np.frombuffer(self._counts[token], np.uint8),
                ),
            )
            for token in sorted(self._passages)
        )
        self._write_block(self._block, self._first, self._lengths.tobytes(), lists)
        self._block, self._first = self._block + 1, self.next_passage
        self._lengths = array("I")
        self._start_block()

    def _merge_small_blocks(self) -> None:
        """Where there are too many, make one of the last blocks, with the postings of living passages alone."""
        blocks = self._connection.execute(
            "SELECT id, first_passage, lengths FROM blocks WHERE id > "
            "(SELECT ifnull(max(id), 0) FROM blocks WHERE length(lengths) / 4 >= ?) ORDER BY id",
            (FULL_BLOCK,),
        ).fetchall()
        if len(blocks) <= MAX_SMALL_BLOCKS:
            return
        block, first, _ = blocks[0]
        lengths = b"".join(part for _, _, part in blocks)
        alive = np.frombuffer(lengths, np.uint32) > 0
        spans = {number: range(begin, begin + len(part) // 4) for number, begin, part in blocks}
        parts: defaultdict[int, list[Postings]] = defaultdict(list)
        self._file.flush()
        reader = PostingsReader(self._path)
        for token, number, start, passages, is_column in self._connection.execute(
            "SELECT token, block, start, passages, is_column FROM postings WHERE block >= ? ORDER BY token, block",
            (block,),
        ):
            found = (
                _of_column(reader.read_column(start, len(spans[number])), spans[number].start)
                if is_column
                else reader.read(start, passages)
            )
            kept = alive[found.passages - np.uint32(first)]
            # Copies, because the file is cut off before they are written.
            parts[token].append(Postings(found.passages[kept], found.counts[kept]))
        (self._end,) = self._connection.execute(
            "SELECT ifnull(min(start), ?) FROM postings WHERE block >= ?", (self._end, block)
        ).fetchone()
        self._file.truncate(self._end)
        for table, column in (("postings", "block"), ("blocks", "id")):
            self._connection.execute(f"DELETE FROM {table} WHERE {column} >= ?", (block,))
        lists = (
            (token, Postings(*(np.concatenate(arrays) for arrays in zip(*of_token, strict=True))))
            for token, of_token in parts.items()
        )
        self._write_block(block, first, lengths, lists)

    def _write_block(
        self, block: int, first: int, lengths: bytes, lists: Iterable[tuple[int, Postings]]
    ) -> None:
        """Write a block after all others.

        Args:
            block: its number.
            first: id of its first passage.
            lengths: tokens of its passages, uint32.
            lists: of each token in it.
        """
        size = len(lengths) // 4
        self._connection.execute("INSERT INTO blocks VALUES (?, ?, ?)", (block, first, lengths))
        for token, (passages, counts) in lists:
            is_column = len(passages) >= size * COLUMN_FROM
            if is_column:
                column = np.zeros(size, np.uint8)
                column[passages - np.uint32(first)] = counts
                written = column.tobytes()
            else:
                written = passages.tobytes() + counts.tobytes()
            gap = bytes(-self._end % _ALIGNED)
            self._file.write(gap + written)
            self._connection.execute(
                "INSERT INTO postings VALUES (?, ?, ?, ?, ?)",
                (token, block, self._end + len(gap), len(passages), is_column),
            )
            self._end += len(gap) + len(written)


def _tokens(index_text: str | None) -> list[str]:
    tokens = syllables(index_text) if index_text is not None else []
    return [*tokens, *bigrams(tokens)]


def _of_column(column: NDArray[np.uint8], first: int) -> Postings:
    places = np.flatnonzero(column)
    return Postings((places + first).astype(np.uint32), column[places])
