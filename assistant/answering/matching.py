"""How well a record or a passage fits the matter of a question."""

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from assistant.catalogue import Catalogue
from assistant.question.abbreviations import Abbreviations
from assistant.text.tokens import PAIR, bigrams, syllables
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
_QUESTIONS = 256
"""Questions whose words are kept with their weights: each is compared with hundreds of rows in a moment."""


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

    __slots__ = ("pairs", "tokens", "total", "weight")

    def __init__(self, weight: float, tokens: tuple[str, ...], weigh: Callable[[str], float]) -> None:
        self.weight = weight
        self.tokens = frozenset(tokens)
        self.pairs = frozenset(bigrams(list(tokens)))
        self.total = sum(map(weigh, self.tokens))


@dataclass(frozen=True, slots=True)
class _Matter:
    """The words of a question, each once, with their weights."""

    syllables: tuple[tuple[str, float], ...]
    pairs: tuple[tuple[str, float], ...]


class Matcher:
    """Weighs words by their rarity in the catalogue and compares questions with records and passages."""

    def __init__(self, catalogue: Catalogue, abbreviations: Abbreviations) -> None:
        self._catalogue = catalogue
        self._abbreviations = abbreviations
        self._passages = max(catalogue.counts().indexed, 1)
        self._weight = lru_cache(maxsize=_CACHE)(self._load_weight)
        self._field = lru_cache(maxsize=_CACHE)(self._read_field)
        self._fields = lru_cache(maxsize=_CACHE)(self._read_fields)
        self._matter = lru_cache(maxsize=_QUESTIONS)(self._weigh_matter)

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
            fields = _heaviest_first((*fields, self._field(_OWNER, task.text)))
        return self._fit(topic, fields)

    def fit_passage(self, topic: Sequence[str], passage: Passage) -> Fit:
        """How a body passage fits the matter, its headings counting for less."""
        headings = (self._field(_SECTION, title) for title in passage.headings)
        return self._fit(topic, (self._field(1.0, passage.text), *headings))

    def fit_text(self, topic: Sequence[str], text: str) -> Fit:
        """How a single text (a heading, a sentence) fits the matter."""
        return self._fit(topic, (self._field(1.0, text),))

    def words(self, text: str) -> tuple[str, ...]:
        """The syllables of a text, abbreviations spelt out."""
        return self._tokens(text)

    def holds(self, phrase: Sequence[str], text: str) -> bool:
        """Whether a text prints the syllables of a phrase one behind the other."""
        size, tokens = len(phrase), self._tokens(text)
        return any(tokens[i : i + size] == tuple(phrase) for i in range(len(tokens) - size + 1))

    def unknown(self, topic: Sequence[str]) -> list[str]:
        """Syllables of the matter that no passage contains."""
        return [token for token in topic if self._catalogue.spellings.count(token) == 0]

    def _fit(self, topic: Sequence[str], fields: tuple[_Field, ...]) -> Fit:
        """``fields`` come heaviest first."""
        if not topic:
            return Fit(0.0, 0.0)
        matter = self._matter(tuple(topic))
        single = _covered(matter.syllables, [(field.weight, field.tokens) for field in fields])
        paired = (
            _covered(matter.pairs, [(field.weight, field.pairs) for field in fields])
            if matter.pairs
            else single
        )
        precision = max(
            (_precision(matter.syllables, field) for field in fields if field.weight >= _MAIN), default=0.0
        )
        return Fit((1 - _PAIR_SHARE) * single + _PAIR_SHARE * paired, precision)

    def _weigh_matter(self, topic: tuple[str, ...]) -> _Matter:
        pairs = dict.fromkeys(bigrams(list(topic)))
        return _Matter(
            syllables=tuple((token, self.weight(token)) for token in dict.fromkeys(topic)),
            pairs=tuple((pair, sum(map(self.weight, pair.split(PAIR))) / 2) for pair in pairs),
        )

    def _read_fields(self, record: Record) -> tuple[_Field, ...]:
        cells = [self._field(_FIELD_WEIGHTS.get(cell.key, _OTHER_FIELD), cell.text) for cell in record.cells]
        return _heaviest_first((*cells, self._field(_SECTION, record.section)))

    def _read_field(self, weight: float, text: str) -> _Field:
        return _Field(weight, self._tokens(text), self.weight)

    def _tokens(self, text: str) -> tuple[str, ...]:
        return tuple(syllables(self._abbreviations.expand(text)))

    def _load_weight(self, token: str) -> float:
        count = self._catalogue.spellings.count(token)
        return math.log(1 + self._passages / (count + 0.5))


def _heaviest_first(fields: Iterable[_Field]) -> tuple[_Field, ...]:
    return tuple(sorted(fields, key=lambda field: -field.weight))


def _precision(syllables: Iterable[tuple[str, float]], field: _Field) -> float:
    found = sum(weight for token, weight in syllables if token in field.tokens)
    return found / field.total if field.total else 0.0


def _covered(wanted: Iterable[tuple[str, float]], fields: Sequence[tuple[float, frozenset[str]]]) -> float:
    """Share of the wanted weight that the fields hold, each word in the heaviest field that has it."""
    total = covered = 0.0
    for token, weight in wanted:
        total += weight
        for field_weight, tokens in fields:
            if token in tokens:
                covered += weight * field_weight
                break
    return covered / total if total else 0.0
