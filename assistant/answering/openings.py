"""Whom a paragraph of the part "Tổ chức thực hiện" begins with: it gives them their duties."""

import re
from collections.abc import Iterator, Sequence

from assistant.agencies import Agency, find_agencies
from assistant.answering.context import Context, Library
from assistant.parsing.markers import find_marker
from assistant.text.normalise import fold
from assistant.types import Passage, PassageKind

_IMPLEMENTATION = re.compile(r"\bto chuc (?:thuc hien|trien khai)\b")
_NAMED_IMPLEMENTATION = re.compile(r"\b(?:muc|phan|khau) (?:ve )?to chuc thuc hien\b")
_BODY = re.compile(
    r"^(?:ban|bo|chi cuc|cong an|cuc|dang bo|dang doan|dang uy|hoi|lien doan|mat tran|so|tinh doan|trung tam|"
    r"truong|uy ban|van phong|vien|vu) "
)
_BETWEEN = re.compile(r"[\s,;–-]*(?:(?:và|các|Đề nghị|Giao|Yêu cầu)\b:?[\s,;]*)*")
_WORD = re.compile(r"\w+")
_MIN_WORDS = 3
_MAX_WORDS = 16


def is_implementation(passage: Passage) -> bool:
    """Whether a paragraph stands in the part of a plan that gives each agency its duties."""
    if passage.kind in {PassageKind.HEADING, PassageKind.ROW}:
        return False
    return any(_IMPLEMENTATION.search(fold(heading)) for heading in passage.headings)


def names_implementation(text: str) -> bool:
    """Whether a question names the part of a plan that gives each agency its duties ("phần tổ chức thực hiện")."""
    return bool(_NAMED_IMPLEMENTATION.search(fold(text)))


def opening_agencies(passage: Passage) -> list[Agency]:
    """The agencies that a paragraph begins with, one behind the other."""
    text = _rest(passage)
    at, found = 0, []
    for mention in find_agencies(text, broad=True):
        between = _BETWEEN.match(text, at)
        if between is None or between.end() < mention.start:
            break
        found.append(mention.agency)
        at = mention.end
    return found


def opening_bodies(context: Context) -> tuple[Agency, ...]:
    """Bodies that no table lists, where the question prints the name with which a paragraph on duties begins."""
    asked = _plain(context.library, context.question.text)
    names = dict.fromkeys(
        name
        for plan in context.searched_plans
        for passage in context.library.passages_of(plan.id)
        if is_implementation(passage) and not opening_agencies(passage)
        for name in _longest_named(context.library, passage, asked)
    )
    return tuple(Agency(name, None) for name in names)


def begins_with(library: Library, passage: Passage, name: str) -> bool:
    """Whether a paragraph begins with a name."""
    return _plain(library, _rest(passage)).startswith(f"{_plain(library, name)} ")


def _longest_named(library: Library, passage: Passage, asked: str) -> Iterator[str]:
    """The name with which a paragraph begins, if the question prints all of it."""
    text = _rest(passage)
    words = [match for _, match in zip(range(_MAX_WORDS), _WORD.finditer(text), strict=False)]
    for i in range(len(words) - 1, 0, -1):
        name = text[: words[i - 1].end()]
        plain = _plain(library, name)
        if f" {plain} " not in f" {asked} ":
            continue
        if len(plain.split()) >= _MIN_WORDS and _BODY.match(plain) and words[i].group()[0].islower():
            yield name
        return


def _rest(passage: Passage) -> str:
    marker = find_marker(passage.text)
    return (marker.rest if marker is not None else passage.text).strip()


def _plain(library: Library, text: str) -> str:
    """The words of a text, folded, abbreviations spelt out."""
    return fold(" ".join(library.matcher.words(text)))


def following(heading: Passage, passages: Sequence[Passage]) -> list[Passage]:
    """The paragraph that a heading without any of its own stands before: the text under it went astray in reading."""
    at = passages.index(heading) + 1
    behind = passages[at : at + 1]
    return [p for p in behind if p.kind is not PassageKind.HEADING and p.locator.startswith("ket-thuc")]
