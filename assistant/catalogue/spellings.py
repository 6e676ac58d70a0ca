"""Which spellings with diacritics stand behind a syllable typed without them."""

from collections.abc import Collection
from dataclasses import dataclass

from assistant.catalogue.connections import Connections, placeholders


@dataclass(frozen=True, slots=True)
class Spelling:
    """A syllable, or a pair joined by ``_``, as the indexed passages write it."""

    token: str
    passages: int
    """In how many passages it stands."""


class SpellingIndex:
    """Spellings in a finished catalogue."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    def find(self, folded: Collection[str]) -> dict[str, tuple[Spelling, ...]]:
        """Spellings of each folded syllable (``so``) or pair (``so_hoa``), commonest first.

        Those that the passages do not contain are left out of the result.
        """
        rows = self._connections.fetch_all(
            f"SELECT folded, token, passages FROM spellings WHERE folded IN ({placeholders(len(folded))}) "
            "ORDER BY passages DESC, token",
            list(folded),
        )
        found: dict[str, tuple[Spelling, ...]] = {}
        for form, token, passages in rows:
            found[form] = (*found.get(form, ()), Spelling(token, passages))
        return found

    def count(self, token: str) -> int:
        """In how many passages a syllable or pair stands, spelt exactly so."""
        rows = self._connections.fetch_all("SELECT passages FROM spellings WHERE token = ?", (token,))
        return int(rows[0][0]) if rows else 0

    def syllables(self) -> dict[str, int]:
        """Every syllable of the indexed passages with the number of passages it stands in; no pairs."""
        rows = self._connections.fetch_all(
            "SELECT token, passages FROM spellings WHERE instr(token, '_') = 0 ORDER BY token", ()
        )
        return {str(token): int(passages) for token, passages in rows}
