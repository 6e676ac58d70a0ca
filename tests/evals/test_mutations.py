"""The gate must notice when a stage is broken, and say which one."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from assistant.answering.citing import Citer
from assistant.answering.engine import AnswerEngine
from assistant.parsing import parse_plan
from assistant.retrieval import PlanRetriever
from assistant.types import Answer, Citation, Document, Hit, ParsedPlan, Record, Span
from tests.evals.conftest import Desk

Mutate = Callable[[pytest.MonkeyPatch], None]


def break_parser(patch: pytest.MonkeyPatch) -> None:
    """Rows lose their second cell, as after a slip in the columns."""

    def broken(document: Document, plan_id: str, source: str) -> ParsedPlan:
        plan = parse_plan(document, plan_id, source)
        return replace(
            plan,
            records=tuple(
                replace(record, cells=(record.cells[0], *record.cells[2:])) for record in plan.records
            ),
            passages=tuple(
                replace(
                    passage, text="\t".join([*passage.text.split("\t")[:2], *passage.text.split("\t")[3:]])
                )
                for passage in plan.passages
            ),
        )

    patch.setattr("assistant.corpus.parse_plan", broken)


def break_ranking(patch: pytest.MonkeyPatch) -> None:
    """The worst passages come first, as after a sign error in the fusion."""
    intact = PlanRetriever.search_prepared

    def search_prepared(self: PlanRetriever, *args: object, **options: object) -> list[Hit]:
        hits = intact(self, *args, **options)  # type: ignore[arg-type]
        return [replace(hit, rank=rank) for rank, hit in enumerate(reversed(hits), start=1)]

    patch.setattr(PlanRetriever, "search_prepared", search_prepared)


def break_citations(patch: pytest.MonkeyPatch) -> None:
    """Spans are off by one, as after a step that forgets the map back to the stored text."""
    intact = Citer.record

    def record(self: Citer, record: Record, label: str) -> Citation:
        citation = intact(self, record, label)
        return replace(citation, spans=tuple(Span(s.start + 1, s.end + 1) for s in citation.spans))

    patch.setattr(Citer, "record", record)


def break_refusal(patch: pytest.MonkeyPatch) -> None:
    """What the plans do not say is answered with whatever comes nearest."""
    intact = AnswerEngine.answer

    def answer(self: AnswerEngine, *args: object, **options: object) -> Answer:
        said = intact(self, *args, **options)  # type: ignore[arg-type]
        return replace(said, abstained=False, citations=said.citations or said.nearest)

    patch.setattr(AnswerEngine, "answer", answer)


@pytest.mark.parametrize(
    ("stage", "mutate", "reindex"),
    [
        ("parser", break_parser, True),
        ("ranking", break_ranking, False),
        ("citations", break_citations, False),
        ("refusal", break_refusal, False),
    ],
)
def test_gate_names_the_stage_that_broke(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, stage: str, mutate: Mutate, reindex: bool
) -> None:
    recorded, _ = desk.evaluate(update_floors=True, update_baseline=True)
    mutate(monkeypatch)
    if reindex:
        desk.reindex()

    status, printed = desk.evaluate()

    assert recorded == 0
    assert status == 1
    assert f"## Gate: FAILED – {stage} broke first" in printed


def test_index_of_another_parser_is_noticed(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    break_parser(monkeypatch)

    status, printed = desk.evaluate(ids=("unanswerable",))

    assert status == 1
    assert "the index of binh-an-2024 is not what the parser reads now" in printed


def test_gate_lists_the_tasks_that_turned(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.evaluate(update_floors=True, update_baseline=True)
    break_refusal(monkeypatch)

    _, printed = desk.evaluate()

    turned = printed.split("Turned from right since the baseline:\n\n")[1].split("\n")
    assert turned[:3] == [
        "- unanswerable-1: right → wrong",
        "- unanswerable-2: right → wrong",
        "- unanswerable-3: right → wrong",
    ]


def test_unbroken_assistant_passes_its_own_floors_twice(desk: Desk) -> None:
    desk.evaluate(update_floors=True, update_baseline=True)

    first, second = desk.evaluate(), desk.evaluate()

    assert first[0] == second[0] == 0
    assert _answers_digest(first[1]) == _answers_digest(second[1])


def _answers_digest(printed: str) -> str:
    return printed.split("; answers ")[2].split("\n", maxsplit=1)[0]
