"""One run: opens the assistant over a corpus and an index, and puts every task to it."""

import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from assistant import __version__
from assistant.config import Settings
from assistant.errors import IndexMissingError
from assistant.indexing import Index, open_index
from assistant.llm.chat import ChatModel
from assistant.llm.consultation import SharedChat
from assistant.llm.prompts import Prompt, load_prompt
from assistant.rewriting.expander import PROMPT as EXPAND_PROMPT
from assistant.rewriting.rewriter import PROMPT as REWRITE_PROMPT
from assistant.service import PlanAssistant, index_corpus
from assistant.types import Encoder, Progress
from assistant.wording.phraser import PROMPT as PHRASE_PROMPT
from evals.dataset.gold import GoldCorpus, find_lost_gold, load_gold_corpus
from evals.dataset.records import GoldRecord, as_gold
from evals.dataset.task import Task
from evals.examiner import Examiner, Judge, ModelSide
from evals.metrics.records import RecordScore, score_records
from evals.provenance import digest_corpus, digest_prompts, digest_tasks, find_checkout
from evals.results import CaseResult, PromptedModel, RunInfo, RunResult
from evals.searches import Search, ablated_searches, baseline_searches, chat_searches

ASKING = "Chấm câu hỏi"
"""Stage reported while tasks are put to the assistant."""


@dataclass(frozen=True, slots=True)
class EvaluationSet:
    """What is put to the assistant."""

    tasks: Sequence[Task]
    records: Mapping[str, Sequence[GoldRecord]]
    """Gold rows by plan id; empty where there are none."""
    prompts: Path
    """Folder of the prompts, existing or not."""
    compare_searches: bool = False
    """Whether the same is searched for without parts of the retriever and as other systems would."""


def evaluate(
    settings: Settings,
    encoder: Encoder,
    wanted: EvaluationSet,
    progress: Progress | None = None,
    judge: Judge | None = None,
    chat: ChatModel | None = None,
) -> RunResult:
    """Put all tasks to the assistant over ``settings.corpus`` and ``settings.index``.

    The index is built where there is none, and used as it is otherwise.

    Args:
        settings: corpus and index.
        encoder: the embedding model.
        wanted: what is put to the assistant.
        progress: told about each stage.
        judge: judges the answers too; ``None`` for the lexical judge alone.
        chat: words every answer anew and advises on refusals, to compare; the run itself stays as it is without.

    Raises:
        TaskError: a task names a plan that the corpus does not hold.
        AssistantError: the corpus or the index cannot be used.
    """
    started = time.perf_counter()
    corpus = load_gold_corpus(settings.corpus)
    lost_gold = find_lost_gold(wanted.tasks, corpus)
    index = open_or_build_index(settings, encoder, progress)
    with PlanAssistant(index, encoder) as assistant:
        model_side = _with_model(index, encoder, chat) if chat is not None else None
        with _searches(settings, index, encoder, compare=wanted.compare_searches) as searches:
            examiner = Examiner(assistant, searches, corpus, lost_gold, judge, model_side)
            cases = _examine(examiner, assistant, wanted.tasks, progress)
        records = _score_all_records(assistant, corpus, wanted.records)
        stale = _find_stale_plans(index, corpus)
    checkout = find_checkout(Path(__file__).parent)
    info = RunInfo(
        created=datetime.now(UTC).isoformat(timespec="seconds"),
        commit=checkout.commit,
        clean=checkout.clean,
        version=__version__,
        corpus_digest=digest_corpus(settings.corpus),
        tasks_digest=digest_tasks(wanted.tasks),
        prompts_digest=digest_prompts(wanted.prompts),
        model_id=encoder.model_id,
        judge=_describe(judge.chat, judge.prompt) if judge is not None else None,
        phraser=_describe(chat, load_prompt(PHRASE_PROMPT)) if chat is not None else None,
        advisers=tuple(_describe(chat, load_prompt(name)) for name in (REWRITE_PROMPT, EXPAND_PROMPT))
        if chat is not None
        else (),
        settings=settings.shown(),
        duration_s=round(time.perf_counter() - started, 1),
    )
    return RunResult(info=info, cases=cases, records=records, stale_plans=stale)


def _with_model(index: Index, encoder: Encoder, chat: ChatModel) -> ModelSide:
    """The same index with a language model; it is given up with the assistant that owns it."""
    shared = SharedChat(chat)
    return ModelSide(PlanAssistant(index, encoder, shared), shared)


def _describe(chat: ChatModel, prompt: Prompt) -> PromptedModel:
    return PromptedModel(
        model=chat.name,
        temperature=chat.temperature,
        prompt=f"{prompt.name} {prompt.head.version}",
        prompt_digest=prompt.digest,
    )


def open_or_build_index(settings: Settings, encoder: Encoder, progress: Progress | None = None) -> Index:
    """Open the index, building it first where there is none.

    Raises:
        AssistantError: the corpus or the index cannot be used.
    """
    try:
        return open_index(settings, encoder.model_id)
    except IndexMissingError:
        index_corpus(settings, encoder, progress)
        return open_index(settings, encoder.model_id)


def _examine(
    examiner: Examiner, assistant: PlanAssistant, tasks: Sequence[Task], progress: Progress | None
) -> tuple[CaseResult, ...]:
    assistant.ask(tasks[0].question)  # caches fill once, and no task pays for it
    cases: list[CaseResult] = []
    for task in tasks:
        cases.append(examiner.examine(task))
        if progress:
            progress(ASKING, len(cases), len(tasks))
    return tuple(cases)


@contextmanager
def _searches(
    settings: Settings, index: Index, encoder: Encoder, *, compare: bool
) -> Iterator[dict[str, Search]]:
    searches = chat_searches(index, encoder)
    if not compare:
        yield searches
        return
    with baseline_searches(settings, encoder) as baselines:
        yield searches | ablated_searches(index, encoder) | baselines


def _score_all_records(
    assistant: PlanAssistant, corpus: GoldCorpus, gold: Mapping[str, Sequence[GoldRecord]]
) -> tuple[RecordScore, ...]:
    """Gold records of plans that the corpus does not hold are left out; those that the index lost are not."""
    found = [as_gold(record) for record in assistant.records()]
    return tuple(
        score_records(plan_id, rows, [record for record in found if record.plan == plan_id])
        for plan_id, rows in gold.items()
        if plan_id in corpus.texts
    )


def _find_stale_plans(index: Index, corpus: GoldCorpus) -> tuple[str, ...]:
    """Plans that the index lacks or holds as another parser read them: what is measured is not what is there."""
    return tuple(
        plan_id
        for plan_id in corpus.texts
        if index.catalogue.plan_passages(plan_id) != corpus.passages_of(plan_id)
    )
