"""The plans of the corpus as one build sees them."""

import hashlib
import logging
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Self

from assistant.errors import InputError
from assistant.indexing.source import PlanSource

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class FailedSource:
    """A plan that is not in the index because its file could not be used."""

    plan_id: str
    reason: str


@dataclass(frozen=True, slots=True)
class CorpusSnapshot:
    """The plans as they are when the build begins; a file that changes later is read again by the next build."""

    sources: tuple[PlanSource, ...]
    digests: Mapping[str, str]
    """By plan id, in the order of the corpus."""
    unreadable: tuple[FailedSource, ...]

    @classmethod
    def of(cls, sources: Sequence[PlanSource]) -> Self:
        """Look at every file once."""
        digests: dict[str, str] = {}
        unreadable: list[FailedSource] = []
        for source in sources:
            try:
                digests[source.id] = source.digest
            except OSError as error:
                _log.warning("plan %s left out: %s", source.id, error)
                unreadable.append(FailedSource(source.id, str(error)))
        return cls(tuple(s for s in sources if s.id in digests), digests, tuple(unreadable))

    @property
    def digest(self) -> str:
        """SHA-256 over ids and digests, in order; plans that turn out to be unusable included."""
        lines = "".join(f"{plan_id}\t{digest}\n" for plan_id, digest in self.digests.items())
        return hashlib.sha256(lines.encode()).hexdigest()


def corpus_digest(sources: Sequence[PlanSource]) -> str:
    """What ``IndexMeta.corpus_digest`` is in an index that is up to date with these plans."""
    return CorpusSnapshot.of(sources).digest


def refuse_duplicates(sources: Sequence[PlanSource]) -> None:
    """Make sure that every plan has an id of its own.

    Raises:
        InputError: two sources have one id.
    """
    doubles = [plan_id for plan_id, count in Counter(source.id for source in sources).items() if count > 1]
    if doubles:
        raise InputError(
            f"Có nhiều tệp cùng mã kế hoạch: {', '.join(doubles)}. Hãy đổi tên một trong các tệp đó."
        )
