"""The JSON shapes in which answers, passages, records and plans leave the program; unknown keys are refused."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Self

from pydantic import BaseModel, ConfigDict, Field

from assistant.access.questions import AskedQuestion, Way
from assistant.types import Answer, Citation, Hit, Plan, Record


class Shape(BaseModel):
    """Base of all shapes."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class CitationShape(Shape):
    """A verbatim quote with its address."""

    plan: str = Field(description="mã kế hoạch")
    locator: str = Field(description="địa chỉ trong kế hoạch")
    label: str = Field(description="địa chỉ cho người đọc")
    quote: str = Field(description="nguyên văn")
    spans: tuple[tuple[int, int], ...] = Field(description="vị trí [đầu, cuối) trong văn bản đã lưu")
    source: str = Field(description="nguồn như ghi trong văn bản hành chính")

    @classmethod
    def of(cls, citation: Citation) -> Self:
        """The shape of a citation."""
        return cls(
            plan=citation.plan_id,
            locator=citation.locator,
            label=citation.label,
            quote=citation.quote,
            spans=tuple((span.start, span.end) for span in citation.spans),
            source=citation.source_line,
        )


class AnswerShape(Shape):
    """An answer with its citations, or a refusal with what comes nearest."""

    answer: str = Field(description="câu trả lời; [1], [2]… trỏ tới citations theo thứ tự")
    abstained: bool = Field(description="đúng khi từ chối trả lời")
    citations: tuple[CitationShape, ...]
    nearest: tuple[CitationShape, ...] = Field(description="khi từ chối: nội dung gần nhất")
    plans: tuple[str, ...] = Field(description="mã các kế hoạch đã tra cứu")
    suggestions: tuple[str, ...] = Field(description="câu hỏi có thể hỏi tiếp")

    @classmethod
    def of(cls, answer: Answer) -> Self:
        """The shape of an answer."""
        return cls(
            answer=answer.text,
            abstained=answer.abstained,
            citations=tuple(map(CitationShape.of, answer.citations)),
            nearest=tuple(map(CitationShape.of, answer.nearest)),
            plans=answer.plan_ids,
            suggestions=answer.suggestions,
        )


class PassageShape(Shape):
    """One found passage."""

    plan: str = Field(description="mã kế hoạch")
    locator: str = Field(description="địa chỉ trong kế hoạch")
    label: str = Field(description="địa chỉ cho người đọc")
    text: str = Field(description="nội dung; các ô của một dòng bảng cách nhau bằng dấu tab")
    score: float = Field(description="càng cao càng gần")

    @classmethod
    def of(cls, hit: Hit) -> Self:
        """The shape of a hit."""
        passage = hit.passage
        return cls(
            plan=passage.plan_id,
            locator=passage.locator,
            label=passage.label,
            text=passage.text,
            score=round(hit.score, 6),
        )


class PassagesShape(Shape):
    """Found passages, best first."""

    passages: tuple[PassageShape, ...]

    @classmethod
    def of(cls, hits: Sequence[Hit]) -> Self:
        """The shape of hits, in their order."""
        return cls(passages=tuple(map(PassageShape.of, hits)))


class RecordShape(Shape):
    """One table row with its cells by key."""

    plan: str = Field(description="mã kế hoạch")
    table: str = Field(description="địa chỉ của bảng")
    section: str = Field(description="tên mục chứa dòng")
    number: str = Field(description="số thứ tự như in")
    locator: str = Field(description="địa chỉ trong kế hoạch")
    cells: dict[str, str] = Field(description="ô theo khóa: task, lead, coordinate, output, deadline…")
    inherited: tuple[str, ...] = Field(description="khóa của các ô lấy từ dòng trên")

    @classmethod
    def of(cls, record: Record) -> Self:
        """The shape of a table row."""
        return cls(
            plan=record.plan_id,
            table=record.table,
            section=record.section,
            number=record.number,
            locator=record.locator,
            cells={cell.key: cell.text for cell in record.cells},
            inherited=tuple(cell.key for cell in record.cells if cell.inherited),
        )


class RecordsShape(Shape):
    """One page of the records, in document order."""

    total: int = Field(description="số nhiệm vụ của cả danh sách")
    records: tuple[RecordShape, ...]

    @classmethod
    def page(cls, records: Sequence[Record], limit: int, offset: int) -> Self:
        """At most ``limit`` records after the first ``offset``."""
        return cls(total=len(records), records=tuple(map(RecordShape.of, records[offset : offset + limit])))


class PlanShape(Shape):
    """One plan; what the print leaves blank is ``null``."""

    id: str
    title: str
    kind: str
    number: str | None = Field(description="số và ký hiệu như in")
    issuer: str | None
    province: str | None
    date: date | None
    years: tuple[int, ...]
    source: str = Field(description="tên tệp trong kho")
    replaces: str | None = Field(description="mã bản cũ mà kế hoạch này thay")
    replaced_by: str | None = Field(description="mã bản mới đã thay kế hoạch này; null khi đang có hiệu lực")

    @classmethod
    def of(cls, plan: Plan) -> Self:
        """The shape of a plan."""
        return cls(
            id=plan.id,
            title=plan.title,
            kind=plan.kind,
            number=plan.number,
            issuer=plan.issuer,
            province=plan.province,
            date=plan.date,
            years=plan.years,
            source=plan.source,
            replaces=plan.replaces,
            replaced_by=plan.replaced_by,
        )


class PlansShape(Shape):
    """The plans at hand."""

    plans: tuple[PlanShape, ...]


class QuestionShape(Shape):
    """A question that was kept."""

    asked: datetime = Field(description="thời điểm (UTC)")
    name: str = Field(description="tài khoản, hoặc địa chỉ khi không có tài khoản")
    way: Way = Field(description="nơi hỏi: chat, rest, openai, mcp")
    question: str
    abstained: bool = Field(description="đúng khi bị từ chối trả lời")
    doubtful: bool = Field(description="đúng khi bước kiểm tra đã bỏ bớt câu của câu trả lời")


class QuestionsShape(Shape):
    """Questions that were kept, latest first."""

    questions: tuple[QuestionShape, ...]

    @classmethod
    def of(cls, questions: Sequence[AskedQuestion]) -> Self:
        """The shape of questions, in their order."""
        return cls(
            questions=tuple(
                QuestionShape(
                    asked=datetime.fromtimestamp(kept.asked, UTC),
                    name=kept.name,
                    way=kept.way,
                    question=kept.question,
                    abstained=kept.abstained,
                    doubtful=kept.doubtful,
                )
                for kept in questions
            )
        )
