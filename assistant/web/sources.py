"""The places that an answer cites, as its list of sources shows them."""

from collections.abc import Iterable

from assistant.conversations.turns import Source
from assistant.errors import UnknownPlanError
from assistant.types import Citation, Plan
from assistant.web import strings
from assistant.web.addresses import place_address, reading_address
from assistant.web.backend import ChatBackend
from assistant.web.taken import find_taken


def panel_address(source: Source) -> str:
    """Address of what the source panel shows."""
    return place_address(source.citation.plan_id, source.citation.locator, source.taken)


def whole_address(source: Source) -> str:
    """Address of the place in the whole plan."""
    return reading_address(source.citation.plan_id, source.citation.locator, source.taken)


def look_up(backend: ChatBackend, citations: Iterable[Citation], said: str = "") -> tuple[Source, ...]:
    """Sources in the order of the citations.

    Args:
        backend: knows the plans; one that is gone is called by its id.
        citations: of an answer, or what comes nearest to a refused question.
        said: text of the answer whose marks point to the citations.
    """
    return tuple(_look_up(backend, number, citation, said) for number, citation in enumerate(citations, 1))


def plan_label(plan: Plan) -> str:
    """Title and number of a plan as people read them; a blank number stays blank (``số …/KH-UBND``)."""
    former = f" – {strings.FORMER_VERSION}" if plan.replaced_by else ""
    if not plan.number:
        return f"{plan.title}{former}"
    kind = "" if plan.instrument == plan.kind else f"{plan.instrument} "
    return f"{plan.title} ({kind}số {printed_number(plan)}){former}"


def printed_number(plan: Plan) -> str | None:
    """Number and symbol with dots where the print leaves a blank (``…/KH-UBND``)."""
    return f"…{plan.number}" if plan.number and plan.number.startswith("/") else plan.number


def _look_up(backend: ChatBackend, number: int, citation: Citation, said: str) -> Source:
    try:
        parsed = backend.plan(citation.plan_id)
    except UnknownPlanError:
        return Source(citation, citation.plan_id, citation.spans)
    return Source(
        citation=citation,
        plan_title=plan_label(parsed.plan),
        taken=find_taken(said, number, citation, parsed),
        record=next((record for record in parsed.records if record.locator == citation.locator), None),
    )
