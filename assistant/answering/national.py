"""National documents that speak of provinces which have no plan of their own at hand."""

from dataclasses import replace

from assistant.answering.context import Library
from assistant.question.understood import Question
from assistant.text.tokens import bigrams

_SEVERAL_PLACES = 2
_PLACE_CANDIDATES = 200
_PLACE_COVERAGE = 0.5
"""What a paragraph that names a place has to say of the matter, for the place to be part of that."""


def where_places_are_matter(question: Question, library: Library) -> Question:
    """A question for provinces without a plan in scope of the national documents that speak of them, if any do."""
    places = question.scope.unknown_provinces
    if not places or len(places) < len(question.scope.provinces):
        return question
    if len(places) < _SEVERAL_PLACES and not question.scope.named_plan:
        return question  # "Bắc Ninh giao sở nào …?" asks of a plan of that province
    words = [library.matcher.words(place) for place in places]
    wanted = [plan_id for plan_id in question.scope.plan_ids if library.plans[plan_id].province is None]
    tokens = [token for place in words for token in (*place, *bigrams(list(place)))]
    hits = library.catalogue.lexical.find(tokens, _PLACE_CANDIDATES, wanted) if wanted else []
    speaking = (
        passage.plan_id
        for passage in library.catalogue.passages([hit.passage_id for hit in hits])
        if all(library.matcher.holds(w, passage.text) for w in words)
        and library.matcher.fit_passage(question.topic, passage).coverage >= _PLACE_COVERAGE
    )
    national = tuple(dict.fromkeys(speaking))
    if not national:
        return question
    named = tuple(word for place in words for word in place)
    return replace(
        question,
        scope=replace(question.scope, plan_ids=national, provinces=()),
        topic=(*question.topic, *named),
        matter=(*question.matter, *named),
    )
