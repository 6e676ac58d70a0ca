"""Has a language model word an answer anew, and lets through only what the answer already says."""

import json
import logging
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from assistant.answering.check import check_sentence
from assistant.answering.draft import Sentence
from assistant.llm.consultation import Consultation, NoReply
from assistant.llm.prompts import load_prompt
from assistant.question.abbreviations import Abbreviations
from assistant.text.normalise import nfc
from assistant.types import Answer
from assistant.wording.sameness import Sameness
from assistant.wording.units import Unit, merge_units, print_units, read_units

PROMPT = "phrase-answer"
_MAX_CHARS = 6_000
"""Longer answers are lists that a person filters; a model would need minutes to copy them."""
_CHARS_PER_TOKEN = 2
"""Today's vocabularies hold two to four characters of Vietnamese in a token; some room is left beside it."""
_SPARE_TOKENS = 100
_SPARE_CHARS = 500
_PLAIN = frozenset(" .,;:()“”\"'‘’%/–—-…[]+&?!")

_BULLET = re.compile(r"^[*•]\s+")

_log = logging.getLogger(__name__)


class Fallback(StrEnum):
    """Why the answer stayed as it was, beside what keeps a reply from coming (``NoReply``)."""

    REFUSAL = "refusal"
    """Refusals are final, and the model is not asked."""
    TOO_LONG = "too long"
    UNFAITHFUL = "other facts than the answer"


@dataclass(frozen=True, slots=True)
class Phrased:
    """An answer that may be shown, and why it is not worded anew where it is not."""

    answer: Answer
    fallback: Fallback | NoReply | None = None


class Phraser:
    """Words answers anew; keeps no answer, safe from several threads."""

    def __init__(self, abbreviations: Abbreviations) -> None:
        """Take what is needed.

        Args:
            abbreviations: short forms that count as the full ones.

        Raises:
            PromptError: the prompt file is missing or malformed.
        """
        self._prompt = load_prompt(PROMPT)
        self._abbreviations = abbreviations
        self._sameness = Sameness(abbreviations)

    def phrase(self, question: str, answer: Answer, consultation: Consultation) -> Phrased:
        """The answer in other words, or as it is. Raises nothing: whatever fails, the answer is there.

        Args:
            question: as typed.
            answer: what was found and checked; its facts are all that may be said.
            consultation: how the model is asked.
        """
        if answer.abstained or not answer.citations:
            return Phrased(answer, Fallback.REFUSAL)
        if len(answer.text) > _MAX_CHARS:
            return Phrased(answer, Fallback.TOO_LONG)
        data = json.dumps({"question": question, "answer": answer.text}, ensure_ascii=False)
        reply = consultation.ask(self._prompt.fill(data=data), _tokens(answer.text))
        if isinstance(reply, NoReply):
            return Phrased(answer, reply)
        # Far more text than the answer cannot be the answer, and would take long to look through.
        text = self._faithful(_tidy(reply), answer) if len(reply) <= _most_chars(answer.text) else None
        if text is None:
            _log.info("answer stays as it is: the model said other facts")
            return Phrased(answer, Fallback.UNFAITHFUL)
        return Phrased(replace(answer, text=text))

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


def _most_chars(text: str) -> int:
    return 2 * len(text) + _SPARE_CHARS


def _tokens(text: str) -> int:
    return len(text) // _CHARS_PER_TOKEN + _SPARE_TOKENS


def _tidy(reply: str) -> str:
    """A reply as plain text in NFC: models add bold type, other bullets and hard spaces unasked."""
    lines = (_BULLET.sub("- ", " ".join(line.split())) for line in nfc(reply).replace("**", "").splitlines())
    return "\n".join(line for line in lines if line)
