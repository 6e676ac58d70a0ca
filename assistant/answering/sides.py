"""Plans set side by side: what one answer leaves out of them is asked of each by itself."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace

from assistant.answering.context import Context
from assistant.answering.draft import Draft, Sentence
from assistant.question.relations import Form
from assistant.question.understood import Question
from assistant.types import Answer


def with_sides(
    context: Context, draft: Draft | Answer, draft_of: Callable[[Context], Draft | Answer]
) -> list[Draft | Answer]:
    """What there is to say of a question, and of each plan set beside others that this leaves out.

    Args:
        context: the question.
        draft: what there is to say of it as a whole, or a refusal.
        draft_of: the same for a question for one side.
    """
    told = {citation.plan_id for citation in draft.citations()} if isinstance(draft, Draft) else set()
    further = [(side, draft_of(side)) for side in _sides_without(context, told)]
    if isinstance(draft, Answer):
        return [one for _, one in further] if any(isinstance(one, Draft) for _, one in further) else [draft]
    said = " ".join(sentence.text for sentence in draft.sentences)
    return [
        draft,
        *(
            one
            for side, one in further
            # that nothing was found of a plan may be said already
            if isinstance(one, Draft) or not all(context.library.name(plan.id) in said for plan in side.plans)
        ),
    ]


def _sides_without(context: Context, told: Collection[str]) -> list[Context]:
    """The question for each side by itself of whose plans nothing was told; none where it sets none side by side."""
    question = context.question
    if question.form not in {Form.FACT, Form.COMPARISON}:
        return []
    return [
        replace(context, question=_of_side(context, side))
        for side in question.scope.sides
        if not set(side) & set(told)
    ]


def _of_side(context: Context, side: tuple[str, ...]) -> Question:
    """The question for one side: its plans, and of the years those that they or no other side are of."""
    question, scope = context.question, context.question.scope
    plans = [context.library.plans[plan_id] for plan_id in side]
    own = {year for plan in plans for year in plan.years}
    others = {year for plan in context.plans if plan.id not in side for year in plan.years}
    wanted = own & set(scope.years) or set(scope.years) - others
    placed = {plan.province for plan in plans}
    return replace(
        question,
        form=Form.FACT,
        scope=replace(
            scope,
            plan_ids=side,
            provinces=tuple(p for p in scope.provinces if placed & set(p.plan_provinces)),
            years=tuple(year for year in scope.years if year in wanted),
            sides=(),
        ),
    )


def join_drafts(context: Context, drafts: Sequence[Draft]) -> Draft:
    """One draft of several; what comes from different plans stands on lines that name them."""
    cited = [{citation.plan_id for citation in draft.citations()} for draft in drafts]
    if all(len(plan_ids) == 1 for plan_ids in cited) and len({min(plan_ids) for plan_ids in cited}) > 1:
        named = [_named(context, draft, min(plan_ids)) for draft, plan_ids in zip(drafts, cited, strict=True)]
        return Draft([sentence for sentences in named for sentence in sentences])
    return Draft([sentence for draft in drafts for sentence in draft.sentences])


def _named(context: Context, draft: Draft, plan_id: str) -> list[Sentence]:
    """The sentences of a draft, its plan named in front where they do not."""
    first, *others = draft.sentences
    name = context.library.name(plan_id)
    if name in first.text or any(sentence.cells for sentence in draft.sentences):
        return [replace(first, bullet=True), *others]
    return [replace(first, text=f"{name}: {first.text}", bullet=True), *others]
