"""Questions that name the plan at length: "báo cáo kết quả kế hoạch kiểm tra, rà soát văn bản 2024 giao ai?"."""

import re
from collections.abc import Collection
from dataclasses import replace

from assistant.answering.context import Context
from assistant.text.normalise import fold

_WORD = re.compile(r"\w+")
_BETWEEN = frozenset("ve cua tinh nam va cho so thang dau cuoi tren dia ban".split())
"""Words, folded, that stand in the name of a plan without being in its title."""
_MIN_NAMED = 2
_MIN_MATTER = 2


def without_plan_name(context: Context) -> Context | None:
    """The question without the words by which it names the one plan in scope; ``None`` where too little is left."""
    if not context.is_single:
        return None
    question = context.question
    named = words_of_plan_name(context)
    topic = tuple(token for token in question.topic if fold(token) not in named)
    if len(topic) < _MIN_MATTER or len(topic) == len(question.topic):
        return None
    matter = tuple(token for token in question.matter if fold(token) not in named)
    return context.within(replace(question, topic=topic, matter=matter, topic_text=" ".join(topic)))


def words_of_plan_name(context: Context) -> frozenset[str]:
    """Folded words by which the question names the one plan in scope; empty where it names none or has several."""
    if not context.is_single:
        return frozenset()
    plan = context.plans[0]
    kinds = {fold(plan.kind), fold(plan.instrument)}
    return _named(context.question.text, kinds, frozenset(_WORD.findall(fold(plan.title))))


def _named(text: str, kinds: Collection[str], title: frozenset[str]) -> frozenset[str]:
    """Folded words that follow the kind of the plan and stand in its title."""
    folded = fold(text)
    named: set[str] = set()
    for kind in re.finditer(rf"\b(?:{'|'.join(map(re.escape, kinds))})\b(?: so \S+)?", folded):
        run: set[str] = set()
        for word in _WORD.finditer(folded, kind.end()):
            if word.group() in title or word.group().isdigit():
                run.add(word.group())
            elif word.group() not in _BETWEEN:
                break
        if len(run) >= _MIN_NAMED:
            named |= run | set(kind.group().split())
    return frozenset(named)
