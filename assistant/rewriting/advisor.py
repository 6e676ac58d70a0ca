"""What a language model adds where the assistant alone finds no answer: a full question, wordings to search by."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.answering.engine import MAX_QUESTION_CHARS, AnswerEngine
from assistant.llm.consultation import Consultation
from assistant.question.understanding import QuestionReader
from assistant.question.understood import Question
from assistant.rewriting.expander import Expansion, QueryExpander
from assistant.rewriting.rewriter import QuestionRewriter, Rewriting
from assistant.types import Answer

UNSURE_CHANCE = 0.5
"""Below it the best passage more likely does not bear on the question, and other wordings are asked for. Chances are
calibrated, see ``retrieval.fusion``."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Advice:
    """An answer, and what the language model has to do with it."""

    answer: Answer
    asked: str
    """The question that it answers: as typed, or as rewritten."""
    rewriting: Rewriting | None = None
    """What came of asking for a full question; ``None`` where none was asked for."""
    expansion: Expansion | None = None
    """What came of asking for other wordings; ``None`` where none were asked for."""
    is_rewritten: bool = False
    is_expanded: bool = False
    """Whether the answer is there because of one or the other."""

    def with_note(self, answer: Answer) -> Answer:
        """The answer, worded anew perhaps, with a line that says how a rewritten question was understood."""
        if not self.is_rewritten:
            return answer
        return replace(answer, text=f"{answer.text}\nCâu hỏi được hiểu là: “{self.asked}”")


class Advisor:
    """Asks for advice on refusals alone: an answer that the assistant has of itself is never exchanged for another one.

    Keeps no question, safe from several threads.
    """

    def __init__(
        self,
        engine: AnswerEngine,
        reader: QuestionReader,
        rewriter: QuestionRewriter | None,
        expander: QueryExpander | None,
    ) -> None:
        """Take what is needed; without a rewriter or an expander that advice is not asked for."""
        self._engine = engine
        self._reader = reader
        self._rewriter = rewriter
        self._expander = expander

    def advise(
        self,
        question: str,
        history: Sequence[str],
        plan_ids: Sequence[str] | None,
        answer: Answer,
        consultation: Consultation,
    ) -> Advice:
        """The answer, or another one in place of a refusal. Raises nothing that the model can cause.

        Args:
            question: as typed.
            history: earlier questions of the conversation, oldest first.
            plan_ids: plans to look in; ``None`` for all.
            answer: what the assistant itself says.
            consultation: how the model is asked.
        """
        advice = Advice(answer, question)
        if not answer.abstained or len(question) > MAX_QUESTION_CHARS:
            return advice
        earlier = [past[:MAX_QUESTION_CHARS] for past in history]
        meant = self._reader.read(question, earlier, plan_ids)
        chance = self._engine.best_chance(question, earlier, plan_ids) if meant.topic else None
        if chance is None:
            return advice
        if self._rewriter is not None and self._continues(meant, earlier, plan_ids):
            rewriting = self._rewriter.rewrite(question, earlier, plan_ids, consultation)
            advice = replace(advice, rewriting=rewriting)
            if rewriting.text is not None:
                full = self._engine.answer(rewriting.text, (), plan_ids)
                if not full.abstained:
                    _log.info("a rewritten question has an answer")
                    return replace(advice, answer=full, asked=rewriting.text, is_rewritten=True)
        if self._expander is not None and chance < UNSURE_CHANCE:
            expansion = self._expander.propose(meant.topic_text, consultation)
            advice = replace(advice, expansion=expansion)
            if expansion.wordings:
                widened = self._engine.answer(question, earlier, plan_ids, expansion.wordings)
                if not widened.abstained:
                    _log.info("further wordings found an answer")
                    return replace(advice, answer=widened, is_expanded=True)
        return advice

    def _continues(self, meant: Question, earlier: Sequence[str], plan_ids: Sequence[str] | None) -> bool:
        """Whether a question leans on earlier ones, of which the last was answered: of nothing nothing follows."""
        return (
            bool(earlier)
            and meant.inherited
            and not self._engine.answer(earlier[-1], earlier[:-1], plan_ids).abstained
        )
