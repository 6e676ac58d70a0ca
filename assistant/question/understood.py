"""What is known of a question once it is understood."""

from dataclasses import dataclass, field
from typing import Self

from assistant.agencies import Mention
from assistant.question.relations import Form, Relation
from assistant.question.scope import Scope
from assistant.types import Level


@dataclass(frozen=True, slots=True)
class Question:
    """What the answerer works with."""

    text: str
    """The question cleaned, with diacritics where they could be restored and abbreviations spelt out."""
    typed: str
    """The same with abbreviations as typed."""
    topic: tuple[str, ...]
    """Syllables of the matter, abbreviations spelt out."""
    matter: tuple[str, ...]
    """The topic without the agencies that the question names: they are premises or askers, not the task."""
    topic_text: str
    """The question with what it inherits, for the search."""
    relations: tuple[Relation, ...]
    form: Form
    scope: Scope
    agencies: tuple[Mention, ...]
    levels: tuple[Level, ...]
    inherited: bool = False
    """Whether earlier turns supplied the matter or the scope."""
    own_topic: tuple[str, ...] = ()
    """What the question itself says of a matter that earlier turns filled up."""
    before: Self | None = field(default=None, compare=False)
    """The question before this one, where this one is whole by its words and names no place of its own."""
