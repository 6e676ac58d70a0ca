"""A corpus of two small plans, written by hand, whose locators and spans are known."""

from dataclasses import dataclass
from datetime import date

from assistant.types import (
    Cell,
    LegalReference,
    ParsedPlan,
    Passage,
    PassageKind,
    Plan,
    Record,
    Signature,
    Span,
)

BODY = "Phấn đấu số hóa 80% hồ sơ cấp xã."
LONG = (
    "Sở Nội vụ kiểm tra công vụ. Thanh tra tỉnh xử lý đơn thư. "
    "Sở Tài chính cấp kinh phí. Văn phòng theo dõi tiến độ."
)
TASK, LEAD = "Đào tạo công chức", "Sở Nội vụ"


@dataclass(frozen=True)
class ToyLine:
    """One passage of a toy plan as (locator, kind, text)."""

    locator: str
    kind: PassageKind
    text: str


ALPHA_LINES = (
    ToyLine("I", PassageKind.HEADING, "I. MỤC TIÊU"),
    ToyLine("I/1", PassageKind.PARAGRAPH, BODY),
    ToyLine("I/2", PassageKind.PARAGRAPH, LONG),
    ToyLine("phu-luc/1", PassageKind.ROW, f"{TASK}\t{LEAD}"),
)
BETA_LINES = (ToyLine("1", PassageKind.ITEM, "Rà soát văn bản của ủy ban nhân dân."),)


def toy_plan(plan_id: str, lines: tuple[ToyLine, ...]) -> ParsedPlan:
    """A plan of the given lines, one below the other; rows become records of task and lead."""
    text = "\n".join(line.text for line in lines)
    passages: list[Passage] = []
    records: list[Record] = []
    start = 0
    for line in lines:
        span = Span(start, start + len(line.text))
        passages.append(
            Passage(
                plan_id=plan_id,
                locator=line.locator,
                label=f"Mục {line.locator}",
                kind=line.kind,
                text=line.text,
                spans=(span,),
                headings=("I. MỤC TIÊU",),
                index_text=f"{line.text} | Kế hoạch {plan_id}",
                answers=("task", "lead") if line.kind is PassageKind.ROW else (),
            )
        )
        if line.kind is PassageKind.ROW:
            records.append(_record(plan_id, line, span))
        start = span.end + 1
    plan = Plan(
        id=plan_id,
        title=f"Kế hoạch {plan_id}",
        kind="Kế hoạch",
        instrument="Kế hoạch",
        number="12/KH-UBND",
        issuer="Ủy ban nhân dân tỉnh",
        signatory=None,
        province="Bình Định",
        date=date(2023, 1, 16),
        date_text="ngày 16 tháng 01 năm 2023",
        years=(2023,),
        source=f"{plan_id}.txt",
        legal_bases=(LegalReference("Nghị quyết", "76/NQ-CP", date(2021, 7, 15), "Chính phủ", None, "I/1"),),
        recipients=("Bộ Nội vụ",),
        signature=Signature("TM. ỦY BAN NHÂN DÂN", None, "CHỦ TỊCH", None),
    )
    return ParsedPlan(
        plan=plan,
        text=text,
        passages=tuple(passages),
        records=tuple(records),
        abbreviations=(("CCHC", "cải cách hành chính"),),
        warnings=("Dòng 7 không rõ cột.",),
        assignments=tuple(_assignment(p) for p in passages if p.text == LONG),
    )


def _assignment(passage: Passage) -> Record:
    start = passage.spans[0].start
    middle = start + len(LEAD)
    return Record(
        plan_id=passage.plan_id,
        table="",
        section="I. MỤC TIÊU",
        number="",
        locator=f"{passage.locator}#1",
        cells=(
            Cell("task", "Nhiệm vụ", "kiểm tra công vụ", (Span(middle + 1, middle + 17),)),
            Cell("lead", "Cơ quan chủ trì", LEAD, (Span(start, middle),)),
        ),
        spans=passage.spans,
        origin="prose",
    )


def _record(plan_id: str, line: ToyLine, span: Span) -> Record:
    middle = span.start + len(TASK)
    return Record(
        plan_id=plan_id,
        table="phu-luc",
        section="I. ĐÀO TẠO",
        number="1",
        locator=line.locator,
        cells=(
            Cell("task", "Nhiệm vụ", TASK, (Span(span.start, middle),)),
            Cell("lead", "Cơ quan chủ trì", LEAD, (Span(middle + 1, span.end),), inherited=True),
        ),
        spans=(span,),
    )


ALPHA = toy_plan("alpha", ALPHA_LINES)
BETA = toy_plan("beta", BETA_LINES)
