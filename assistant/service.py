"""The assistant as one object: what the command line, the web chat and the evaluations call."""

import logging
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache
from types import TracebackType
from typing import Self

from assistant.answering.engine import AnswerEngine
from assistant.answering.version_notes import with_version_notes
from assistant.config import LlmUse, Settings, split_list
from assistant.corpus import load_corpus
from assistant.embedding.encoder import load_encoder
from assistant.errors import IndexDamagedError, IndexMissingError
from assistant.indexing import Index, IndexReport, build_index, open_index
from assistant.llm.budget import SHARED_USER, CallBudget
from assistant.llm.chat import ChatModel
from assistant.llm.consultation import Consultation, SharedChat
from assistant.question.query import QueryWriter
from assistant.question.understanding import QuestionReader
from assistant.retrieval import PlanRetriever
from assistant.rewriting.advisor import Advice, Advisor
from assistant.rewriting.expander import QueryExpander
from assistant.rewriting.rewriter import QuestionRewriter
from assistant.types import Answer, Encoder, Hit, ParsedPlan, Passage, Plan, Progress, Record
from assistant.versions import in_force
from assistant.wording.phraser import Phrased, Phraser
from assistant.wording.tally import Tally

_log = logging.getLogger(__name__)


KEPT_PLANS = 32
"""Plans kept as read: each answer looks its citations up in them, and reading one anew takes longer than answering.
A plan of 200 passages takes under 1 MB."""


@dataclass(frozen=True, slots=True)
class Assisted:
    """An answer after the language model had its say, and what it did."""

    answer: Answer
    """As it may be shown, but for the note on how a rewritten question was understood."""
    advice: Advice
    phrased: Phrased | None
    """``None`` where no wording is asked for."""


class PlanAssistant:
    """One open index with everything that answers over it; a context manager, safe from several threads."""

    def __init__(
        self,
        index: Index,
        encoder: Encoder,
        chat: SharedChat | None = None,
        uses: Collection[LlmUse] = tuple(LlmUse),
        tally: Tally | None = None,
    ) -> None:
        """Put the parts together.

        Args:
            index: what is answered from; given up with the assistant.
            encoder: the model that the index was built with.
            chat: the language model with its users; ``None`` where there is none.
            uses: what it is asked for.
            tally: told what became of each wording.
        """
        self._index = index
        self._tally = tally
        self._parsed = lru_cache(KEPT_PLANS)(index.catalogue.parsed_plan)
        self._plans = index.catalogue.plans()
        kept = tuple(plan.id for plan in in_force(self._plans))
        self._in_force = None if len(kept) == len(self._plans) else kept
        reader = QuestionReader(index.catalogue)
        self.retriever = PlanRetriever(index, encoder, QueryWriter(reader))
        self.engine = AnswerEngine(index.catalogue, self.retriever, reader)
        self._chat = chat
        asked = frozenset(() if chat is None else uses)
        self.phraser = Phraser(reader.abbreviations) if LlmUse.WORDING in asked else None
        self.advisor = Advisor(
            self.engine,
            reader,
            QuestionRewriter(reader) if LlmUse.REWRITING in asked else None,
            QueryExpander(reader) if LlmUse.EXPANSIONS in asked else None,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Give up the index."""
        self._index.close()

    @property
    def version(self) -> str:
        """Id of the build that answers; another one may hold other plans."""
        return self._index.build_id

    @property
    def corpus_digest(self) -> str:
        """Digest of the plans that the index was built from."""
        return self._index.catalogue.meta.corpus_digest

    def plans(self) -> tuple[Plan, ...]:
        """The plans at hand, earlier versions included."""
        return self._plans

    def ask(
        self,
        question: str,
        history: Sequence[str] = (),
        plan_ids: Collection[str] | None = None,
        user: str = SHARED_USER,
    ) -> Answer:
        """Answer a question, or refuse (see ``AnswerEngine.answer``).

        Where there is a language model it may word the answer anew; facts and citations stay. On a refusal it may
        fill in a follow-up or propose wordings to search by; whether there is an answer is decided as always.

        Args:
            question: as typed.
            history: earlier questions of the conversation, oldest first.
            plan_ids: plans to look in; ``None`` for all in force.
            user: whose budget of calls to the language model is charged.
        """
        answer = self.engine.answer(question, history, self._searched(plan_ids))
        if self._chat is not None:
            assisted = self.assist(question, answer, self._chat.consult(user), history, plan_ids)
            answer = assisted.advice.with_note(assisted.answer)
            if self._tally is not None and assisted.phrased is not None:
                self._tally.add(assisted.phrased.fallback)
        return with_version_notes(answer, self._plans)

    def assist(
        self,
        question: str,
        answer: Answer,
        consultation: Consultation,
        history: Sequence[str] = (),
        plan_ids: Collection[str] | None = None,
    ) -> Assisted:
        """What the language model makes of a question and its answer, in the uses that were given.

        Args:
            question: as typed.
            answer: what the assistant itself says.
            consultation: how the model is asked.
            history: earlier questions of the conversation, oldest first.
            plan_ids: plans to look in; ``None`` for all in force.
        """
        advice = self.advisor.advise(question, history, self._searched(plan_ids), answer, consultation)
        if self.phraser is None:
            return Assisted(advice.answer, advice, None)
        phrased = self.phraser.phrase(advice.asked, advice.answer, consultation)
        return Assisted(phrased.answer, advice, phrased)

    def search(self, question: str, k: int = 20, plan_ids: Collection[str] | None = None) -> list[Hit]:
        """The ``k`` best passages of some plans, or of all in force; best first."""
        return self.retriever.search(question, k, self._searched(plan_ids))

    def records(self, plan_id: str | None = None) -> tuple[Record, ...]:
        """Records of one plan or of all in force, in document order.

        Raises:
            UnknownPlanError: there is no plan of this id.
        """
        if plan_id is not None:
            self._index.catalogue.plan(plan_id)
        records = self._index.catalogue.records(plan_id)
        if plan_id is not None or self._in_force is None:
            return records
        return tuple(record for record in records if record.plan_id in self._in_force)

    def _searched(self, plan_ids: Collection[str] | None) -> tuple[str, ...] | None:
        """The plans to look in: those chosen, or else those in force; ``None`` for all."""
        return self._in_force if plan_ids is None else tuple(plan_ids)

    def passage(self, plan_id: str, locator: str) -> Passage | None:
        """The passage at a locator, or ``None``."""
        return self._index.catalogue.find_passage(plan_id, locator)

    def plan(self, plan_id: str) -> ParsedPlan:
        """Everything that was read from a plan.

        Raises:
            UnknownPlanError: there is no plan of this id.
        """
        return self._parsed(plan_id)


def index_corpus(
    settings: Settings, encoder: Encoder, progress: Progress | None = None, *, wait: bool = False
) -> IndexReport:
    """Build or update the index from the corpus folder as it is once nobody else builds (see ``build_index``)."""
    load_corpus(settings.corpus)  # what is wrong with it is said before anything is made
    return build_index(settings, lambda: load_corpus(settings.corpus), encoder, progress, wait=wait)


def open_or_build_index(settings: Settings, encoder: Encoder, progress: Progress | None = None) -> Index:
    """Open the index, made anew from the plans where there is none or it cannot be used any more.

    Raises:
        AssistantError: the corpus or the index cannot be used; the message says what to do.
    """
    try:
        return open_index(settings, encoder.model_id)
    except (IndexMissingError, IndexDamagedError) as error:
        _log.warning("the index is made anew: %s", error)
        index_corpus(settings, encoder, progress)
        return open_index(settings, encoder.model_id)


def open_assistant(settings: Settings, progress: Progress | None = None) -> PlanAssistant:
    """Open the index, building it first where there is none that can be used.

    Raises:
        AssistantError: the model, the corpus or the index cannot be used; the message says what to do.
    """
    encoder = load_encoder(settings, progress)
    index = open_or_build_index(settings, encoder, progress)
    return PlanAssistant(index, encoder, share_chat(settings), llm_uses(settings))


def share_chat(settings: Settings) -> SharedChat | None:
    """The language model of the settings with its budget and time limit; ``None`` where they name none."""
    model = open_chat(settings)
    if model is None:
        return None
    return SharedChat(model, CallBudget(settings.llm_calls_per_hour), settings.llm_timeout_s)


def llm_uses(settings: Settings) -> tuple[LlmUse, ...]:
    """What the settings ask a language model for."""
    return tuple(LlmUse(part) for part in split_list(settings.llm_uses))


def open_chat(settings: Settings) -> ChatModel | None:
    """The language model of the settings, or ``None`` where they name none."""
    if settings.llm_url is None:
        return None
    # The adapter takes a second to import, and most installations have no use for it.
    from assistant.llm import openai_like  # noqa: PLC0415

    return openai_like.open_chat(settings)
