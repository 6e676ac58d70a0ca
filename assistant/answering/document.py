"""Answers about the document itself: number, date, issuer, signatory."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise

from assistant.answering.citing import printed_date
from assistant.answering.context import Context
from assistant.answering.draft import Draft
from assistant.answering.own_document import asks_first, asks_own_facts, asks_title
from assistant.question.relations import Form, Relation
from assistant.question.understanding import is_yes_no
from assistant.question.understood import Question
from assistant.text.normalise import fold
from assistant.types import Citation, Passage, Plan

_SIGNER = re.compile(
    r"(?:\b(?:ai|nguoi|lanh dao|"
    r"(?:ong|ba|vi|sep|chu tich|thu tuong|bo truong|thu truong|bi thu|giam doc) nao)\b[\w ]{0,25}\bky\b|"
    r"\bky\b(?! hieu| ket| cam| ngay)[\w ]{0,12}\b(?:ai|boi)\b|nguoi ky|chu ky|who signed|signed by)"
)
_POSITION = re.compile(r"\bchuc (?:vu|danh)\b")
_NUMBER = re.compile(
    r"(?<!ty le )\bso (?:cua )?(?:quyet dinh|van ban)\b|\bso (?:cua )?ke hoach (?:la|bao nhieu|nao)\b|"
    r"\bso cua ke hoach\b|its number|"
    r"\btheo (?:quyet dinh|van ban) (?:nao|so)|\bso (?:may|bao nhieu|gi|nao|hieu)|ky hieu|\bso van ban|mang so|number"
)
_ISSUED = re.compile(r"^(?!.*\b(?:phai|han|xong|cham nhat|muon nhat|truoc)\b).*\b(?:ban hanh|ky|hieu luc)\b")
_SUBJECT = re.compile(r"\bve (?:viec|noi dung|van de|chuyen) gi\b")
_REPLACES = re.compile(
    r"\b(?:thay thế|bãi bỏ)(?: cho)? (?:Kế hoạch|Quyết định|Nghị quyết|Chỉ thị|Thông tư|Nghị định)\b"
)
_IN_EFFECT = re.compile(r"có hiệu lực (?:thi hành )?(?:kể )?từ ngày")
_PROPOSAL = re.compile(r"[Tt]heo đề nghị của|[Tt]ờ trình số")
_PREAMBLE = re.compile(r"\bcan-cu-|\bmo-dau-")
_QUOTED_FACTS: tuple[tuple[re.Pattern[str], Callable[[Passage], bool]], ...] = (
    (
        re.compile(r"hieu luc|\b(?:effect|effective|force)\b"),
        lambda passage: (
            "hiệu lực" in passage.text
            and (passage.locator.startswith("quyet-dinh") or bool(_IN_EFFECT.search(passage.text)))
        ),
    ),
    (
        re.compile(
            r"to trinh|de nghi|\bco quan (?:trinh|de xuat)\b|\b(?:so nao|ai|co quan nao|don vi nao) (?:da )?trinh\b"
        ),
        lambda passage: bool(_PROPOSAL.search(passage.text)) and bool(_PREAMBLE.search(passage.locator)),
    ),
    (
        re.compile(r"\b(?:thay the|bai bo)\b"),
        lambda passage: bool(_REPLACES.search(passage.text)),
    ),
    (
        re.compile(r"\bphu luc\b"),
        lambda passage: passage.locator.startswith("phu-luc") and passage.locator.endswith("/tieu-de"),
    ),
    (
        re.compile(r"noi nhan|\bgui\b"),
        lambda passage: passage.locator.rsplit("/", 1)[-1] == "noi-nhan",
    ),
)
_OWN_KINDS = re.compile(r"\b(?:ke hoach|quyet dinh|van ban)\b")
_NUMBERED_KIND = re.compile(r"\b(?:chi thi|nghi quyet|nghi dinh|thong tu|chuong trinh hanh dong) (?:so )?\d")
_OTHER_KINDS = re.compile(r"\b(?:chi thi|nghi quyet|nghi dinh|thong tu|chuong trinh|de an|huong dan)\b")
_DAY = re.compile(r"\b(\d{1,2})/(\d{1,2})/(\d{4})\b")
_PROPOSES = re.compile(r"\b(?:ai|(?:so|co quan|don vi) nao) (?:\w+ )?(?:trinh|de nghi|de xuat)\b")
_PROPOSAL_NUMBER = re.compile(r"\bto trinh\b.*\b(?:so )?(?:may|bao nhieu|nao)\b|\bso to trinh\b")
_SYMBOL_IN_TEXT = re.compile(r"(?<!\d)\d+\s*/\s*[A-ZĐ]")
_SYMBOL = re.compile(r"(?<![\d/])\d+\s*/(?:\d{4}/)?[A-ZĐ]{2,}(?:-[A-ZĐ]+)?")
_DATE = re.compile(r"ngay (?!ky)|ngay$|ngay ky|khi nao|bao gio|hom nao|nam nao|when|date")
_ISSUER = re.compile(
    r"\b(?:ai|cap nao|co quan nao|don vi nao|ai la) [\w ]{0,20}ban hanh|do (?:ai|cap|co quan)[\w ]* ban hanh|who issued"
)
_SENDS_REPORT = re.compile(r"\bbao cao\b[\w ,/%]*\bgui\b")
"""Who gets a report, as against who gets the plan."""
_ZONES = ("dau-van-ban", "tieu-de", "chu-ky")
_POSITIONS = (
    *(
        "Phó Bí thư Thường trực",
        "Phó Bí thư",
        "Bí thư",
        "Phó Chủ tịch Thường trực",
        "Phó Chủ tịch",
        "Chủ tịch",
    ),
    *("Phó Thủ tướng", "Thủ tướng", "Thứ trưởng", "Bộ trưởng", "Phó Giám đốc", "Giám đốc"),
    *("Phó Chánh Văn phòng", "Chánh Văn phòng"),
)
"""Whoever signs for somebody ("KT. CHỦ TỊCH PHÓ CHỦ TỊCH") holds the position that comes first here."""
_MAX_PLANS = 6
_TITLE_COVERAGE = 0.9
_FEW_WORDS = 3
_MANY_WORDS = 6
_HALF = 0.5
_TASK_COVERAGE = 0.75
_LOOKED_AT = 5
_PLAN_WORDS = frozenset("năm qđ ubnd kh số kèm nq tw ctr tu về ban căn cứ".split())
_PLAN_PAIRS = frozenset(
    "quyết_định kế_hoạch văn_bản căn_cứ pháp_lý chính_phủ nghị_quyết ủy_ban nhân_dân thực_hiện xây_dựng ban_hành "
    "chương_trình hành_động chức_vụ chức_danh tờ_trình đề_nghị chủ_tịch phó_chủ bộ_trưởng thứ_trưởng bí_thư "
    "giám_đốc phó_giám thủ_tướng".split()
)
"""Words that name the document's kind and symbol, not a task."""


def own_words(topic: Sequence[str]) -> tuple[str, ...]:
    """The matter without what names the document as such."""
    dropped = [token in _PLAN_WORDS or token.isdigit() for token in topic]
    for i, pair in enumerate(pairwise(topic)):
        if "_".join(pair) in _PLAN_PAIRS:
            dropped[i] = dropped[i + 1] = True
    kept = [token for token, drop in zip(topic, dropped, strict=True) if not drop]
    # "ban hành" loses "ban" as small talk; "hành" that no "thi", "chấp" or "chính" goes with is what is left of it
    joined = "_".join(("", *kept, ""))
    return tuple(
        t for t in kept if t != "hành" or re.search(r"_(?:thi|chấp|điều|vận)_hành_|_hành_chính_", joined)
    )


def _about_plan(context: Context) -> Question | None:
    """A question for a date that was read as a deadline, where nothing but the plan's own name is matter."""
    question = context.question
    folded = fold(question.text)
    if question.relations != (Relation.DEADLINE,) or question.levels or not _ISSUED.search(folded):
        return None
    own = own_words(question.matter)
    if (
        own
        and max(context.library.matcher.fit_text(own, plan.title).coverage for plan in context.plans) < 1.0
    ):
        return None
    return replace(question, relations=(Relation.DOCUMENT,))


def _is_task(context: Context, own: Sequence[str]) -> bool:
    """Whether the matter is a task or a paragraph of its own and not the plan's name."""
    matcher = context.library.matcher
    if (
        max((matcher.fit_text(own, plan.title).coverage for plan in context.plans), default=0.0)
        >= _TITLE_COVERAGE
    ):
        return False
    rows = max((matcher.fit_record(own, record).coverage for record in context.records), default=0.0)
    body = max(
        (matcher.fit_passage(own, hit.passage).coverage for hit in context.hits[:_LOOKED_AT]), default=0.0
    )
    return len(own) >= _FEW_WORDS and max(rows, body) >= _TASK_COVERAGE


def _names_other_kind(context: Context, folded: str) -> bool:
    """Whether the question is about a directive, a resolution … where no document in scope is one."""
    kinds = {fold(kind) for plan in context.plans for kind in (plan.kind, plan.instrument)}
    if _SYMBOL.search(context.question.text) or _NUMBERED_KIND.search(folded):
        return False  # a document by its number is looked up as such
    named = set(_OTHER_KINDS.findall(folded))
    return (
        bool(named)
        and not _OWN_KINDS.search(folded)
        and not any(k.startswith(n) for k in kinds for n in named)
    )


def _asks_number(folded: str) -> bool:
    """Whether a document's number is asked for, which no task has."""
    return bool(_NUMBER.search(folded)) and not _PROPOSAL_NUMBER.search(folded)


def _is_named(context: Context, own: Sequence[str]) -> bool:
    """Whether the matter may be the name of a plan: few words, or half of them in its title."""
    titles = [context.library.matcher.fit_text(own, plan.title).coverage for plan in context.plans]
    return len(own) < _MANY_WORDS or max(titles, default=0.0) >= _HALF


def about_task(context: Context) -> Question:
    """The question, with date and issuer read as those of a task where it is not about the plan itself.

    "Kế hoạch tuyên truyền ban hành khi nào?" asks for a deadline; the plan's own title would fit the matter.
    """
    question = context.question
    if (about_plan := _about_plan(context)) is not None:
        return about_plan
    if asks_own_facts(context, own_words(question.matter)):
        return replace(question, relations=(Relation.DOCUMENT,), form=Form.FACT)
    if Relation.DOCUMENT in question.relations and _names_other_kind(context, fold(question.text)):
        return replace(question, relations=tuple(r for r in question.relations if r is not Relation.DOCUMENT))
    formal = {Relation.DOCUMENT, Relation.LEGAL_BASIS} & set(question.relations)
    if Relation.DOCUMENT in formal and _SENDS_REPORT.search(fold(question.text)):
        return replace(question, relations=tuple(r for r in question.relations if r is not Relation.DOCUMENT))
    if not formal or not question.topic:
        return question
    folded = fold(question.text)
    own = own_words(question.matter)
    if own and Relation.DOCUMENT in formal and _asks_number(folded) and not _is_named(context, own):
        return replace(question, relations=tuple(r for r in question.relations if r is not Relation.DOCUMENT))
    if not own or not _is_task(context, own) or (Relation.DOCUMENT in formal and _asks_number(folded)):
        return question
    other = (
        Relation.DEADLINE
        if _DATE.search(folded)
        else Relation.LEAD
        if _PROPOSES.search(folded)
        else Relation.APPROVER
    )
    kept = [
        other if r is Relation.DOCUMENT else r for r in question.relations if r is not Relation.LEGAL_BASIS
    ]
    relations = tuple(dict.fromkeys(kept))
    return replace(question, relations=relations)


def _quote_facts(context: Context, plan: Plan, folded: str, draft: Draft, blank: list[str]) -> bool:
    """Quote the passages that settle what is asked of the document: effect, proposal, recipients."""
    found = False
    for asked, holds in _QUOTED_FACTS:
        if not asked.search(folded):
            continue
        for passage in context.library.passages_of(plan.id):
            if holds(passage):
                found = True
                if _PROPOSAL_NUMBER.search(folded) and not _SYMBOL_IN_TEXT.search(passage.text):
                    name = context.library.name(plan.id)
                    blank.append(f"{name} ghi “{passage.text.rstrip(' ./;')}” mà không ghi số tờ trình")
                    continue
                text = passage.text.rstrip(" ./;")
                draft.say(
                    f"{passage.label}, {context.library.name(plan.id)}: “{text}”.",
                    context.library.cite(passage),
                    bullet=len(context.plans) > 1,
                )
    return found


def answer_document(context: Context, draft: Draft) -> list[str]:
    """Say the asked facts of each plan in scope.

    Returns:
        What the print leaves blank, as phrases for a refusal; empty if everything asked was said.
    """
    folded = fold(context.question.text)
    blank: list[str] = []
    quoted = [_quote_facts(context, plan, folded, draft, blank) for plan in context.plans[:_MAX_PLANS]]
    wrong_dates = _wrong_dates(context)
    if any(quoted) and not wrong_dates:
        return blank
    wants_signer = asks_signer(folded)
    wants_number = bool(_NUMBER.search(folded))
    wants_date = bool(_DATE.search(folded) or wrong_dates or asks_first(folded))
    wants_issuer = bool(_ISSUER.search(folded))
    if not (wants_signer or wants_number or wants_date or wants_issuer):
        if _SUBJECT.search(folded) or asks_title(folded):
            _say_titles(context, draft)
            return blank
        wants_number = wants_date = wants_issuer = True
    asked_symbols = {"".join(match.group().split()) for match in _SYMBOL.finditer(context.question.text)}
    for plan in context.plans[:_MAX_PLANS]:
        facts: list[str] = []
        name = context.library.name(plan.id)
        if wants_number:
            _number(plan, name, facts, blank)
        if wants_date:
            _date(plan, name, facts, blank)
        if wants_issuer:
            _issuer(plan, name, facts, blank)
        if wants_signer:
            _signer(
                plan,
                name,
                _position(context, plan),
                facts,
                blank,
                only_position=bool(_POSITION.search(folded)),
            )
        wrong = sorted(symbol for symbol in asked_symbols if plan.number and symbol != plan.number)
        if wrong and facts:
            if not wants_number:
                _number(plan, name, facts, blank)
            draft.say(f"Không phải {' và '.join(wrong)}.", bullet=len(context.plans) > 1)
        if plan.id in wrong_dates:
            draft.say(f"Không phải {wrong_dates[plan.id]}.", bullet=len(context.plans) > 1)
        if facts:
            cited = _sources(context, plan)
            draft.say(f"{plan.title}: {'; '.join(facts)}.", *cited, bullet=len(context.plans) > 1)
    return blank


def _say_titles(context: Context, draft: Draft) -> None:
    """What the plans in scope are about, which is what they are called."""
    for plan in context.plans[:_MAX_PLANS]:
        cited = [c for c in _sources(context, plan) if c.locator.endswith("tieu-de")]
        cited += [
            context.library.cite(passage)
            for passage in context.library.passages_of(plan.id)
            if passage.locator.endswith("/dieu-1") and "ban hành kèm theo" in passage.text.lower()
        ]
        name = context.library.name(plan.id)
        draft.say(f"{name} có tên “{plan.title}”.", *cited, bullet=len(context.plans) > 1)


def asks_signer(folded: str) -> bool:
    """Whether a folded question asks who signed."""
    return bool(_SIGNER.search(folded))


def _wrong_dates(context: Context) -> dict[str, str]:
    """Dates of which the question takes for granted that a plan is of them, by plan id."""
    text = context.question.text
    days = {match.group(): match for match in _DAY.finditer(text)} if is_yes_no(text) else {}
    return {
        plan.id: printed
        for plan in context.plans
        for printed, match in days.items()
        if plan.date is not None
        and (plan.date.day, plan.date.month, plan.date.year) != tuple(map(int, match.groups()))
    }


def _number(plan: Plan, name: str, facts: list[str], blank: list[str]) -> None:
    if plan.number is None or plan.number.startswith("/"):
        printed = f" (chỉ in ký hiệu “{plan.number}”)" if plan.number else ""
        blank.append(f"số của {name} để trống{printed}")
    elif plan.instrument != plan.kind:
        facts.append(f"ban hành kèm theo {plan.instrument} số {plan.number}")
    else:
        facts.append(f"số {plan.number}")


def _date(plan: Plan, name: str, facts: list[str], blank: list[str]) -> None:
    if plan.date is None:
        printed = f" (in là “{printed_date(plan)}”)" if plan.date_text else ""
        blank.append(f"ngày ban hành {name} để trống hoặc không đầy đủ{printed}")
    else:
        facts.append(f"ban hành {printed_date(plan)}")


def _issuer(plan: Plan, name: str, facts: list[str], blank: list[str]) -> None:
    if plan.issuer:
        facts.append(f"do {plan.issuer} ban hành")
    else:
        blank.append(f"cơ quan ban hành {name} không được ghi")


def _signer(
    plan: Plan, name: str, position: str, facts: list[str], blank: list[str], *, only_position: bool
) -> None:
    if only_position and position and not plan.signatory:
        facts.append(f"người ký giữ chức vụ {position.strip()} (tên người ký không được ghi)")
    elif plan.signatory:
        facts.append(f"người ký là {position}{plan.signatory}")
    else:
        blank.append(f"tên người ký {name} không được ghi")


def _position(context: Context, plan: Plan) -> str:
    """The signatory's position as the signature block prints it, with a space after it."""
    signatures = [p.text for p in context.library.passages_of(plan.id) if p.locator.endswith("chu-ky")]
    text = " ".join(signatures)
    return next((f"{title} " for title in _POSITIONS if title.upper() in text.upper()), "")


def _sources(context: Context, plan: Plan) -> list[Citation]:
    passages = context.library.passages_of(plan.id)
    return [
        context.library.cite(p)
        for p in passages
        if p.locator.rsplit("/", 1)[-1] in _ZONES and "phu-luc" not in p.locator
    ]
