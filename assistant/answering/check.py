"""The check before an answer leaves: what a sentence asserts must stand in what it cites."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.agencies import find_agencies
from assistant.answering.draft import Sentence
from assistant.parsing.markup import clean
from assistant.question.abbreviations import Abbreviations
from assistant.text.tokens import syllables

_NUMBER = re.compile(r"(?<!\w)\d+(?:[.,/]\d+)*(?!\w)")
_QUOTED = re.compile(r"“([^“”]+)”")
_DATES = re.compile(
    r"\b(\d{1,2})\s*/\s*(\d{1,2})\s*/\s*(\d{4})\b|(\d{1,2})\s+tháng\s+(\d{1,2})\s+năm\s+(\d{4})",
    re.IGNORECASE,
)
_SYMBOL = re.compile(r"(?<!\d)\d+\s*[-/][A-ZĐ][\w\-/]*")


@dataclass(frozen=True, slots=True)
class Failure:
    """A part of a sentence that its citations do not hold."""

    sentence: str
    part: str


def check_sentence(
    sentence: Sentence, abbreviations: Abbreviations, known: Sequence[str] = ()
) -> tuple[Failure, ...]:
    """What of a sentence is not borne out; empty if all is.

    Numbers, dates, document symbols, agencies and quoted phrases are compared after normalising case,
    spacing, tone placement and abbreviations. A sentence without citations asserts nothing of a plan.

    Args:
        sentence: text and citations.
        abbreviations: known short forms.
        known: texts that may be used beside the citations (names of the plans cited).
    """
    if not sentence.citations:
        return ()
    sources = [clean(citation.quote) for citation in sentence.citations]
    sources += [citation.label for citation in sentence.citations] + list(known)
    source = "\n".join(sources)
    words = f" {_plain(source, abbreviations)} "
    failures = [
        Failure(sentence.text, part)
        for part in _asserted(sentence.text)
        if f" {_plain(part, abbreviations)} " not in words
    ]
    # a quoted phrase is compared as it stands, which a cut in the middle of a date would not survive as a figure
    said, held = _figures(_QUOTED.sub(" ", sentence.text)), _figures(source)
    failures += [Failure(sentence.text, printed) for form, printed in said.items() if form not in held]
    cited = {mention.agency.name for mention in find_agencies(source)}
    stated = _QUOTED.sub(" ", sentence.text)
    failures += [
        Failure(sentence.text, mention.agency.name)
        for mention in find_agencies(stated)
        if mention.agency.name not in cited
        and not _is_printed(stated[mention.start : mention.end], words, abbreviations)
    ]
    return tuple(failures)


def _is_printed(name: str, words: str, abbreviations: Abbreviations) -> bool:
    """Whether the source prints a mention that is one by its place alone ("…; cấp xã"): parts of a cell move."""
    return name[:1] in ";," and f" {_plain(name, abbreviations)} " in words


def _asserted(text: str) -> list[str]:
    parts = [match.group() for match in _SYMBOL.finditer(_DATES.sub(" ", text))]
    for match in _QUOTED.finditer(text):
        pieces = [piece.strip(" .,;:()–-") for piece in re.split(r"…| – ", match.group(1))]
        parts += [piece for piece in pieces if piece]
    return parts


def _figures(text: str) -> dict[str, str]:
    """Dates and numbers as printed, under one form: ``31/1/2024`` for every way of writing a day, ``80.5`` for 80,5."""
    figures = {
        "/".join(str(int(part)) for part in match.groups() if part is not None): match.group()
        for match in _DATES.finditer(text)
    }
    for match in _NUMBER.finditer(_DATES.sub(" ", text)):
        figures.setdefault(_one_form(match.group()), match.group())
    return figures


def _one_form(number: str) -> str:
    parts = re.split(r"([.,/])", number.replace(",", "."))
    return "".join(
        part.lstrip("0") or "0" if part.isdigit() and i == 0 else part for i, part in enumerate(parts)
    )


def _plain(text: str, abbreviations: Abbreviations) -> str:
    return " ".join(syllables(abbreviations.expand(text)))
