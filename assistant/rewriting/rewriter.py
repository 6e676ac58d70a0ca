"""Has a language model write a follow-up as a full question, and lets it through only where it asks the same."""

import json
import logging
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.llm.consultation import Consultation, NoReply
from assistant.llm.prompts import load_prompt
from assistant.question.understanding import QuestionReader
from assistant.rewriting.faithful import Flaw, find_flaw
from assistant.text.normalise import nfc

PROMPT = "rewrite-question"
_MAX_CHARS = 500
"""Longer questions, earlier ones included, are not put to the model: nobody asks a follow-up in so many words."""
_MAX_EARLIER = 4
"""Earlier questions that the model is told, the last ones."""
_MAX_TOKENS = 200

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Rewriting:
    """A full question, or why there is none."""

    text: str | None
    problem: Flaw | NoReply | None = None


class QuestionRewriter:
    """Rewrites follow-ups; keeps no question, safe from several threads."""

    def __init__(self, reader: QuestionReader) -> None:
        """Take what is needed.

        Raises:
            PromptError: the prompt file is missing or malformed.
        """
        self._reader = reader
        self._prompt = load_prompt(PROMPT)

    def rewrite(
        self,
        question: str,
        history: Sequence[str],
        chosen: Sequence[str] | None,
        consultation: Consultation,
    ) -> Rewriting:
        """The follow-up as a full question, checked. Raises nothing that the model can cause.

        Args:
            question: as typed.
            history: earlier questions, oldest first.
            chosen: plan ids picked in a filter, or ``None`` for all.
            consultation: how the model is asked.
        """
        told = [past for past in history if len(past) <= _MAX_CHARS][-_MAX_EARLIER:]
        if not told or len(question) > _MAX_CHARS:
            return Rewriting(None, Flaw.SHAPE)
        data = json.dumps({"earlier": told, "question": question}, ensure_ascii=False)
        reply = consultation.ask(self._prompt.fill(data=data), _MAX_TOKENS)
        if isinstance(reply, NoReply):
            return Rewriting(None, reply)
        text = nfc(reply).strip().strip('“”"').strip()
        flaw = find_flaw(text, question, history, chosen, self._reader)
        if flaw is not None:
            _log.info("a rewriting is not used: %s", flaw)
            return Rewriting(None, flaw)
        return Rewriting(text)
