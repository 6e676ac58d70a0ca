"""Writes the lexical index: which passages hold a token, which tokens a passage holds, and how often."""

import sqlite3
from array import array
from collections import Counter, defaultdict

import numpy as np

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


class PostingsWriter:
    """The lexical part of a catalogue under construction."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._token_ids: dict[str, int] = {}
        self._changes: Counter[int] = Counter()
        self._block, self._first = self._find_end()
        self._lengths = array("I")
        self._start_block()

    @property
    def next_passage(self) -> int:
        """The id of the passage that is added next; no id was ever given before."""
        return self._first + len(self._lengths)

    def add(self, index_text: str | None) -> None:
        """Count the tokens of the next passage; ``None`` for one that is not to be found."""
        passage_id = self.next_passage
        tokens = syllables(index_text) if index_text is not None else []
        tokens = [*tokens, *bigrams(tokens)]
        self._lengths.append(len(tokens))
        if index_text is None:
            return
        counts = {self._token_id(token): min(n, MAX_COUNT) for token, n in Counter(tokens).items()}
        self._changes.update(counts.keys())
        self._connection.execute(
            "INSERT INTO terms VALUES (?, ?, ?)",
            (passage_id, array("I", counts).tobytes(), bytes(counts.values())),
        )
        for token_id, count in counts.items():
            self._passages[token_id].append(passage_id)
            self._counts[token_id].append(count)
        self._gathered += len(counts)
        if self._gathered >= POSTINGS_PER_BLOCK:
            self._flush()

    def remove(self, passages: range) -> None:
        """Let searches find these passages no more; their postings stay until blocks are merged."""
        for (tokens,) in self._connection.execute(
            "SELECT tokens FROM terms WHERE passage >= ? AND passage < ?", (passages.start, passages.stop)
        ):
            self._changes.subtract(array("I", tokens))
        self._connection.execute(
            "DELETE FROM terms WHERE passage >= ? AND passage < ?", (passages.start, passages.stop)
        )
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
        _insert_block(self._connection, self._block, self._first, self._lengths.tobytes())
        self._connection.executemany(
            "INSERT INTO postings VALUES (?, ?, ?, ?)",
            (
                (token_id, self._block, self._passages[token_id].tobytes(), bytes(self._counts[token_id]))
                for token_id in sorted(self._passages)
            ),
        )
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
        for (token,) in self._connection.execute(
            "SELECT DISTINCT token FROM postings WHERE block >= ?", (block,)
        ).fetchall():
            parts = self._connection.execute(
                "SELECT passages, counts FROM postings WHERE token = ? AND block >= ? ORDER BY block",
                (token, block),
            ).fetchall()
            passages = np.frombuffer(b"".join(part[0] for part in parts), np.uint32)
            counts = np.frombuffer(b"".join(part[1] for part in parts), np.uint8)
            kept = alive[passages - first]
            self._connection.execute("DELETE FROM postings WHERE token = ? AND block >= ?", (token, block))
            self._connection.execute(
                "INSERT INTO postings VALUES (?, ?, ?, ?)",
                (token, block, passages[kept].tobytes(), counts[kept].tobytes()),
            )
        self._connection.execute("DELETE FROM blocks WHERE id >= ?", (block,))
        _insert_block(self._connection, block, first, lengths)


def _insert_block(connection: sqlite3.Connection, block: int, first_passage: int, lengths: bytes) -> None:
    connection.execute("INSERT INTO blocks VALUES (?, ?, ?)", (block, first_passage, lengths))
