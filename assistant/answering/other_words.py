"""The matter in the words that plans use for it, where the question's own words find nothing."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from assistant.answering.context import Context
from assistant.question.abbreviations import Abbreviations
from assistant.question.topic import topic_tokens
from assistant.text.dictionary import vietnamese_pairs
from assistant.text.normalise import comparable, fold
from assistant.text.tokens import syllables
from assistant.text.word_table import load_entries


@dataclass(frozen=True, slots=True)
class _Phrase:
    said: tuple[str, ...]
    """As people say it."""
    left: tuple[str, ...]
    """What a topic keeps of it: "hỏi ý kiến" loses its "hỏi"."""
    printed: tuple[str, ...]
    """What plans say."""


def in_other_words(context: Context) -> Context | None:
    """The question with its matter in the words of plans; ``None`` where it has no words of speech."""
    question = context.question
    spoken = tuple(syllables(question.topic_text))
    topic = _reworded(question.topic, spoken)
    if topic == question.topic:
        return None
    return replace(
        context,
        question=replace(
            question,
            topic=topic,
            matter=_reworded(question.matter, spoken),
            own_topic=_reworded(question.own_topic, spoken),
            topic_text=" ".join(topic),
        ),
    )


def _reworded(topic: Sequence[str], spoken: Sequence[str]) -> tuple[str, ...]:
    """The topic with the longest phrase at each place in the words of plans, which themselves stay."""
    words: list[str] = []
    i = 0
    while i < len(topic):
        phrase = next((phrase for phrase in _PHRASES if _is_meant(phrase, topic, i, spoken)), None)
        printed = (topic[i],) if phrase is None else phrase.printed
        if phrase is None or tuple(words[-len(printed) :]) != printed:  # "mở lớp tập huấn" is one training
            words += printed
        i += 1 if phrase is None else len(phrase.left)
    return tuple(words)


def _is_meant(phrase: _Phrase, topic: Sequence[str], i: int, spoken: Sequence[str]) -> bool:
    if not _stands_at(phrase.left, topic, i):
        return False
    if phrase.said == phrase.printed:
        return True
    size = len(phrase.said)
    places = [k for k in range(len(spoken)) if _stands_at(phrase.said, spoken, k)]
    if places:  # in the topic, words that were apart may have become neighbours
        return any(_is_whole(spoken, k, k + size) for k in places)
    return phrase.left == phrase.said and _is_whole(topic, i, i + size)


def _stands_at(phrase: Sequence[str], tokens: Sequence[str], i: int) -> bool:
    """Whether a phrase begins at a place; of several syllables some may have been typed without their marks."""
    found = tokens[i : i + len(phrase)]
    return len(found) == len(phrase) and all(
        token == syllable or (len(phrase) > 1 and token == fold(syllable))
        for token, syllable in zip(found, phrase, strict=True)
    )


def _is_whole(tokens: Sequence[str], start: int, end: int) -> bool:
    """Whether no word goes over the edge of a phrase: "tiền lương" is no "tiền", "sắp xếp lại" no "xếp lại"."""
    several = end - start > 1
    cut_before = start > 0 and _is_word(tokens, start - 1) and not (several and _is_word(tokens, start))
    cut_after = (
        end < len(tokens) and _is_word(tokens, end - 1) and not (several and _is_word(tokens, end - 2))
    )
    return not (cut_before or cut_after)


def _is_word(tokens: Sequence[str], i: int) -> bool:
    """Whether the syllables at a place and behind it are a word of the dictionary."""
    pair = (tokens[i], tokens[i + 1])
    return pair in vietnamese_pairs().by_folded.get((fold(pair[0]), fold(pair[1])), ())


def _read_phrases(said_in_plans: Mapping[str, str]) -> Iterator[_Phrase]:
    plain = Abbreviations({})
    for speech, plans in said_in_plans.items():
        said, printed = tuple(syllables(speech)), tuple(syllables(plans))
        for left in dict.fromkeys((said, topic_tokens(speech, (), plain))):
            yield _Phrase(said, left, printed)
        yield _Phrase(printed, printed, printed)  # so that no part of it is taken for speech


_PHRASES = tuple(
    sorted(
        _read_phrases(load_entries(__package__, "other_words.txt", comparable)),
        key=lambda phrase: (-len(phrase.left), -len(phrase.said)),
    )
)
