"""By what means something is done: every point of the section, or of the paragraph, that is headed by the matter."""

import re
from collections.abc import Iterator, Sequence

from assistant.answering.context import Context
from assistant.answering.draft import Draft
from assistant.answering.prose import MAX_PLANS, body, is_formal, lower
from assistant.answering.sections import children
from assistant.text.normalise import fold
from assistant.text.tokens import syllables
from assistant.types import Passage, PassageKind

_MEANS = r"(?:giai phap|bien phap|cach thuc|cach lam|cach)"
_ASKS_MEANS = re.compile(
    rf"\bbang (?:(?:nhung|cac) )?(?:{_MEANS}|viec|noi dung|hinh thuc) (?:nao|gi)\b|\b{_MEANS} (?:nao|gi)\b|"
    rf"\b(?:giai phap|bien phap) (?:ve|cho|doi voi)\b.{{0,160}}\b(?:gi|nao|ra sao|the nao)\b|"
    rf"\blam (?:nhung )?(?:gi|sao|the nao) de\b"
)
_ABOUT = re.compile(
    r"\b[Vv]ề (?P<matter>[\w ,]+?)"
    r"(?= (?:thì|bằng|có|ở|tại|của|gồm|được|phải|năm|trong|làm|như|ra sao|đưa|nêu|đề|gì|nào)\b| [A-ZĐ]|[.?;:(]|$)"
)
_RUN_IN_TITLE = re.compile(r"(?:Về )?(?P<title>[^.;:()\n]{4,60}):\s")
"""What a paragraph names in front of a colon as its matter ("Về kinh tế: …")."""
_LINKS = frozenset("và các những cho của về giải pháp biện cách thì đưa đề nêu có".split())
_MIN_COVERAGE = 0.9
_MIN_PRECISION = 0.25
"""Who names a section may leave out its second half ("phát triển hạ tầng số")."""
_MIN_OF_TOPIC = 0.6
"""The matter as a whole, which no "về" announces, has to be most of the title."""
_MIN_WORDS = 2
_MAX_POINTS = 30


def answer_approach(context: Context, draft: Draft) -> bool:
    """Quote all points under the title that the question gives; ``False`` if it asks for no means or no title fits."""
    if not _ASKS_MEANS.search(fold(context.question.text)) or context.question.agencies:
        return False
    said = False
    for plan_id in context.question.scope.plan_ids[:MAX_PLANS]:
        found = _best(context, plan_id)
        if found is None:
            continue
        said = True
        name = context.library.name(plan_id)
        if found.kind is not PassageKind.HEADING:
            quote = f"{name}, {lower(found.label)}: “{body(found)}”."
            draft.say(quote, context.library.cite(found), bullet=True)
            continue
        items = children(found, context.library.passages_of(plan_id))
        draft.say(f"{name}, {lower(found.label)} “{body(found)}” nêu {len(items)} nội dung:", bullet=True)
        for item in items:
            draft.say(f"- “{body(item)}”", context.library.cite(item), bullet=True)
    return said


def _best(context: Context, plan_id: str) -> Passage | None:
    """The section, or the paragraph with a title of its own, whose title fits best what is asked about."""
    matcher = context.library.matcher
    scored = [
        (fit.score, passage)
        for words, least in _phrases(context)
        for passage, title in _titled(context.library.passages_of(plan_id))
        if (fit := matcher.fit_text(words, title)).coverage >= _MIN_COVERAGE and fit.precision >= least
    ]
    return max(scored, key=lambda one: one[0])[1] if scored else None


def _phrases(context: Context) -> Iterator[tuple[Sequence[str], float]]:
    """What may be a title, with how much of the title it has to be."""
    for match in _ABOUT.finditer(context.question.text):
        words = [word for word in syllables(match["matter"]) if word not in _LINKS]
        if len(words) >= _MIN_WORDS and not context.names_plan(words):
            yield words, _MIN_PRECISION
        before = set(syllables(context.question.text[: match.start()]))
        ahead = [word for word in context.question.topic if word in before and word not in _LINKS]
        if len(ahead) >= _MIN_WORDS:
            yield ahead, _MIN_OF_TOPIC
    words = [word for word in context.question.topic if word not in _LINKS]
    if len(words) >= _MIN_WORDS:
        yield words, _MIN_OF_TOPIC


def _titled(passages: Sequence[Passage]) -> Iterator[tuple[Passage, str]]:
    for passage in passages:
        if passage.kind is PassageKind.HEADING:
            if 0 < len(children(passage, passages)) <= _MAX_POINTS:
                yield passage, body(passage)
        elif passage.kind is not PassageKind.ROW and not is_formal(passage):
            title = _RUN_IN_TITLE.match(body(passage))
            if title is not None:
                yield passage, title["title"]
