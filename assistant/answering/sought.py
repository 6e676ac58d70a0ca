"""Documents asked for by what they are about ("kế hoạch nào của UBND tỉnh thực hiện Nghị quyết 09, ngày nào")."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from assistant.answering.context import Context
from assistant.answering.document import asks_signer
from assistant.answering.draft import Draft
from assistant.answering.namings import (
    KINDS,
    MAX_CHARS,
    PRINTED_DATE,
    SYMBOL,
    Naming,
    day_of,
    find_namings,
    form_of,
    kind_of,
    tells_subject,
)
from assistant.answering.phrasing import shorten
from assistant.answering.references import ASKS_DATE, FORMAL
from assistant.parsing.markers import find_marker
from assistant.question.relations import Form
from assistant.text.normalise import fold
from assistant.types import PassageKind

_WHICH = re.compile(
    rf"\b(?P<kind>{KINDS}) (?:so |mang so )?(?:nao|gi|may|bao nhieu|hieu)\b(?! ?(?:%|phan tram))|"
    rf"\b(?:which|what) (?:\w+ ){{0,3}}?(?P<english>{KINDS})\b"
)
_SAID_WHAT = re.compile(r"\b(?:quy dinh|huong dan) (?:gi|nao|may|bao nhieu)\b")
"""A verb as often as a kind of document."""
_NUMBER_ASKED = re.compile(
    r"\bso (?:may|bao nhieu|nao|gi|hieu|va ngay|ky hieu)\b|\bmang so\b|\bso,? ngay\b|\bso\W*$|\bnumber\b"
)
_NUMBER_OF = re.compile(rf"(?<!ho )(?<!tong )\bso (?:(?:hieu|va ngay|ngay) )*(?:cua )?(?P<kind>{KINDS})\b")
_HEAD = re.compile(rf"(?<!trong )(?<!theo )(?<!tai )(?<!ma )(?<!neu )\b(?P<kind>{KINDS})\b(?! (?:so )?\d)")
"""The document that a question is about, as against one that it looks in or names by number."""
_OF_TASKS = frozenset({"ke hoach", "quyet dinh", "quy dinh", "huong dan"})
"""Whose date may as well be the time limit of the task to draw them up, unless the question is when it was signed."""
_SIGNED = re.compile(r"\bky\b")
_DUE = re.compile(r"\b(?:han|phai|cham nhat|muon nhat|truoc|xong|hoan thanh|trinh)\b")
_PROPOSAL = re.compile(r"\bto trinh\b")
_ISSUED_BY = re.compile(r"(?: (?:so|nao|gi|may|bao nhieu)){0,3},? (?:do|cua|ma) ")
_ISSUERS: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...] = tuple(
    (re.compile(asked), re.compile(printed))
    for asked, printed in (
        (r"ban can su(?: dang)?\b", r"bcsd|ban can su"),
        (r"(?:ban thuong vu |ban chap hanh )?(?:tinh|thanh|huyen) uy\b", r"[-/]tu\b"),
        (r"hoi dong nhan dan\b|hdnd\b", r"[-/]hdnd\b|hoi dong nhan dan"),
        (r"(?:chu tich )?(?:uy ban nhan dan|ubnd)\b", r"[-/]ubnd\b"),
        (r"thu tuong(?: chinh phu)?\b", r"[-/]ttg\b"),
        (r"(?:uy ban thuong vu )?quoc hoi\b", r"[-/](?:ub(?:tv)?)?qh\d"),
        (r"chinh phu\b", r"[-/]cp\b"),
        (r"bo chinh tri\b|ban bi thu\b|trung uong\b|ban chap hanh trung uong\b", r"[-/]tw\b"),
    )
)
"""Who issues a document as a question names it, and as its symbol or the words around it do."""
_ASIDE = re.compile(
    r"\b(?:ban can su dang|(?:chu tich )?uy ban nhan dan|hoi dong nhan dan|thu tuong chinh phu|chinh phu|bo chinh tri|"
    r"(?:uy ban thuong vu )?quoc hoi|ban thuong vu(?: tinh uy| uy)?|tinh uy|uy(?! (?:ban|vien|quyen|thac)\b)|"
    r"ap dung|hien hanh|moi nhat|vien dan)\b"
)
"""Who issues documents, and words for looking one up; neither is what it is about."""
_DOCUMENT_WORDS = frozenset("bằng nêu nhắc dựa nằm mang bảo dùng thuộc ký kèm dẫn hiệu btv".split())
_DOCUMENT_PAIRS = frozenset(
    "nghị_quyết nghị_định quyết_định chỉ_thị thông_tư chương_trình kế_hoạch công_văn công_điện kết_luận quy_định "
    "ban_hành phê_duyệt hành_động viện_dẫn căn_cứ số_hiệu".split()
)
_MIN_MATTER = 2
_YEAR = 4
_MIN_COVERAGE = 0.6
"""What a sentence has to say of the matter by which a document is asked for …"""
_MIN_OF_DATED = 0.75
"""… and where only its date is asked for, which may be a task's."""
_BESIDE = 0.9
"""What the other cells of the row say of the matter counts for less than what stands beside the number."""
_OWN_WORDS = 0.1
"""What the words behind a document's own number count more, to tell it from others in the same sentence."""
_FIRST = 3
_LESS_OF_FIRST = 0.06
"""What the first passages that the search finds may say less of the matter than others …"""
_FOUND = 0.1
"""… and what the first gains on the others, the second half of it and so on."""
_NEAR = 0.05
_PLAN_MARGIN = 0.25
_OF_TITLE = 0.8
_OTHER_THAN_TITLE = 0.65
_LOOSE_NAME = 3
"""In up to this many words people name the plan itself by another title ("Kế hoạch chuyển đổi số của Lâm Đồng") …"""
_UNDER = re.compile(rf"\b(?:theo|trong|thuoc|bang|dua vao|can cu) (?:{KINDS}) (?:so|nao|may)\b")
"""… unless something is done under it."""
_MAX_NUMBERS = 8


@dataclass(frozen=True, slots=True)
class _Sought:
    """The document that a question asks for."""

    kinds: frozenset[str]
    day: str | None
    matter: tuple[str, ...]
    least: float
    named: frozenset[str]
    """Numbers of other documents by which it is told ("thực hiện Nghị quyết 09-NQ/TU")."""
    issuer: re.Pattern[str] | None


def answer_sought(context: Context, draft: Draft) -> bool:
    """Quote the documents of the asked kind that the plans in scope name with the matter or the day of the question.

    ``False`` where none is asked for, none is named, or the matter is the plan's own title.
    """
    question = context.question
    if question.form in {Form.COUNT, Form.COMPARISON} or set(question.relations) - FORMAL:
        return False
    sought = _find_sought(context)
    if sought is None:
        return False
    found = [one for plan in context.searched_plans for one in _fitting(context, plan.id, sought)]
    best: dict[str, float] = {}
    for coverage, naming in found:
        best[naming.passage.plan_id] = max(coverage, best.get(naming.passage.plan_id, 0.0))
    top = max(best.values(), default=0.0)
    by_symbol: dict[tuple[str, str], tuple[float, Naming]] = {}
    for coverage, naming in found:
        key = naming.passage.plan_id, naming.symbol
        near = coverage >= max(best[naming.passage.plan_id] - _NEAR, top - _PLAN_MARGIN)
        if near and coverage >= by_symbol.get(key, (0.0, naming))[0]:
            by_symbol[key] = coverage, naming
    quotes = {
        (n.passage.plan_id, _quote(context, n, sought)): n for _, n in by_symbol.values()
    }  # may name several
    told = list(quotes.items())[:_MAX_NUMBERS]
    for (plan_id, quote), naming in told:
        label = f"{naming.passage.label[:1].lower()}{naming.passage.label[1:]}"
        draft.say(
            f"{'- ' if len(told) > 1 else 'Theo '}{context.library.name(plan_id)}, {label}: “{quote}”.",
            context.library.cite(naming.passage),
            bullet=len(told) > 1,
        )
    return bool(told)


def asks_other_number(context: Context) -> bool:
    """Whether the number is asked of a document whose matter has little to do with the titles of the plans in scope."""
    sought = _find_sought(context)
    if sought is None or sought.day is not None or not _NUMBER_ASKED.search(fold(context.question.text)):
        return False
    own_kinds = {fold(kind) for plan in context.searched_plans for kind in (plan.kind, plan.instrument)}
    if (
        len(sought.matter) <= _LOOSE_NAME
        and sought.kinds <= own_kinds
        and not _UNDER.search(fold(context.question.text))
    ):
        return False
    fit = context.library.matcher.fit_text
    return all(fit(sought.matter, plan.title).coverage < _OTHER_THAN_TITLE for plan in context.searched_plans)


def _find_sought(context: Context) -> _Sought | None:
    text = context.question.text
    folded = fold(text)
    if _PROPOSAL.search(folded) or asks_signer(folded):
        return None
    asked, by_date_only = _asked_kinds(folded)  # by kind, where the asking for it ends
    if not asked:
        return None
    day = PRINTED_DATE.search(text)
    matter = () if day is not None else _own_matter(context)
    named = frozenset(form_of(m.group()) for m in SYMBOL.finditer(text))
    named -= {form_of(plan.number) for plan in context.plans if plan.number}
    if day is None and len(matter) < _MIN_MATTER:
        return None
    kinds = {kind_of(symbol) for symbol in named} & set(asked)
    given = {token for symbol in named for token in context.library.matcher.words(symbol)}
    beside = {fold(token) for token in matter if token not in given} - set(" ".join(kinds).split())
    if kinds and not beside:
        return None  # "số quyết định là 99/QĐ-UBND?" gives the number itself
    return _Sought(
        kinds=frozenset(asked),
        day=day_of(day.group()) if day is not None else None,
        matter=matter,
        least=_MIN_OF_DATED if by_date_only else _MIN_COVERAGE,
        named=named,
        issuer=_asked_issuer(folded, asked),
    )


def _asked_kinds(folded: str) -> tuple[dict[str, int], bool]:
    """The kinds of the document asked for, with where their naming ends, and whether only its date is asked for."""
    said_what = {match.end() for match in _SAID_WHAT.finditer(folded)}
    which = {m["kind"] or m["english"]: m.end() for m in _WHICH.finditer(folded) if m.end() not in said_what}
    if which:
        return which, False
    head = _NUMBER_OF.search(folded)
    if head is None and _NUMBER_ASKED.search(folded):
        head = _HEAD.search(folded)
    if head is not None:
        return {head["kind"]: head.end()}, False
    head = _HEAD.search(folded) if ASKS_DATE.search(folded) and not _DUE.search(folded) else None
    if head is None or (head["kind"] in _OF_TASKS and not _SIGNED.search(folded)):
        return {}, False
    return {head["kind"]: head.end()}, True


def _asked_issuer(folded: str, asked: dict[str, int]) -> re.Pattern[str] | None:
    """What the symbol of the document holds where the question says right behind its kind who issued it."""
    for end in asked.values():
        by = _ISSUED_BY.match(folded, end)
        for name, printed in _ISSUERS:
            if by is not None and name.match(folded, by.end()):
                return printed
    return None


def _own_matter(context: Context) -> tuple[str, ...]:
    """What the asked document is about; empty where that is the plan itself."""
    text = " ".join(context.question.matter)
    folded = fold(text)
    if len(folded) == len(text):
        for aside in reversed(list(_ASIDE.finditer(folded))):
            text = text[: aside.start()] + text[aside.end() :]
    tokens = text.split()
    dropped = [token in _DOCUMENT_WORDS or (token.isdigit() and len(token) == _YEAR) for token in tokens]
    for i, pair in enumerate(pairwise(tokens)):
        if "_".join(pair) in _DOCUMENT_PAIRS:
            dropped[i] = dropped[i + 1] = True
    numbered = [False] * len(tokens)
    for i in range(len(tokens) - 1, 0, -1):  # "Chương trình hành động 09" tells by its kind too
        numbered[i - 1] = dropped[i - 1] and (numbered[i] or (tokens[i].isdigit() and not dropped[i]))
    dropped = [drop and not kind for drop, kind in zip(dropped, numbered, strict=True)]
    for i, token in enumerate(tokens):
        if token == "số" and (i in {0, len(tokens) - 1} or dropped[i - 1]):
            dropped[i] = True
    own = tuple(token for token, drop in zip(tokens, dropped, strict=True) if not drop)
    fit = context.library.matcher.fit_text
    numbers = {token for token in own if token.isdigit()}  # no title holds one by chance
    for plan in context.searched_plans:
        in_title = numbers <= set(context.library.matcher.words(plan.title))
        if in_title and fit(own, plan.title).coverage >= _OF_TITLE:
            return ()
    return own


def _fitting(context: Context, plan_id: str, sought: _Sought) -> Iterator[tuple[float, Naming]]:
    """Namings in a plan that may be of the document, with how well: from the least coverage to a little over 1."""
    own_number = context.library.plans[plan_id].number
    fit = context.library.matcher.fit_text
    ranks = {hit.passage.locator: hit.rank for hit in context.hits if hit.passage.plan_id == plan_id}
    for naming in find_namings(context, plan_id):
        if naming.symbol in sought.named or (own_number and naming.symbol == form_of(own_number)):
            continue
        if not any(kind.startswith(tuple(sought.kinds)) for kind in naming.kinds):
            continue
        if sought.issuer is not None and not sought.issuer.search(fold(naming.symbol)):
            continue
        if sought.day is not None:
            if naming.date == sought.day:
                yield 1.0, naming
            continue
        if not all(_names(naming.sentence, symbol) for symbol in sought.named):
            continue
        of_words = fit(sought.matter, naming.words).coverage
        coverage = max(
            of_words,
            fit(sought.matter, naming.sentence).coverage,
            _BESIDE * fit(sought.matter, naming.passage.text).coverage if _is_row(naming) else 0.0,
        )
        rank = ranks.get(naming.passage.locator)
        found_first = rank is not None and rank <= _FIRST
        if coverage >= sought.least - (_LESS_OF_FIRST if found_first else 0.0):
            coverage += _FOUND / rank if rank is not None else 0.0
            coverage += _OWN_WORDS * of_words if tells_subject(naming.words) else 0.0
            by_own_words = all(_names(naming.words, symbol) for symbol in sought.named)
            yield coverage * (1.0 if by_own_words else _BESIDE), naming


def _is_row(naming: Naming) -> bool:
    return naming.passage.kind is PassageKind.ROW


def _names(text: str, symbol: str) -> bool:
    return any(form_of(match.group()) == symbol for match in SYMBOL.finditer(text))


def _quote(context: Context, naming: Naming, sought: _Sought) -> str:
    """The sentence that names the document; of a long one the words behind the number where they tell the matter."""
    marker = find_marker(naming.sentence)
    sentence = marker.rest if marker is not None and marker.kind != "article" else naming.sentence
    if len(sentence) <= MAX_CHARS:
        return sentence
    tells_itself = context.library.matcher.fit_text(sought.matter, naming.words).coverage >= sought.least
    start = shorten(sentence, MAX_CHARS)
    if not tells_itself and _names(start, naming.symbol):
        return start
    clause = next((part.strip() for part in sentence.split(";") if _names(part, naming.symbol)), naming.words)
    return clause if len(clause) <= MAX_CHARS else naming.words
