"""A backend that plays queued replies and keeps its calls, over two toy plans that the real parser has read."""

import threading
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from assistant.answering.citing import later_line, source_line
from assistant.corpus import load_corpus
from assistant.errors import UnknownPlanError
from assistant.types import Answer, Citation, Hit, ParsedPlan, Plan, Record, Span

PARSED = tuple(file.parse() for file in load_corpus(Path(__file__).with_name("plans")))
BY_ID = {parsed.plan.id: parsed for parsed in PARSED}
PLANS = tuple(parsed.plan for parsed in PARSED)
AN_LAC, BINH_HOA = PLANS
ROW, PARAGRAPH = "phu-luc/III/24", "I/2"
"""Locators in An Lạc and in Bình Hòa."""


def record_of(plan_id: str, locator: str) -> Record:
    """A row of a toy plan."""
    return next(record for record in BY_ID[plan_id].records if record.locator == locator)


def cite(plan: Plan, locator: str) -> Citation:
    """A citation of a whole row or paragraph, as the assistant makes them."""
    parsed = BY_ID[plan.id]
    passage = next(passage for passage in parsed.passages if passage.locator == locator)
    return Citation(
        plan_id=plan.id,
        locator=locator,
        label=passage.label,
        quote=" ".join(parsed.text[span.start : span.end] for span in passage.spans),
        spans=passage.spans,
        source_line=f"{source_line(plan)}; {passage.label}",
        later_line=f"{later_line(plan)}; {passage.label}",
    )


def place_of(plan: Plan, words: str) -> Span:
    """Where words stand in the stored text of a toy plan."""
    start = BY_ID[plan.id].text.index(words)
    return Span(start, start + len(words))


ANSWERED = Answer(
    text=(
        "Tại tỉnh An Lạc, Văn phòng Ủy ban nhân dân tỉnh chủ trì số hóa hồ sơ cấp xã [1].\n"
        "Tại tỉnh Bình Hòa, kế hoạch chỉ nêu: “Phấn đấu 80% hồ sơ được số hóa” [2]."
    ),
    abstained=False,
    citations=(cite(AN_LAC, ROW), cite(BINH_HOA, PARAGRAPH)),
    plan_ids=(AN_LAC.id, BINH_HOA.id),
    suggestions=("Cơ quan nào phối hợp số hóa hồ sơ cấp xã?", "Khi nào phải hoàn thành?"),
)
REFUSED = Answer(
    text="Các kế hoạch không nêu kinh phí mua máy quét.",
    abstained=True,
    nearest=(cite(AN_LAC, ROW),),
    plan_ids=(AN_LAC.id, BINH_HOA.id),
)


LISTED = Answer(
    text=(
        "Có 2 nhiệm vụ do Sở Nội vụ chủ trì:\n"
        "1. Công khai thủ tục hành chính [1]\n"
        "2. Tổ chức đối thoại (thời hạn để trống) [2]\n"
        "Sở Nội vụ còn theo dõi chung [3]."
    ),
    abstained=False,
    citations=(cite(AN_LAC, "phu-luc/III/23"), cite(AN_LAC, "phu-luc/III/25"), cite(AN_LAC, "II/1")),
)
"""A list of rows, and a paragraph."""


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
    users: list[str] = field(default_factory=list)
    """Who asked, one entry a call."""
    gate: threading.Event = field(default_factory=threading.Event)

    def __post_init__(self) -> None:
        self.gate.set()

    def reset(self, *replies: Answer | Exception) -> None:
        """Forget everything; play the given replies, or the usual answer."""
        self.replies = list(replies) or [ANSWERED]
        self.calls = []
        self.users = []
        self.gate.set()

    version = "toy"

    def plans(self) -> Sequence[Plan]:
        return PLANS

    def plan(self, plan_id: str) -> ParsedPlan:
        try:
            return BY_ID[plan_id]
        except KeyError as error:
            raise UnknownPlanError(f"Không có kế hoạch “{plan_id}”.") from error

    def ask(
        self, question: str, history: Sequence[str], plan_ids: Collection[str] | None, user: str
    ) -> Answer:
        self.users.append(user)
        self.calls.append(Call(question, tuple(history), None if plan_ids is None else tuple(plan_ids)))
        self.gate.wait(timeout=20)
        reply = self.replies.pop(0) if len(self.replies) > 1 else self.replies[0]
        if isinstance(reply, Exception):
            raise reply
        return reply

    def search(self, question: str, k: int, plan_ids: Collection[str] | None) -> Sequence[Hit]:
        passages = [
            passage
            for parsed in PARSED
            for passage in parsed.passages
            if plan_ids is None or passage.plan_id in plan_ids
        ]
        return [Hit(passage, 1 / rank, rank) for rank, passage in enumerate(passages[:k], 1)]

    def records(self, plan_id: str | None) -> Sequence[Record]:
        chosen = PARSED if plan_id is None else [self.plan(plan_id)]
        return [record for parsed in chosen for record in parsed.records]
