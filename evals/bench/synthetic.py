"""Passages in any number: texts recombined from real sentences, vectors near real ones."""

import hashlib
import random
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from assistant.text.sentences import sentence_spans
from assistant.types import Encoder, ParsedPlan, Passage, PassageKind, Plan, Progress, Span, Vectors

PLAN_SIZE = 500
"""Passages of one synthetic plan."""
_SENTENCES = 3
"""Sentences of a passage: some 340 characters, and no more than one view."""
_NOISE = 0.35
"""Length of what is added to a vector of length 1: the cosine to the real one is .94."""


def real_sentences(plans: Sequence[ParsedPlan]) -> list[str]:
    """Every sentence of the passages, in order."""
    texts = [passage.text for plan in plans for passage in plan.passages]
    return [text[span.start : span.end] for text in texts for span in sentence_spans(text)]


@dataclass(frozen=True, slots=True)
class SyntheticSource:
    """A plan drawn from real sentences; the same number always gives the same plan."""

    number: int
    sentences: Sequence[str]

    @property
    def id(self) -> str:
        """Name of the plan."""
        return f"synthetic-{self.number:05}"

    @property
    def digest(self) -> str:
        """Stands for what is drawn."""
        return hashlib.sha256(f"{self.id} {len(self.sentences)}".encode()).hexdigest()

    def parse(self) -> ParsedPlan:
        """Draw the passages."""
        draw = random.Random(self.number)
        passages: list[Passage] = []
        texts: list[str] = []
        start = 0
        for place in range(PLAN_SIZE):
            text = " ".join(draw.choices(self.sentences, k=_SENTENCES)).replace("\n", " ")
            passages.append(
                Passage(
                    plan_id=self.id,
                    locator=f"{place}",
                    label=f"Mục {place}",
                    kind=PassageKind.ITEM,
                    text=text,
                    spans=(Span(start, start + len(text)),),
                    headings=(),
                    index_text=text,
                )
            )
            texts.append(text)
            start += len(text) + 1
        return ParsedPlan(self._plan(), "\n".join(texts), tuple(passages), ())

    def _plan(self) -> Plan:
        return Plan(
            id=self.id,
            title=self.id,
            kind="Kế hoạch",
            instrument="Kế hoạch",
            number=None,
            issuer=None,
            signatory=None,
            province=None,
            date=None,
            date_text=None,
            years=(),
            source=f"{self.id}.txt",
        )


class SyntheticEncoder:
    """Embeds questions with the model, and passages by adding noise to vectors that the model gave before."""

    def __init__(self, encoder: Encoder, vectors: Vectors) -> None:
        self._encoder = encoder
        self._vectors = vectors
        self._draw = np.random.default_rng(0)
        self.model_id = f"{encoder.model_id}+synthetic"
        self.dim = encoder.dim

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        """As the model does."""
        return self._encoder.encode_queries(texts)

    def encode_passages(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        """Drawn at random: the vectors have nothing to do with the texts."""
        noise = self._draw.standard_normal((len(texts), self.dim), dtype=np.float32)
        noise *= _NOISE / self.dim**0.5
        drawn = self._vectors[self._draw.integers(0, len(self._vectors), len(texts))] + noise
        return np.asarray(drawn / np.linalg.norm(drawn, axis=1, keepdims=True), np.float32)
