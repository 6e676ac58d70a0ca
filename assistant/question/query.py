"""What a question becomes before it is searched: words of the plans, the plans it means, what it asks."""

from collections.abc import Iterable, Sequence

from assistant.agencies import Mention
from assistant.question.relations import Relation
from assistant.question.scope import Scope
from assistant.question.understanding import QuestionReader
from assistant.question.understood import Question
from assistant.reference import agency_successors
from assistant.retrieval.query import PreparedQuery, query_tokens
from assistant.types import Level, Plan

_ASKED_OF_ROWS = frozenset(Relation) - {Relation.DUTY, Relation.OBJECTIVE, Relation.ACTIVITY}
"""Duties stand in rows and in running text alike; what a task is for and consists of is asked in its words."""

_LEVEL_WORDS = {Level.COMMUNE: "cấp xã, phường, thị trấn", Level.DISTRICT: "cấp huyện, thị xã, thành phố"}
"""How plans name a level that a question names in one way."""


class QueryWriter:
    """The ``PrepareQuery`` of the assistant; BEIR benchmarks run it too, over their own catalogue."""

    def __init__(self, reader: QuestionReader) -> None:
        self._reader = reader

    def __call__(self, question: str) -> PreparedQuery:
        """A question that stands alone."""
        return self.write(self._reader.read(question))

    def write(self, question: Question) -> PreparedQuery:
        """A question as understood.

        Provinces that have a plan at hand settle where to look; years and subjects of plans only favour theirs,
        since a task may name them too. Where the place is settled its name says nothing more to the model.
        """
        plan_ids = _plans_of_provinces(question.scope, self._reader.plans)
        is_placed = plan_ids is not None or question.inherited
        words = (
            question.typed,
            question.text,
            question.topic_text,
            *_other_names(question.agencies),
            *(_LEVEL_WORDS[level] for level in question.levels if level in _LEVEL_WORDS),
        )
        is_narrow = len(question.scope.plan_ids) < len(plan_ids or self._reader.plans)
        return PreparedQuery(
            text=(is_placed and question.topic_text) or question.text,
            tokens=tuple(dict.fromkeys(token for text in words for token in query_tokens(text))),
            plan_ids=plan_ids,
            favoured=question.scope.plan_ids if is_narrow else (),
            wanted=tuple(r.value for r in question.relations if r in _ASKED_OF_ROWS),
        )


def _plans_of_provinces(scope: Scope, plans: Sequence[Plan]) -> tuple[str, ...] | None:
    named = {name for province in scope.provinces for name in province.plan_provinces}
    return tuple(plan.id for plan in plans if plan.province in named) if named else None


def _other_names(mentions: Iterable[Mention]) -> list[str]:
    """Full names of agencies that the question names by a short form, and what they were called before 2025."""
    former = agency_successors()
    names = [mention.agency.name for mention in mentions]
    return [*names, *(old for old, new in former.items() if new in names)]
