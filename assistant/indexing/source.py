"""What indexing needs to know of a plan before it is parsed."""

from typing import Protocol

from assistant.types import ParsedPlan


class PlanSource(Protocol):
    """One plan of the corpus, parsed only when its digest is new."""

    @property
    def id(self) -> str:
        """The plan's id, unique in the corpus."""
        ...

    @property
    def digest(self) -> str:
        """SHA-256 of everything that :meth:`parse` depends on: file bytes, manifest entry, parser version."""
        ...

    def parse(self) -> ParsedPlan:
        """Read and parse the file.

        Raises:
            InputError: the file or its manifest entry cannot be used.
        """
        ...
