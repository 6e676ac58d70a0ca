"""Puts tasks to the assistant, through the very calls that the chat makes, and scores what comes back."""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.errors import AssistantError
from assistant.llm.chat import ChatModel
from assistant.llm.consultation import SharedChat
from assistant.llm.prompts import Prompt
from assistant.service import PlanAssistant
from assistant.types import Answer, Citation
from evals.dataset.gold import GoldCorpus, LostGold, address, holds
from evals.dataset.task import PLACE_MARK, Task
from evals.metrics.answer import AnswerScore, Outcome, score_answer
from evals.metrics.citation_reality import is_real
from evals.metrics.citation_support import CitationScore, score_citations
from evals.metrics.evidence import is_evidence_cited
from evals.metrics.faithfulness import FaithfulnessScore, score_faithfulness
from evals.metrics.items import score_items
from evals.metrics.phrasing import PhrasedAnswer, describe_expansion, describe_rewriting
from evals.metrics.retrieval import SEARCHED, score_ranking
from evals.metrics.statements import Statement, find_statements
from evals.metrics.support import Source, SupportChecker
from evals.metrics.wording import Wording
from evals.results import CaseResult, ShownCitation
from evals.searches import CHAT_MODE, Search


@dataclass(frozen=True, slots=True)
class _Reply:
    """What the assistant did with one question."""

    answer: Answer
    error: str | None
    latency_ms: float


@dataclass(frozen=True, slots=True)
class Judge:
    """A language model that judges answers, and what it is told."""

    chat: ChatModel
    prompt: Prompt


@dataclass(frozen=True, slots=True)
class _Stated:
    """What an answer states, and what stands behind each of its citation numbers."""

    statements: Sequence[Statement]
    sources: Mapping[int, Source]


@dataclass(frozen=True, slots=True)
class ModelSide:
    """The same assistant with a language model."""

    assistant: PlanAssistant
    chat: SharedChat


class Examiner:
    """Scores one open assistant against the corpus that its index was built from."""

    def __init__(
        self,
        assistant: PlanAssistant,
        searches: Mapping[str, Search],
        corpus: GoldCorpus,
        lost_gold: Sequence[LostGold] = (),
        judge: Judge | None = None,
        model_side: ModelSide | None = None,
    ) -> None:
        """Keep what is asked and what it is checked against.

        Args:
            assistant: answers the questions.
            searches: retrieval modes by name, the chat's own among them.
            corpus: what the labels are checked against.
            lost_gold: labels that the parsed corpus already failed to bear out.
            judge: judges the answers too; ``None`` for the lexical judge alone.
            model_side: what a language model makes of every answer, to compare; ``None`` for no comparison.
        """
        self._assistant = assistant
        self._searches = searches
        self._corpus = corpus
        self._lost_gold = lost_gold
        self._judge = judge
        self._model_side = model_side
        self._wording = Wording(corpus.abbreviations)
        self._checker = SupportChecker(self._wording)

    def examine(self, task: Task) -> CaseResult:
        """Put one task to the assistant. An expected error of the assistant makes the task wrong."""
        reply = self._ask(task)
        answer = reply.answer
        stated = self._stated(answer)
        cited = frozenset(address(c.plan_id, c.locator) for c in answer.citations)
        hits = (
            {}
            if task.history
            else {mode: search(task.question, SEARCHED) for mode, search in self._searches.items()}
        )
        return CaseResult(
            task=task,
            answer=answer.text,
            abstained=answer.abstained,
            citations=self._shown(answer.citations),
            nearest=self._shown(answer.nearest),
            error=reply.error,
            score=self._score(task, reply, cited),
            items=score_items(cited, set(task.items)) if task.items else None,
            support=self._support(stated),
            faithfulness=self._faithfulness(stated),
            phrased=self._phrased(task, answer) if reply.error is None else None,
            evidence_cited=is_evidence_cited(task, answer, cited),
            gold_places=len({*task.items, *(evidence.place for evidence in task.evidence)}),
            lost_gold=self._lost(task),
            retrieval={mode: score_ranking(found, task.evidence) for mode, found in hits.items()}
            if task.evidence
            else {},
            best_cosine=max(
                (h.dense_score for h in hits.get(CHAT_MODE, ()) if h.dense_score is not None), default=None
            ),
            latency_ms=reply.latency_ms,
        )

    def _ask(self, task: Task) -> _Reply:
        started = time.perf_counter()
        error = None
        try:
            answer = self._assistant.ask(task.question, task.history)
        except AssistantError as raised:
            error = str(raised)
            answer = Answer(text="", abstained=False)
        return _Reply(answer, error, (time.perf_counter() - started) * 1000)

    def _score(self, task: Task, reply: _Reply, cited: frozenset[str]) -> AnswerScore:
        if reply.error is not None:
            return AnswerScore(outcome=Outcome.WRONG)
        return score_answer(task, reply.answer, cited, self._wording)

    def _stated(self, answer: Answer) -> _Stated | None:
        """``None`` for a refusal, which states nothing of a plan."""
        if answer.abstained:
            return None
        sources = {
            number: self._source(citation) for number, citation in enumerate(answer.citations, start=1)
        }
        return _Stated(find_statements(answer.text), sources)

    def _support(self, stated: _Stated | None) -> CitationScore | None:
        if stated is None:
            return None
        return score_citations(stated.statements, stated.sources, self._checker)

    def _phrased(self, task: Task, answer: Answer) -> PhrasedAnswer | None:
        """``None`` where nothing is asked of the model: for most refusals."""
        side = self._model_side
        if side is None:
            return None
        started = time.perf_counter()
        assisted = side.assistant.assist(task.question, answer, side.chat.consult(), task.history)
        latency_ms = (time.perf_counter() - started) * 1000
        advice, phrased = assisted.advice, assisted.phrased
        if answer.abstained and advice.rewriting is None and advice.expansion is None:
            return None
        shown = assisted.answer
        cited = frozenset(address(c.plan_id, c.locator) for c in shown.citations)
        return PhrasedAnswer(
            answer=shown.text,
            fallback=None if phrased is None else phrased.fallback,
            rewriting=describe_rewriting(advice),
            expansion=describe_expansion(advice),
            score=score_answer(task, shown, cited, self._wording),
            support=self._support(self._stated(shown)),
            latency_ms=latency_ms,
        )

    def _faithfulness(self, stated: _Stated | None) -> FaithfulnessScore | None:
        if stated is None or self._judge is None:
            return None
        return score_faithfulness(stated.statements, stated.sources, self._judge.chat, self._judge.prompt)

    def _source(self, citation: Citation) -> Source:
        place = address(citation.plan_id, citation.locator)
        passage = self._corpus.passages.get(place)
        around = [
            citation.label,
            citation.source_line,
            self._corpus.titles.get(citation.plan_id, ""),
            *self._corpus.headers.get(place, ()),
            *(passage.headings if passage else ()),
        ]
        return Source("\n".join([citation.quote, *around]), passage.text if passage else "")

    def _shown(self, citations: Sequence[Citation]) -> tuple[ShownCitation, ...]:
        return tuple(
            ShownCitation(
                place=address(citation.plan_id, citation.locator),
                label=citation.label,
                quote=citation.quote,
                real=is_real(citation, self._corpus.texts),
            )
            for citation in citations
        )

    def _lost(self, task: Task) -> tuple[str, ...]:
        """Places that the parser or the index lost; none of them is left out of any score."""
        lost = {gold.place: gold.problem for gold in self._lost_gold if gold.task_id == task.id}
        for evidence in task.evidence:
            passage = self._assistant.passage(evidence.plan, evidence.locator)
            if passage is None or not holds(passage, evidence.quote):
                lost.setdefault(evidence.place, "is not in the index")
        for item in task.items:
            if self._assistant.passage(*item.split(PLACE_MARK, 1)) is None:
                lost.setdefault(item, "is not in the index")
        return tuple(f"{place} {problem}" for place, problem in lost.items())
