"""What a plan or its appendix is made up of ("Kế hoạch gồm những phần nào?", "Phụ lục có mấy mục?")."""

import re

from assistant.answering.context import Context
from assistant.answering.draft import Draft
from assistant.answering.prose import MAX_PLANS, body
from assistant.answering.sections import own_matter
from assistant.text.normalise import fold
from assistant.types import PassageKind

_PARTS = r"(?:phan|muc|chuong|nhom nhiem vu|linh vuc)"
_ASKS = re.compile(
    rf"\b(?:gom|co|chia (?:thanh|lam))(?: (?:tat ca|nhung|cac|may|bao nhieu))* {_PARTS}(?: (?:lon|chinh))?"
    r"(?: (?:nao|gi))?(?=[ ?.!]*$)"
)
_SUMMARY = re.compile(
    r"\b(?:tom tat|tong quan|khai quat|bo cuc|noi dung (?:chinh|chu yeu))\b[\w ,]*\b(?:ke hoach|van ban|quyet dinh)\b|"
    r"^\W*(?:tom tat|tong quan|bo cuc)\b"
)
_SUMMARY_WORDS = frozenset("tóm tắt tổng quan khái quát bố cục nội dung chính chủ yếu văn bản".split())
_SUMMARY_DEPTH = 1
"""A summary names the clauses of each section too."""
_NOT_BODY = ("phu-luc", "quyet-dinh")
_WANTS = re.compile(r"\b(?:may|bao nhieu|nhung|cac|nao|gi)\b")


def answer_outline(context: Context, draft: Draft) -> bool:
    """Name the sections of each plan in scope, or of its appendix where the question names it."""
    folded = fold(context.question.text)
    asked = _ASKS.search(folded)
    own = own_matter(context.question.topic)
    summary = bool(_SUMMARY.search(folded)) and own <= _SUMMARY_WORDS
    if not summary and (asked is None or not _WANTS.search(asked.group()) or own):
        return False
    depth = _SUMMARY_DEPTH if summary else 0
    for plan_id in context.question.scope.plan_ids[:MAX_PLANS]:
        name = context.library.name(plan_id)
        if "phu luc" in folded and not summary:
            firsts = {
                record.section: record
                for record in reversed([r for r in context.records if r.plan_id == plan_id])
                if record.section
            }
            titles = [(title, context.library.cite(record)) for title, record in reversed(firsts.items())]
            where = f"Phụ lục của {name}"
        else:
            headings = [
                passage
                for passage in context.library.passages_of(plan_id)
                if passage.kind is PassageKind.HEADING
                and passage.locator.count("/") <= depth
                and not passage.locator.startswith(_NOT_BODY)
            ]
            titles = [(f"{p.label}: {body(p)}", context.library.cite(p)) for p in headings]
            where = name
        if titles:
            parts = "các mục và khoản sau" if summary else f"{len(titles)} mục"
            draft.say(f"{where} gồm {parts}:", bullet=True)
        for title, citation in titles:
            draft.say(f"- {title}", citation, bullet=True)
    return bool(draft.sentences)
