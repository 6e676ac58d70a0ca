"""Refusals: what was searched, why there is no answer, and the nearest finding marked as not an answer."""

from assistant.agencies import now_called
from assistant.answering.context import Context
from assistant.answering.draft import join_names
from assistant.parsing.markup import clean
from assistant.reference import province_title
from assistant.types import Answer, Citation, PassageKind

_MAX_NAMED_PLANS = 4


def refuse(context: Context, reason: str | None = None, *, with_nearest: bool = True) -> Answer:
    """A refusal for a question.

    Args:
        context: the question and the library.
        reason: a sentence that says why; without it, that nothing fits.
        with_nearest: whether what the search finds first can have to do with the question.
    """
    nearest = _nearest(context) if with_nearest else None
    sentences = [reason or f"Chưa tìm thấy nội dung trả lời câu hỏi này trong {searched(context)}."]
    if nearest is not None and nearest.label not in sentences[0]:
        plan = context.library.name(nearest.plan_id)
        sentences.append(f"Nội dung gần nhất (không phải câu trả lời): {nearest.label}, {plan}.")
    sentences += scope_notes(context)
    renamed = now_called([m for m in context.question.agencies if not m.agency.collective])
    sentences += [f"{old} nay là {new}." for old, new in renamed]
    return Answer(
        text="\n".join(sentences),
        abstained=True,
        nearest=(nearest,) if nearest is not None else (),
        plan_ids=context.question.scope.plan_ids,
    )


def refuse_province(context: Context) -> Answer:
    """No plan of a named province is at hand."""
    names = join_names(province_title(name) for name in context.question.scope.unknown_provinces)
    at_hand = join_names(
        dict.fromkeys(province_title(p.province) for p in context.library.plans.values() if p.province)
    )
    return Answer(
        text=f"Không có kế hoạch nào của {names} trong kho dữ liệu nên không thể trả lời. "
        f"Hiện có kế hoạch của: {at_hand}.",
        abstained=True,
        plan_ids=(),
    )


def scope_notes(context: Context) -> list[str]:
    """What the reader must know of the provinces named: merged into another since, or without a plan here."""
    notes = []
    for province in context.question.scope.provinces:
        for old in province.plan_provinces:
            if old != province.name:
                notes.append(
                    f"{_first_upper(province_title(old))} nay thuộc {province_title(province.name)}."
                )
    missing = [province_title(name) for name in context.question.scope.unknown_provinces]
    if missing:
        notes.append(f"Không có kế hoạch nào của {join_names(missing)} trong kho dữ liệu.")
    return notes


def _first_upper(text: str) -> str:
    return text[:1].upper() + text[1:]


def refuse_year(context: Context, year: int) -> Answer:
    """The plans in scope say nothing of a named year."""
    years = sorted({year for plan in context.plans for year in plan.years})
    covered = join_names(str(year) for year in years)
    return refuse(
        context,
        f"Không có nội dung cho năm {year}: {searched(context)} chỉ áp dụng cho năm {covered}.",
    )


def searched(context: Context) -> str:
    """The plans in scope in running text, by number where they are many."""
    plans = context.plans
    if len(plans) > _MAX_NAMED_PLANS:
        return f"{len(plans)} kế hoạch đã tra cứu"
    return f"{join_names(context.library.name(plan.id) for plan in plans)}"


def _nearest(context: Context) -> Citation | None:
    for hit in context.hits:
        if hit.passage.kind is not PassageKind.HEADING and len(clean(hit.passage.text)) > 20:
            return context.library.cite(hit.passage)
    return None
