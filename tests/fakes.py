"""Stand-ins whose behaviour can be foreseen."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from assistant.text.tokens import syllables
from assistant.types import ParsedPlan, Progress, Vectors


@dataclass
class FakeEncoder:
    """Bag of syllables, hashed: two texts are as similar as the syllables they share.

    The vector counts each syllable in one of ``dim`` places and has unit length; text without syllables
    points to a place of its own. ``passages`` keeps every passage text that was asked for.
    """

    model_id: str = "fake-encoder@1"
    dim: int = 512
    passages: list[str] = field(default_factory=list)

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        return self._encode(texts)

    def encode_passages(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        self.passages.extend(texts)
        if progress:
            progress("Tính vectơ", len(texts), len(texts))
        return self._encode(texts)

    def _encode(self, texts: Sequence[str]) -> Vectors:
        vectors = np.zeros((len(texts), self.dim), np.float32)
        for row, text in enumerate(texts):
            tokens = syllables(text)
            for token in tokens:
                vectors[row, 1 + _place(token) % (self.dim - 1)] += 1
            if not tokens:
                vectors[row, 0] = 1
        vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
        return vectors


@dataclass
class FakeChat:
    """Plays queued replies, the last one again and again; an error is raised. Keeps every prompt."""

    replies: list[str | Exception]
    name: str = "fake-chat"
    temperature: float = 0.0
    prompts: list[str] = field(default_factory=list)

    def reply(self, prompt: str, max_tokens: int, timeout_s: float | None = None) -> str:
        self.prompts.append(prompt)
        played = self.replies.pop(0) if len(self.replies) > 1 else self.replies[0]
        if isinstance(played, Exception):
            raise played
        return played


@dataclass
class FakeSource:
    """A plan that is already parsed; ``parsed`` counts how often it was asked for."""

    plan: ParsedPlan
    digest: str = "digest-1"
    error: Exception | None = None
    parsed: int = 0

    @property
    def id(self) -> str:
        return self.plan.plan.id

    def parse(self) -> ParsedPlan:
        self.parsed += 1
        if self.error:
            raise self.error
        return self.plan


def _place(syllable: str) -> int:
    return int.from_bytes(hashlib.sha256(syllable.encode()).digest()[:8], "big")
