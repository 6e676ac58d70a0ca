"""Support: does a cited text bear a statement out, judged by its words alone."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.agencies import find_agencies
from assistant.parsing.markup import clean
from assistant.text.tokens import syllables
from evals.metrics.wording import Wording

MIN_COVERAGE = 0.8
"""Share of the words of a statement that its source must hold. Over 424 statements of the first assistant,
99 % reach .97 with their own sources and 95 % stay under .73 with those of another answer."""
_QUOTED = re.compile(r"“([^“”]+)”")
_ELLIPSIS = re.compile(r"…| – ")
# The words with which an answer is put together. They come from no source and assert nothing by themselves.
_FRAME = frozenset(
    syllables(
        "theo kế hoạch của tỉnh năm, tại, trong, do, và, các, có, như sau, thì, được, về, là, với, kèm, ghi, "
        "nêu, "
        "nhiệm vụ, chỉ tiêu, cơ quan, đơn vị, chủ trì, phối hợp, sản phẩm, thời hạn, thời gian hoàn thành, "
        "trách nhiệm, quy định, người ký, ban hành, số, ngày, tháng"
    )
)


@dataclass(frozen=True, slots=True)
class Source:
    """What stands behind one citation."""

    shown: str
    """The quote with what is shown around it: its label, the plan, headings and column headers."""
    reading: str
    """The passage at the cited place in reading order. A row that a page break cuts prints its cells
    interleaved, so phrases of :attr:`shown` may be torn apart; this text only puts its words in order."""


class SupportChecker:
    """Lexical entailment without a language model; errs towards "not borne out"."""

    def __init__(self, wording: Wording) -> None:
        self._wording = wording

    def is_supported(self, statement: str, sources: Sequence[Source]) -> bool:
        """Whether the sources together hold what a statement asserts.

        All numbers, all agencies and all quoted phrases must stand in the sources, and
        :data:`MIN_COVERAGE` of the words that are not part of an answer's frame.

        Args:
            statement: one statement, without citation marks.
            sources: what its citations show; none supports nothing.
        """
        shown = clean("\n".join(source.shown for source in sources))
        reading = "\n".join(source.reading for source in sources)
        words = frozenset(self._wording.tokens(shown))
        stated = self._wording.tokens(statement)
        return (
            all(token in words for token in stated if token[0].isdigit())
            and all(self._holds(phrase, shown, reading, words) for phrase in _quoted_phrases(statement))
            and _agencies(statement) <= _agencies(shown) | _agencies(reading)
            and self._coverage(stated, words) >= MIN_COVERAGE
        )

    def _holds(self, phrase: str, shown: str, reading: str, words: frozenset[str]) -> bool:
        if self._wording.contains(shown, phrase):
            return True
        return words.issuperset(self._wording.tokens(phrase)) and self._wording.contains(reading, phrase)

    @staticmethod
    def _coverage(stated: Sequence[str], words: frozenset[str]) -> float:
        content = set(stated) - _FRAME
        return len(content & words) / len(content) if content else 1.0


def _agencies(text: str) -> set[str]:
    return {mention.agency.name for mention in find_agencies(text)}


def _quoted_phrases(statement: str) -> list[str]:
    pieces = [piece for match in _QUOTED.finditer(statement) for piece in _ELLIPSIS.split(match.group(1))]
    return [piece for piece in pieces if any(c.isalnum() for c in piece)]
