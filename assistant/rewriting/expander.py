"""Has a language model propose other administrative wordings of a matter, and drops those that name anything more."""

import json
import logging
from dataclasses import dataclass
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from assistant.errors import ChatReplyError
from assistant.llm.consultation import Consultation, NoReply
from assistant.llm.prompts import load_prompt
from assistant.llm.structured import read_object
from assistant.question.understanding import QuestionReader
from assistant.rewriting.sources import Sources, is_plain
from assistant.text.normalise import nfc
from assistant.text.tokens import syllables

PROMPT = "expand-query"
_MAX_CHARS = 500
_MAX_WORDING_CHARS = 150
_MIN_SYLLABLES = 2
_MAX_TOKENS = 300
_NUMERALS = frozenset("i ii iii iv v vi vii viii ix x xi xii".split())
"""Quarters and sections are numbered with them; they are numbers as well as any digits."""

_log = logging.getLogger(__name__)


class _Proposal(BaseModel):
    model_config = ConfigDict(extra="forbid")

    wordings: tuple[Annotated[str, StringConstraints(min_length=1, max_length=_MAX_WORDING_CHARS)], ...] = (
        Field(max_length=3)
    )


@dataclass(frozen=True, slots=True)
class Expansion:
    """Wordings to search by as well, and why there are none where that is for want of a reply."""

    wordings: tuple[str, ...]
    problem: NoReply | None = None


class QueryExpander:
    """Proposes wordings; keeps no question, safe from several threads."""

    def __init__(self, reader: QuestionReader) -> None:
        """Take what is needed.

        Raises:
            PromptError: the prompt file is missing or malformed.
        """
        self._reader = reader
        self._prompt = load_prompt(PROMPT)

    def propose(self, matter: str, consultation: Consultation) -> Expansion:
        """Up to three other wordings of a matter. Raises nothing that the model can cause.

        Args:
            matter: the question as understood, without the plans it means.
            consultation: how the model is asked.
        """
        if len(matter) > _MAX_CHARS:
            return Expansion(())
        data = json.dumps({"question": matter}, ensure_ascii=False)
        reply = consultation.ask(self._prompt.fill(data=data), _MAX_TOKENS)
        if isinstance(reply, NoReply):
            return Expansion((), reply)
        try:
            proposed = read_object(nfc(reply), _Proposal).wordings
        except ChatReplyError:
            return Expansion((), NoReply.UNREADABLE)
        sources = Sources((matter,), self._reader)
        kept = tuple(wording for wording in proposed if self._is_fit(wording, sources))
        _log.info("%d of %d proposed wordings are searched by", len(kept), len(proposed))
        return Expansion(kept)

    def _is_fit(self, wording: str, sources: Sources) -> bool:
        spelt = self._reader.spell_out(wording)
        return (
            is_plain(wording)
            and len(syllables(wording)) >= _MIN_SYLLABLES
            and bool(sources.new_syllables(spelt))
            and not sources.new_syllables(spelt) & _NUMERALS
            and not sources.new_names(wording)
            and not sources.new_names(spelt)
        )
