"""Answers from a whole section: its items, the paragraphs about money."""

import re
from collections.abc import Sequence

from assistant.agencies import find_agencies
from assistant.answering.context import Context
from assistant.answering.draft import Draft
from assistant.answering.prose import MAX_PLANS, body, is_formal, lower
from assistant.question.relations import Form, Relation
from assistant.text.normalise import fold
from assistant.text.tokens import syllables
from assistant.types import Passage, PassageKind

_MIN_TITLE_COVERAGE = 0.8
_MIN_TITLE_PRECISION = 0.45
_MIN_TITLE_WORDS = 2
_TARGETS_TITLE = ("chỉ", "tiêu")
_PURPOSE_TITLE = ("mục", "đích")
_ISSUING = frozenset("ban hành xây dựng lập".split())
_ASKS_PURPOSE = re.compile(
    r"\b(?:vi sao|tai sao|ly do|nham (?:lam )?gi|de lam (?:gi|chi))\b.*\b(?:ban hanh|xay dung|lap|ra|co)\b.*"
    r"\b(?:ke hoach|quyet dinh)\b|\b(?:ban hanh|xay dung|lap|ra)\b.*\b(?:ke hoach|quyet dinh)\b.*"
    r"\b(?:vi sao|ly do|nham (?:lam )?gi|de lam (?:gi|chi))\b"
)
_STANDARD_TITLE = re.compile(
    r"\b(?P<title>muc dich, yeu cau|yeu cau|muc dich|quan diem|nguyen tac|muc tieu chung|muc tieu cu the)"
    r"(?: chung)? (?:la )?(?:gi|nao|nhung gi|ra sao|the nao)\b"
)
"""Sections that most plans have, asked for by their title."""
_MIN_TARGETS_PRECISION = 0.25
_FOR_WHAT = re.compile(r"\b(?:de lam (?:gi|chi)|nham (?:lam )?gi|nham muc dich gi)\b")
_MAX_LISTED = 40
_ALL_OF_SECTION = re.compile(
    r"\b(?:gom|bao gom|co) (?:nhung|cac) (?:gi|\w+(?: \w+)? (?:nao|gi))\b|\bgom gi\b|"
    r"\b(?:dua ra|neu|de ra|dat ra|co) (?:nhung|cac) (?:giai phap|bien phap|noi dung|yeu cau) (?:nao|gi)\b|"
    r"\b(?:bang|qua|voi|thong qua) (?:nhung|cac) (?:giai phap|bien phap|cach|cach thuc|viec|noi dung) (?:nao|gi)\b"
)
_FUNDING_TITLE = ("kinh", "phí")
"""Plans set out their funding under a heading of this name."""
MAX_ITEMS = 12
_MAX_OTHER_WORDS = 1
_PLAN_WORDS = frozenset("kế hoạch cải cách hành chính nhà nước".split())
_PROVIDES = re.compile(r"\b(?:bo tri|bao dam|dam bao|can doi|cap phat)\b[\w ,]{0,40}\bkinh phi\b")
_MAX_PROVIDERS = 3
_FUNDS_PLAN = re.compile(
    r"(?:nguon )?kinh phi (?:trien khai |de )?(?:thuc hien|bao dam|dam bao|cho|lay|duoc|do|tu)\b"
)


def asks_whole_section(text: str) -> bool:
    """Whether a question wants everything that a section lists ("chỉ tiêu chủ yếu gồm những gì")."""
    return bool(_ALL_OF_SECTION.search(fold(text)))


def answer_section(context: Context, draft: Draft) -> bool:
    """Quote a whole section whose title is what the question asks for ("mục đích", "kinh phí thực hiện")."""
    topic = context.question.topic
    wants_all = context.question.form in {Form.LIST, Form.COUNT} or asks_whole_section(context.question.text)
    limit = _MAX_LISTED if wants_all else MAX_ITEMS
    folded = fold(context.question.text)
    of_plan = context.names_plan(tuple(own_matter(topic) - _ISSUING - set(_PURPOSE_TITLE))) or (
        own_matter(topic) <= _ISSUING
    )
    if (_ASKS_PURPOSE.search(folded) or _FOR_WHAT.search(folded)) and of_plan:
        topic = _PURPOSE_TITLE
    elif (standard := _STANDARD_TITLE.search(folded)) and len(folded) == len(context.question.text):
        title = context.library.matcher.words(context.question.text[slice(*standard.span("title"))])
        if context.names_plan(tuple(own_matter(topic) - set(title))) or not own_matter(topic) - set(title):
            topic = tuple(title)
    elif wants_all and "chi tieu" in folded and not own_matter(topic):
        topic = _TARGETS_TITLE
    elif wants_all and Relation.TARGET in context.question.relations:
        topic = (*_TARGETS_TITLE, *topic)
    if Relation.FUNDING in context.question.relations:
        topic = _FUNDING_TITLE
    found = False
    for plan_id in context.question.scope.plan_ids[:MAX_PLANS]:
        passages = context.library.passages_of(plan_id)
        best = _best_title(context, topic, passages)
        if best is None:  # "Đối tượng áp dụng của kế hoạch chuyển đổi số …" names the plan beside the section
            named = set(syllables(context.library.plans[plan_id].title))
            own = [token for token in topic if token not in named and not token.isdigit()]
            best = _best_title(context, own, passages) if len(own) >= _MIN_TITLE_WORDS else None
        best = best or _named_title(topic, passages)
        if best is None:
            continue
        items = children(best, passages)
        if not items or len(items) > limit:
            continue
        found = True
        points = {item.locator.removeprefix(f"{best.locator}/").partition("/")[0] for item in items}
        size = f" {len(points)} nội dung" if wants_all else ""
        name = context.library.name(plan_id)
        draft.say(f"{name}, {lower(best.label)} “{body(best)}” nêu{size}:", bullet=True)
        for item in items:
            draft.say(f"- “{body(item)}”", context.library.cite(item), bullet=True)
    return found


def answer_funding(context: Context, draft: Draft) -> bool:
    """Quote the paragraphs that say where the money for the plan comes from, where no section is headed so."""
    found = False
    for plan_id in context.question.scope.plan_ids[:MAX_PLANS]:
        for passage in funding_passages(context, plan_id) or _who_provides(context, plan_id):
            found = True
            draft.say(
                f"{context.library.name(plan_id)}, {lower(passage.label)}: “{body(passage)}”.",
                context.library.cite(passage),
                bullet=True,
            )
    return found


def _who_provides(context: Context, plan_id: str) -> list[Passage]:
    """Paragraphs of a plan that say who provides its money, where none says where it comes from."""
    return [p for p in _paragraphs(context, plan_id) if _PROVIDES.search(fold(body(p)))][:_MAX_PROVIDERS]


def funding_passages(context: Context, plan_id: str) -> list[Passage]:
    """Paragraphs of a plan that say where its money comes from."""
    return [p for p in _paragraphs(context, plan_id) if _FUNDS_PLAN.match(fold(body(p)))]


def _paragraphs(context: Context, plan_id: str) -> list[Passage]:
    """The running text of a plan."""
    return [
        passage
        for passage in context.library.passages_of(plan_id)
        if passage.kind not in {PassageKind.ROW, PassageKind.HEADING} and not is_formal(passage)
    ]


def _best_title(context: Context, topic: Sequence[str], passages: Sequence[Passage]) -> Passage | None:
    scored = []
    # "Các chỉ tiêu chủ yếu" is the only kind of title that holds the two words and says little more
    least = _MIN_TARGETS_PRECISION if tuple(topic) == _TARGETS_TITLE else _MIN_TITLE_PRECISION
    for passage in passages:
        if passage.kind is not PassageKind.HEADING:
            continue
        fit = context.library.matcher.fit_text(topic, body(passage))
        if fit.coverage >= _MIN_TITLE_COVERAGE and fit.precision >= least:
            scored.append((fit.score, passage))
    return max(scored, key=lambda found: found[0])[1] if scored else None


def _named_title(topic: Sequence[str], passages: Sequence[Passage]) -> Passage | None:
    """The section whose whole title stands in the question ("nhắm tới mục đích gì"), with next to no other matter."""
    own = own_matter(topic)
    for passage in passages:
        if passage.kind is not PassageKind.HEADING or find_agencies(passage.text):
            continue
        title = set(syllables(body(passage)))
        if len(title) >= _MIN_TITLE_WORDS and title <= own and len(own - title) <= _MAX_OTHER_WORDS:
            return passage
    return None


def own_matter(topic: Sequence[str]) -> set[str]:
    """The matter without what every plan of this kind is called."""
    return {token for token in topic if token not in _PLAN_WORDS and not token.isdigit()}


def children(section: Passage, passages: Sequence[Passage]) -> list[Passage]:
    """The passages under a heading, further headings left out."""
    prefix = f"{section.locator}/"
    return [p for p in passages if p.locator.startswith(prefix) and p.kind is not PassageKind.HEADING]
