"""How well a record or a passage fits the matter of a question."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from assistant.catalogue import Catalogue
from assistant.question.abbreviations import Abbreviations
from assistant.text.tokens import bigrams, syllables
from assistant.types import Passage, Record

_FIELD_WEIGHTS = {"task": 1.0, "activity": 1.0, "objective": 0.9, "output": 0.8, "target": 0.7}
_OTHER_FIELD = 0.5
"""A word of the matter found only in an agency or deadline cell says less about the task."""
_OWNER = 0.85
_MAIN = 0.9
"""Fields of at least this weight say what a row is about."""
_SECTION = 0.6
_PAIR_SHARE = 0.35
"""Share of the pairs in a coverage; syllables alone match by chance in Vietnamese."""
_CACHE = 20_000


@dataclass(frozen=True, slots=True)
class Fit:
    """How a candidate fits: all parts in [0, 1], higher is better."""

    coverage: float
    """Share of the matter (by weight of its words) that the candidate speaks of."""
    precision: float
    """Share of the candidate's own matter that the question speaks of."""

    @property
    def score(self) -> float:
        """One figure to rank candidates of one plan by."""
        return 0.8 * self.coverage + 0.2 * self.precision


class _Field:
    """Tokens of one cell or title with the weight of a match in it."""

    __slots__ = ("pairs", "tokens", "weight")

    def __init__(self, weight: float, tokens: tuple[str, ...]) -> None:
        self.weight = weight
        self.tokens = frozenset(tokens)
        self.pairs = frozenset(bigrams(list(tokens)))


class Matcher:
    """Weighs words by their rarity in the catalogue and compares questions with records and passages."""

    def __init__(self, catalogue: Catalogue, abbreviations: Abbreviations) -> None:
        self._catalogue = catalogue
        self._abbreviations = abbreviations
        self._passages = max(catalogue.counts().indexed, 1)
        self._weight = lru_cache(maxsize=_CACHE)(self._load_weight)
        self._fields = lru_cache(maxsize=_CACHE)(self._read_fields)

    def weight(self, token: str) -> float:
        """Inverse document frequency of a syllable; the rarer the heavier, unknown ones heaviest."""
        return self._weight(token)

    def fit_record(self, topic: Sequence[str], record: Record, owner: Record | None = None) -> Fit:
        """How a record fits the matter; an empty matter fits nothing.

        Args:
            topic: syllables of the matter.
            record: the row.
            owner: the numbered row that a sub-bullet stands under; its task says what the bullet is about.
        """
        fields = self._fields(record)
        if owner is not None and (task := owner.cell("task")) is not None:
            fields = (*fields, _Field(_OWNER, self._tokens(task.text)))
        return self._fit(topic, fields)

    def fit_passage(self, topic: Sequence[str], passage: Passage) -> Fit:
        """How a body passage fits the matter, its headings counting for less."""
        fields = [_Field(1.0, self._tokens(passage.text))]
        fields += [_Field(_SECTION, self._tokens(title)) for title in passage.headings]
        return self._fit(topic, tuple(fields))

    def fit_text(self, topic: Sequence[str], text: str) -> Fit:
        """How a single text (a heading, a sentence) fits the matter."""
        return self._fit(topic, (_Field(1.0, self._tokens(text)),))

    def unknown(self, topic: Sequence[str]) -> list[str]:
        """Syllables of the matter that no passage contains."""
        return [token for token in topic if self._catalogue.spellings.count(token) == 0]

    def _fit(self, topic: Sequence[str], fields: tuple[_Field, ...]) -> Fit:
        if not topic:
            return Fit(0.0, 0.0)
        pairs = bigrams(list(topic))
        single = self._covered(topic, fields, pairs=False)
        paired = self._covered(pairs, fields, pairs=True) if pairs else single
        wanted = set(topic)
        precision = max(
            (self._precision(wanted, field.tokens) for field in fields if field.weight >= _MAIN), default=0.0
        )
        return Fit((1 - _PAIR_SHARE) * single + _PAIR_SHARE * paired, precision)

    def _precision(self, wanted: set[str], tokens: frozenset[str]) -> float:
        total = sum(map(self.weight, tokens))
        return sum(self.weight(token) for token in tokens if token in wanted) / total if total else 0.0

    def _covered(self, wanted: Sequence[str], fields: Iterable[_Field], *, pairs: bool) -> float:
        total = covered = 0.0
        for token in dict.fromkeys(wanted):
            parts = token.split("_") if pairs else [token]
            weight = sum(map(self.weight, parts)) / len(parts)
            total += weight
            covered += weight * max(
                (field.weight for field in fields if token in (field.pairs if pairs else field.tokens)),
                default=0.0,
            )
        return covered / total if total else 0.0

    def _read_fields(self, record: Record) -> tuple[_Field, ...]:
        cells = sorted(record.cells, key=lambda cell: -_FIELD_WEIGHTS.get(cell.key, _OTHER_FIELD))
        fields = [
            _Field(_FIELD_WEIGHTS.get(cell.key, _OTHER_FIELD), self._tokens(cell.text)) for cell in cells
        ]
        return (*fields, _Field(_SECTION, self._tokens(record.section)))

    def _tokens(self, text: str) -> tuple[str, ...]:
        return tuple(syllables(self._abbreviations.expand(text)))

    def _load_weight(self, token: str) -> float:
        count = self._catalogue.spellings.count(token)
        return math.log(1 + self._passages / (count + 0.5))
