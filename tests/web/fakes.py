"""A backend that plays queued replies and keeps its calls, over two toy plans with known spans."""

import threading
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date

from assistant.errors import UnknownPlanError
from assistant.types import Answer, Cell, Citation, Hit, Passage, PassageKind, Plan, Record, Span

AN_LAC = Plan(
    id="an-lac-2024",
    title="Kế hoạch cải cách hành chính tỉnh An Lạc năm 2024",
    kind="Kế hoạch",
    instrument="Kế hoạch",
    number="15/KH-UBND",
    issuer="Ủy ban nhân dân tỉnh An Lạc",
    signatory=None,
    province="An Lạc",
    date=date(2024, 1, 12),
    date_text="ngày 12 tháng 01 năm 2024",
    years=(2024,),
    source="an-lac-2024.txt",
)
BINH_HOA = Plan(
    id="binh-hoa-2025",
    title="Kế hoạch chuyển đổi số tỉnh Bình Hòa năm 2025",
    kind="Kế hoạch",
    instrument="Kế hoạch",
    number="/KH-UBND",
    issuer="Ủy ban nhân dân tỉnh Bình Hòa",
    signatory=None,
    province="Bình Hòa",
    date=None,
    date_text=None,
    years=(2025,),
    source="binh-hoa-2025.txt",
)
PLANS = (AN_LAC, BINH_HOA)

_CELLS = (
    ("number", "TT", "24", False),
    ("task", "Nhiệm vụ", "Số hóa hồ sơ, kết quả giải quyết thủ tục hành chính cấp xã", False),
    ("output", "Sản phẩm", "Báo cáo <b>kết quả</b> & kho dữ liệu", False),
    ("lead", "Cơ quan chủ trì", "Văn phòng Ủy ban nhân dân tỉnh", False),
    ("coordinate", "Cơ quan phối hợp", "Sở Thông tin và Truyền thông; các sở, ban, ngành", True),
    ("deadline", "Thời gian hoàn thành", "", False),
)


def _record() -> Record:
    cells: list[Cell] = []
    at = 100
    for key, header, text, inherited in _CELLS:
        cells.append(Cell(key, header, text, (Span(at, at + len(text)),) if text else (), inherited))
        at += len(text) + 1
    return Record(
        plan_id=AN_LAC.id,
        table="phu-luc",
        section="III. CẢI CÁCH THỦ TỤC HÀNH CHÍNH",
        number="24",
        locator="phu-luc/III/24",
        cells=tuple(cells),
        spans=tuple(span for cell in cells for span in cell.spans),
    )


RECORD = _record()
ROW_LABEL = "Phụ lục, mục III, nhiệm vụ 24"


def _passage(plan: Plan, locator: str, label: str, text: str, *, kind: PassageKind, start: int) -> Passage:
    return Passage(plan.id, locator, label, kind, text, (Span(start, start + len(text)),), (), text)


ROW = _passage(
    AN_LAC,
    RECORD.locator,
    ROW_LABEL,
    "\t".join(cell.text for cell in RECORD.cells),
    kind=PassageKind.ROW,
    start=100,
)
ROW_BEFORE = _passage(
    AN_LAC,
    "phu-luc/III/23",
    "Phụ lục, mục III, nhiệm vụ 23",
    "23\tCông khai thủ tục hành chính\tQuyết định\tSở Nội vụ",
    kind=PassageKind.ROW,
    start=40,
)
PARAGRAPH = _passage(
    BINH_HOA,
    "muc-tieu/2",
    "Phần I, mục 2",
    "Phấn đấu 80% hồ sơ được số hóa; tỷ lệ <script>window.hacked=1</script> được công khai.",
    kind=PassageKind.PARAGRAPH,
    start=10,
)
PASSAGES = (ROW_BEFORE, ROW, PARAGRAPH)


def cite_cells(*keys: str) -> Citation:
    """A citation of whole cells of the toy row."""
    cells = [cell for cell in RECORD.cells if cell.key in keys]
    return Citation(
        plan_id=AN_LAC.id,
        locator=RECORD.locator,
        label=ROW_LABEL,
        quote=" ".join(cell.text for cell in cells),
        spans=tuple(span for cell in cells for span in cell.spans),
        source_line=(
            "Kế hoạch số 15/KH-UBND ngày 12 tháng 01 năm 2024 của Ủy ban nhân dân tỉnh An Lạc, "
            "Phụ lục, mục III, số thứ tự 24."
        ),
    )


def cite_paragraph(quote: str = "80% hồ sơ được số hóa") -> Citation:
    """A citation of a part of the toy paragraph."""
    start = PARAGRAPH.spans[0].start + PARAGRAPH.text.index(quote)
    return Citation(
        plan_id=BINH_HOA.id,
        locator=PARAGRAPH.locator,
        label=PARAGRAPH.label,
        quote=quote,
        spans=(Span(start, start + len(quote)),),
        source_line="Kế hoạch số …/KH-UBND của Ủy ban nhân dân tỉnh Bình Hòa, Phần I, mục 2.",
    )


ANSWERED = Answer(
    text=(
        "Tại tỉnh An Lạc, Văn phòng Ủy ban nhân dân tỉnh chủ trì số hóa hồ sơ cấp xã [1].\n"
        "Tại tỉnh Bình Hòa, kế hoạch chỉ đặt mục tiêu 80% hồ sơ được số hóa [2]."
    ),
    abstained=False,
    citations=(cite_cells("task", "lead"), cite_paragraph()),
    plan_ids=(AN_LAC.id, BINH_HOA.id),
    suggestions=("Cơ quan nào phối hợp số hóa hồ sơ cấp xã?", "Khi nào phải hoàn thành?"),
)
REFUSED = Answer(
    text="Các kế hoạch không nêu kinh phí mua máy quét.",
    abstained=True,
    nearest=(cite_cells("task"),),
    plan_ids=(AN_LAC.id, BINH_HOA.id),
)


@dataclass(frozen=True, slots=True)
class Call:
    """What ``ask`` was called with."""

    question: str
    history: tuple[str, ...]
    plan_ids: tuple[str, ...] | None


@dataclass
class FakeBackend:
    """Plays ``replies`` in order (the last one for ever), raising those that are exceptions.

    While ``gate`` is cleared, ``ask`` waits, as a slow search would.
    """

    replies: list[Answer | Exception] = field(default_factory=lambda: [ANSWERED])
    calls: list[Call] = field(default_factory=list)
    gate: threading.Event = field(default_factory=threading.Event)

    def __post_init__(self) -> None:
        self.gate.set()

    def plans(self) -> Sequence[Plan]:
        return PLANS

    def ask(self, question: str, history: Sequence[str], plan_ids: Collection[str] | None) -> Answer:
        self.calls.append(Call(question, tuple(history), None if plan_ids is None else tuple(plan_ids)))
        self.gate.wait(timeout=20)
        reply = self.replies.pop(0) if len(self.replies) > 1 else self.replies[0]
        if isinstance(reply, Exception):
            raise reply
        return reply

    def passage(self, plan_id: str, locator: str) -> Passage | None:
        return next((p for p in PASSAGES if (p.plan_id, p.locator) == (plan_id, locator)), None)

    def neighbours(self, plan_id: str, locator: str, n: int) -> Sequence[Passage]:
        of_plan = [p for p in PASSAGES if p.plan_id == plan_id]
        at = next((i for i, p in enumerate(of_plan) if p.locator == locator), None)
        return [] if at is None else of_plan[max(0, at - n) : at + n + 1]

    def search(self, question: str, k: int, plan_ids: Collection[str] | None) -> Sequence[Hit]:
        found = [p for p in PASSAGES if plan_ids is None or p.plan_id in plan_ids]
        return [Hit(passage, 1 / rank, rank) for rank, passage in enumerate(found[:k], 1)]

    def records(self, plan_id: str | None) -> Sequence[Record]:
        if plan_id not in {None, *(plan.id for plan in PLANS)}:
            raise UnknownPlanError(f"Không có kế hoạch “{plan_id}”.")
        return [RECORD] if plan_id in {None, RECORD.plan_id} else []

    def record(self, plan_id: str, locator: str) -> Record | None:
        return RECORD if (plan_id, locator) == (RECORD.plan_id, RECORD.locator) else None
