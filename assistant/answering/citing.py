"""Citations: verbatim quotes with addresses, and the source line of Nghị định 30/2020/NĐ-CP."""

import re
from collections.abc import Iterable

from assistant.catalogue import Catalogue
from assistant.errors import InternalError
from assistant.reference import local_place, province_title
from assistant.types import Citation, Passage, Plan, Record, Span

_LAST_PADDED = 2
_PLAN_KIND = "Kế hoạch"
_DATED = re.compile(r" ngày (?:\d{1,2}/\d{1,2}/\d{4}|\d{1,2} tháng \d{1,2} năm \d{4})")
_CLAUSE = re.compile(r",? (?:thực hiện|về|nhằm|theo)\b")
_MIN_TITLE = 40
"""A shorter beginning tells too little."""
_MAX_TITLE = 90
"""Characters of a title in running text."""


class Citer:
    """Makes citations against the stored texts; each is checked when it is made."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue

    def record(self, record: Record, label: str) -> Citation:
        """The whole row, with the spans of the cells that it inherits."""
        inherited = [span for cell in record.cells if cell.inherited for span in cell.spans]
        return self._citation(record.plan_id, record.locator, label, [*inherited, *record.spans])

    def passage(self, passage: Passage) -> Citation:
        """The whole passage."""
        return self._citation(passage.plan_id, passage.locator, passage.label, passage.spans)

    def _citation(self, plan_id: str, locator: str, label: str, spans: Iterable[Span]) -> Citation:
        plan = self._catalogue.plan(plan_id)
        text = self._catalogue.text(plan_id)
        ordered = tuple(sorted(set(spans)))
        quote = " ".join(text[span.start : span.end] for span in ordered)
        if not quote.strip():
            raise InternalError(f"Trích dẫn rỗng tại {plan_id}, {locator}. Xin báo cho người phát triển.")
        return Citation(
            plan_id,
            locator,
            label,
            quote,
            ordered,
            source_line=f"{source_line(plan)}; {label}",
            later_line=f"{later_line(plan)}; {label}",
        )


def source_line(plan: Plan) -> str:
    """How a memo cites a plan at first mention: kind, number and symbol, date, issuer, subject.

    A blank number or date stays blank ("số …/KH-UBND", "ngày … tháng … năm 2024").
    """
    parts = []
    if plan.number is not None:
        number = plan.number if plan.number[0] != "/" else f"…{plan.number}"
        parts.append(f"số {number}")
    date = printed_date(plan)
    if date:
        parts.append(date)
    if plan.issuer:
        parts.append(f"của {plan.issuer}")
    instrument = " ".join([plan.instrument, *parts])
    if plan.instrument == plan.kind:
        subject = plan.title.removeprefix(plan.kind).strip()
        return (
            f"{instrument} về {subject}"
            if subject and not subject.startswith("về ")
            else f"{instrument} {subject}".strip()
        )
    return f"{plan.title} (ban hành kèm theo {instrument})" if parts else plan.title


def later_line(plan: Plan) -> str:
    """How a memo cites a plan that it has cited before: kind, number and symbol; a blank number stays blank."""
    if plan.number is None:
        return f"{plan.kind} nêu trên"
    number = plan.number if plan.number[0] != "/" else f"…{plan.number}"
    if plan.instrument == plan.kind:
        return f"{plan.kind} số {number}"
    return f"{plan.kind} ban hành kèm theo {plan.instrument} số {number}"


def printed_date(plan: Plan) -> str:
    """The date in words of a citation, with dots where the print leaves a blank; empty where there is none."""
    if plan.date is not None:
        # Nghị định 30: a nought before days under 10 and before the months 1 and 2
        month = f"{plan.date.month:02d}" if plan.date.month <= _LAST_PADDED else str(plan.date.month)
        return f"ngày {plan.date.day:02d} tháng {month} năm {plan.date.year}"
    if plan.date_text is None:
        return ""
    text = " ".join(plan.date_text.split())
    return (
        text.replace("ngày tháng", "ngày … tháng")
        .replace("tháng năm", "tháng … năm")
        .replace("ngày /", "ngày …/")
    )


def plan_name(plan: Plan, others: Iterable[Plan] = ()) -> str:
    """A plan's name in running text, told apart from the others.

    "Kế hoạch năm 2024 của tỉnh Vĩnh Long"; a document of another kind, or one of no province, goes by its number;
    plans of one province that overlap in time go by their titles, those of a commune or a district by its name.
    """
    if plan.province is None or plan.kind != _PLAN_KIND:
        number = plan.number if plan.number is not None and plan.number[0] != "/" else None
        issuer = f" của {plan.issuer}" if plan.issuer else ""
        return f"{plan.instrument} số {number}{issuer}" if number else _short_title(plan)
    local = local_place(plan.issuer, plan.province)
    place = local or province_title(plan.province)
    twins = [
        other
        for other in others
        if other.id != plan.id
        and other.province == plan.province
        and local_place(other.issuer, other.province) == local
    ]
    if any(set(other.years) & set(plan.years) or not other.years for other in twins):
        title = _short_title(plan)
        return title if (local or plan.province) in title else f"{title} của {place}"
    if not plan.years:
        return f"{_PLAN_KIND} của {place}"
    years = f"năm {plan.years[0]}" if len(plan.years) == 1 else f"giai đoạn {plan.years[0]}-{plan.years[-1]}"
    return f"{_PLAN_KIND} {years} của {place}"


def _short_title(plan: Plan) -> str:
    """The title as far as it tells the plan apart: without dates, and cut where a clause begins."""
    title = _DATED.sub("", plan.title)
    if len(title) <= _MAX_TITLE:
        return title
    head = title[: _MAX_TITLE + 1]
    clauses = [match.start() for match in _CLAUSE.finditer(head) if match.start() >= _MIN_TITLE]
    return head[: clauses[-1]] if clauses else f"{head[:-1].rsplit(' ', 1)[0].rstrip(' ,')}…"
