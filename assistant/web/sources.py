"""The places that an answer cites, looked up once so that drawing them needs no backend."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from assistant.types import Citation, Passage, Plan, Record, Span
from assistant.web.backend import ChatBackend

CONTEXT_PASSAGES = 2
"""Passages shown before and after a cited one: enough to see the group a row stands in."""


@dataclass(frozen=True, slots=True)
class Source:
    """A citation with what surrounds it; ``record`` for table rows only."""

    citation: Citation
    plan_title: str
    passage: Passage | None
    record: Record | None
    context: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class QuotedPiece:
    """The part of a quote that one span covers."""

    text: str
    span: Span


def look_up(
    backend: ChatBackend, citations: Iterable[Citation], plans: Mapping[str, Plan]
) -> tuple[Source, ...]:
    """Sources in the order of the citations; a place that is gone has neither passage nor context."""
    return tuple(
        Source(
            citation=citation,
            plan_title=plan_label(plans[citation.plan_id]) if citation.plan_id in plans else citation.plan_id,
            passage=backend.passage(citation.plan_id, citation.locator),
            record=backend.record(citation.plan_id, citation.locator),
            context=tuple(backend.neighbours(citation.plan_id, citation.locator, CONTEXT_PASSAGES)),
        )
        for citation in citations
    )


def plan_label(plan: Plan) -> str:
    """Title and number of a plan as people read them; a blank number stays blank (``số …/KH-UBND``)."""
    if not plan.number:
        return plan.title
    number = f"…{plan.number}" if plan.number.startswith("/") else plan.number
    kind = "" if plan.instrument == plan.kind else f"{plan.instrument} "
    return f"{plan.title} ({kind}số {number})"


def split_quote(citation: Citation) -> tuple[QuotedPiece, ...]:
    """The quote cut at its spans; one piece over everything where the lengths do not add up."""
    lengths = [span.end - span.start for span in citation.spans]
    if not lengths or sum(lengths) + len(lengths) - 1 != len(citation.quote):
        return tuple(QuotedPiece(citation.quote, span) for span in citation.spans[:1])
    pieces: list[QuotedPiece] = []
    at = 0
    for span, length in zip(citation.spans, lengths, strict=True):
        pieces.append(QuotedPiece(citation.quote[at : at + length], span))
        at += length + 1
    return tuple(pieces)
