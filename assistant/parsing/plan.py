"""The whole parse: a document to a plan with passages and records."""

from dataclasses import replace

from assistant.parsing.abbreviations import find_abbreviations
from assistant.parsing.assignments import find_assignments
from assistant.parsing.closing import find_recipients, find_signature
from assistant.parsing.contextual import with_context
from assistant.parsing.metadata import read_metadata
from assistant.parsing.paragraphs import build_elements
from assistant.parsing.references import find_legal_bases
from assistant.parsing.walk import Walk
from assistant.types import Document, ParsedPlan

PARSER_VERSION = 5
"""Part of every plan's digest: raising it makes the next build parse all files anew."""


def parse_plan(document: Document, plan_id: str, source: str) -> ParsedPlan:
    """Everything that can be understood of a document; never fails on text, however mangled.

    Args:
        document: stored text and blocks.
        plan_id: id of the plan.
        source: file name, for the record.
    """
    walk = Walk(plan_id, document.text, build_elements(document.text, document.blocks))
    signature = find_signature(walk.passages)
    plan = replace(
        read_metadata(plan_id, source, walk.plain_lines(), walk.first_lines(), walk.titles),
        signatory=signature.signatory if signature else None,
        signature=signature,
        recipients=find_recipients(document.text, walk.passages),
        legal_bases=find_legal_bases(walk.passages),
    )
    records = tuple(walk.records)
    return ParsedPlan(
        plan=plan,
        text=document.text,
        passages=with_context(plan, walk.passages, records),
        records=records,
        abbreviations=find_abbreviations(passage.text for passage in walk.passages),
        warnings=(*document.warnings, *walk.warnings),
        assignments=find_assignments(document.text, walk.passages),
    )
