"""Questions that ask for a look by the owner of the corpus, grouped by what they are about."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from assistant.question.abbreviations import Abbreviations
from assistant.question.topic import topic_tokens
from assistant.text.normalise import fold, has_diacritics
from assistant.text.tokens import syllables

LIKENESS = 0.6
"""Share of common words, of all words of two questions, from which on they are taken to be about the same; a
rewording keeps about that much, another task of the same plan less."""

_ABBREVIATIONS = Abbreviations()


class Kind(StrEnum):
    """Why a question asks for a look."""

    REFUSED = "khong-tra-loi"
    """No answer was found in the plans."""
    DISPUTED = "chua-dung"
    """Somebody said that the answer is not right."""
    DOUBTFUL = "chua-chac"
    """The check took sentences out of the answer."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One such question."""

    kind: Kind
    question: str
    when: int
    """Seconds since 1970, UTC."""
    feedback: int | None = None
    """Number of the feedback, where somebody gave one."""
    said: str = ""
    """What they said, in words."""


@dataclass(frozen=True, slots=True)
class Group:
    """Findings about the same, latest first."""

    findings: tuple[Finding, ...]

    @property
    def question(self) -> str:
        """The latest wording."""
        return self.findings[0].question

    @property
    def when(self) -> int:
        """When it was asked last."""
        return self.findings[0].when

    @property
    def count(self) -> int:
        """How often it was asked."""
        return len(self.findings)

    @property
    def wordings(self) -> tuple[str, ...]:
        """All wordings, each once, latest first."""
        first: dict[str, str] = {}
        for finding in self.findings:
            first.setdefault(" ".join(syllables(finding.question)), finding.question)
        return tuple(first.values())


def group(findings: Iterable[Finding]) -> tuple[Group, ...]:
    """Findings by what they are about: largest groups first, then the latest."""
    started: list[_Started] = []
    by_words: dict[frozenset[str], _Started] = {}
    for finding in sorted(findings, key=lambda finding: finding.when, reverse=True):
        words = _matter(finding.question)
        home = by_words.get(words) or next((one for one in started if _are_alike(one.words, words)), None)
        if home is None:
            home = _Started(words)
            started.append(home)
        by_words[words] = home
        home.findings.append(finding)
    groups = [Group(tuple(one.findings)) for one in started]
    return tuple(sorted(groups, key=lambda one: (one.count, one.when), reverse=True))


@dataclass(slots=True)
class _Started:
    words: frozenset[str]
    findings: list[Finding] = field(default_factory=list)


def _matter(question: str) -> frozenset[str]:
    """Words of the matter without diacritics; all words where nothing else is left."""
    tokens: Sequence[str] = topic_tokens(question, (), _ABBREVIATIONS, bare=not has_diacritics(question))
    return frozenset(map(fold, tokens or syllables(question)))


def _are_alike(first: frozenset[str], second: frozenset[str]) -> bool:
    common = len(first & second)
    return bool(common) and common >= LIKENESS * len(first | second)
