"""Values for tests, with everything that a test does not look at filled in."""

from assistant.types import Answer, Citation, Hit, Passage, PassageKind, Span
from evals.dataset.task import Evidence, Kind, Split, Task, Typing
from evals.metrics.answer import AnswerScore, Outcome
from evals.results import CaseResult, RunInfo, RunResult

PLAN = "binh-an-2024"


def make_task(task_id: object = "t-1", **labels: object) -> Task:
    """A plain answerable task of the dev split, in a family of its own."""
    values: dict[str, object] = {
        "id": task_id,
        "family": task_id,
        "split": Split.DEV,
        "kind": Kind.LEAD,
        "typing": Typing.PLAIN,
        "question": "Ai chủ trì?",
        "answerable": True,
    }
    return Task.model_validate(values | labels)


def make_evidence(locator: str, quote: str = "Sở Nội vụ") -> Evidence:
    """Evidence in the toy plan."""
    return Evidence(plan=PLAN, locator=locator, quote=quote)


def make_citation(
    locator: str, quote: str = "Sở Nội vụ", spans: tuple[Span, ...] = (Span(0, 9),)
) -> Citation:
    """A citation of the toy plan."""
    return Citation(PLAN, locator, locator, quote, spans, "Kế hoạch số 12/KH-UBND")


def make_answer(text: str, *locators: str, abstained: bool = False) -> Answer:
    """An answer that cites places of the toy plan."""
    return Answer(text, abstained=abstained, citations=tuple(map(make_citation, locators)))


def make_passage(locator: str, text: str, kind: PassageKind = PassageKind.PARAGRAPH) -> Passage:
    """A passage of the toy plan."""
    return Passage(PLAN, locator, locator, kind, text, (Span(0, len(text)),), (), text)


def make_hit(locator: str, rank: int, text: str = "Sở Nội vụ chủ trì") -> Hit:
    """A found passage of the toy plan."""
    return Hit(make_passage(locator, text), score=1 / rank, rank=rank)


def make_case(task: Task, outcome: Outcome = Outcome.RIGHT, **measured: object) -> CaseResult:
    """A scored case."""
    values: dict[str, object] = {
        "task": task,
        "answer": "Sở Nội vụ [1].",
        "abstained": outcome is Outcome.REFUSED,
        "citations": (),
        "nearest": (),
        "error": None,
        "score": AnswerScore(outcome=outcome),
        "items": None,
        "support": None,
        "evidence_cited": None,
        "gold_places": 0,
        "lost_gold": (),
        "retrieval": {},
        "best_cosine": None,
        "latency_ms": 10.0,
    }
    return CaseResult.model_validate(values | measured)


def make_run(*cases: CaseResult, corpus: str = "c0") -> RunResult:
    """A run over some cases."""
    info = RunInfo(
        created="2026-01-02T03:04:05+00:00",
        commit="0123456789abcdef",
        clean=True,
        version="1",
        corpus_digest=corpus,
        tasks_digest="t0",
        prompts_digest=None,
        model_id="fake-encoder@1",
        settings={},
        duration_s=1.0,
    )
    return RunResult(info=info, cases=cases, records=(), stale_plans=())
