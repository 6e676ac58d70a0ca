"""To whom an agency reports, when and how often: its duties in the body say so, rows of other tasks do not."""

import re
from collections.abc import Sequence

from assistant.answering.context import Context
from assistant.answering.draft import Draft
from assistant.answering.duties import duty_items, matter_of_duty
from assistant.answering.phrasing import successor_note
from assistant.answering.prose import MAX_PLANS, MIN_PASSAGE_COVERAGE, body, lower, names_time
from assistant.question.relations import Form, Relation
from assistant.text.normalise import fold
from assistant.text.tokens import syllables
from assistant.types import Passage

_TO_WHOM = (
    r"(?:cho|toi|den|ve|len|gui(?: (?:cho|ve|toi|den|len))?)(?: cho)? "
    r"(?:ai|dau|(?:so|co quan|don vi|cho|noi|cap) nao)"
)
_ASKS_RECIPIENT = re.compile(
    rf"\bbao cao\b[\w ,]{{0,40}}\b{_TO_WHOM}\b|\b(?:gui|nop) bao cao\b[\w ,]{{0,40}}\b{_TO_WHOM}\b"
)
_ASKS_TIME = re.compile(
    r"\bbao cao\b[\w ,]{0,60}\b(?:bao lau|may (?:thang|quy|lan|ngay)|truoc ngay (?:nao|may|bao nhieu)|ngay (?:nao|may)|"
    r"(?:khi|luc) nao|bao gio|dinh ky the nao)\b"
)
_REPORTS = re.compile(r"\bbao cao\b")
_OFFICE = r"(?:uy ban|ubnd|bo|so|hdnd|hoi dong|chinh phu|thu tuong|van phong|cuc|ban|tinh uy|chu tich)"
_RECIPIENT = re.compile(
    rf"\bbao cao {_OFFICE}\b|\b(?:bao cao|gui|trinh)\b[^.;]{{0,100}}\b(?:ve|gui|qua|cho|trinh) {_OFFICE}\b"
)
_BESIDE = re.compile(r"\b[Nn]goài\b.{0,80}?\b(?:còn|thì)\b")
"""What the agency does besides ("ngoài đưa tin còn phải báo cáo …")."""
_GENERIC = frozenset(
    "báo cáo gửi nộp định kỳ lần đâu tổng hợp kết quả thực hiện sở xã huyện ngành hàng hằng tháng quý phải một".split()
)
"""Words of asking for a report, which say nothing of what it is on."""
_MAX_TOLD = 3


def answer_report(context: Context, draft: Draft) -> bool:
    """Quote to whom and when the named agencies report; ``False`` if the body does not say so or nobody asks."""
    question = context.question
    folded = fold(question.text)
    asked = [mention.agency for mention in question.agencies]
    to_whom, when = bool(_ASKS_RECIPIENT.search(folded)), bool(_ASKS_TIME.search(folded))
    if not asked or not (to_whom or when) or question.form is not Form.FACT:
        return False
    if set(question.relations) - {Relation.DEADLINE, Relation.DOCUMENT}:
        return False
    beside = {word for clause in _BESIDE.finditer(question.text) for word in syllables(clause.group())}
    topic = [token for token in matter_of_duty(context) if token not in _GENERIC | beside]
    found: list[Passage] = []
    for plan_id in question.scope.plan_ids[:MAX_PLANS]:
        items = [
            item for item in duty_items(context, plan_id, asked) if _says(item, to_whom=to_whom, when=when)
        ]
        told = _on_matter(context, topic, items)[:_MAX_TOLD]
        if not told and question.scope.provinces:  # another way of reading may answer for all that are named
            return False
        found += told
    for item in found:
        draft.say(
            f"{context.library.name(item.plan_id)}, {lower(item.label)}: “{body(item)}”.",
            context.library.cite(item),
            bullet=True,
        )
    if note := successor_note([item.text for item in found]):
        draft.say(note, bullet=True)
    return bool(found)


def _says(item: Passage, *, to_whom: bool, when: bool) -> bool:
    folded = fold(item.text)
    return bool(
        _REPORTS.search(folded)
        and (not when or names_time(folded))
        and (not to_whom or _RECIPIENT.search(folded))
    )


def _on_matter(context: Context, topic: Sequence[str], items: Sequence[Passage]) -> list[Passage]:
    """Those that speak of what the report is on, the best only; all where nothing is said of it."""
    if not topic:
        return list(items)
    matcher = context.library.matcher
    fits = [(matcher.fit_passage(topic, item).coverage, item) for item in items]
    best = max((fit for fit, _ in fits), default=0.0)
    return [item for fit, item in fits if fit == best] if best >= MIN_PASSAGE_COVERAGE else []
