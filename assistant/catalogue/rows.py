"""Between the frozen values of :mod:`assistant.types` and the columns of the catalogue."""

import json
from collections.abc import Iterable
from datetime import date
from typing import Any

from assistant.types import Cell, Passage, PassageKind, Plan, Record, Span

Row = tuple[Any, ...]
"""One row of a query, in the order of the matching ``…_COLUMNS``."""

PLAN_COLUMNS = "id, title, kind, number, issuer, province, date, date_text, years, source"
PASSAGE_COLUMNS = (
    "plans.id, passages.locator, passages.label, passages.kind, passages.text, passages.spans, "
    "passages.headings, passages.index_text"
)
RECORD_COLUMNS = (
    "plans.id, records.table_locator, records.section, records.number, records.locator, records.cells, "
    "records.spans"
)


def to_json(value: Any) -> str:
    """Compact JSON with Vietnamese letters as they are."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def plan_row(plan: Plan) -> Row:
    """Columns of a plan."""
    return (
        plan.id,
        plan.title,
        plan.kind,
        plan.number,
        plan.issuer,
        plan.province,
        plan.date.isoformat() if plan.date else None,
        plan.date_text,
        to_json(plan.years),
        plan.source,
    )


def to_plan(row: Row) -> Plan:
    """The plan of a row."""
    plan_id, title, kind, number, issuer, province, day, date_text, years, source = row
    return Plan(
        id=plan_id,
        title=title,
        kind=kind,
        number=number,
        issuer=issuer,
        province=province,
        date=date.fromisoformat(day) if day else None,
        date_text=date_text,
        years=tuple(json.loads(years)),
        source=source,
    )


def passage_row(passage: Passage) -> Row:
    """Columns of a passage after its plan."""
    return (
        passage.locator,
        passage.label,
        passage.kind.value,
        passage.text,
        _spans_json(passage.spans),
        to_json(passage.headings),
        passage.index_text,
    )


def to_passage(row: Row) -> Passage:
    """The passage of a row."""
    plan_id, locator, label, kind, text, spans, headings, index_text = row
    return Passage(
        plan_id=plan_id,
        locator=locator,
        label=label,
        kind=PassageKind(kind),
        text=text,
        spans=_to_spans(json.loads(spans)),
        headings=tuple(json.loads(headings)),
        index_text=index_text,
    )


def record_row(record: Record) -> Row:
    """Columns of a record after its plan."""
    cells = [
        [cell.key, cell.header, cell.text, _span_pairs(cell.spans), cell.inherited] for cell in record.cells
    ]
    return (
        record.table,
        record.section,
        record.number,
        record.locator,
        to_json(cells),
        _spans_json(record.spans),
    )


def to_record(row: Row) -> Record:
    """The record of a row."""
    plan_id, table, section, number, locator, cells, spans = row
    return Record(
        plan_id=plan_id,
        table=table,
        section=section,
        number=number,
        locator=locator,
        cells=tuple(
            Cell(key, header, text, _to_spans(pairs), inherited)
            for key, header, text, pairs, inherited in json.loads(cells)
        ),
        spans=_to_spans(json.loads(spans)),
    )


def _span_pairs(spans: Iterable[Span]) -> list[tuple[int, int]]:
    return [(span.start, span.end) for span in spans]


def _spans_json(spans: Iterable[Span]) -> str:
    return to_json(_span_pairs(spans))


def _to_spans(pairs: Iterable[tuple[int, int]]) -> tuple[Span, ...]:
    return tuple(Span(start, end) for start, end in pairs)
