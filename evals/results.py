"""What a run leaves behind: every case with its answer and scores, and where they come from."""

import hashlib
from collections.abc import Mapping
from pathlib import Path

from pydantic import ValidationError

from evals.dataset.task import Task
from evals.errors import RunFileError
from evals.metrics.answer import AnswerScore, Outcome
from evals.metrics.citation_support import CitationScore
from evals.metrics.faithfulness import FaithfulnessScore
from evals.metrics.items import ItemScore
from evals.metrics.phrasing import PhrasedAnswer
from evals.metrics.records import RecordScore
from evals.metrics.retrieval import RetrievalScore
from evals.model import Frozen, first_problem


class ShownCitation(Frozen):
    """One citation of an answer, or of the nearest finding of a refusal."""

    place: str
    label: str
    quote: str
    real: bool


class CaseResult(Frozen):
    """One task with everything that was measured on it; ``None`` where a measure does not apply."""

    task: Task
    answer: str
    abstained: bool
    citations: tuple[ShownCitation, ...]
    nearest: tuple[ShownCitation, ...]
    error: str | None
    """What the assistant raised instead of answering; such a task is wrong."""
    score: AnswerScore
    items: ItemScore | None
    support: CitationScore | None
    faithfulness: FaithfulnessScore | None = None
    """Of a language model, where one judges; never part of the gate."""
    phrased: PhrasedAnswer | None = None
    """The answer after a language model worded it anew, where one was asked; never part of the gate."""
    evidence_cited: bool | None
    gold_places: int
    """Labels of the task that point into the corpus."""
    lost_gold: tuple[str, ...]
    """Of those, the ones that the parsed corpus or the index does not bear out."""
    retrieval: Mapping[str, RetrievalScore]
    """By retrieval mode; empty for questions that need their history, and for tasks without evidence."""
    best_cosine: float | None
    """Similarity of the best passage to the question: how much the corpus seems to know about it."""
    latency_ms: float

    @property
    def outcome(self) -> Outcome:
        """Right, wrong, refused or unscorable."""
        return self.score.outcome


class PromptedModel(Frozen):
    """A language model that was asked during a run, and what it was told."""

    model: str
    temperature: float
    prompt: str
    """Name and version."""
    prompt_digest: str


class RunInfo(Frozen):
    """Where the numbers of a run come from."""

    created: str
    """ISO 8601, UTC."""
    commit: str | None
    """``None`` outside a git checkout."""
    clean: bool | None
    """Whether the checkout had no changes."""
    version: str
    corpus_digest: str
    tasks_digest: str
    prompts_digest: str | None
    """``None`` where there are no prompts."""
    model_id: str
    judge: PromptedModel | None = None
    """``None`` where no language model judged."""
    phraser: PromptedModel | None = None
    """``None`` where no language model worded answers anew."""
    advisers: tuple[PromptedModel, ...] = ()
    """What a language model was told that advised on refusals; empty where none did."""
    settings: Mapping[str, str]
    duration_s: float


class RunResult(Frozen):
    """One run over a set of tasks."""

    info: RunInfo
    cases: tuple[CaseResult, ...]
    records: tuple[RecordScore, ...]
    stale_plans: tuple[str, ...]
    """Plans of which the index holds other passages than the parser reads now."""

    @property
    def answers_digest(self) -> str:
        """Equal for two runs that gave the same answers with the same citations."""
        sha = hashlib.sha256()
        for case in self.cases:
            cited = "\0".join(citation.place + citation.quote for citation in case.citations)
            sha.update(f"{case.task.id}\0{case.answer}\0{cited}\n".encode())
        return sha.hexdigest()[:16]


def save_run(run: RunResult, path: Path) -> None:
    """Write a run as JSON, making its folder."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(run.model_dump_json(indent=1), encoding="utf-8")


def load_run(path: Path) -> RunResult:
    """Read a saved run.

    Raises:
        RunFileError: the file is missing or was not written by this version.
    """
    try:
        return RunResult.model_validate_json(path.read_bytes())
    except OSError as error:
        raise RunFileError(f"Không đọc được kết quả đã lưu {path} ({error}).") from error
    except ValidationError as error:
        raise RunFileError(f"{path} không phải kết quả của phiên bản này: {first_problem(error)}.") from error
