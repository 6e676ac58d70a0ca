"""Has a language model word an answer anew, and lets through only what the answer already says."""

import json
import logging
import re
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from threading import Lock

from assistant.answering.check import check_sentence
from assistant.answering.draft import Sentence
from assistant.errors import AssistantError, ChatReplyError
from assistant.llm.chat import ChatModel
from assistant.llm.prompts import load_prompt
from assistant.question.abbreviations import Abbreviations
from assistant.text.normalise import nfc
from assistant.types import Answer
from assistant.wording.budget import SHARED_USER, CallBudget
from assistant.wording.sameness import Sameness
from assistant.wording.units import Unit, merge_units, print_units, read_units

PROMPT = "phrase-answer"
_MAX_CHARS = 6_000
"""Longer answers are lists that a person filters; a model would need minutes to copy them."""
_CHARS_PER_TOKEN = 2
"""Today's vocabularies hold two to four characters of Vietnamese in a token; some room is left beside it."""
_SPARE_TOKENS = 100
_FAILURES = 3
_REST_S = 60.0
"""After so many failures in a row the model is left alone for so long: nobody waits for a dead server twice."""
_PLAIN = frozenset(" .,;:()“”\"'‘’%/–—-…[]+&?!")

_BULLET = re.compile(r"^[*•]\s+")

_log = logging.getLogger(__name__)


class Fallback(StrEnum):
    """Why the answer stayed as it was."""

    REFUSAL = "refusal"
    """Refusals are final, and the model is not asked."""
    TOO_LONG = "too long"
    BUDGET = "budget spent"
    RESTING = "resting after failures"
    UNAVAILABLE = "unavailable"
    UNREADABLE = "empty, cut off or malformed"
    UNFAITHFUL = "other facts than the answer"


@dataclass(frozen=True, slots=True)
class Phrased:
    """An answer that may be shown, and why it is not worded anew where it is not."""

    answer: Answer
    fallback: Fallback | None = None


class Phraser:
    """Words answers anew; keeps no answer, safe from several threads."""

    def __init__(
        self,
        chat: ChatModel,
        abbreviations: Abbreviations,
        budget: CallBudget | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Take what is needed.

        Args:
            chat: the language model.
            abbreviations: short forms that count as the full ones.
            budget: how often each user may cause a call; ``None`` for no limit.
            clock: tells seconds.

        Raises:
            PromptError: the prompt file is missing or malformed.
        """
        self._chat = chat
        self._prompt = load_prompt(PROMPT)
        self._abbreviations = abbreviations
        self._sameness = Sameness(abbreviations)
        self._budget = budget
        self._clock = clock
        self._failures = 0
        self._asks_again_at = 0.0
        self._lock = Lock()

    def phrase(self, question: str, answer: Answer, user: str = SHARED_USER) -> Phrased:
        """The answer in other words, or as it is. Raises nothing: whatever fails, the answer is there.

        Args:
            question: as typed.
            answer: what was found and checked; its facts are all that may be said.
            user: whose budget is charged.
        """
        fallback = self._refuses(answer, user)
        if fallback is not None:
            return Phrased(answer, fallback)
        data = json.dumps({"question": question, "answer": answer.text}, ensure_ascii=False)
        try:
            reply = self._chat.reply(self._prompt.fill(data=data), _tokens(answer.text))
        except AssistantError as error:
            _log.warning("answer stays as it is: %s", error)
            self._count(failed=not isinstance(error, ChatReplyError))
            unreadable = isinstance(error, ChatReplyError)
            return Phrased(answer, Fallback.UNREADABLE if unreadable else Fallback.UNAVAILABLE)
        self._count(failed=False)
        text = self._faithful(_tidy(reply), answer)
        if text is None:
            _log.info("answer stays as it is: the model said other facts")
            return Phrased(answer, Fallback.UNFAITHFUL)
        return Phrased(replace(answer, text=text))

    def _refuses(self, answer: Answer, user: str) -> Fallback | None:
        """Why the model is not asked at all."""
        if answer.abstained or not answer.citations:
            return Fallback.REFUSAL
        if len(answer.text) > _MAX_CHARS:
            return Fallback.TOO_LONG
        if self._clock() < self._asks_again_at:
            return Fallback.RESTING
        if self._budget is not None and not self._budget.take(user):
            return Fallback.BUDGET
        return None

    def _count(self, *, failed: bool) -> None:
        with self._lock:
            self._failures = self._failures + 1 if failed else 0
            if self._failures >= _FAILURES:
                self._failures = 0
                self._asks_again_at = self._clock() + _REST_S

    def _faithful(self, reply: str, answer: Answer) -> str | None:
        """What of a reply may be shown; ``None`` where anything of the answer is missing in it.

        Sentences that the check of every answer does not pass are removed, then those that say something else
        than the answer says at the same marks. What is left has to be the whole answer, in its order.
        """
        told = merge_units(read_units(answer.text))
        said = merge_units(unit for unit in read_units(reply) if self._passes(unit, answer, told))
        kept: list[Unit] = []
        due = 0
        for unit in said:
            while due < len(told) and self._sameness.says_nothing(told[due].text):
                due += 1
            if due < len(told) and unit.marks == told[due].marks and self._is_same(unit, told[due]):
                kept.append(unit)
                due += 1
            elif not unit.marks and self._sameness.says_nothing(unit.text):
                kept.append(unit)
        complete = all(self._sameness.says_nothing(unit.text) for unit in told[due:])
        return print_units(kept) if complete and kept else None

    def _passes(self, unit: Unit, answer: Answer, told: Iterable[Unit]) -> bool:
        if any(not 1 <= mark <= len(answer.citations) for mark in unit.marks):
            return False
        if any(not (c.isalnum() or c in _PLAIN or c in answer.text) for c in unit.printed):
            return False  # no markup, links or invisible letters
        citations = tuple(answer.citations[mark - 1] for mark in unit.marks)
        known = [citation.source_line for citation in citations]
        known += [own.text for own in told if set(own.marks) & set(unit.marks)]
        return not check_sentence(Sentence(unit.text, citations), self._abbreviations, known)

    def _is_same(self, said: Unit, told: Unit) -> bool:
        return self._sameness.is_same(said.text, told.text)


def _tokens(text: str) -> int:
    return len(text) // _CHARS_PER_TOKEN + _SPARE_TOKENS


def _tidy(reply: str) -> str:
    """A reply as plain text in NFC: models add bold type, other bullets and hard spaces unasked."""
    lines = (_BULLET.sub("- ", " ".join(line.split())) for line in nfc(reply).replace("**", "").splitlines())
    return "\n".join(line for line in lines if line)
