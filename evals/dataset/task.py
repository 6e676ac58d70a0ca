"""One evaluation task: a question, what a right answer holds and where the plans say so."""

from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field, StringConstraints, model_validator

from evals.model import Frozen

Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
PLACE_MARK = "#"
"""Joins a plan id and a locator to one address, such as ``vinh-long-2024-cchc#phu-luc/I/5``."""


class Kind(StrEnum):
    """What a question asks for."""

    LEAD = "lead"
    COORDINATE = "coordinate"
    DEADLINE = "deadline"
    OUTPUT = "output"
    APPROVER = "approver"
    MONITOR = "monitor"
    IMPLEMENTER = "implementer"
    TARGET = "target"
    FUNDING = "funding"
    DUTY = "duty"
    LEGAL_BASIS = "legal_basis"
    DOCUMENT = "document"
    FACT = "fact"
    LIST = "list"
    COUNT = "count"
    EXPLAIN = "explain"
    COMPARE = "compare"
    AMBIGUOUS = "ambiguous"
    FOLLOW_UP = "follow_up"
    UNANSWERABLE = "unanswerable"
    FALSE_PREMISE = "false_premise"
    INJECTION = "injection"


class Typing(StrEnum):
    """How a question is typed."""

    PLAIN = "plain"
    COLLOQUIAL = "colloquial"
    NO_DIACRITICS = "no_diacritics"
    ABBREVIATIONS = "abbreviations"
    TYPO = "typo"
    KEYWORDS = "keywords"
    ENGLISH = "english"
    NFD = "nfd"
    CAPITALS = "capitals"


class Split(StrEnum):
    """Tasks to tune on, and tasks that only measure."""

    DEV = "dev"
    TEST = "test"


class Evidence(Frozen):
    """A place that bears the answer out, with words that stand there inside one cell or paragraph."""

    plan: Text
    locator: Text
    quote: Text

    @property
    def place(self) -> str:
        """Plan and locator as one address."""
        return f"{self.plan}{PLACE_MARK}{self.locator}"


class Task(Frozen):
    """A question with its labels, as a person wrote them."""

    id: Text
    family: Text
    """Shared by all wordings of one question; a family never stands in both splits."""
    split: Split
    kind: Kind
    typing: Typing
    question: Text
    """As typed; decomposed (NFD) by the loader where ``typing`` says so."""
    history: tuple[Text, ...] = ()
    """Earlier questions of the conversation, oldest first."""
    answerable: bool
    """Whether the plans answer it; otherwise only a refusal is right."""
    facts: tuple[Annotated[tuple[Text, ...], Field(min_length=1)], ...] = ()
    """Everything that a right answer says; each fact is given with its alternatives."""
    forbidden: tuple[Text, ...] = ()
    """What a right answer never says."""
    items: tuple[Text, ...] = ()
    """Addresses of all passages of a complete list or count."""
    count: int | None = Field(None, ge=0)
    """The number that a count gives."""
    evidence: tuple[Evidence, ...] = ()
    """Alternatives of which at least one is cited."""
    note: str = ""

    @model_validator(mode="after")
    def _agrees(self) -> Self:
        if not self.answerable and (self.facts or self.items or self.count is not None):
            raise ValueError("answerable: false goes without facts, items and count")
        if (self.items or self.count is not None) and self.kind not in {Kind.LIST, Kind.COUNT}:
            raise ValueError("items and count belong to the kinds list and count")
        if self.kind is Kind.COUNT and self.count is None:
            raise ValueError("kind: count needs count")
        if self.count is not None and self.items and self.count != len(self.items):
            raise ValueError(f"count is {self.count} but there are {len(self.items)} items")
        if len(set(self.items)) < len(self.items):
            raise ValueError("items repeats an address")
        if any(PLACE_MARK not in item for item in self.items):
            raise ValueError(f"items are addresses of the form plan{PLACE_MARK}locator")
        if self.kind is Kind.FOLLOW_UP and not self.history:
            raise ValueError("kind: follow_up needs history")
        return self

    @property
    def plans(self) -> tuple[str, ...]:
        """Plans that the labels point into, in order of appearance."""
        named = [evidence.plan for evidence in self.evidence]
        named += [item.split(PLACE_MARK, 1)[0] for item in self.items]
        return tuple(dict.fromkeys(named))
